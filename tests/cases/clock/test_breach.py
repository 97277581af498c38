"""72 hours pass as they pass: across nights, holidays and both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.calendar import HolidayCalendar
from cases.clock import (
    ClockReading,
    ClockState,
    Correction,
    Event,
    EventType,
    ExtensionReason,
    Fact,
    ImpossibleHistory,
    compute,
    due_date,
)
from cases.regimes import Regime

CALENDAR = HolidayCalendar()
BST = timezone(timedelta(hours=1))
NOTICED = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def read(aware: datetime, *events: Event | Correction, as_of: date | None = None) -> ClockReading:
    return compute(Regime.BREACH, aware=aware, events=events, as_of=as_of or aware, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("aware", "due"),
    [
        (NOTICED, "2026-11-26T14:05:00+00:00"),
        # The clocks go back on 25 October 2026 and forward on 29 March 2026.
        (datetime(2026, 10, 23, 14, 5, tzinfo=BST), "2026-10-26T13:05:00+00:00"),
        (datetime(2026, 3, 27, 14, 5, tzinfo=UTC), "2026-03-30T15:05:00+01:00"),
        # Over Christmas nothing stops.
        (datetime(2026, 12, 24, 9, 0, tzinfo=UTC), "2026-12-27T09:00:00+00:00"),
        # Written with another offset, the same moment.
        (datetime(2026, 11, 23, 9, 5, tzinfo=timezone(timedelta(hours=-5))), "2026-11-26T14:05:00+00:00"),
    ],
)
def test_the_time_ends_72_hours_after_becoming_aware(aware: datetime, due: str) -> None:
    assert read(aware).due.isoformat() == due


@given(st.datetimes(datetime(2018, 6, 1), datetime(2035, 12, 1)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001
def test_exactly_72_hours_pass_whatever_the_offset(wall: datetime, minutes: int) -> None:
    aware = wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    due = read(aware).due
    assert isinstance(due, datetime)
    assert due.astimezone(UTC) - aware.astimezone(UTC) == timedelta(hours=72)
    assert due == due_date(Regime.BREACH, aware=aware, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("as_of", "state", "hours", "days", "words"),
    [
        (NOTICED, ClockState.RUNNING, 72, 3, "72 hours left"),
        (NOTICED + timedelta(hours=14), ClockState.RUNNING, 58, 2, "58 hours left"),
        (NOTICED + timedelta(hours=71, minutes=30), ClockState.DUE_TODAY, 0, 0, "less than an hour left"),
        (NOTICED + timedelta(hours=72), ClockState.DUE_TODAY, 0, 0, "less than an hour left"),
        (NOTICED + timedelta(hours=72, seconds=1), ClockState.OVERDUE, -1, -1, "1 hour overdue"),
        (NOTICED + timedelta(hours=100), ClockState.OVERDUE, -28, -2, "28 hours overdue"),
        (date(2026, 11, 26), ClockState.DUE_TODAY, 14, 0, "14 hours left"),
    ],
)
def test_where_a_breach_stands(as_of: date, state: ClockState, hours: int, days: int, words: str) -> None:
    reading = read(NOTICED, as_of=as_of)
    assert (reading.state, reading.hours_left, reading.days_left) == (state, hours, days)
    assert reading.left_in_words == words


def test_a_decision_in_time_and_one_too_late() -> None:
    for hours, state in ((72, ClockState.ANSWERED_IN_TIME), (73, ClockState.ANSWERED_LATE)):
        decided = Event(EventType.RESPONDED, NOTICED + timedelta(hours=hours))
        assert read(NOTICED, decided, as_of=NOTICED + timedelta(days=9)).state is state


def test_the_time_of_becoming_aware_can_be_corrected() -> None:
    earlier = NOTICED - timedelta(hours=5)
    correction = Correction(Fact.AWARE, NOTICED, earlier, date(2026, 11, 24))
    assert read(NOTICED, correction).due == earlier + timedelta(hours=72)


def test_the_reasons_say_when_the_clocks_change() -> None:
    across = read(datetime(2026, 10, 23, 14, 5, tzinfo=BST))
    assert any("clocks change" in reason.text for reason in across.reasons)
    assert not any("clocks change" in reason.text for reason in read(NOTICED).reasons)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([Event(EventType.EXTENDED, NOTICED, ExtensionReason.COMPLEXITY)], "cannot be extended"),
        ([Event(EventType.RESPONDED, NOTICED - timedelta(minutes=1))], "before the council became aware"),
        (
            [
                Event(EventType.RESPONDED, NOTICED + timedelta(hours=1)),
                Event(EventType.RESPONDED, NOTICED + timedelta(hours=2)),
            ],
            "nothing after it",
        ),
    ],
)
def test_what_article_33_does_not_allow_is_refused(events: list[Event], words: str) -> None:
    with pytest.raises(ImpossibleHistory, match=words) as refused:
        read(NOTICED, *events)
    assert "Art 33" in str(refused.value)


def test_a_breach_needs_moments_not_days() -> None:
    with pytest.raises(ValueError, match="offset"):
        read(NOTICED, Event(EventType.RESPONDED, date(2026, 11, 24)))
    with pytest.raises(ValueError, match="aware"):
        compute(Regime.BREACH, date(2026, 11, 23), as_of=NOTICED, calendar=CALENDAR)
    with pytest.raises(ValueError, match="offset"):
        read(datetime(2026, 11, 23, 14, 5))  # noqa: DTZ001
