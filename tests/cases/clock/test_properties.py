"""What must hold for every case: checked day by day from 2005 to 2035, and over random histories."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases.calendar import HolidayCalendar
from cases.clock import (
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
from cases.clock.events import corrected
from cases.regimes import Regime

CALENDAR = HolidayCalendar()
ONE_DAY = timedelta(days=1)
DATED = [regime for regime in Regime if regime is not Regime.BREACH]
WORKING_DAY_REGIMES = [Regime.FOI, Regime.EIR, Regime.REUSE, Regime.FOI_REVIEW, Regime.EIR_REVIEW]
MONTH_REGIMES = [Regime.SAR, Regime.RIGHTS]
EVERY_DAY = [date(2005, 1, 1) + timedelta(days=n) for n in range((date(2036, 1, 1) - date(2005, 1, 1)).days)]

# An oracle of its own: nothing below asks the program's calendar.
NATIONS = {code: holidays.country_holidays("GB", subdiv=code) for code in ("ENG", "WLS", "SCT", "NIR")}


@cache
def is_holiday_anywhere(day: date) -> bool:
    if day == date(2006, 11, 30):  # before the Act that made it one
        return False
    return any(day in kept for kept in NATIONS.values())


def plain_working_day(day: date, nth: int) -> date:
    left = nth
    while left:
        day += ONE_DAY
        if day.weekday() < 5 and not is_holiday_anywhere(day):
            left -= 1
    return day


def plain_month(day: date) -> date:
    end = day + relativedelta(months=1)
    while end.weekday() >= 5 or end in NATIONS["ENG"]:
        end += ONE_DAY
    return end


@pytest.mark.parametrize("regime", DATED)
def test_a_later_receipt_never_gives_an_earlier_date(regime: Regime) -> None:
    dues = [due_date(regime, day, calendar=CALENDAR) for day in EVERY_DAY]
    assert all(earlier <= later for earlier, later in pairwise(dues))


def test_twenty_working_days_agree_with_a_plain_count_on_every_day() -> None:
    for day in EVERY_DAY:
        assert due_date(Regime.FOI, day, calendar=CALENDAR) == plain_working_day(day, 20)


def test_a_month_agrees_with_a_plain_count_on_every_day() -> None:
    for day in EVERY_DAY:
        assert due_date(Regime.SAR, day, calendar=CALENDAR) == plain_month(day)


@pytest.mark.parametrize("regime", [*WORKING_DAY_REGIMES, *MONTH_REGIMES])
def test_the_last_day_is_a_working_day_where_the_rule_says_so(regime: Regime) -> None:
    table = CALENDAR.data_protection if regime in MONTH_REGIMES else CALENDAR.any_nation
    assert all(table.is_working(due_date(regime, day, calendar=CALENDAR)) for day in EVERY_DAY)


PAIRS = [
    (EventType.CLARIFICATION_REQUESTED, EventType.CLARIFICATION_RECEIVED),
    (EventType.FEE_NOTICE, EventType.FEE_PAID),
    (EventType.IDENTITY_REQUESTED, EventType.IDENTITY_RECEIVED),
]
GROUND = {
    Regime.FOI: ExtensionReason.PUBLIC_INTEREST,
    Regime.EIR: ExtensionReason.COMPLEX_AND_VOLUMINOUS,
    Regime.SAR: ExtensionReason.COMPLEXITY,
    Regime.RIGHTS: ExtensionReason.NUMBER_OF_REQUESTS,
    Regime.FOI_REVIEW: ExtensionReason.EXCEPTIONAL,
}


MANY_CANNOT_BE = settings(suppress_health_check=[HealthCheck.filter_too_much])
"""The law forbids many of the histories that chance makes; what is left is enough."""


@st.composite
def cases(draw: st.DrawFn, regimes: Sequence[Regime] = DATED) -> tuple[Regime, date, list[Event]]:
    """A regime, a day of receipt, and steps that mostly can be so: questions, answers, an extension."""
    regime = draw(st.sampled_from(regimes))
    received = draw(st.dates(date(2005, 1, 1), date(2035, 1, 1)))
    events: list[Event] = []
    for question, answer in PAIRS:
        day = received
        for _ in range(draw(st.integers(0, 2))):
            asked = day + timedelta(days=draw(st.integers(0, 25)))
            day = asked + timedelta(days=draw(st.integers(0, 40)))
            events += [Event(question, asked), Event(answer, day)]
    if regime in GROUND and draw(st.booleans()):
        on = received + timedelta(days=draw(st.integers(0, 30)))
        events.append(Event(EventType.EXTENDED, on, GROUND[regime]))
    return regime, received, events


def due_or_reject(regime: Regime, received: date, events: list[Event | Correction]) -> date:
    try:
        return due_date(regime, received, events, calendar=CALENDAR)
    except ImpossibleHistory:
        assume(False)
        raise


@MANY_CANNOT_BE
@given(case=cases(), shift=st.integers(1, 40))
def test_with_steps_too_a_later_receipt_never_gives_an_earlier_date(
    case: tuple[Regime, date, list[Event]], shift: int
) -> None:
    regime, received, events = case
    earlier = due_or_reject(regime, received - timedelta(days=shift), [*events])
    assert earlier <= due_or_reject(regime, received, [*events])


@MANY_CANNOT_BE
@given(case=cases(), which=st.sampled_from(PAIRS))
def test_a_pause_never_shortens(
    case: tuple[Regime, date, list[Event]], which: tuple[EventType, EventType]
) -> None:
    regime, received, events = case
    if regime in MONTH_REGIMES and which is not PAIRS[0]:
        # Proof of identity and a fee start the month anew, which is no pause: waiting before that start no
        # longer counts for anything, and a month that starts on 29 to 31 January ends on 28 February.
        events = [event for event in events if event.type not in PAIRS[0]]
    without = [event for event in events if event.type not in which]
    assert due_or_reject(regime, received, [*without]) <= due_or_reject(regime, received, [*events])


@given(case=cases(), later=st.integers(0, 100), data=st.data())
def test_the_order_of_entry_does_not_matter(
    case: tuple[Regime, date, list[Event]], later: int, data: st.DataObject
) -> None:
    regime, received, events = case
    shuffled = data.draw(st.permutations(events))
    as_of = received + timedelta(days=later)

    def outcome(steps: list[Event]) -> object:
        try:
            return compute(regime, received, steps, as_of=as_of, calendar=CALENDAR)
        except ImpossibleHistory as refusal:
            return str(refusal)

    assert outcome(shuffled) == outcome(events)


@MANY_CANNOT_BE
@given(case=cases(), later=st.integers(-10, 300))
def test_reading_and_date_agree_and_the_state_fits_the_day(
    case: tuple[Regime, date, list[Event]], later: int
) -> None:
    regime, received, events = case
    due = due_or_reject(regime, received, [*events])
    as_of = received + timedelta(days=later)
    reading = compute(regime, received, events, as_of=as_of, calendar=CALENDAR)
    assert reading.due == due
    if reading.state is ClockState.OVERDUE:
        assert as_of > due
        assert reading.days_left < 0
    elif reading.state is ClockState.DUE_TODAY:
        assert (as_of, reading.days_left) == (due, 0)
    elif reading.state is ClockState.RUNNING:
        assert as_of < due
        assert reading.days_left > 0
    assert reading.reasons
    assert all(reason.text.endswith(".") and reason.source for reason in reading.reasons)
    days = [day.date for day in reading.not_counted]
    assert days == sorted(set(days))
    if regime in WORKING_DAY_REGIMES + MONTH_REGIMES:
        table = CALENDAR.data_protection if regime in MONTH_REGIMES else CALENDAR.any_nation
        assert table.is_working(due)


@given(case=cases([Regime.FOI, Regime.EIR]))
@settings(MANY_CANNOT_BE, max_examples=50)
def test_the_days_that_count_and_those_that_do_not_add_up(case: tuple[Regime, date, list[Event]]) -> None:
    regime, received, events = case
    due = due_or_reject(regime, received, [*events])
    reading = compute(regime, received, events, as_of=due, calendar=CALENDAR)
    starts = [received] + [event.on for event in events if event.type is EventType.CLARIFICATION_RECEIVED]
    allowed = 40 if any(event.type is EventType.EXTENDED for event in events) else 20
    assert any((due - start).days - len(reading.not_counted) == allowed for start in starts)


@given(case=cases(), holiday=st.integers(0, 60))
@settings(max_examples=30)
def test_a_new_holiday_never_gives_an_earlier_date(
    case: tuple[Regime, date, list[Event]], holiday: int
) -> None:
    regime, received, _ = case
    proclaimed = HolidayCalendar(extra={received + timedelta(days=holiday): "Royal jubilee"})
    before = due_date(regime, received, calendar=CALENDAR)
    after = due_date(regime, received, calendar=proclaimed)
    assert before <= after <= before + timedelta(days=5)


@MANY_CANNOT_BE
@given(case=cases(), wrong_by=st.integers(1, 30), data=st.data())
def test_a_corrected_date_is_as_if_it_had_been_right_from_the_start(
    case: tuple[Regime, date, list[Event]], wrong_by: int, data: st.DataObject
) -> None:
    regime, received, events = case
    expected = due_or_reject(regime, received, [*events])
    wrong = received + timedelta(days=wrong_by)
    entered = data.draw(
        st.permutations(
            [
                *events,
                Correction(Fact.RECEIVED, wrong, received, date(2026, 6, 2)),
                # Put wrong and right again, all noticed later.
                Correction(Fact.RECEIVED, received, wrong, date(2026, 6, 3)),
                Correction(Fact.RECEIVED, wrong, received, date(2026, 6, 4)),
            ]
        )
    )
    assert due_date(regime, wrong, entered, calendar=CALENDAR) == expected


def test_the_date_of_a_step_can_be_corrected() -> None:
    entered = [
        Event(EventType.CLARIFICATION_REQUESTED, date(2026, 5, 6)),
        Event(EventType.CLARIFICATION_RECEIVED, date(2026, 5, 20)),
        Correction(
            EventType.CLARIFICATION_RECEIVED, date(2026, 5, 20), date(2026, 5, 18), on=date(2026, 5, 27)
        ),
    ]
    assert due_date(Regime.FOI, date(2026, 5, 1), entered, calendar=CALENDAR) == date(2026, 6, 17)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_date_put_wrong_and_right_again_on_one_day_ends_where_it_was_put_last(days, shuffle) -> None:
    received, noticed = date(2026, 6, 1), date(2026, 6, 30)
    route = [date(2026, 6, 8), *(date(2026, 6, 8) + timedelta(days=day) for day in days)]
    corrections = [
        Correction(EventType.FEE_NOTICE, was, to, noticed) for was, to in pairwise(route) if was != to
    ]
    shuffle.shuffle(corrections)
    asked = Event(EventType.FEE_NOTICE, route[0])
    _, steps = corrected(Fact.RECEIVED, received, [*corrections, asked])
    assert [step.on for step in steps] == [route[-1]]
