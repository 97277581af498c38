"""Local days as moments: where a day in Europe/London begins and ends."""

from datetime import UTC, date, datetime, time, timedelta

from cases.words import LONDON

_SMALLEST = timedelta(microseconds=1)


def first_moment_of(day: date) -> datetime:
    """Midnight in Europe/London, in UTC. Raises `OverflowError` for the very first and last days there are."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def last_moment_of(day: date) -> datetime:
    """The last microsecond of the day in Europe/London, in UTC. Raises `OverflowError` as above."""
    return first_moment_of(day + timedelta(days=1)) - _SMALLEST
