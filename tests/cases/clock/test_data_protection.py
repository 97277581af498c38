"""Subject access, other rights and complaints: the calendar month and what moves it, by hand."""

from datetime import date

import pytest

from cases.calendar import HolidayCalendar
from cases.clock import ClockReading, ClockState, Event, EventType, ExtensionReason, WhyNotCounted, compute
from cases.regimes import Regime

CALENDAR = HolidayCalendar()
ASKED, CLARIFIED = EventType.CLARIFICATION_REQUESTED, EventType.CLARIFICATION_RECEIVED
COMPLEX = ExtensionReason.COMPLEXITY


def read(regime: Regime, received: date, *events: Event, as_of: date | None = None) -> ClockReading:
    return compute(regime, received, events, as_of=as_of or received, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 6, 10), date(2026, 7, 10)),
        (date(2025, 1, 31), date(2025, 2, 28)),  # a Friday
        (date(2024, 1, 31), date(2024, 2, 29)),  # a leap year
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 1, 28), date(2026, 3, 2)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, a weekend, Boxing Day's substitute
        (date(2026, 3, 3), date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 10, 30), date(2026, 11, 30)),  # St Andrew's Day is no holiday in England
        (date(2026, 5, 15), date(2026, 6, 15)),  # nor is Scotland's day in June 2026
        (date(2026, 12, 31), date(2027, 2, 1)),  # 31 January is a Sunday
    ],
)
@pytest.mark.parametrize("regime", [Regime.SAR, Regime.RIGHTS])
def test_one_month_to_the_corresponding_date_or_the_next_working_day(
    regime: Regime, received: date, due: date
) -> None:
    assert read(regime, received).due == due


@pytest.mark.parametrize(
    ("received", "rule"),
    [
        (date(2018, 5, 25), "SAR-2018-05"),
        (date(2026, 2, 4), "SAR-2018-05"),
        (date(2026, 2, 5), "SAR-2026-02"),
    ],
)
def test_a_case_keeps_the_rule_of_the_day_it_was_received(received: date, rule: str) -> None:
    assert read(Regime.SAR, received, as_of=date(2026, 11, 1)).rule == rule


def test_every_day_from_asking_to_answer_is_added() -> None:
    steps = [Event(ASKED, date(2026, 6, 15)), Event(CLARIFIED, date(2026, 6, 19))]
    reading = read(Regime.SAR, date(2026, 6, 10), *steps)
    assert reading.due == date(2026, 7, 15)  # 10 July and five days
    assert [day.date.day for day in reading.not_counted if day.kind is WhyNotCounted.PAUSE] == [
        15,
        16,
        17,
        18,
        19,
    ]


def test_an_answer_on_the_day_of_the_question_adds_that_day() -> None:
    steps = [Event(ASKED, date(2026, 6, 15)), Event(CLARIFIED, date(2026, 6, 15))]
    assert read(Regime.SAR, date(2026, 6, 9), *steps).due == date(2026, 7, 10)


def test_the_days_are_added_before_the_weekend_is_looked_at() -> None:
    # One month ends on Saturday 11 July; two days on is Monday the 13th, not two days after Monday the 13th.
    steps = [Event(ASKED, date(2026, 6, 16)), Event(CLARIFIED, date(2026, 6, 17))]
    assert read(Regime.SAR, date(2026, 6, 11), *steps).due == date(2026, 7, 13)


def test_a_day_shared_by_two_waits_is_added_once() -> None:
    steps = [
        Event(ASKED, date(2026, 6, 15)),
        Event(CLARIFIED, date(2026, 6, 17)),
        Event(ASKED, date(2026, 6, 17)),
        Event(CLARIFIED, date(2026, 6, 19)),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 7, 15)


def test_while_the_clarification_is_awaited_the_days_left_stand_still() -> None:
    asked = Event(ASKED, date(2026, 6, 15))
    first, later = (
        read(Regime.SAR, date(2026, 6, 10), asked, as_of=day)
        for day in (date(2026, 6, 15), date(2026, 8, 30))
    )
    assert first.state is later.state is ClockState.PAUSED
    # The evening before: from 14 June to 10 July.
    assert first.days_left == later.days_left == 26
    answered = read(
        Regime.SAR,
        date(2026, 6, 10),
        asked,
        Event(CLARIFIED, date(2026, 8, 28)),
        as_of=date(2026, 8, 28),
    )
    assert answered.days_left == 26 + (answered.due - date(2026, 9, 23)).days


def test_the_month_starts_when_the_identity_is_proved() -> None:
    steps = [
        Event(EventType.IDENTITY_REQUESTED, date(2026, 6, 11)),
        Event(EventType.IDENTITY_RECEIVED, date(2026, 6, 24)),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 7, 24)
    assert read(Regime.SAR, date(2026, 6, 10), steps[0], as_of=date(2026, 9, 1)).state is ClockState.PAUSED


def test_the_month_starts_at_the_latest_of_identity_and_fee() -> None:
    steps = [
        Event(EventType.IDENTITY_REQUESTED, date(2026, 6, 11)),
        Event(EventType.FEE_NOTICE, date(2026, 6, 11)),
        Event(EventType.FEE_PAID, date(2026, 6, 29)),
        Event(EventType.IDENTITY_RECEIVED, date(2026, 6, 24)),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 7, 29)


def test_waiting_before_the_month_starts_is_not_added_to_it() -> None:
    steps = [
        Event(EventType.IDENTITY_REQUESTED, date(2026, 6, 11)),
        Event(ASKED, date(2026, 6, 11)),
        Event(CLARIFIED, date(2026, 6, 12)),
        Event(EventType.IDENTITY_RECEIVED, date(2026, 6, 24)),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 7, 24)


def test_an_extension_makes_it_three_months_from_the_start() -> None:
    extension = Event(EventType.EXTENDED, date(2026, 7, 10), COMPLEX)
    assert read(Regime.SAR, date(2026, 6, 10), extension).due == date(2026, 9, 10)
    month_end = Event(EventType.EXTENDED, date(2026, 12, 1), ExtensionReason.NUMBER_OF_REQUESTS)
    assert read(Regime.SAR, date(2026, 11, 30), month_end).due == date(2027, 3, 1)  # 28 February is a Sunday


def test_pause_and_extension_together() -> None:
    steps = [
        Event(ASKED, date(2026, 6, 15)),
        Event(CLARIFIED, date(2026, 6, 19)),
        # 10 July and five days: the pause also makes the time for telling the person longer.
        Event(EventType.EXTENDED, date(2026, 7, 15), COMPLEX),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 9, 15)


def test_a_question_in_the_extended_time_still_pauses() -> None:
    steps = [
        Event(EventType.EXTENDED, date(2026, 7, 1), COMPLEX),
        Event(ASKED, date(2026, 8, 3)),
        Event(CLARIFIED, date(2026, 8, 4)),
    ]
    assert read(Regime.SAR, date(2026, 6, 10), *steps).due == date(2026, 9, 14)  # the 12th is a Saturday


def test_days_left_are_calendar_days() -> None:
    reading = read(Regime.SAR, date(2026, 6, 10), as_of=date(2026, 7, 4))
    assert (reading.days_left, reading.left_in_words) == (6, "6 days left")


def test_a_complaint_is_acknowledged_within_thirty_days_of_which_receipt_is_the_first() -> None:
    reading = read(Regime.DP_COMPLAINT, date(2026, 7, 1))
    assert reading.due == date(2026, 7, 30)
    assert read(Regime.DP_COMPLAINT, date(2026, 7, 3)).due == date(2026, 8, 1)  # a Saturday stays


def test_an_acknowledged_complaint_awaits_its_outcome_without_a_date() -> None:
    acknowledged = Event(EventType.ACKNOWLEDGED, date(2026, 7, 10))
    reading = read(Regime.DP_COMPLAINT, date(2026, 7, 1), acknowledged, as_of=date(2026, 9, 1))
    assert reading.state is ClockState.ACKNOWLEDGED
    assert "without undue delay" in reading.left_in_words
    answered = Event(EventType.RESPONDED, date(2026, 8, 20))
    closed = read(Regime.DP_COMPLAINT, date(2026, 7, 1), acknowledged, answered, as_of=date(2026, 9, 1))
    assert closed.state is ClockState.ANSWERED_IN_TIME


def test_a_complaint_acknowledged_too_late_is_late() -> None:
    acknowledged = Event(EventType.ACKNOWLEDGED, date(2026, 8, 2))
    reading = read(Regime.DP_COMPLAINT, date(2026, 7, 1), acknowledged, as_of=date(2026, 9, 1))
    assert (reading.state, reading.left_in_words) == (ClockState.ANSWERED_LATE, "acknowledged 3 days late")


def test_a_complaint_from_before_the_duty_is_dated_as_good_practice() -> None:
    reading = read(Regime.DP_COMPLAINT, date(2026, 6, 18))
    assert reading.due == date(2026, 7, 17)
    assert any("good practice" in reason.text for reason in reading.reasons)
