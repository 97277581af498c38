# ruff: noqa: E501  (a list of words reads better unbroken)
"""What an incident report or a request already says: times, people, containment; requester, address, date."""

import re
from datetime import date, datetime
from typing import Final

from nlp.counts import read_people
from nlp.personal_data.kinds import read_named_kinds
from nlp.plain_text import lowered, plain
from nlp.times import LONDON, read_day, read_moment
from nlp.triage.labels import IncidentCategory, Sensitive
from nlp.triage.reading import IncidentReading, RequestReading

_CLAUSE: Final = re.compile(r"[^.!?;\n]+(?:[.](?=\d)[^.!?;\n]+)*")
_SPLIT_CLAUSE: Final = re.compile(r",|\b(?:but|and then|then|when|until|although)\b")
_NOTICING: Final = re.compile(
    r"\b(?:notic(?:ed?|ing)|reali[sz](?:ed?|ing)|found out|f(?:ou|i)nd(?:ing)? out|discover(?:ed|ing)?|spotted|became aware|"
    r"came to light|told (?:me|us)|let (?:me|us) know|rang|phoned|called (?:me|us)|reported|emailed (?:me|us)|contacted (?:me|us)|"
    r"been told|we were told|i was told|just seen|just found|only found|flagged|alerted)\b"
)
_CONTAINED: Final = re.compile(
    r"\b(?:(?:has|have|he|she|they|recipient|it|i|we)(?:'s|'ve)? (?:has |have |now |since |already |just |been |confirmed )*"
    r"(?:deleted|destroyed|returned|recalled|retrieved|got (?:it|them) back|removed (?:it|them|the)|taken (?:it|them)? ?down|took (?:it|them)? ?down|"
    r"shredded|wiped|locked|blocked|disabled|revoked|changed (?:my|the|his|her|our) passwords?|handed (?:it|them) in|recovered)|"
    r"confirmed (?:that )?(?:it|they|he|she)?(?:'ve|'s| has| have)?\s?(?:is |was |been )?(?:deleted|destroyed|deletion)|been (?:deleted|recovered|recalled|returned|destroyed|remotely wiped|wiped|blocked|taken down)|"
    r"remote(?:ly)? wiped?|recalled (?:it|the)|got (?:it|them) back|sent it back|brought it back|before (?:she|he|they|anyone) (?:opened|read|saw))\b"
)
_NOT_CONTAINED: Final = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't|could not|unable to|not able to|failed to) (?:recall|retrieve|get (?:it|them|hold)|reach|contact|undo|delete|find|locate|wipe)|"
    r"still (?:out there|online|visible|public|published|available|missing|has it|have it|open|showing|up)|"
    r"(?:hasn't|haven't|has not|have not|not yet|no one has|nobody has) (?:been )?(?:deleted|recalled|replied|responded|answered|found|recovered|told|returned|contacted|reported|done anything)|"
    r"(?:won't|will not|refus(?:es|ed|ing) to) (?:delete|return|give|reply|respond)|recall failed|no reply|not recovered|didn't work|haven't told)\b"
)


def read_incident(text: str, now: datetime, categories: tuple[IncidentCategory, ...]) -> IncidentReading:
    """Read what an incident report says. `categories` come likeliest first."""
    happened, noticed = _times(text, now)
    return IncidentReading(
        category=categories[0],
        top=categories[:3],
        people=read_people(text),
        kinds=read_named_kinds(text),
        happened=happened,
        noticed=noticed,
        contained=_contained(text),
    )


def _contained(text: str) -> bool | None:
    low = lowered(text[:4000])
    if _NOT_CONTAINED.search(low):
        return False
    stopped = _CONTAINED.search(low)
    if stopped is None or re.search(
        r"asked (?:them|him|her|the \w+) to $", low[max(0, stopped.start() - 24) : stopped.start()]
    ):
        return None
    return True


def _times(text: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    happened: datetime | None = None
    noticed: datetime | None = None
    for sentence in _CLAUSE.finditer(text[:4000]):
        for clause in _SPLIT_CLAUSE.split(sentence.group()):
            moment = read_moment(clause, now)
            if moment is None:
                continue
            if _NOTICING.search(lowered(clause)):
                noticed = noticed or moment.at
            else:
                happened = happened or moment.at
    if happened is not None and noticed is not None and noticed < happened:
        happened = noticed
    return happened, noticed


_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}\b")
_NAME: Final = (
    r"(?:(?:Mr|Mrs|Miss|Ms|Mx|Dr|Prof|Cllr|Rev|Councillor)\.? )?(?:[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿA-Z'-]+|\.)?)"
    r"(?: (?:de|van|von|der|la|le|bin|al|[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿA-Z'-]+|\.)?)){0,4}"
)
_CLOSED: Final = re.compile(
    r"(?:[Yy]ours (?:[Ss]incerely|[Ff]aithfully|[Tt]ruly)|(?:[Kk]ind(?:est)? |[Bb]est |[Ww]arm |[Mm]any )?[Rr]egards|[Bb]est [Ww]ishes|"
    r"[Mm]any [Tt]hanks|[Tt]hank you|[Tt]hanks|[Ss]igned|[Ss]incerely)[ ]*[,.:]?[ \t]*(?:\r?\n[ \t>]*){0,4}"
    rf"(?P<name>{_NAME})(?=[ \t]*(?:[,.(\n|]|$|\r|-))"
)
_SAYS_NAME: Final = re.compile(
    rf"(?:\b[Mm]y (?:full )?name is|(?<!File )(?<!file )\b(?:[Ff]ull )?[Nn]ame ?:|\bI am called|[Ww]e act for|on behalf of(?: our client,?| my client,?)?|[Oo]ur client,?|[Mm]y client,?|[Rr]equester ?:|[Ff]rom ?:)[ ]*(?P<name>{_NAME})"
)
_NOT_NAMES: Final = frozenset(
    [
        "please",
        "for",
        "the",
        "in",
        "and",
        "i",
        "we",
        "you",
        "under",
        "if",
        "it",
        "this",
        "my",
        "our",
        "your",
        "sent",
        "from",
        "dear",
        "council",
        "team",
        "regards",
        "yours",
        "thanks",
        "thank",
        "freedom",
        "information",
        "officer",
        "everyone",
        "all",
        "hi",
        "hello",
        "a",
        "an",
        "to",
        "of",
        "on",
        "at",
        "sir",
        "madam",
        "kind",
        "best",
    ]
)
_TRAILING: Final = re.compile(
    r"\s+(?:DOB|Dob|D\.O\.B|Date|NHS|NI|Tel|Email|Address|Ref|Subject|Sent|To)\b.*$"
)
_DATED: Final = re.compile(
    r"(?im)^[ >\t]*(?:(?:date|dated|sent|received)[ ]?:?[ ]+)?(?:on )?(?P<date>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{1,2}(?:st|nd|rd|th)?(?:[ /.-])(?:[A-Za-z]{3,9}|\d{1,2})(?:[ /.,-]{1,2})\d{2,4})\b"
)
_DATED_WITHIN: Final = re.compile(
    r"(?i)\b(?:letter|email|e-mail|request|form) (?:is |was )?(?:dated|of|from|sent(?: on)?)[ ](?P<date>[^\n.;]{4,30})"
)


_SENSITIVE: Final = (
    (Sensitive.PRESS, re.compile(r"\b(?:journalists?|reporters?|news ?desk|newspapers?|local paper|(?:the |local )press\b(?! (?:back|button|send|submit))|press (?:office|enquiry|query)|bbc|itv|freelance|gazette|herald|the (?:guardian|times|telegraph|observer))\b")),
    (Sensitive.COUNCILLOR_OR_MP, re.compile(r"\b(?:councillors?|cllrs?|m\.?p\.?s?|member of parliament|my constituents?|leader of the council|the mayor)\b")),
    (Sensitive.LEGAL_ACTION, re.compile(r"\b(?:legal action|solicitors?|barrister|letter before (?:action|claim)|pre-action|judicial review|court (?:proceedings|claim|action)|sue you|suing|litigation|instructed by|tribunal|damages|compensation|instructed in a)\b")),
)  # fmt: skip


def read_request(text: str, now: datetime) -> RequestReading:
    """Read who asks, where an answer goes and the date on the letter."""
    level = plain(text[:6000] + ("\n" + text[-2000:] if len(text) > 8000 else text[6000:]))
    low = lowered(text[:6000])
    return RequestReading(
        _requester(level),
        _reply_to(level),
        _dated(level, now.astimezone(LONDON).date()),
        tuple(kind for kind, pattern in _SENSITIVE if pattern.search(low)),
    )


def _requester(level: str) -> str | None:
    candidates = [*_SAYS_NAME.finditer(level), *reversed(list(_CLOSED.finditer(level)))]
    ordered = [match for match in candidates if match.re is _CLOSED] + [
        match for match in candidates if match.re is _SAYS_NAME
    ]
    for match in ordered:
        name = _TRAILING.sub("", match["name"]).strip(" ,.-")
        words = name.split()
        if (
            words
            and words[0].lower() not in _NOT_NAMES
            and len(name) > 2
            and (len(words) > 1 or match.re is _CLOSED)
        ):
            return name
    return None


def _reply_to(level: str) -> str | None:
    addresses = [match.group() for match in _EMAIL.finditer(level)]
    outside = [address for address in addresses if not address.lower().endswith(".gov.uk")]
    return next(iter(outside or addresses), None)


def _dated(level: str, today: date) -> date | None:
    for pattern in (_DATED, _DATED_WITHIN):
        for match in pattern.finditer(level):
            if (day := read_day(match["date"], today)) is not None:
                return day
    return None
