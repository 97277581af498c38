# ruff: noqa: E501  (a pattern reads better unbroken)
"""Dates of birth."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.identifiers.birth_dates import find_written_dates
from nlp.personal_data.identifiers.nearby import Rivals, caption_before, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.lists import first_names, no_names
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_CAPTION: Final = (
    r"(?:\bd[. /_-]{0,2}o[. /_-]{0,2}b(?![a-z])\.?s?|\bdobs?\b|\bdob_?(?=\W?\d)|\b(?:dates?|d) ?(?:of|0f) ?(?:births?|b)\b|\b(?:date|year|day)_?of_?birth|\bdate of (?:brith|birht|bith|berth|birt)\b|\bbirth ?-?_?da(?:te|y)s?\b|\bb-?days?\b|\bbday\b|"
    r"\bd\.?ob?\.?b\b|\bdate born\b|\byear of birth\b|\byob\b|\bdyddiad ?geni\b|\bpen-?blwydd\b|\bdata (?:urodzenia|na[sș]terii|di nascita|de nascimento)\b|\bdate de naissance\b|\bfecha de nacimiento\b|\bgeburtsdatum\b|\bdáta breithe\b)"
)
_BORN: Final = (
    rf"(?:{_CAPTION}|\bborn\b|\bb\.|\bbirth\b(?=[\s:=(*-]{{0,3}}(?:date|on\b|was\b|\d))|\bgave birth\b|\bbirth certificate,? (?:says?|shows?|gives?|has|with|reads?|states?|confirms?)\b|\bnee\b|\bganwyd\b|\bganed\b|\bnée? le\b|\bnacid[oa]\b|\bgeb\.|\bur\.|"
    r"\b(?:the |her |his |their |our |my )?(?:new )?baby (?:\w+ ){0,2}(?:arrived|came|was delivered|delivered)\b|\bdelivered (?:a |her |of )(?:healthy )?(?:baby|son|daughter|boy|girl)\b|"
    r"\b(?:turn(?:s|ed|ing)?|will be|'ll be|becom(?:es|ing)|became|reach(?:es|ed)?|hits?|was|is) (?:\d{1,3}|sixteen|eighteen|twenty[- ]one|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred)(?: years old)? on\b|\bturn(?:s|ed|ing)? \d{1,3}\b|"
    r"\bhave (?:you|him|her|them) (?:down )?as\b)"
)
_CUE = re.compile(_BORN)
_SHORT_CUE = re.compile(r"(?:^|[\s(,])b\.? ?$")
_RIVALS: Final = Rivals(
    re.compile(
        r"[.!?;](?<!d\.)(?<!o\.)(?<!b\.)(?<!\?)\s+(?!(?:no|not|correct|should|sorry|actually|it should|this should|(?:he|she|they|it|i)(?:'s| is| was| has)? (?:said|says|gave|given|reads?|should|told))\b)\w|\b(?:died|dies|death|dod|issued?|expir\w+|valid|seen|visit(?:ed)?|meeting|review(?:ed)?|received|sent|admitted|discharged|moved|started|joined|appoint\w+|registered|since|due|signed|deadline|hearing|lived|until|dated|copy|certificates?(?!,? (?:says?|shows?|show(?:ing|n)|states?|stating|gives?|giving|with|has|having|reads?|attached|seen|produced|provided|confirms?))|parent(?:al)? leave|leave|rates?|control|statistics|centre|party|cards?|celebrat\w+|plans?|cakes?|lunch|tea|meal|presents?|gifts?|treat|outing|trip|booking|order|tenancy|register|entries|deceased on|the new)\b|\n\s*\n(?=.)"
    ),
    re.compile(r"\d{5}|\d[/.-]\d{1,2}[/.-]\d"),
)
_AFTER = re.compile(
    rf"[\s,]*[(\[/|-]?\s?(?:(?:(?:put |set |noted )?down as|as|is|was|being|recorded as|given as|entered as|shown as|listed as|put as|for|under|in the|when|what (?:we|i|you) (?:have|hold|got) (?:as|for)|,)\s){{0,2}}(?:(?:his|her|their|my|the|your|our|he|she|i|they)(?:'s)?\s|(?:[a-z]+)'s\s)?(?:real |correct |true |actual |is |was |were )?(?!b\.|births?\s(?!date)|born (?:in|at|to|with)\b){_BORN}"
)
_THEN_BORN = re.compile(
    r"\.? ?(?:(?:that|this|it) (?:is|was) )?when (?:\w+ ){1,2}was born\b|\.? (?:and )?(?:that|this)(?: is|'s) (?:their|his|her|my) (?:birthday|dob|date of birth)\b"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun)\.?,? (?:the )?$"
)
_YEAR_OF_BIRTH = re.compile(
    r"(?:\b(?:born|ganwyd)(?: (?:sometime|back|early|late|around|about|approx(?:imately)?\.?|circa|c\.?|roughly|probably|abroad|there))?(?: in| yn)?(?: (?:about|around|circa|the year|early|late))? |\b(?:year of birth|yob|birth year|dob|date of birth)(?: is| was)?[: =(]{1,3}|(?:^|[\s,(])b\.? ?|\bborn:? |\bborn in ')(?P<year>(?:19[0-9]|20[0-2])\d|(?<=')\d\d)\b(?![/.-]\d)"
)
_A_BODY = re.compile(
    r"\b(?:committee|council|authority|associations?|club|society|group|service|scheme|school|team|page|nhs|trust|park|museum|theatre|union|campaign|charity|company|project|idea|app)\b"
)
_AFTER_AGE = re.compile(
    r"\b(?:aged?|age):? (?:\d{1,3}|[a-z]{3,9}),? ?[(\[](?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))[)\]]"
)
_LONG_AGO: Final = r"(?:(?:19[2-9]\d|200\d|201[0-5])|'?(?:[3-9]\d|0\d|1[0-5]))(?!\d)"
_FIGURES: Final = r"(?:0?[1-9]|[12]\d|3[01]) ?[/.-] ?(?:0?[1-9]|1[0-2]) ?[/.-] ?"
_NAME_AND_DATE = re.compile(
    rf"(?P<name>(?:[A-Z][a-z'-]+|[A-Z]\.?|Mr|Mrs|Ms|Miss|Dr),? [A-Z][A-Za-z'-]+)(?:,? \(|,[ ]?|[ ]-[ ]|[ ](?=\S{{6,10}} (?:NHS|NI|NINO|UPN|DOB)\b))(?P<date>{_FIGURES}(?:19[2-9]\d|20[01]\d))(?=\)|[.,;]|\s*$|[ ](?:NHS|NI|NINO|UPN)\b)",
    re.MULTILINE,
)
_CHILD: Final = r"(?:child(?:ren)?|kids?|siblings?|twins|triplets|sons?|daughters?|boys?|girls?|baby|babies|brothers?|sisters?|grand(?:son|daughter|child|children)|dependants?|little ones?|young(?:est|er)|eld(?:est|er)|pupil)"
_CHILD_AND_DATE = re.compile(
    rf"\b(?i:{_CHILD})(?: \d)?(?:[ ,:]{{1,3}}(?:is |are |called |named )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)?(?:[ ]?[(\[]|,[ ]|[ ]?[:-][ ]|(?<=[a-z]) (?=\d))(?P<date>{_FIGURES}(?:\d{{4}}|\d{{2}}))(?![\d/])"
)
_PARTY: Final = r"(?:(?:main |joint |second |first |foster )?applicant|claimant|partner|spouse|husband|wife|tenant|joint tenant|patient|client|pupil|student|occupant|occupier|non-?dep(?:endant)?|dependant|mother|father|mum|dad|service user|resident|carer|licensee|driver|employee|elector|voter|householder|person)"
_PARTY_AND_DATE = re.compile(
    rf"\b(?i:{_PARTY})(?: \d)?(?:[ ,:]{{1,3}}(?:[A-Z][\w'-]+\.?[ ,]{{1,2}}){{1,4}}|[ ,:(-]{{1,4}})[(]?(?P<date>{_FIGURES}{_LONG_AGO}|\d{{1,2}}(?:st|nd|rd|th)? [A-Z][a-z]{{2,10}},? {_LONG_AGO}|\d{{1,2}}-[A-Za-z]{{3,9}}-{_LONG_AGO})(?=[.,;:)/|\n\t]|$| [-–(]| and\b)"
)
_LISTED_CHILD = re.compile(
    rf"(?P<name>[A-Z][a-z'-]+)(?:,? ?[(\[]| ?[:-] ?| )(?P<date>{_FIGURES}(?:\d{{4}}|\d{{2}}))(?![\d/])"
)
_AND_ANOTHER = re.compile(
    r"(?:\s|,|and|&|\+|/|;|\(|\)|\([^)\d]{0,30}\)|\b(?!but|says|said|died|dod|moved|seen|on\b|from|since|until|is\b|was|date|then|to\b|start|end|review)[a-z']{2,12}\b){1,8}"
)
_CORRECTED = re.compile(
    r"\b(?:but|not|no|correct(?:ed|ion)?|should (?:be|read|say|have been)|instead|actually|misheard|wrong(?:ly)?|changed to|rather|other|next|elsewhere|also|versus|vs|or|keyed|typed|entered|mixed|mistake)\b"
)
_ENDS_A_CORRECTION = re.compile(
    r"\b(?:died|dies|death|dod|issued?|expir\w+|visit(?:ed)?|meeting|review(?:ed)?|received|sent|admitted|discharged|moved|started|joined|registered|since|due|signed|deadline|hearing|lived|until|dated|rang|called|phoned|reported|applied|tenancy|wrote)\b"
)
_CORRECTION_WITHIN: Final = 70
_NEAR_A_CUE: Final = 8


def find_dates_of_birth(written: Written) -> Iterator[Span]:
    """Dates that the words beside them say are somebody's birthday."""
    text, low = written.text, written.figures
    if _CUE.search(written.low) or _SHORT_CUE_BEFORE_A_NUMBER.search(low):
        yield from _dates_beside_words(written)
        for match in _YEAR_OF_BIRTH.finditer(low):
            if not _A_BODY.search(low[max(0, match.start() - 30) : match.start()]):
                yield span(text, *match.span("year"), DataLabel.DATE_OF_BIRTH, 0.75, "a year of birth")
    if not _THREE_NUMBERS.search(low):
        return
    for match in _AFTER_AGE.finditer(low):
        yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.9, "a date in brackets after an age")
    for match in _NAME_AND_DATE.finditer(written.level):
        if _is_a_name(match["name"]) and not _heads_another_column(written, match.start("date")):
            why = "a date right after a name"
            yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, why)
    for match in _CHILD_AND_DATE.finditer(written.level):
        if not _heads_another_column(written, match.start("date")):
            why = "a date right after a child"
            yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.75, why)
    for match in _PARTY_AND_DATE.finditer(written.level):
        if not _heads_another_column(written, match.start("date")):
            why = "a date long ago, right after a party to the case"
            yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, why)
    yield from _listed_children(written)


_SHORT_CUE_BEFORE_A_NUMBER = re.compile(r"(?:^|[\s(,])b\.? ?\d")
_THREE_NUMBERS = re.compile(r"\d ?[/.-] ?\d|\d(?:st|nd|rd|th)? [a-z]{3,9},? \d")


def _dates_beside_words(written: Written) -> Iterator[Span]:
    text, low = written.text, written.figures
    last_birthday = -1
    for start, end in find_written_dates(low):
        cue = _words_for_birth(written, start, end)
        if cue or (last_birthday >= 0 and _is_another(written, last_birthday, start)):
            last_birthday = end
            if weekday := _WEEKDAY.search(low[max(0, start - 20) : start]):
                start -= len(weekday.group())
            why = f"a date after '{cue}'" if cue else "a date in a list of birthdays"
            yield span(text, start, end, DataLabel.DATE_OF_BIRTH, 0.98 if cue else 0.85, why)


def _is_another(written: Written, last: int, start: int) -> bool:
    """Whether a date that follows a birthday is one too: the next of a list, or what the first should have been."""
    if _heads_another_column(written, start):
        return False
    if _AND_ANOTHER.fullmatch(written.figures, last, start):
        return True
    between = written.figures[last:start]
    return (
        len(between) <= _CORRECTION_WITHIN
        and _CORRECTED.search(between) is not None
        and _ENDS_A_CORRECTION.search(between) is None
    )


def _heads_another_column(written: Written, at: int) -> bool:
    heading = written.heading_of(at)
    return bool(heading) and _CUE.search(heading) is None


def _words_for_birth(written: Written, start: int, end: int) -> str | None:
    """The words near a date that say it is a birthday: before it, heading its column, or right after it."""
    low = written.figures
    before = low[max(0, start - 60) : start]
    if cue := caption_before(written, start, end, _CUE, _RIVALS):
        of_a_body = ("born" in cue or "turn" in cue or "birth" in cue) and _A_BODY.search(before)
        return None if of_a_body and not _PERSONAL.search(before) else cue.strip(" .")
    if short := _SHORT_CUE.search(before):
        return short.group().strip(" (,")
    after = _AFTER.match(low, end)
    return "date of birth" if after or _THEN_BORN.match(low, end) else None


_PERSONAL = re.compile(
    r"\b(?:he|she|his|her|my|i|who|mr|mrs|ms|miss|baby|son|daughter|mother|father|child|dob|date of birth)\b"
)


def _is_a_name(words: str) -> bool:
    """Whether two words with capitals can be somebody's name: "Head Office" can't."""
    return not any(word.strip(".,").lower() in _no_names() for word in words.split())


def _no_names() -> frozenset[str]:
    return no_names() | _OFFICES


_OFFICES: Final = frozenset(
    [
        "office",
        "report",
        "committee",
        "board",
        "council",
        "ward",
        "hall",
        "house",
        "centre",
        "school",
        "services",
        "service",
        "team",
        "panel",
        "minutes",
        "agenda",
        "appendix",
        "annex",
        "section",
        "part",
        "schedule",
        "policy",
        "plan",
        "meeting",
        "visit",
        "review",
        "version",
        "draft",
        "form",
        "letter",
    ]
)


def _listed_children(written: Written) -> Iterator[Span]:
    """First names with a date each, two or more, or one with its date in brackets: "Maya (14/06/2017), Tom (2/2/19)"."""
    named = [
        match
        for match in _LISTED_CHILD.finditer(written.level)
        if match["name"].lower() in first_names() and not _heads_another_column(written, match.start("date"))
    ]
    for match in named:
        in_brackets = written.level[match.start("date") - 1] in "(["
        if len(named) > 1 or in_brackets:
            why = "a date right after a first name"
            yield span(written.text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, why)


_DATE_BESIDE_NAME = re.compile(
    rf"(?:,? ?[(\[]|[,.] ?| ?[-|;/\t] ?| (?=\S{{6,10}} ?(?:\(|,|$|nhs|ni\b|nino|upn|dob)))(?P<date>{_FIGURES}{_LONG_AGO}|(?:19[2-9]\d|200\d|201[0-5])-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? [a-z]{{3,10}},? (?:19[2-9]\d|200\d|201[0-5]))(?=[ ]?(?:[.,;:)\]|/\n\t-]|$)| (?:nhs|ni|nino|upn|of|at|and|ref)\b)"
)
_WRITES = re.compile(
    r"(?:\b(?:by|signed|from|with|to|saw|per|via|sincerely|faithfully|regards|chair|chaired|author|officer|manager|councillor|cllr|prepared|reviewed|approved|said|told)\b[ :,]*)$"
)


def find_dates_beside_names(written: Written, names: Iterable[Span]) -> Iterator[Span]:
    """Dates long ago right behind a name, unless it is the name of who wrote, saw or signed something."""
    low = written.figures
    for name in names:
        match = _DATE_BESIDE_NAME.match(low, name.end)
        if match is None or _WRITES.search(low[max(0, name.start - 24) : name.start]):
            continue
        if not _heads_another_column(written, match.start("date")) and not _A_BODY.search(name.text.lower()):
            yield span(
                written.text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, "a date right after a name"
            )
