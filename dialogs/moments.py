"""A day and a time as a form keeps them: what was typed, in two values, until it makes a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cases.words import LONDON, date_in_words, moment_in_words
from nlp.times import Precision, read_moment

FIRST_YEAR = 2005
"""Before this a date is taken for a slip: Freedom of Information began in 2005, breach reporting in 2018."""

_LONGEST_TIME = 20


def clock_time(typed: str, now: datetime) -> str:
    """`2pm`, `14.05` or `half past 3` as HH:MM; what can't be read stays as it was typed, to be put right."""
    if not typed:
        return ""
    try:
        return time.fromisoformat(typed).strftime("%H:%M")
    except ValueError:
        read = read_moment(f"yesterday at {typed[:_LONGEST_TIME]}", now)
    # A day that was read without an hour means that what was typed is no hour: "25 o'clock".
    if read and read.precision is not Precision.DAY and len(typed) <= _LONGEST_TIME:
        return read.at.astimezone(LONDON).strftime("%H:%M")
    return typed[:_LONGEST_TIME]


def is_unreadable(stored: str) -> bool:
    """Whether what was typed as a time is none."""
    try:
        return bool(stored) and time.fromisoformat(stored) is None
    except ValueError:
        return True


def put_moment(values: dict[str, Any], name: str, at: datetime) -> None:
    """Keep a moment as the day and time of `name`."""
    local = at.astimezone(LONDON)
    values[f"{name}_date"] = local.date().isoformat()
    values[f"{name}_time"] = local.strftime("%H:%M")


def day_of(written: str) -> date | None:
    """The day, None where there is none or it can't be read."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def moment_of(values: Mapping[str, Any], name: str) -> datetime | None:
    """The moment from its day and time; with no time, the first moment of the day, which is the stricter reading."""
    day = day_of(values[f"{name}_date"])
    if day is None:
        return None
    try:
        hour = time.fromisoformat(values[f"{name}_time"] or "00:00")
    except ValueError:
        hour = time(0, 0)
    return datetime.combine(day, hour.replace(tzinfo=None), LONDON)


def kept_moment_in_words(values: Mapping[str, Any], name: str, today: date) -> str:
    """The moment as a person says it: the day alone where no time was given."""
    at = moment_of(values, name)
    if at is None:
        return ""
    return moment_in_words(at, today) if values[f"{name}_time"] else date_in_words(at, today)
