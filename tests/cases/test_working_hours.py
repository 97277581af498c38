"""When people are told what can wait."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.calendar import HolidayCalendar
from cases.words import LONDON
from cases.working_hours import WorkingHours

DAYS = HolidayCalendar().data_protection
HOURS = WorkingHours()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-27T10:30", "2026-11-27T10:30"),
        ("2026-11-27T08:59", "2026-11-27T09:00"),
        ("2026-11-27T17:00", "2026-11-30T09:00"),
        ("2026-11-28T12:00", "2026-11-30T09:00"),
        ("2026-12-24T18:00", "2026-12-29T09:00"),
        ("2026-03-27T18:00", "2026-03-30T09:00"),
    ],
)
def test_what_can_wait_waits_for_working_hours(at: str, then: str) -> None:
    assert HOURS.next_on(_at(at), DAYS) == _at(then)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-26T14:20", "2026-11-27T14:20"),
        ("2026-11-27T14:20", "2026-11-30T14:20"),
        ("2026-11-28T03:00", "2026-12-01T09:00"),
        ("2026-03-27T10:00", "2026-03-30T10:00"),
    ],
)
def test_a_working_day_later_is_at_the_same_time_of_day(at: str, then: str) -> None:
    assert HOURS.working_days_after(_at(at), 1, DAYS) == _at(then)


@given(MOMENTS)
def test_the_next_moment_is_the_first_of_working_hours(at: datetime) -> None:
    then = HOURS.next_on(at, DAYS)
    assert then >= at
    assert HOURS.are_on(then, DAYS)
    assert then == at or not HOURS.are_on(then - timedelta(microseconds=1), DAYS)


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="begin before they end"):
        WorkingHours(time(17), time(9))
