# ruff: noqa: E501, SIM905  (a pattern reads better unbroken)
"""Dates of birth and ages."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.dates import WRITTEN_DATE
from nlp.personal_data.identifiers.nearby import span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_OLDEST: Final = 120
_ADULT: Final = 18
_BIRTH_BEFORE = re.compile(
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdates? of births?|\bbirth ?da(?:te|y)s?|\bborn|\bd of b|\bb\.)"
    r"(?:[^\w\n]{0,6}(?:\n\s{0,4})?(?:(?:is|was|were|on|as|of|the|given|recorded|shown|in|hospital|at|home|around|about|:)[\s:]{1,3}){0,4}|[,:]? (?:which |that )?(?:is |was )?)"
    r"(?:[a-z' ]{0,24}(?:is|was|-|:|on)\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?$"
)
_BIRTH_AFTER = re.compile(
    r"^[\s,]*[(\[]?(?:d\.?o\.?b\b|dates? of birth|born\b|birthday|is (?:his|her|their|my) (?:birthday|date of birth))"
)
_TABLE_OF_BIRTHS = re.compile(r"^[^\n]*(?:\bdob\b|date of birth|d\.o\.b)[^\n]*$", re.MULTILINE)


def find_dates_of_birth(written: Written) -> Iterator[Span]:
    """Dates that the words beside them say are somebody's birthday."""
    text, low = written.text, written.low
    if "b" not in low:
        return
    for match in WRITTEN_DATE.finditer(low):
        start, end = match.span()
        before = _BIRTH_BEFORE.search(low[max(0, start - 64) : start])
        if before or _BIRTH_AFTER.search(low[end : end + 32]):
            cue = before.group().split("\n")[0].strip(" :-,(") if before else "date of birth"
            yield span(
                text,
                start,
                end,
                DataLabel.DATE_OF_BIRTH,
                0.98,
                f"a date after '{cue}'" if before else "a date before words for a birthday",
            )


_WORDED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_YEARS = rf"(?:\d{{1,3}}|{_WORDED})"
_YEARS_AFTER = r"(?!\+)(?! (?:or|and) (?:more|over|above|under|older|younger|up)\b)(?![ ]?(?:-|to)[ ]?\d)(?![ ]?(?:%|per ?cent|,\d|\.\d|pounds|miles?|metres|minutes?|mins?|hours?|hrs|days?|weeks?|months?|times|years? (?!old|of age)|of\b|to\b|or more|clients|people|staff|others|cases|points?|pages?|out|am\b|pm\b|st\b|nd\b|rd\b|th\b|-\d|/|:))"
_AGE = re.compile(
    rf"\b(?:(?:is )?aged?(?: is| was)?[ \t:=(-]{{0,4}}(?:about |around |only |just )?|age of |ages? )(?P<aged>{_YEARS})\b{_YEARS_AFTER}"
    rf"|\b(?:who is|who's|he is|she is|i am|he's|she's|i'm|i was|he was|she was|they are|is only|is now|is just|turn(?:s|ed|ing)?|(?:mum|dad|mother|father|son|daughter|wife|husband|nan|gran|grandad|brother|sister|tenant|client|resident|patient|boy|girl|man|woman) (?:is|was))"
    rf"(?: now| only| just| nearly| almost| about| still| then)?[ ](?P<is>\d{{1,3}})\b{_YEARS_AFTER}(?=[ ]?(?:[.,;:!?)\n]|$|and\b|but\b|now\b|next\b|last\b|this\b|in\b|when\b|then\b|years?\b|so\b|with\b|at\b|today\b))"
    rf"|\b(?P<years>{_YEARS})[ -]?(?:years?|yrs?)[ -]?(?:old\b|of age\b)"
    r"|\b(?P<short>\d{1,3}) ?(?:yo|y/o|y\.o)\b"
    rf"|\b(?P<months>\d{{1,2}}|{_WORDED})[ -](?:months?|weeks?)[ -]old\b|\b(?:man|woman|lady|boy|girl|child|male|female|person|tenant|resident) of (?P<of>\d{{1,3}})\b(?! (?:the|other|percent))"
    r"|\bin (?:his|her|their|my) (?:late |early |mid[- ])?(?P<decade>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_AGE_AFTER_NAME = re.compile(
    r"(?:[A-Z][a-z'-]+|[A-Z]\.?)[ ](?:[A-Z][A-Za-z'-]+)(?:,[ ](?P<comma>\d{1,2})(?=,|\)|\.?$)|[ ]\((?P<bracket>\d{1,2})\))"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ][A-Z][A-Za-z'-]+(?:,[ ](?P<comma2>\d{1,2})(?=,|\)|\.?$)|[ ]\((?P<bracket2>\d{1,2})\))"
    r"|^(?:[\W\d]{0,3})[A-Z][a-z'-]+,[ ](?P<first>\d{1,2}),|(?<=[.!?,:;\n] )[A-Z][a-z'-]+,[ ](?P<first2>\d{1,2}),|\b(?:son|daughter|brother|sister|mother|father|wife|husband|partner|grandson|granddaughter|child|boy|girl)(?: [A-Z][a-z'-]+)?(?:,[ ](?P<relation>\d{1,2})(?=,|\)|\.?$)|[ ]\((?P<relation2>\d{1,2})\))",
    re.MULTILINE,
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:Part|Section|Article|Regulation|Chapter|Schedule|Table|Figure|Page|Appendix|Annex|Phase|Item|Note|Room|Floor|Level|Unit|Block|"
    r"Act|Ward|Form|Stage|Option|Paragraph|Clause|Rule|Order|January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Council|Committee|Board|Team|Act|Regulations|Report|Ltd|Limited|Road|Street|Lane|Avenue|Close|School|House|Court|Park|Services?|Department|Group|Level|Ward)\b"
)
_THINGS_AGED = re.compile(
    r"\b(?:building|policy|system|car|house|vehicle|contract|laptop|document|tree|oak|bridge|file|record|data|computer|server|roof|boiler|lease|lift|"
    r"wall|church|pub|hall|boat|van|bus|road|pipe|sewer|school|library|company|firm|business|charity|debts?|invoices?|software|website|agreement|scheme|castle|wine|"
    r"whisky|cheese|dog|cat|horse|survey|plan|map|centre|estate|block|property|machine|equipment|phone|printer|playground)s?\b"
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_PERSON_SAID = re.compile(
    r"\b(?:he|she|his|her|man|woman|boy|girl|mr|mrs|ms|miss|tenant|driver|owner|who|i)\b"
)


def find_ages(written: Written) -> Iterator[Span]:
    """Ages of people; one under 18 says of a child too."""
    text, low = written.text, written.low
    for match in _AGE.finditer(low):
        before = low[max(0, match.start() - 40) : match.start()]
        after = low[match.end() : match.end() + 24].lstrip(" -")
        about_a_thing = _THINGS_AGED.search(re.split(r"[.!?\n]", before)[-1]) or _THINGS_AGED.match(after)
        if about_a_thing and not (match["is"] or _PERSON_SAID.search(before)):
            continue
        if match["decade"]:
            yield span(text, *match.span(), DataLabel.AGE, 0.8, "an age in words")
            continue
        told = (match[name] for name in ("aged", "is", "years", "short", "of"))
        age = 0 if match["months"] else _number(next(years for years in told if years))
        labelled = match["aged"] and re.search(r"[:=(]", match.group())
        yield from _age(text, match.start("aged") if labelled else match.start(), match.end(), age)
    for match in _AGE_AFTER_NAME.finditer(text):
        if _NOT_A_NAME.search(match.group()):
            continue
        group = match.lastgroup or ""
        yield from _age(text, *match.span(group), int(match[group]))


_AGE_BESIDE_NAME = re.compile(
    r"(?:,? (?:who|which))?(?:,? (?:is|was|turns|turned|will be)(?: now| only| just| then)? |,? aged? |, | \()(?P<age>\d{1,2})(?=[.,;:!?)\n]|$| (?:and|but|now|next|last|years?|with|who|in|when|at|so|today)\b)"
)


def find_ages_beside_names(written: Written, names: Iterable[Span]) -> Iterator[Span]:
    """Ages that stand right behind a name: "Jane Tully, 45," and "Tully is 45"."""
    for name in names:
        if match := _AGE_BESIDE_NAME.match(written.text, name.end):
            yield from _age(written.text, *match.span("age"), int(match["age"]))


def _number(words: str) -> int:
    """The number in figures or words, "seventy-two"."""
    return int(words) if words.isdigit() else sum(_NUMBERS[word] for word in re.split(r"[- ]", words))


def _age(text: str, start: int, end: int, age: int) -> Iterator[Span]:
    if age > _OLDEST:
        return
    yield span(text, start, end, DataLabel.AGE, 0.88, "an age")
    if age < _ADULT:
        yield span(text, start, end, DataLabel.CHILD, 0.88, "an age under 18")
