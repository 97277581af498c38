"""Days as people type them into a search: "since March", "last month", "by Friday", "between 1 and 14 May"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from cases.search.query import Days

_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri",
         "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}  # fmt: skip
_LAST: Final = ("last", "past", "previous")
_NEXT: Final = ("next", "coming", "following")


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words."""
    return "|".join(sorted(words, key=len, reverse=True))


# Which of several readings is meant cannot be told from these alone, so something has to lead to them ("in March").
_MONTH = rf"(?P<month>{any_of(MONTHS)})\.?(?:\s+(?P<month_year>\d{{4}}))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = rf"(?:(?P<which_day>last|this|next|past|coming)\s+)?(?P<weekday>{any_of(WEEKDAYS)})"

# These stand for themselves.
_ISO = r"(?P<iso>\d{4}-\d\d?-\d\d?)"
_NUMERIC = r"(?P<numeric>\d\d?[/.]\d\d?[/.](?:\d{4}|\d\d))"
_DAY = (
    rf"(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<day_month>{any_of(MONTHS)})\.?"
    r"(?:\s+(?P<day_year>\d{4}))?"
)
_NAMED = r"(?P<named>today|yesterday|tomorrow)"
_UNIT = (
    r"(?P<which>this|current|last|past|previous|next|coming|following)\s+"
    r"(?P<unit>week|month|quarter|financial\s+year|calendar\s+year|year)"
)
_COUNT = (
    rf"(?P<towards>last|past|previous|next|coming|following)\s+(?P<count>\d{{1,3}}|{any_of(NUMBERS)})\s+"
    r"(?P<counted>days?|weeks?|months?|years?)"
)

_CLEAR = rf"{_ISO}|{_NUMERIC}|{_DAY}|{_NAMED}|{_COUNT}|{_UNIT}"
_ALL = re.compile(rf"{_CLEAR}|{_WEEKDAY}|{_MONTH}|{_YEAR}", re.IGNORECASE)


def _unnamed(pattern: str) -> str:
    """The pattern without the names of its groups, so that it can stand twice in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", f"(?:{pattern})")


CLEAR: Final = _unnamed(_CLEAR)
"""A pattern of what is a day or a period wherever it stands."""

LED: Final = _unnamed(_ALL.pattern)
"""A pattern of what may be one where a word like "since" leads to it."""


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date


def period_in(words: str, today: date, *, ahead: bool) -> Period | None:
    """The days that the words name, None where they name none. What fits several years is the last one until now,
    or, for what lies `ahead`, the next from now on."""
    found = _ALL.fullmatch(words.strip())
    if found is None:
        return None
    named = {name: value.lower() for name, value in found.groupdict().items() if value}
    try:
        period = next(read(named, today, ahead) for name, read in _READERS.items() if name in named)
    except (ValueError, OverflowError):
        return None
    within = period.first.year >= _EARLIEST_YEAR and period.last.year <= _LATEST_YEAR
    return period if within else None


def days_of(lead: str, period: Period, second: Period | None) -> Days:
    """The days that a word before a period makes of it: "since" it, "before" it, "between" it and a second."""
    if second is not None:
        first, last = sorted((period, second), key=lambda one: one.first)
        return Days(first.first, last.last)
    if lead in ("since", "from", "starting"):
        return Days(period.first, None)
    if lead == "after":
        return Days(period.last + timedelta(days=1), None)
    if lead == "before":
        return Days(None, period.first - timedelta(days=1))
    if lead in ("until", "till", "by", "to", "up to"):
        return Days(None, period.last)
    return Days(period.first, period.last)


def _iso(named: dict[str, str], _: date, _ahead: bool) -> Period:
    year, month, day = (int(part) for part in named["iso"].split("-"))
    return _one(date(year, month, day))


def _numeric(named: dict[str, str], _: date, _ahead: bool) -> Period:
    day, month, year = (int(part) for part in re.split(r"[/.]", named["numeric"]))
    return _one(date(year if year >= 100 else 2000 + year, month, day))


def _day(named: dict[str, str], today: date, ahead: bool) -> Period:
    day, month = int(named["day"]), MONTHS[named["day_month"]]
    if "day_year" in named:
        return _one(date(int(named["day_year"]), month, day))
    # 29 February may be four years away, and eight around 2100.
    years = range(today.year, today.year + (9 if ahead else -9), 1 if ahead else -1)
    dates = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    chosen = next((one for one in dates if (one >= today if ahead else one <= today)), None)
    if chosen is None:
        raise ValueError(f"no month {month} has a day {day}")
    return _one(chosen)


def _named_day(named: dict[str, str], today: date, _: bool) -> Period:
    return _one(today + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[named["named"]]))


def _counted(named: dict[str, str], today: date, _: bool) -> Period:
    count = int(named["count"]) if named["count"].isdecimal() else NUMBERS[named["count"]]
    count = count if named["towards"] in _NEXT else -count
    unit = named["counted"].rstrip("s")
    if unit in ("day", "week"):
        other = today + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        other = today + relativedelta(months=count * (12 if unit == "year" else 1))
    return Period(min(today, other), max(today, other))


def _unit(named: dict[str, str], today: date, _: bool) -> Period:
    step = -1 if named["which"] in _LAST else 1 if named["which"] in _NEXT else 0
    unit = " ".join(named["unit"].split())
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        return _months(today.replace(day=1) + relativedelta(months=step), 1)
    if unit == "quarter":
        start = today.replace(month=today.month - (today.month - 1) % 3, day=1)
        return _months(start + relativedelta(months=3 * step), 3)
    if unit == "financial year":
        # A council's year begins on 1 April.
        start = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
        return _months(start + relativedelta(years=step), 12)
    return _months(date(today.year + step, 1, 1), 12)


def _weekday(named: dict[str, str], today: date, ahead: bool) -> Period:
    away = WEEKDAYS[named["weekday"]] - today.weekday()
    which = named.get("which_day", "")
    if which in _LAST:
        return _one(today + timedelta(days=away % 7 - 7))
    if which in _NEXT:
        return _one(today + timedelta(days=away % 7 or 7))
    if which == "this":
        return _one(today + timedelta(days=away))
    return _one(today + timedelta(days=away % 7 if ahead else -(-away % 7)))


def _month(named: dict[str, str], today: date, ahead: bool) -> Period:
    month = MONTHS[named["month"]]
    if "month_year" in named:
        return _months(date(int(named["month_year"]), month, 1), 1)
    year = today.year
    if ahead and month < today.month:
        year += 1
    elif not ahead and month > today.month:
        year -= 1
    return _months(date(year, month, 1), 1)


def _year(named: dict[str, str], _: date, _ahead: bool) -> Period:
    return _months(date(int(named["year"]), 1, 1), 12)


_READERS: Final[dict[str, Callable[[dict[str, str], date, bool], Period]]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day": _day,
    "named": _named_day,
    "counted": _counted,
    "unit": _unit,
    "weekday": _weekday,
    "month": _month,
    "year": _year,
}


def _one(day: date) -> Period:
    return Period(day, day)


def _months(first: date, count: int) -> Period:
    return Period(first, first + relativedelta(months=count, days=-1))
