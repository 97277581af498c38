"""The law's clock: when a case is due, where it stands, and why, from its regime, its start and its history.

A pure function: no wall clock, no storage. The rules are data in `cases.clock.rules`, and `docs/law.md` tells
them to an information-governance officer.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cases.calendar import HolidayCalendar, NotCounted, WhyNotCounted, require_known
from cases.clock.breach import due_moment, read_breach_clock
from cases.clock.counting import end_of
from cases.clock.events import Correction, Event, EventType, ExtensionReason, Fact, corrected
from cases.clock.history import last_day_of_payment, read_history
from cases.clock.reading import ClockReading, ClockState, Reason
from cases.clock.refusals import ImpossibleHistory
from cases.clock.requests import due_day, read_request_clock
from cases.clock.rules import rule_for
from cases.regimes import Regime
from cases.words import LONDON, with_article

__all__ = [
    "ClockReading",
    "ClockState",
    "Correction",
    "Event",
    "EventType",
    "ExtensionReason",
    "Fact",
    "ImpossibleHistory",
    "NotCounted",
    "Reason",
    "WhyNotCounted",
    "compute",
    "due_date",
    "last_day_to_ask_for_review",
    "last_day_to_pay",
]


def compute(
    regime: Regime,
    received: date | None = None,
    events: Iterable[Event | Correction] = (),
    *,
    as_of: date,
    calendar: HolidayCalendar,
    aware: datetime | None = None,
) -> ClockReading:
    """Read a case's clock on the day (for a breach, at the moment) `as_of`.

    `received` is the day on which the request reached anybody at the council; a breach has `aware` instead,
    the moment with its offset at which the council became aware. `events` may come in any order. An aware
    moment given for a day is its day in Europe/London.

    The due date takes in every event; the state is the one on `as_of`. Raises ImpossibleHistory for steps
    that cannot be so or that the rule forbids, and ValueError for a missing, superfluous or unknown date.
    """
    if regime is Regime.BREACH:
        moment, steps = _breach(received, aware, events)
        _day(as_of)
        return read_breach_clock(rule_for(regime, _day(moment)), moment, steps, as_of)
    day, steps = _request(regime, received, aware, events)
    return read_request_clock(rule_for(regime, day), day, steps, _day(as_of), calendar)


def due_date(
    regime: Regime,
    received: date | None = None,
    events: Sequence[Event | Correction] = (),
    *,
    calendar: HolidayCalendar,
    aware: datetime | None = None,
) -> date:
    """The due date alone, without state or reasons: for going through many open cases.

    The same date as `compute` gives, and the same errors.
    """
    # Nearly every open case has no step that moves its date, and its date is then a look-up or two.
    if not events and type(received) is date and aware is None and regime is not Regime.BREACH:
        require_known(received)
        return end_of(rule_for(regime, received).period, received, (), calendar)
    if regime is Regime.BREACH:
        moment, steps = _breach(received, aware, events)
        rule = rule_for(regime, _day(moment))
        read_breach_clock(rule, moment, steps, moment)
        return due_moment(rule, moment)
    day, steps = _request(regime, received, aware, events)
    rule = rule_for(regime, day)
    return due_day(rule, read_history(rule, day, steps, calendar), calendar)


def last_day_to_ask_for_review(regime: Regime, answered: date, calendar: HolidayCalendar) -> date | None:
    """The 40th working day after an FOI or EIR answer, until which the requester may ask for a review.

    From the section 45 Code of Practice, part 5, and EIR 2004 reg 11(2). None for a regime without a review.
    """
    if regime in (Regime.FOI, Regime.EIR):
        return calendar.any_nation.nth_after(answered, 40)
    return None


def last_day_to_pay(regime: Regime, received: date, notice: date, calendar: HolidayCalendar) -> date | None:
    """The last day for a fee asked for on the day of the notice, after which the request lapses.

    From FOIA 2000 s.9(2) and EIR 2004 reg 8(5). None for a regime in which a request never lapses for that.
    """
    period = rule_for(regime, received).fee_lapses_after
    return last_day_of_payment(period, notice, calendar) if period else None


def _request(
    regime: Regime, received: date | None, aware: datetime | None, events: Iterable[Event | Correction]
) -> tuple[date, list[Event]]:
    if received is None or aware is not None:
        raise ValueError(
            f"{with_article(regime.title)} needs the day on which it was received, and no 'aware' time."
        )
    return corrected(Fact.RECEIVED, _day(received), [_with_days(event) for event in events])


def _breach(
    received: date | None, aware: datetime | None, events: Iterable[Event | Correction]
) -> tuple[datetime, list[Event]]:
    if aware is None or received is not None:
        raise ValueError("A breach needs the time at which the council became aware, and no 'received' day.")
    history = tuple(events)
    for entry in history:
        _with_days(entry)  # refuses a date outside the known years, and a time without its offset
    moment, steps = corrected(Fact.AWARE, aware, history)
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(
            "Give the time at which the council became aware with its offset, for example "
            "2026-11-23T14:05:00+00:00."
        )
    return moment, steps


def _with_days(event: Event | Correction) -> Event | Correction:
    if isinstance(event, Correction):
        return Correction(event.what, _day(event.was), _day(event.to), _day(event.on))
    until = None if event.until is None else _day(event.until)
    return Event(event.type, _day(event.on), event.reason, until)


def _day(day: date) -> date:
    if isinstance(day, datetime):
        if day.tzinfo is None:
            raise ValueError("Give a day, or a time with its offset from UTC.")
        require_known(day.date())  # a moment at the end of time has no day in London
        day = day.astimezone(LONDON).date()
    require_known(day)
    return day
