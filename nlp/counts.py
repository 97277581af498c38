"""How many people a sentence speaks of: "40 clients", "about two dozen families", "the team of 12"."""

import re
from typing import Final

from nlp.plain_text import lowered

_UNITS: Final = {
    "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "both": 2, "couple": 2, "pair": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}

_WORD_NUMBER = (
    r"(?:(?:a|an|one|two|both|couple|pair|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|"
    r"ninety|hundred|thousand|million|dozen|half|single)\b(?:[\s-]+(?:and[\s-]+)?)?)+"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d+)?\s?k\b|\d{1,7}"
_NUMBER = rf"(?P<number>{_DIGITS}|{_WORD_NUMBER})"

_PEOPLE = (
    r"people|persons?|individuals?|clients?|residents?|families|family|customers?|tenants?|leaseholders?|"
    r"service[\s-]users?|users|employees|staff(?:\s+members?)?|members(?:\s+of\s+(?:staff|the\s+public))?|"
    r"colleagues|workers|carers?|foster\s+carers?|adopters?|parents?|mums|dads|guardians|child(?:ren)?|kids|"
    r"pupils?|students?|learners?|young\s+people|young\s+persons?|babies|teenagers|patients?|adults?|women|"
    r"men|girls|boys|couples|households?|claimants?|applicants?|candidates?|householders?|landlords|"
    r"councillors?|volunteers?|contractors|donors|subscribers|recipients|"
    r"holders|attendees|delegates|participants|voters|electors|taxpayers|citizens|motorists|drivers|"
    r"pensioners|veterans|refugees|teachers|social\s+workers|governors|witnesses|victims|offenders|neighbours|"
    r"data\s+subjects?|siblings|brothers|sisters|twins"
)
_HOLDINGS = (
    r"names|records|case\s+files|client\s+files|personal\s+files|accounts|applications|application\s+forms|"
    r"referrals|cases|case\s+notes|payslips|pay\s+slips|email\s+addresses|e-mail\s+addresses|addresses|"
    r"assessments|care\s+plans|passports"
)
_BETWEEN = r"(?:of\s+)?(?:(?:our|my|the|these|those|their|other|different)\s+)?(?:[a-z][a-z'’-]*\s+){0,2}?"
_NOT_COUNTED = re.compile(
    r"\b(?:year|years|yr|yrs|month|months|week|weeks|day|days|hour|hours|minute|minutes|times|page|pages|"
    r"copies|to|from|by|for|with|in|at|on|and|or|who|which|that|was|were|is|are|has|have|had|a|the)\b"
)
_COUNTED_PEOPLE = re.compile(rf"(?<![\w£$.,/-]){_NUMBER}\s*(?P<between>{_BETWEEN})(?:{_PEOPLE})\b(?!-)")
_COUNTED_HOLDINGS = re.compile(rf"(?<![\w£$.,/-]){_NUMBER}\s*(?P<between>{_BETWEEN})(?:{_HOLDINGS})\b")
_GROUP_OF = re.compile(
    r"\b(?:team|group|class|family|household|list|cohort|caseload|batch|database|workforce|department|year\s+group)"
    rf"\s+of\s+(?:(?:about|around|roughly|some|over|nearly|almost|approximately)\s+)?{_NUMBER}(?![\w/])"
)
_NAMES_OF = re.compile(
    r"\b(?:names|details|addresses|data|records|information|affects?|affecting|affected|involv(?:es|ing))"
    r"\s+(?:of|for|about|on)?\s*(?:about|around|roughly|some|over|nearly|almost|approximately|up\s+to)?\s*"
    rf"{_NUMBER}(?=\s*(?:[.,;!?)]|$|and\b|in\b|from\b))"
)
_ONE_PERSONS = re.compile(
    r"\b(?:a|an|the|one|another|this|that)\s+(?:[a-z-]+\s+)?(?:resident|client|customer|tenant|service[\s-]user|"
    r"employee|colleague|carer|parent|child|kid|pupil|student|patient|person|adult|claimant|applicant|"
    r"candidate|councillor|member\s+of\s+staff|girl|boy|woman|man|lady|baby|young\s+person)['’]?s['’]?"
    r"\s+[a-z]|\bsome(?:one|body)(?:\s+else)?['’]?s\s+[a-z]|\b(?:for|about|of|belonging\s+to)\s+(?:mr|mrs|miss|ms|dr)\.?\s+[a-z]+|\b(?:mr|mrs|miss|ms|dr)\.?\s+[a-z]+['’]s\b"
)
_WENT_TO = re.compile(r"\b(?:to|told|by|from)\s+(?:(?:about|around|all|the|our|over|roughly|some)\s+)*$")


def _number_from(words: str) -> int | None:
    compact = words.strip().replace(",", "")
    if thousands := re.fullmatch(r"(\d+(?:\.\d+)?)\s?k", compact):
        return round(float(thousands.group(1)) * 1000)
    if compact.isdigit():
        return int(compact)
    parts = [part for part in re.split(r"[\s-]+", compact) if part and part != "and"]
    if parts == ["half"] or not parts:
        return None
    total, current, halved = 0, 0, False
    for part in parts:
        if part == "half":
            halved = True
        elif part in _SCALES:
            current = max(current, 1) * _SCALES[part]
            if current >= 1000:
                total, current = total + current, 0
        elif part in {"couple", "pair", "single"}:
            current = _UNITS[part]
        else:
            current += _UNITS[part]
    total += current
    return (total // 2 if halved else total) or None


def _counted(match: re.Match[str]) -> int | None:
    if _NOT_COUNTED.search(match["between"].removeprefix("of ").removeprefix("the ")):
        return None
    words = match["number"].strip()
    if words in {"a", "an"}:
        return None
    return _number_from(words)


def read_people(text: str) -> int | None:
    """Return about how many people `text` says are concerned, or None where it does not say.

    People counted as the ones written to ("to 3 people") count only when nobody else is counted. Records,
    applications and the like stand for a person each when no person is counted.
    """
    words = re.sub(r"\ba\s+(?=couple|pair|few)", "", lowered(text[:5000]))
    words = re.sub(r"\b(couple|pair)\s+of\b", r"\1", words)
    words = re.sub(r"\bdozen\s+of\b", "dozen", words)
    concerned: list[int] = []
    written_to: list[int] = []
    for match in _COUNTED_PEOPLE.finditer(words):
        if (count := _counted(match)) is not None:
            aside = _WENT_TO.search(words[max(0, match.start() - 60) : match.start()])
            (written_to if aside else concerned).append(count)
    concerned += [
        count for match in _GROUP_OF.finditer(words) if (count := _number_from(match["number"])) is not None
    ]
    if concerned:
        return max(concerned)
    for pattern in (_NAMES_OF, _COUNTED_HOLDINGS):
        counts = [
            count
            for match in pattern.finditer(words)
            if (count := _counted(match) if pattern is _COUNTED_HOLDINGS else _number_from(match["number"]))
        ]
        if counts:
            return max(counts)
    if written_to:
        return max(written_to)
    return 1 if _ONE_PERSONS.search(words) else None
