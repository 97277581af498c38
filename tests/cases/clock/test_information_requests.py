"""FOI, EIR, re-use and reviews: dates worked out by hand, every nation's holidays marked."""

from datetime import UTC, date, datetime

import pytest

from cases.calendar import HolidayCalendar
from cases.clock import (
    ClockReading,
    ClockState,
    Event,
    EventType,
    ExtensionReason,
    WhyNotCounted,
    compute,
    last_day_to_ask_for_review,
)
from cases.regimes import Regime

CALENDAR = HolidayCalendar()
ASKED, CLARIFIED = EventType.CLARIFICATION_REQUESTED, EventType.CLARIFICATION_RECEIVED
FEE, PAID = EventType.FEE_NOTICE, EventType.FEE_PAID
EXTENDED, REMOVED = EventType.EXTENDED, EventType.EXTENSION_REMOVED
RESPONDED = EventType.RESPONDED
PUBLIC_INTEREST = ExtensionReason.PUBLIC_INTEREST


def read(
    regime: Regime,
    received: date,
    *events: Event,
    as_of: date | None = None,
    calendar: HolidayCalendar = CALENDAR,
) -> ClockReading:
    return compute(regime, received, events, as_of=as_of or received, calendar=calendar)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Spring bank holiday 25 May and Scotland's 15 June.
        (date(2026, 5, 18), date(2026, 6, 17)),
        # Christmas, Boxing Day's substitute, New Year's Day, and 2 January's substitute in Scotland.
        (date(2026, 12, 4), date(2027, 1, 7)),
        # St Andrew's Day.
        (date(2026, 11, 2), date(2026, 12, 1)),
        # St Patrick's Day.
        (date(2026, 2, 23), date(2026, 3, 24)),
        # 12 July is a Sunday: Northern Ireland keeps the 13th.
        (date(2026, 6, 22), date(2026, 7, 21)),
        # Received on a Saturday and on the Sunday after: day 1 is the same Monday.
        (date(2026, 2, 7), date(2026, 3, 6)),
        (date(2026, 2, 8), date(2026, 3, 6)),
        # No holiday at all: four weeks.
        (date(2026, 10, 1), date(2026, 10, 29)),
        # Good Friday, Easter Monday (not Scotland) and the early May holiday.
        (date(2026, 4, 2), date(2026, 5, 5)),
    ],
)
@pytest.mark.parametrize("regime", [Regime.FOI, Regime.EIR, Regime.REUSE, Regime.FOI_REVIEW])
def test_twenty_working_days_of_any_nation(regime: Regime, received: date, due: date) -> None:
    assert read(regime, received).due == due


def test_an_environmental_review_has_forty() -> None:
    assert read(Regime.EIR_REVIEW, date(2026, 5, 18)).due == date(2026, 7, 16)


def test_a_review_may_be_asked_for_until_the_fortieth_working_day() -> None:
    answered = date(2026, 5, 18)
    assert last_day_to_ask_for_review(Regime.FOI, answered, CALENDAR) == date(2026, 7, 16)
    assert last_day_to_ask_for_review(Regime.EIR, answered, CALENDAR) == date(2026, 7, 16)
    assert last_day_to_ask_for_review(Regime.SAR, answered, CALENDAR) is None


def test_the_day_before_the_last_the_last_and_the_day_after() -> None:
    received = date(2026, 5, 18)
    states = [
        (reading.state, reading.days_left, reading.left_in_words)
        for reading in (read(Regime.FOI, received, as_of=date(2026, 6, day)) for day in (16, 17, 18))
    ]
    assert states == [
        (ClockState.RUNNING, 1, "1 working day left"),
        (ClockState.DUE_TODAY, 0, "due today"),
        (ClockState.OVERDUE, -1, "1 working day overdue"),
    ]


def test_a_date_missed_on_friday_is_overdue_on_saturday() -> None:
    received = date(2026, 2, 7)  # due Friday 6 March
    saturday = read(Regime.FOI, received, as_of=date(2026, 3, 7))
    assert (saturday.state, saturday.days_left) == (ClockState.OVERDUE, -1)
    assert read(Regime.FOI, received, as_of=date(2026, 3, 10)).days_left == -2


def test_a_moment_late_in_the_summer_evening_is_the_day_in_london() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # 00:30 on 2 July in London
    assert read(Regime.FOI, late).due == read(Regime.FOI, date(2026, 7, 2)).due


def test_every_day_that_did_not_count_is_named() -> None:
    reading = read(Regime.FOI, date(2026, 11, 2))
    assert [(day.date, day.why) for day in reading.not_counted if day.kind is WhyNotCounted.HOLIDAY] == [
        (date(2026, 11, 30), "St Andrew's Day, Scotland")
    ]
    assert sum(day.kind is WhyNotCounted.WEEKEND for day in reading.not_counted) == 8
    # 29 days from the 2nd to 1 December, of which 20 count.
    assert (reading.due - date(2026, 11, 2)).days - len(reading.not_counted) == 20


def test_a_clarified_request_starts_afresh_from_the_answer() -> None:
    for regime in (Regime.FOI, Regime.EIR):
        reading = read(
            regime, date(2026, 5, 1), Event(ASKED, date(2026, 5, 6)), Event(CLARIFIED, date(2026, 5, 18))
        )
        assert reading.due == date(2026, 6, 17)


def test_while_the_answer_is_awaited_nothing_is_overdue() -> None:
    received, asked = date(2026, 5, 1), Event(ASKED, date(2026, 5, 6))
    waiting = read(Regime.FOI, received, asked, as_of=date(2026, 9, 1))
    assert waiting.state is ClockState.PAUSED
    assert waiting.days_left == 20
    assert "waiting for the requester" in waiting.left_in_words
    assert waiting.due == read(Regime.FOI, received).due


def test_a_question_asked_too_late_stops_nothing() -> None:
    received = date(2026, 5, 18)
    late = [Event(ASKED, date(2026, 6, 18)), Event(CLARIFIED, date(2026, 6, 22))]
    reading = read(Regime.FOI, received, *late, as_of=date(2026, 6, 19))
    assert reading.due == date(2026, 6, 17)
    assert reading.state is ClockState.OVERDUE
    assert any("after the first 20 working days" in reason.text for reason in reading.reasons)


def test_a_question_on_the_last_day_is_in_time() -> None:
    reading = read(
        Regime.FOI, date(2026, 5, 18), Event(ASKED, date(2026, 6, 17)), Event(CLARIFIED, date(2026, 10, 1))
    )
    assert reading.due == date(2026, 10, 29)


def test_answered_and_asked_again_on_one_day_waits_again() -> None:
    steps = [
        Event(ASKED, date(2026, 5, 19)),
        Event(CLARIFIED, date(2026, 5, 20)),
        Event(ASKED, date(2026, 5, 20)),
    ]
    assert read(Regime.FOI, date(2026, 5, 18), *steps, as_of=date(2026, 5, 21)).state is ClockState.PAUSED
    answered = [*steps, Event(CLARIFIED, date(2026, 10, 1))]
    assert read(Regime.FOI, date(2026, 5, 18), *answered).due == date(2026, 10, 29)


def test_asked_and_answered_on_one_day_starts_afresh_that_day() -> None:
    steps = [Event(CLARIFIED, date(2026, 5, 18)), Event(ASKED, date(2026, 5, 18))]
    assert read(Regime.FOI, date(2026, 5, 14), *steps).due == date(2026, 6, 17)


def test_a_reminder_does_not_begin_a_second_waiting() -> None:
    steps = [
        Event(ASKED, date(2026, 5, 6)),
        Event(ASKED, date(2026, 5, 13)),
        Event(CLARIFIED, date(2026, 5, 18)),
    ]
    reading = read(Regime.FOI, date(2026, 5, 1), *steps, as_of=date(2026, 5, 20))
    assert (reading.due, reading.state) == (date(2026, 6, 17), ClockState.RUNNING)


def test_working_days_from_fees_notice_to_payment_do_not_count() -> None:
    # Friday to the Friday after: six working days, both included.
    reading = read(
        Regime.FOI, date(2026, 10, 1), Event(FEE, date(2026, 10, 2)), Event(PAID, date(2026, 10, 9))
    )
    assert reading.due == date(2026, 11, 6)
    assert any("6 working days" in reason.text for reason in reading.reasons)


def test_a_fee_paid_on_the_day_of_its_notice_takes_that_day_out() -> None:
    reading = read(
        Regime.FOI, date(2026, 10, 1), Event(FEE, date(2026, 10, 5)), Event(PAID, date(2026, 10, 5))
    )
    assert reading.due == date(2026, 10, 30)


def test_an_unpaid_freedom_of_information_fee_lapses_after_three_months() -> None:
    notice = Event(FEE, date(2026, 3, 10))
    last = read(Regime.FOI, date(2026, 3, 2), notice, as_of=date(2026, 6, 9))
    after = read(Regime.FOI, date(2026, 3, 2), notice, as_of=date(2026, 6, 10))
    assert (last.state, after.state) == (ClockState.PAUSED, ClockState.LAPSED)
    assert after.left_in_words == "lapsed: the fee was not paid by Tuesday 9 June"


def test_a_fee_paid_after_three_months_does_not_bring_the_request_back() -> None:
    steps = [Event(FEE, date(2026, 3, 10)), Event(PAID, date(2026, 6, 10))]
    assert read(Regime.FOI, date(2026, 3, 2), *steps, as_of=date(2026, 6, 11)).state is ClockState.LAPSED


def test_an_unpaid_environmental_charge_lapses_after_sixty_working_days() -> None:
    notice = Event(FEE, date(2026, 9, 1))
    last = CALENDAR.any_nation.nth_after(date(2026, 9, 1), 60)
    assert last == date(2026, 11, 24)
    assert read(Regime.EIR, date(2026, 8, 20), notice, as_of=last).state is ClockState.PAUSED
    assert read(Regime.EIR, date(2026, 8, 20), notice, as_of=date(2026, 11, 25)).state is ClockState.LAPSED


def test_weighing_the_public_interest_gives_forty_working_days_in_all() -> None:
    extension = Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST)
    reading = read(Regime.FOI, date(2026, 5, 18), extension)
    assert reading.due == date(2026, 7, 16)
    assert any("public interest" in reason.text for reason in reading.reasons)


def test_an_earlier_date_promised_to_the_requester_is_kept() -> None:
    promised = Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST, until=date(2026, 7, 1))
    assert read(Regime.FOI, date(2026, 5, 18), promised).due == date(2026, 7, 1)
    weekend = Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST, until=date(2026, 7, 5))
    assert read(Regime.FOI, date(2026, 5, 18), weekend).due == date(2026, 7, 3)


def test_a_promise_beyond_the_icos_norm_is_held_to_forty() -> None:
    promised = Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST, until=date(2026, 9, 1))
    reading = read(Regime.FOI, date(2026, 5, 18), promised)
    assert reading.due == date(2026, 7, 16)
    assert any("the 40th stands" in reason.text for reason in reading.reasons)


def test_taking_an_extension_back_restores_the_first_limit() -> None:
    steps = [Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST), Event(REMOVED, date(2026, 6, 22))]
    reading = read(Regime.FOI, date(2026, 5, 18), *steps, as_of=date(2026, 6, 22))
    assert (reading.due, reading.state) == (date(2026, 6, 17), ClockState.OVERDUE)


def test_an_extension_taken_back_may_be_given_again_in_time() -> None:
    steps = [
        Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST),
        Event(REMOVED, date(2026, 6, 2)),
        Event(EXTENDED, date(2026, 6, 2), PUBLIC_INTEREST),
    ]
    assert read(Regime.FOI, date(2026, 5, 18), *steps).due == date(2026, 7, 16)


def test_a_complex_and_voluminous_environmental_request_has_forty() -> None:
    extension = Event(EXTENDED, date(2026, 6, 1), ExtensionReason.COMPLEX_AND_VOLUMINOUS)
    assert read(Regime.EIR, date(2026, 5, 18), extension).due == date(2026, 7, 16)


def test_a_re_use_extension_lasts_until_the_date_given() -> None:
    extension = Event(EXTENDED, date(2026, 6, 1), ExtensionReason.MANY_DOCUMENTS, until=date(2026, 9, 1))
    assert read(Regime.REUSE, date(2026, 5, 18), extension).due == date(2026, 9, 1)


def test_an_exceptional_review_has_forty() -> None:
    extension = Event(EXTENDED, date(2026, 6, 1), ExtensionReason.EXCEPTIONAL)
    assert read(Regime.FOI_REVIEW, date(2026, 5, 18), extension).due == date(2026, 7, 16)


@pytest.mark.parametrize("regime", [Regime.REUSE, Regime.FOI_REVIEW, Regime.EIR_REVIEW, Regime.DP_COMPLAINT])
def test_questions_do_not_stop_a_clock_whose_law_has_no_stopping(regime: Regime) -> None:
    received = date(2026, 7, 1)
    steps = [Event(ASKED, date(2026, 7, 2)), Event(FEE, date(2026, 7, 2)), Event(PAID, date(2026, 7, 9))]
    reading = read(regime, received, *steps, as_of=date(2026, 7, 3))
    assert reading.due == read(regime, received).due
    assert reading.state is ClockState.RUNNING
    assert any("does not let that move the date" in reason.text for reason in reading.reasons)


def test_an_answer_in_time_and_one_too_late() -> None:
    received = date(2026, 5, 18)
    in_time = read(Regime.FOI, received, Event(RESPONDED, date(2026, 6, 17)), as_of=date(2026, 9, 1))
    late = read(Regime.FOI, received, Event(RESPONDED, date(2026, 6, 19)), as_of=date(2026, 9, 1))
    assert (in_time.state, in_time.days_left) == (ClockState.ANSWERED_IN_TIME, 0)
    assert (late.state, late.left_in_words) == (ClockState.ANSWERED_LATE, "answered 2 working days late")


def test_answering_while_the_requester_is_awaited_is_in_time() -> None:
    steps = [Event(ASKED, date(2026, 5, 20)), Event(RESPONDED, date(2026, 9, 1))]
    assert (
        read(Regime.FOI, date(2026, 5, 18), *steps, as_of=date(2026, 9, 2)).state
        is ClockState.ANSWERED_IN_TIME
    )


def test_before_the_answer_was_given_the_case_was_still_running() -> None:
    answer = Event(RESPONDED, date(2026, 6, 10))
    assert read(Regime.FOI, date(2026, 5, 18), answer, as_of=date(2026, 6, 1)).state is ClockState.RUNNING


def test_a_newly_proclaimed_holiday_moves_the_date() -> None:
    proclaimed = HolidayCalendar(extra={date(2026, 6, 10): "Royal jubilee"})
    reading = read(Regime.FOI, date(2026, 5, 18), calendar=proclaimed)
    assert reading.due == date(2026, 6, 18)
    assert (date(2026, 6, 10), "Royal jubilee") in [(day.date, day.why) for day in reading.not_counted]


def test_a_case_older_than_its_law_says_so() -> None:
    reading = read(Regime.REUSE, date(2014, 3, 3))
    assert reading.rule == "REUSE-2015-07"
    assert any("good practice" in reason.text for reason in reading.reasons)


def test_a_fee_paid_on_the_last_of_three_months_keeps_the_request_alive() -> None:
    steps = [Event(FEE, date(2026, 3, 10)), Event(PAID, date(2026, 6, 9))]
    reading = read(Regime.FOI, date(2026, 3, 2), *steps, as_of=date(2026, 6, 10))
    assert reading.state is ClockState.RUNNING
    # Five working days had passed by 9 March; the other fifteen follow 9 June, Scotland's 15 June left out.
    assert reading.due == date(2026, 7, 1)


def test_a_fee_asked_for_while_the_clock_stands_still_takes_nothing_off() -> None:
    steps = [
        Event(ASKED, date(2026, 5, 20)),
        Event(FEE, date(2026, 7, 1)),
        Event(PAID, date(2026, 7, 3)),
    ]
    assert read(Regime.FOI, date(2026, 5, 18), *steps).due == date(2026, 6, 17)


def test_a_pause_after_a_promise_may_outlast_it() -> None:
    steps = [
        Event(EXTENDED, date(2026, 6, 1), PUBLIC_INTEREST, until=date(2026, 6, 19)),
        # Six working days without 15 June: the first limit moves from 17 June to the 25th.
        Event(FEE, date(2026, 6, 2)),
        Event(PAID, date(2026, 6, 9)),
    ]
    assert read(Regime.FOI, date(2026, 5, 18), *steps).due == date(2026, 6, 25)
