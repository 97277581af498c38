"""Words as a person reads them: dates, moments and counts as they are said, and text that can be shown."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")

_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def readable(text: str) -> str:
    """The text without what no store and no reader can hold: control characters and halves of characters."""
    return _UNREADABLE.sub("", text)


def date_in_words(day: date, today: date | None = None) -> str:
    """Say a day: "Wednesday 17 June", with the year when it is not the year of `today`.

    Without `today` the year is left out. An aware moment is taken as its day in Europe/London.
    """
    local = _local_day(day)
    words = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"
    if today is not None and _local_day(today).year != local.year:
        return f"{words} {local.year}"
    return words


def days_in_words(first: date, last: date | None, today: date) -> str:
    """Say from when until when: "from Monday 3 to Friday 14 August", "on Monday 3 August".

    Without `last` it is "from Monday 3 August on".
    """
    if last is None:
        return f"from {date_in_words(first, today)} on"
    if first == last:
        return f"on {date_in_words(first, today)}"
    same_month = (first.year, first.month) == (last.year, last.month)
    begins = f"{_DAYS[first.weekday()]} {first.day}" if same_month else date_in_words(first, today)
    return f"from {begins} to {date_in_words(last, today)}"


def full_date_in_words(day: date) -> str:
    """Say a day with its year: "Wednesday 17 June 2026"."""
    return f"{date_in_words(day)} {_local_day(day).year}"


def date_without_weekday(day: date) -> str:
    """Say a day on which nobody has to do anything any more: "17 June 2026"."""
    local = _local_day(day)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def moment_in_words(moment: datetime, today: date | None = None) -> str:
    """Say a moment in Europe/London: "Thursday 26 November, 14:05".

    The year is added when it is not the year of `today`. When the clocks go back one hour happens twice;
    in that hour "(GMT)" or "(BST)" is added, so that the two can be told apart.

    Raises ValueError for a moment without an offset.
    """
    if moment.tzinfo is None:
        raise ValueError("Give the time with its offset from UTC, for example 2026-11-26T14:05:00+00:00.")
    local = moment.astimezone(LONDON)
    words = f"{date_in_words(local, today)}, {local:%H:%M}"
    happens_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{words} ({local.tzname()})" if happens_twice else words


def counted(number: int, singular: str, plural: str = "") -> str:
    """Say a number of things: "1 working day", "18 working days", "2 people".

    `plural` is needed only where it is not the singular with an s.
    """
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def listed(things: Sequence[str]) -> str:
    """Say a list: "England, Wales and Northern Ireland"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"


def with_article(name: str) -> str:
    """Begin a sentence with a thing: "A subject access request", "An Environmental Information request"."""
    return f"{'An' if name[:1].lower() in 'aeiou' else 'A'} {name}"


def ordinal_in_words(number: int) -> str:
    """Say a place in a row: "1st", "20th", "42nd"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _local_day(day: date) -> date:
    if isinstance(day, datetime):
        return day.astimezone(LONDON).date() if day.tzinfo is not None else day.date()
    return day
