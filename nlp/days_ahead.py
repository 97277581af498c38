"""From when until when, in plain words: "from 3 to 14 August", "next week", "until Friday", "for two weeks".

Everything is read as present or to come and in UK order (day, month, year). A year that is not said is the one that
lies nearest ahead; a beginning may lie shortly behind, as somebody says on the 5th that they are away from the 3rd.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from cases.search.periods import MONTHS, NUMBERS, period_in
from cases.words import date_in_words
from nlp.plain_text import lowered

_READ_AT_MOST: Final = 400
_MAY_HAVE_BEGUN: Final = timedelta(days=31)
"""How far back a beginning without a year may lie."""


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """The days that were told.

    `first` is None where only an end was told, `last` where only a beginning was. `is_open` says that there is no end
    for now ("until further notice"). `doubt` is a sentence about a day that can't be meant; then there are no days.
    `rest` is the text without the words that told the days.
    """

    first: date | None
    last: date | None
    is_open: bool
    doubt: str
    rest: str


class _Impossible(Exception):
    """A day that can't be meant, with a sentence about it."""


_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = {**NUMBERS, "a": 1, "an": 1, "a couple of": 2}

_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY: Final = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|"
    r"thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_NTH: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_COUNT: Final = r"\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))

_ISO = r"\d{4}-\d{2}-\d{2}"
_NUMERIC = r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}/\d{1,2}"
_DAY_MONTH = rf"{_NTH}\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}}\b)?"
_MONTH_DAY = rf"(?:{_MONTH})\b\.?\s+(?:the\s+)?{_NTH}(?!\d)(?:,?\s+\d{{4}}\b)?"
_WRITTEN = rf"{_ISO}|{_NUMERIC}|{_DAY_MONTH}|{_MONTH_DAY}"
_ON = rf"(?:(?:{_WEEKDAY})\b,?\s+)?(?:the\s+)?"
_ONE_WEEKDAY = rf"(?:(?:this|next|coming)\s+)?(?:{_WEEKDAY})\b"
_PART = r"(?:\s+(?:morning|afternoon|evening|lunch\s?time))?"
_END_OF = rf"(?:the\s+)?end\s+of\s+(?:(?:this|next|the)\s+(?:week|month|year)|(?:{_MONTH})\b)"
_DAY: Final = (
    rf"(?:{_ON}(?:{_WRITTEN})|{_END_OF}|(?:{_ONE_WEEKDAY}|today|tomorrow)\b{_PART}"
    rf"|(?:(?:{_WEEKDAY})\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)\b)"
)
_BEGIN: Final = rf"(?:{_DAY}|now\b)"
_BARE: Final = rf"{_ON}{_NTH}"
"""The number of a day, which stands for one beside a day that says the month: "from 3 to 14 August"."""

_FROM = r"(?:as\s+from|as\s+of|with\s+effect\s+from|from|since|starting(?:\s+(?:on|from))?|beginning|between|on)\s+"
_UNTIL = r"(?:to|until|till|til|through|up\s+to)\s+(?:and\s+including\s+)?(?:on\s+)?"
_OF_WEEK = r"(?:\s+(?:of\s+)?(?P<week>(?:this|next)\s+week)\b)?"
_ENDS = r"(?![\w/])"

_RANGE = re.compile(
    rf"\b(?:{_FROM})?(?P<first>{_BEGIN}|{_BARE})(?:\s*,?\s*\b{_UNTIL}|\s*-\s*|\s+(?P<and>and)\s+)"
    rf"(?P<last>{_DAY}|{_BARE}){_ENDS}{_OF_WEEK}"
)
_FOR = re.compile(
    rf"\b(?:{_FROM}(?P<first>{_BEGIN}),?\s+)?(?:for\s+(?:the\s+)?(?:next\s+)?|(?:the\s+)?next\s+)"
    rf"(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|fortnights?|months?)\b(?:\s+{_FROM}(?P<after>{_BEGIN}){_ENDS})?"
)
_OPEN = re.compile(
    rf"\b(?:{_FROM}(?P<first>{_BEGIN}),?\s+)?(?:until|till|til)\s+"
    r"(?:further\s+notice|(?:i'?m|i\s+am|he's|she's|they're|he\s+is|she\s+is|they\s+are)\s+back|"
    r"(?:i|they)\s+return|(?:he|she)\s+returns|i\s+say\s+so)\b"
)
_ONLY_UNTIL = re.compile(rf"\b{_UNTIL}(?P<last>{_DAY}){_ENDS}")
_BACK = re.compile(
    r"\b(?:(?:i'?ll\s+be|i\s+will\s+be|i'?m|i\s+am|he's|she's|will\s+be|coming)\s+)?(?:back|returning)\s+"
    rf"(?:(?:in|at\s+work|in\s+the\s+office)\s+)?(?:on\s+)?(?P<back>{_DAY}){_ENDS}"
)
_WEEK_OF = re.compile(
    r"\b(?:for\s+|in\s+)?(?:the\s+)?(?:week\s+(?:of|beginning|commencing|starting)|w/c)\s+(?:on\s+)?"
    rf"(?P<first>{_DAY}){_ENDS}"
)
_REST = re.compile(r"\b(?:for\s+)?(?:(?:the\s+)?rest\s+of\s+(?:this|the)|all|this)\s+(?P<unit>week|month)\b")
_NEXT = re.compile(
    r"\b(?:for\s+|in\s+)?(?:(?:all|the\s+whole)\s+(?:of\s+)?)?(?:the\s+)?next\s+(?P<unit>week|month)\b"
)
_ALL_MONTH = re.compile(
    rf"\b(?:in|all\s+of|the\s+whole\s+of|throughout|during)\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>\d{{4}})\b)?"
)
_ONLY_FROM = re.compile(rf"\b(?!on\b){_FROM}(?P<first>{_BEGIN}){_ENDS}{_OF_WEEK}(?:\s+on(?:wards?)?\b)?")
_DAY_OF_WEEK = re.compile(rf"\b(?:on\s+)?(?P<day>{_WEEKDAY})\s+(?:of\s+)?(?P<week>(?:this|next)\s+week)\b")
_ONE_DAY = re.compile(rf"(?<![\w/])(?:on\s+|all\s+day\s+)?(?P<day>{_DAY}){_ENDS}")


def read_days_ahead(text: str, today: date) -> DaysAhead | None:
    """The first days told in the text, seen from `today`; None where it tells none."""
    words = lowered(text[:_READ_AT_MOST])
    told = next(
        (
            (match, read)
            for pattern, read in _READERS
            if (match := pattern.search(words)) and not _is_no_day(words, match)
        ),
        None,
    )
    if told is None:
        return None
    match, read = told
    rest = f"{text[: match.start()]} , {text[match.end() :]}"
    try:
        first, last, is_open = read(match, today)
        if back := _BACK.search(lowered(rest)):
            rest = f"{rest[: back.start()]} , {rest[back.end() :]}"
            if last is None:
                last = _day(back["back"], first or today) - timedelta(days=1)
                is_open = False
    except _Impossible as impossible:
        return DaysAhead(None, None, False, str(impossible), rest)
    except OverflowError:
        return DaysAhead(None, None, False, "That is too far away.", rest)
    return DaysAhead(first, last, is_open, "", rest)


_Read = tuple[date | None, date | None, bool]


def _is_no_day(words: str, match: re.Match[str]) -> bool:
    """Whether what looks like a day is a time of day or a share: "3:15", "14 %"."""
    return re.match(r"\s*(?::\d|am\b|pm\b|o'clock|%)", words[match.end() :]) is not None


def _range(match: re.Match[str], today: date) -> _Read:
    begins, ends = match["first"], match["last"]
    if re.fullmatch(r"\d+", begins) and re.fullmatch(r"\d+", ends):
        raise _Impossible("Say the month too, such as “from 3 to 14 August”.")
    first, last = _both(begins, ends, _since(match, today))
    if match["and"] and not match.group().startswith("between") and (last - first).days > 1:
        raise _Impossible("Tell me one stretch of days at a time, such as “from 3 to 14 August”.")
    return first, last, False


def _both(begins: str, ends: str, today: date) -> tuple[date, date]:
    """A beginning and an end, of which one may say what the other leaves out."""
    if _is_bare(ends):
        first = _beginning(begins, today)
        return first, _nth_from(ends, first)
    if _is_bare(begins):
        last = _day(ends, today)
        return _nth_until(begins, last), last
    if _has_month(begins) and _has_month(ends) and _has_no_year(begins):
        last = _day(ends, today)
        return _latest(begins, last, today), last
    first = _beginning(begins, today)
    return first, _day(ends, max(first, today))


def _for(match: re.Match[str], today: date) -> _Read:
    begins = match["first"] or match["after"]
    first = _beginning(begins, _since(match, today)) if begins else today
    counted, unit = match["count"], match["unit"].rstrip("s")
    count = int(counted) if counted.isdecimal() else _NUMBERS[counted]
    if unit == "month":
        return first, first + relativedelta(months=count, days=-1), False
    days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    return first, first + timedelta(days=days - 1), False


def _open(match: re.Match[str], today: date) -> _Read:
    return (_beginning(match["first"], _since(match, today)) if match["first"] else today), None, True


def _only_until(match: re.Match[str], today: date) -> _Read:
    return None, _day(match["last"], today), False


def _back(match: re.Match[str], today: date) -> _Read:
    return None, _day(match["back"], today) - timedelta(days=1), False


def _week_of(match: re.Match[str], today: date) -> _Read:
    first = _beginning(match["first"], today)
    return first, first + timedelta(days=6), False


def _rest(match: re.Match[str], today: date) -> _Read:
    return today, _last_of(match["unit"], today), False


def _next(match: re.Match[str], today: date) -> _Read:
    after = _last_of(match["unit"], today) + timedelta(days=1)
    return after, _last_of(match["unit"], after), False


def _all_month(match: re.Match[str], today: date) -> _Read:
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    first = _real(year, month, 1, match.group())
    return max(first, today) if month == today.month else first, _last_of("month", first), False


def _only_from(match: re.Match[str], today: date) -> _Read:
    return _beginning(match["first"], _since(match, today)), None, False


def _one_day(match: re.Match[str], today: date) -> _Read:
    day = _day(match["day"], _since(match, today))
    return day, day, False


def _since(match: re.Match[str], today: date) -> date:
    """From when on a day is looked for: "Monday next week", "since Monday", else from today on."""
    week = match.groupdict().get("week")
    if week and week.startswith("next"):
        return _last_of("week", today) + timedelta(days=1)
    return today - timedelta(days=6) if match.group().startswith("since") else today


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Read]], ...]] = (
    (_WEEK_OF, _week_of),
    (_OPEN, _open),
    (_RANGE, _range),
    (_FOR, _for),
    (_ONLY_UNTIL, _only_until),
    (_DAY_OF_WEEK, _one_day),
    (_REST, _rest),
    (_NEXT, _next),
    (_ONLY_FROM, _only_from),
    (_BACK, _back),
    (_ALL_MONTH, _all_month),
    (_ONE_DAY, _one_day),
)


def _is_bare(words: str) -> bool:
    """Whether it is the number of a day and no more."""
    return re.fullmatch(_BARE, words) is not None


def _has_month(words: str) -> bool:
    return re.search(rf"\d[/.]\d|\b(?:{_MONTH})\b", words) is not None


def _has_no_year(words: str) -> bool:
    return re.search(r"\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2}", words) is None


def _beginning(words: str, today: date) -> date:
    """A beginning may lie a little behind: the nearest such day."""
    if not (_has_month(words) and _has_no_year(words)):
        return _day(words, today)
    early = _day(words, today - _MAY_HAVE_BEGUN)
    return early if early <= today else _day(words, today)


def _latest(words: str, last: date, today: date) -> date:
    """The last such day until the end, and where there is none the next one."""
    day = _day(words, last - relativedelta(years=1, days=-1))
    return day if day <= last else _day(words, today)


def _day(words: str, since: date) -> date:
    """The next day, from `since` on, that the words name. Raises `_Impossible`."""
    words = " ".join(words.split())
    if end := re.fullmatch(_END_OF, words):
        return _end_of(end.group(), since)
    if _is_bare(words):
        return _nth_from(words, since)
    weekday, written = _parted(words)
    if written is None:
        bare = re.sub(rf"{_PART}$", "", words)
        period = period_in("today" if bare == "now" else bare, since, ahead=True)
        if period is None:
            raise _Impossible(f"I can't tell which day “{words}” is.")
        return period.first
    day = _written_day(written, since)
    if weekday is not None and day.weekday() != weekday:
        names = [name.capitalize() for name in _WEEKDAYS]
        raise _Impossible(
            f"{date_in_words(day).split(' ', 1)[1]} {day.year} is a {names[day.weekday()]}, not a {names[weekday]}."
        )
    return day


def _parted(words: str) -> tuple[int | None, str | None]:
    """The weekday before a written day, and the written day itself."""
    found = re.fullmatch(rf"(?:(?P<weekday>{_WEEKDAY})\b,? )?(?:the )?(?P<written>{_WRITTEN})", words)
    if found is None:
        return None, None
    weekday = found["weekday"]
    number = next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(weekday[:3])) if weekday else None
    return number, found["written"]


def _written_day(written: str, since: date) -> date:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    named = re.search(rf"\b(?:{_MONTH})\b", written)
    if re.fullmatch(_ISO, written):
        return _real(numbers[0], numbers[1], numbers[2], written)
    if named:
        month, day = MONTHS[named.group()], numbers[0]
        year = numbers[1] if len(numbers) > 1 else None
    else:
        day, month = numbers[:2]
        year = numbers[2] if len(numbers) > 2 else None
    if year is not None:
        return _real(year + (2000 if year < 100 else 0), month, day, written)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        raise _no_such_day(written)
    # 29 February may be four years away, and eight around 2100.
    return next(
        found
        for year in range(since.year, since.year + 9)
        if day <= monthrange(year, month)[1] and (found := date(year, month, day)) >= since
    )


def _no_such_day(written: str) -> _Impossible:
    named = re.sub(rf"\b(?:{_MONTH})\b", lambda month: month.group().capitalize(), written)
    return _Impossible(f"There is no {named}.")


def _real(year: int, month: int, day: int, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(written) from None


def _nth_from(words: str, since: date) -> date:
    """The next day of this number, from `since` on."""
    number = _number(words)
    months = (since.replace(day=1) + relativedelta(months=later) for later in range(3))
    return next(
        day
        for month in months
        if number <= monthrange(month.year, month.month)[1] and (day := month.replace(day=number)) >= since
    )


def _nth_until(words: str, last: date) -> date:
    """The last day of this number until the end."""
    number = _number(words)
    months = (last.replace(day=1) - relativedelta(months=earlier) for earlier in range(3))
    return next(
        day
        for month in months
        if number <= monthrange(month.year, month.month)[1] and (day := month.replace(day=number)) <= last
    )


def _number(words: str) -> int:
    number = int(re.findall(r"\d+", words)[-1])
    if not 1 <= number <= 31:
        raise _Impossible(f"There is no day {number} of a month.")
    return number


def _end_of(words: str, since: date) -> date:
    if month := re.search(rf"\b(?:{_MONTH})$", words):
        number = MONTHS[month.group()]
        return _last_of("month", date(since.year + (number < since.month), number, 1))
    unit = words.split()[-1]
    last = _last_of(unit, since)
    return _last_of(unit, last + timedelta(days=1)) if " next " in f" {words} " else last


def _last_of(unit: str, day: date) -> date:
    """The last day of the week, month or year that the day lies in."""
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    if unit == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31)
