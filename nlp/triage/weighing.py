# ruff: noqa: E501  (a list of words reads better unbroken)
"""From the words found to a label: the law decides, not the heading."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nlp.triage.evidence import (
    ACTUAL,
    AMISS,
    ENVIRONMENT,
    EVIDENCE,
    GOVERNANCE_TOPICS,
    HAPPENED,
    HYPOTHETICAL,
    PERSONAL,
    POLICY_QUESTION_FORMS,
    Evidence,
    compile_pattern,
)
from nlp.triage.labels import IncidentCategory, Label

_TEMPERATURE: Final = 0.75
"""Turns differences of scores into chances; set on the tuning table so that confidence is about right."""
_NOTHING_SAID: Final = 1.0
"""What "other" has before a word is read: a message with no evidence is none of the rest."""
_ALSO: Final = 2.8


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that matched, and where in the plain line."""

    evidence: Evidence
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The chance of each label, what was found, and what else applies."""

    chances: Mapping[Label, float]
    found: tuple[Found, ...]
    also: tuple[Label, ...]
    notes: Mapping[Label, tuple[tuple[int, int, str], ...]]


_SENTENCE: Final = re.compile(r"[^ ].*?(?: [.?](?= )|$)")
_STATUTE_FOI: Final = compile_pattern(r"(?:freedom of information(?: act)?|foia?|foi act)")
_OWN_DATA_STAFF: Final = compile_pattern(r"(?:our|the council's|council) (?:staff|employees?|workforce)")
_HOW_MANY: Final = compile_pattern(
    r"(?:how many|number of|numbers of|total|statistics|figures|percentage of|breakdown of)"
)
_ASKS: Final = compile_pattern(
    r"(?:{ASK} {6}{GIVE}|(?:want|like|wish|wishes|wants|writing) to (?:request|make a request|see|have|know|ask for|obtain|apply)|please {2}{GIVE}|please (?:can|could) {3}{GIVE}|how (?:many|much) {4}|i (?:request|require|am requesting)|"
    r"treat this as a request|request for|under the freedom of information|(?:copy|copies) of|asked for|asking for|we are a search company|need answers|environmental information regulations 2004)"
)
_OWN_DEVICES: Final = compile_pattern(
    r"(?:work|council|office|client|clients|personal data|case|encrypted|my|data|social)"
)
_CIVIC: Final = compile_pattern(
    r"(?:cat|dog|pet|keys|umbrella|coat|purse|glasses|bus pass|library card|blue badge|bin|parking permit)"
)
_DATA_SUBJECT_VOICE: Final = compile_pattern(
    r"(?:you|council|your \S+|officer|housing|they|department|officer|social worker|school) (?:have |has |had |also |just |then |even )?(?:gave|given|shared|sent|disclosed|told|passed|leaked|published|discussed|lost|revealed|misused|breached|released|showed|posted|put) {4}(?:my|our|her|his|their) (?!colleague|team|manager)"
)
_BREACH_TO_OTHERS: Final = compile_pattern(
    r"(?:gave|given|sent|disclosed|posted|leaked|shared|delivered|told|emailed|passed) {12}(?:neighbour|ex|ex husband|ex wife|ex partner|stranger|wrong|landlord|someone else|another|public|facebook)"
)
_FIRST_PERSON_REPORT: Final = compile_pattern(
    r"(?:i|we|i 've|my colleague|our|someone in my team|a colleague|a member of (?:staff|my team)) (?:have |has |had |think i |think we |may have |just |accidentally )*(?:sent|emailed|lost|left|forwarded|posted|disclosed|clicked|attached|forgot|copied|shared)"
)


_ASKS_FOR_COPY: Final = compile_pattern(
    r"(?:please {4}(?:provide|send|supply|disclose|confirm)|how many|i (?:would like|want|request|require)|we (?:request|require|would like)|request for|number of)"
)


def _sentences(line: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(line)]


def _hypothetical_parts(line: str) -> list[tuple[int, int]]:
    """The sentences that ask about what might happen, and tell of nothing that did."""
    parts: list[tuple[int, int]] = []
    for start, end in _sentences(line):
        sentence = f" {line[start:end]} "
        supposing = HYPOTHETICAL.search(sentence)
        if supposing is not None and ACTUAL.search(sentence) is None:
            parts.append((start, end))
    return parts


def _look(line: str) -> list[Found]:
    found: list[Found] = []
    for evidence in EVIDENCE:
        match = evidence.pattern.search(line)
        if match is not None:
            found.append(Found(evidence, evidence.weight, match.start(), match.end()))
    return found


def _discounted(found: list[Found], parts: list[tuple[int, int]]) -> list[Found]:
    """What is only supposed weighs little as an incident, a complaint or a request for review."""
    supposed = {Label.INCIDENT, Label.COMPLAINT, Label.REVIEW}
    kept: list[Found] = []
    for item in found:
        inside = any(start <= item.start < end for start, end in parts)
        weight = item.weight * 0.12 if inside and item.evidence.label in supposed else item.weight
        kept.append(Found(item.evidence, weight, item.start, item.end))
    return kept


def _score(weights: list[float]) -> float:
    """The strongest word counts in full, each further one for less."""
    ordered = sorted(weights, reverse=True)
    return sum(weight * 0.35**rank for rank, weight in enumerate(ordered[:5]))


def _environment(line: str) -> tuple[float, tuple[int, int] | None]:
    hits = [
        (weight, match.span())
        for weight, pattern in ENVIRONMENT
        if (match := pattern.search(line)) is not None
    ]
    if not hits:
        return 0.0, None
    return _score([weight for weight, _ in hits]), hits[0][1]


def weigh(line: str) -> Verdict:
    """Judge a plain line."""
    parts = _hypothetical_parts(line)
    found = _discounted(_look(line), parts)
    by_label: defaultdict[Label, list[float]] = defaultdict(list)
    for item in found:
        by_label[item.evidence.label].append(item.weight)
    scores = {label: _score(by_label[label]) for label in Label}
    scores[Label.OTHER] = max(scores[Label.OTHER], _NOTHING_SAID)
    notes: defaultdict[Label, list[tuple[int, int, str]]] = defaultdict(list)
    also: list[Label] = []

    _weigh_amiss(line, scores, notes, parts)
    _weigh_questions(line, scores, notes, parts)
    _weigh_numbers(line, scores, found)
    _weigh_environment(line, scores, notes, also)
    _weigh_own_data(line, scores, also, found)
    _weigh_grievance(line, scores, also)
    _weigh_service_matters(line, scores, found)

    chances = _chances(scores)
    best = max(chances, key=lambda label: chances[label])
    return Verdict(
        chances,
        tuple(found),
        tuple(dict.fromkeys(label for label in also if label is not best)),
        notes_of(notes),
    )


def notes_of(
    notes: Mapping[Label, list[tuple[int, int, str]]],
) -> dict[Label, tuple[tuple[int, int, str], ...]]:
    """Freeze the notes."""
    return {label: tuple(items) for label, items in notes.items()}


def _weigh_amiss(
    line: str,
    scores: dict[Label, float],
    notes: defaultdict[Label, list[tuple[int, int, str]]],
    parts: list[tuple[int, int]],
) -> None:
    """An event, somebody's data and a sign that it went amiss, together in a short message, are an incident."""
    words = line.count(" ")
    asking = max(scores[label] for label in (Label.RIGHTS, Label.SAR, Label.COMPLAINT)) >= 3.5
    asking = asking or _ASKS_FOR_COPY.search(line) is not None
    if words > 120 or asking or scores[Label.INCIDENT] >= 3.4:
        return
    told = _without(line, parts)
    if HAPPENED.search(told) is None or (personal := PERSONAL.search(told)) is None:
        return
    signs = [(weight, match) for weight, pattern, _ in AMISS if (match := pattern.search(told))]
    if not signs:
        return
    composed = 1.3 + _score([weight for weight, _ in signs])
    if composed <= scores[Label.INCIDENT]:
        scores[Label.INCIDENT] += 0.4
        return
    scores[Label.INCIDENT] = composed
    strongest = max(signs, key=lambda sign: sign[0])[1]
    notes[Label.INCIDENT].append((*strongest.span(), "a sign that something went amiss"))
    notes[Label.INCIDENT].append((*personal.span(), "somebody's personal data"))


def _without(line: str, parts: list[tuple[int, int]]) -> str:
    """The line with the suppositions blanked out, every character in its place."""
    told = list(line)
    for start, end in parts:
        told[start:end] = " " * (end - start)
    return "".join(told)


def _weigh_questions(
    line: str,
    scores: dict[Label, float],
    notes: defaultdict[Label, list[tuple[int, int, str]]],
    parts: list[tuple[int, int]],
) -> None:
    forms = [(weight, match) for weight, pattern in POLICY_QUESTION_FORMS if (match := pattern.search(line))]
    topic = GOVERNANCE_TOPICS.search(line)
    if not forms or topic is None:
        return
    policy = _score([weight for weight, _ in forms]) + (1.4 if parts else 0.6)
    # A long letter holds many a question by the way: only a short message is one question.
    words = line.count(" ")
    if _LETTER.search(line):
        policy *= 0.4
    if scores[Label.SAR] >= 3.8 and _wants_own(line):
        policy *= 0.4
    if scores[Label.REUSE] >= 3.6:
        policy *= 0.5
    policy *= 1.0 if words < 45 else 0.6 if words < 90 else 0.35
    scores[Label.POLICY_QUESTION] = max(scores[Label.POLICY_QUESTION], policy)
    for _, match in sorted(forms, key=lambda form: -form[0])[:1]:
        notes[Label.POLICY_QUESTION].append((*match.span(), "a question about how things are done"))
    notes[Label.POLICY_QUESTION].append((*topic.span(), "a matter of information governance"))
    if (parts or words < 30) and scores[Label.INCIDENT] < 2.4 and words < 45:
        # "How many days have we got to answer a SAR" names a request and is none.
        for label in (
            Label.SAR,
            Label.FOI,
            Label.EIR,
            Label.RIGHTS,
            Label.REUSE,
            Label.REVIEW,
            Label.COMPLAINT,
        ):
            if not _wants_own(line):
                scores[label] *= 0.4


_LETTER: Final = compile_pattern(
    r"(?:yours (?:sincerely|faithfully|truly)|(?:kind |best |many )?regards|dear (?:sir|sirs|madam|council|\S+ council|\S+ \S+ council|foi|information)|"
    r"i would like the information|under the freedom of information)"
)
_WANTS_OWN: Final = compile_pattern(
    r"(?:please {3}(?:send|provide|delete|supply|give|disclose|list|confirm)|my (?:foi|sar|dsar|request|subject access|data|personal|records|file)|since i (?:submitted|asked|made|sent)|i (?:would like|want|request|object|withdraw)|(?:can|could|may) i (?:have|get|see|request)|everything you|under the freedom|you (?:have|hold|got) (?:on|about) me|i am writing to)"
)


def _wants_own(line: str) -> bool:
    return _WANTS_OWN.search(line) is not None


def _weigh_numbers(line: str, scores: dict[Label, float], found: list[Found]) -> None:
    """A request for numbers is FOI, whatever is counted: requests, breaches, complaints."""
    counting = _HOW_MANY.search(line)
    counted = any(
        item.evidence.label is Label.FOI and item.weight >= 4 and "numbers" in item.evidence.meaning
        for item in found
    )
    if counted or (counting and scores[Label.FOI] >= 3.5 and not _wants_personal(found)):
        for label in (Label.SAR, Label.COMPLAINT, Label.REVIEW, Label.INCIDENT, Label.RIGHTS):
            scores[label] *= 0.35
    if _DEAD.search(line) and _FILE.search(line) and _ASKS.search(line):
        scores[Label.FOI] = max(scores[Label.FOI], 4.0)
        scores[Label.SAR] *= 0.4
        scores[Label.COMPLAINT] *= 0.6


_DEAD: Final = compile_pattern(r"(?:died|passed away|deceased|(?:my|his|her|our|their) late (?:\S+))")
_FILE: Final = compile_pattern(
    r"(?:files?|records?|information|notes|documents|care|reports?|correspondence)"
)


def _wants_personal(found: list[Found]) -> bool:
    return any(item.evidence.label is Label.SAR and item.weight >= 4 for item in found)


def _weigh_environment(
    line: str,
    scores: dict[Label, float],
    notes: defaultdict[Label, list[tuple[int, int, str]]],
    also: list[Label],
) -> None:
    environment, where = _environment(line)
    if where is None:
        return
    asks = _ASKS.search(line) is not None
    named = scores[Label.EIR] > 0
    if not (asks or scores[Label.FOI] > 2 or named):
        return
    strength = max(scores[Label.FOI], 2.0 if asks else 0.0)
    scores[Label.EIR] = max(scores[Label.EIR], strength + environment * 0.75)
    notes[Label.EIR].append((*where, "that is environmental information, whichever law is named"))
    if _STATUTE_FOI.search(line):
        also.append(Label.FOI)


def _weigh_own_data(line: str, scores: dict[Label, float], also: list[Label], found: list[Found]) -> None:
    """A person's own data is a subject access request, also inside a letter that names the FOI Act."""
    if scores[Label.SAR] < 4:
        return
    named_foi = _STATUTE_FOI.search(line) is not None
    strong = [item for item in found if item.evidence.label is Label.SAR and item.weight >= 3.4]
    if strong:
        scores[Label.FOI] = min(scores[Label.FOI], scores[Label.SAR] - (0.9 if named_foi else 1.4))
        if scores[Label.EIR] < 5:
            scores[Label.EIR] = min(scores[Label.EIR], scores[Label.SAR] - 1.0)
    if named_foi:
        also.append(Label.FOI)


def _weigh_grievance(line: str, scores: dict[Label, float], also: list[Label]) -> None:
    """The person aggrieved complains; the colleague who did it reports an incident."""
    aggrieved = _DATA_SUBJECT_VOICE.search(line) is not None
    reporting = _FIRST_PERSON_REPORT.search(line) is not None
    complains = scores[Label.COMPLAINT]
    if aggrieved and not reporting:
        scores[Label.COMPLAINT] = max(complains, 3.6) + 0.6
        if scores[Label.INCIDENT] >= _ALSO or _BREACH_TO_OTHERS.search(line):
            also.append(Label.INCIDENT)
        scores[Label.INCIDENT] = min(scores[Label.INCIDENT], scores[Label.COMPLAINT] - 1.0)
    elif complains >= 2 and scores[Label.INCIDENT] >= 3 and complains >= scores[Label.INCIDENT] - 0.3:
        also.append(Label.INCIDENT)
    elif scores[Label.INCIDENT] >= 3 and complains >= 4:
        also.append(Label.COMPLAINT)
    # A slip in answering a request ("the redaction on a SAR response can be removed") asks for nothing.
    if scores[Label.INCIDENT] >= 2.8 and not aggrieved and not _wants_own(line):
        for label in (Label.SAR, Label.FOI, Label.EIR, Label.RIGHTS):
            if scores[label] < 6 and not _ASKS_FOR_COPY.search(line):
                scores[label] *= 0.55
    # A complaint about a request is a review where the request was for the council's information.
    if scores[Label.REVIEW] >= 3 and scores[Label.SAR] >= 4 and complains >= 3:
        scores[Label.REVIEW] = min(scores[Label.REVIEW], complains - 0.8)
    if complains >= 4 and scores[Label.SAR] >= 4:
        scores[Label.SAR] = min(scores[Label.SAR], complains - 0.7)
    if scores[Label.REVIEW] >= 3.6:
        scores[Label.FOI] = min(scores[Label.FOI], scores[Label.REVIEW] - 0.8)
        scores[Label.EIR] = min(scores[Label.EIR], scores[Label.REVIEW] - 0.9)


def _weigh_service_matters(line: str, scores: dict[Label, float], found: list[Found]) -> None:
    service = scores[Label.OTHER] > _NOTHING_SAID
    schedule = any("Schedule 2" in item.evidence.meaning for item in found)
    if schedule and scores[Label.OTHER] >= 4:
        for label in Label:
            if label not in (Label.OTHER, Label.INCIDENT):
                scores[label] = min(scores[label], scores[Label.OTHER] - 1.6)
    if service and _STATUTE_FOI.search(line) is None and scores[Label.FOI] < 3.2:
        scores[Label.FOI] *= 0.6
        scores[Label.EIR] *= 0.7
    if service and _CIVIC.search(line) and scores[Label.INCIDENT] < 3.3 and not _OWN_DEVICES.search(line):
        scores[Label.INCIDENT] *= 0.5


def _chances(scores: Mapping[Label, float]) -> dict[Label, float]:
    highest = max(scores.values())
    powers = {label: math.exp((score - highest) / _TEMPERATURE) for label, score in scores.items()}
    total = sum(powers.values())
    return {label: power / total for label, power in powers.items()}


def rank_categories(found: tuple[Found, ...], line: str) -> tuple[IncidentCategory, ...]:
    """The incident categories that the words speak for, likeliest first; never empty."""
    weights: defaultdict[IncidentCategory, list[float]] = defaultdict(list)
    for item in found:
        if item.evidence.category is not None:
            weights[item.evidence.category].append(item.weight)
    scores = {category: _score(values) for category, values in weights.items()}
    for category, weight, pattern in _CATEGORY_HINTS:
        if (category in scores or weight > 1.2) and pattern.search(line):
            scores[category] = scores.get(category, 0.0) + weight
    for weight, pattern, suggested in AMISS:
        if suggested is not None and pattern.search(line):
            scores[suggested] = scores.get(suggested, 0.0) + (0.3 if scores.get(suggested) else weight)
    general = IncidentCategory.OTHER_NON_CYBER
    if general in scores and len(scores) > 1:
        scores[general] *= 0.55
    ranked = sorted(scores, key=lambda category: -scores[category])
    for common in (
        general,
        IncidentCategory.EMAILED_WRONG_RECIPIENT,
        IncidentCategory.POSTED_OR_FAXED_WRONG_RECIPIENT,
    ):
        if common not in ranked:
            ranked.append(common)
    return tuple(ranked)


_C = IncidentCategory
_CATEGORY_HINTS: Final = tuple(
    (category, weight, compile_pattern(pattern))
    for category, weight, pattern in (
        (_C.EMAILED_WRONG_RECIPIENT, 1.0, r"(?:emails?|emailed|emailing|inbox|outlook|gmail|attached|attachment|spreadsheet|cc|autocomplete|reply all|forwarded)"),
        (_C.POSTED_OR_FAXED_WRONG_RECIPIENT, 1.2, r"(?:letters?|posted|post|envelopes?|faxed|royal mail|parcel|mailed out|put through|delivered|neighbour)"),
        (_C.POSTED_OR_FAXED_WRONG_RECIPIENT, 1.0, r"(?:old|previous|former) address"),
        (_C.FAILURE_TO_REDACT, 1.3, r"(?:redact\w*|unredacted|blacked out|blanking|blank out|black out|hidden (?:tab|column|sheet|row)s?)"),
        (_C.FAILURE_TO_USE_BCC, 1.4, r"(?:bcc|blind copy|each other 's (?:email )?address\w*|to (?:box|field))"),
        (_C.LOSS_THEFT_DEVICE, 1.3, r"(?:(?:lost|stolen|nicked|left|missing|find|snatched) {6}{DEVICE}|{DEVICE} {6}(?:lost|stolen|nicked|left|missing|snatched))"),
        (_C.VERBAL_DISCLOSURE, 1.2, r"(?:phone call|over the phone|on the phone|overheard|verbally|told|said|conversation|voicemail)"),
        (_C.UNAUTHORISED_ACCESS_NON_CYBER, 1.0, r"(?:snoop\w*|looking up|looked up|no (?:business )?reason|ex employee|former employee|login)"),
        (_C.WRONG_DATA_SUBJECT_IN_PORTAL, 1.3, r"(?:portal|online account|self service|wrong (?:person 's |persons |client 's |child 's )?(?:record|account|file|profile))"),
        (_C.INCORRECT_DISPOSAL_PAPERWORK, 1.3, r"(?:skip|shred\w*|confidential waste|recycling|bin|bins|tip|rubbish)"),
        (_C.INCORRECT_DISPOSAL_HARDWARE, 1.3, r"(?:wiped|wiping|auction|ebay|disposal|scrapp?ed)"),
        (_C.ALTERATION, 0.8, r"(?:overwrote|overwritten|altered|tampered|corrupted|changed)"),
        (_C.PHISHING, 1.4, r"(?:phish\w*|scam|dodgy (?:email|link)|clicked {4}link|credentials|fake)"),
        (_C.RANSOMWARE, 1.5, r"(?:ransom\w*|bitcoin)"),
        (_C.MALWARE, 1.0, r"(?:malware|virus|trojan|infected)"),
        (_C.MISCONFIGURATION, 1.0, r"(?:permissions?|sharepoint|settings?|public(?:ly)?|misconfig\w*|teams site|open to)"),
        (_C.UNAUTHORISED_ACCESS_CYBER, 1.0, r"(?:hack\w*|logged in(?:to)?|compromised|cyber)"),
        (_C.BRUTE_FORCE, 1.5, r"(?:brute|attempts)"),
        (_C.DENIAL_OF_SERVICE, 1.5, r"(?:ddos|denial)"),
    )
)  # fmt: skip
