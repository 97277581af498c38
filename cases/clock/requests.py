"""The clock of everything that is due on a day: requests, rights, complaints and reviews."""

from collections.abc import Iterable
from datetime import date, timedelta

from cases.calendar import HolidayCalendar, NotCounted, WhyNotCounted, WorkingDays
from cases.clock.counting import Span, end_of, unrolled_end
from cases.clock.events import Event
from cases.clock.history import GivenExtension, History, Wait, read_history
from cases.clock.reading import ClockReading, ClockState
from cases.clock.reasons import WAITING_IN_WORDS, reasons_for
from cases.clock.refusals import ImpossibleHistory
from cases.clock.rules import Ceiling, Effect, Extension, Rule, Unit
from cases.words import counted, date_in_words, full_date_in_words

_ONE_DAY = timedelta(days=1)


def due_day(rule: Rule, history: History, calendar: HolidayCalendar) -> date:
    """The last day allowed under a rule.

    Raises ImpossibleHistory when the date in an extension lies beyond what the law allows at most.
    """
    first_limit = end_of(rule.period, history.start, history.pauses, calendar)
    if history.extension is None or rule.extension is None:
        return first_limit
    return _extended_day(rule, rule.extension, history.extension, history, first_limit, calendar)


def read_request_clock(
    rule: Rule, received: date, events: Iterable[Event], as_of: date, calendar: HolidayCalendar
) -> ClockReading:
    """Read the clock of a request on the day `as_of`; raises ImpossibleHistory as `compute` does."""
    history = read_history(rule, received, events, calendar)
    due = due_day(rule, history, calendar)
    first_limit = end_of(rule.period, history.start, history.pauses, calendar)
    state = _state(rule, history, due, as_of)
    waiting = _waiting_on(history, as_of)
    left = _days_left(rule, history, state, waiting, due, as_of, calendar)
    return ClockReading(
        due=due,
        state=state,
        days_left=left,
        left_in_words=_left_in_words(rule, history, state, waiting, left, as_of),
        reasons=reasons_for(rule, history, first_limit, due, as_of, calendar),
        not_counted=_not_counted(rule, history, due, calendar),
        rule=rule.id,
    )


def _extended_day(
    rule: Rule,
    allowed: Extension,
    given: GivenExtension,
    history: History,
    first_limit: date,
    calendar: HolidayCalendar,
) -> date:
    latest = None if allowed.total is None else end_of(allowed.total, history.start, history.pauses, calendar)
    if given.until is None:
        return first_limit if latest is None else latest
    if latest is not None and given.until > latest:
        if allowed.ceiling is Ceiling.STATUTE:
            raise ImpossibleHistory(
                f"The extension runs to {full_date_in_words(given.until)}, but the latest day allowed is "
                f"{full_date_in_words(latest)} ({allowed.source})."
            )
        return latest
    # A promised day on which nobody works is kept by the working day before it.
    return max(first_limit, _working_days(rule, calendar).on_or_before(given.until))


def _state(rule: Rule, history: History, due: date, as_of: date) -> ClockState:
    if history.responded is not None and history.responded <= as_of:
        stood_still = _waiting_on(history, history.responded) is not None
        in_time = history.responded <= due or stood_still
        if rule.period.unit is Unit.DAYS and history.acknowledged is not None:
            in_time = in_time or history.acknowledged <= due
        return ClockState.ANSWERED_IN_TIME if in_time else ClockState.ANSWERED_LATE
    if history.fee_due is not None and as_of > history.fee_due:
        return ClockState.LAPSED
    if _is_acknowledgement_clock(rule) and history.acknowledged is not None and history.acknowledged <= as_of:
        return ClockState.ACKNOWLEDGED if history.acknowledged <= due else ClockState.ANSWERED_LATE
    if _waiting_on(history, as_of) is not None:
        return ClockState.PAUSED
    if as_of == due:
        return ClockState.DUE_TODAY
    return ClockState.OVERDUE if as_of > due else ClockState.RUNNING


def _is_acknowledgement_clock(rule: Rule) -> bool:
    """A data-protection complaint must be acknowledged in its 30 days; the outcome has no date of its own."""
    return rule.period.unit is Unit.DAYS


def _waiting_on(history: History, day: date) -> Wait | None:
    return next((wait for wait in history.waits if wait.holds_on(day)), None)


def _days_left(
    rule: Rule,
    history: History,
    state: ClockState,
    waiting: Wait | None,
    due: date,
    as_of: date,
    calendar: HolidayCalendar,
) -> int:
    if state is ClockState.LAPSED:
        return 0
    if state is ClockState.PAUSED and waiting is not None:
        if waiting.effect is Effect.FRESH_START and rule.period.unit is Unit.WORKING_DAYS:
            return rule.period.number
        return _days_between(rule, waiting.asked - _ONE_DAY, due, calendar)
    counted_from = as_of
    if state in (ClockState.ANSWERED_IN_TIME, ClockState.ANSWERED_LATE, ClockState.ACKNOWLEDGED):
        counted_from = history.responded or history.acknowledged or as_of
        if _is_acknowledgement_clock(rule) and history.acknowledged is not None:
            counted_from = history.acknowledged
    left = _days_between(rule, counted_from, due, calendar)
    if state is ClockState.ANSWERED_IN_TIME:
        return max(0, left)
    # Over a weekend no working day has passed yet, but the date has.
    return min(-1, left) if counted_from > due else left


def _days_between(rule: Rule, after: date, through: date, calendar: HolidayCalendar) -> int:
    if rule.period.unit is Unit.WORKING_DAYS:
        return calendar.any_nation.between(after, through)
    return (through - after).days


def _left_in_words(
    rule: Rule, history: History, state: ClockState, waiting: Wait | None, left: int, as_of: date
) -> str:
    unit = "working day" if rule.period.unit is Unit.WORKING_DAYS else "day"
    if state is ClockState.PAUSED and waiting is not None:
        return f"paused: {WAITING_IN_WORDS[waiting.awaited]}"
    if state is ClockState.LAPSED and history.fee_due is not None:
        return f"lapsed: the fee was not paid by {date_in_words(history.fee_due, as_of)}"
    match state:
        case ClockState.DUE_TODAY:
            return "due today"
        case ClockState.OVERDUE:
            return f"{counted(-left, unit)} overdue"
        case ClockState.ANSWERED_IN_TIME:
            return "answered in time"
        case ClockState.ANSWERED_LATE if history.responded is None:
            return f"acknowledged {counted(-left, unit)} late"
        case ClockState.ANSWERED_LATE:
            return f"answered {counted(-left, unit)} late"
        case ClockState.ACKNOWLEDGED:
            return "acknowledged in time; tell the outcome without undue delay"
        case _:
            return f"{counted(left, unit)} left"


def _not_counted(
    rule: Rule, history: History, due: date, calendar: HolidayCalendar
) -> tuple[NotCounted, ...]:
    if rule.period.unit is Unit.WORKING_DAYS:
        first, last = history.start + _ONE_DAY, due - _ONE_DAY
        days_off = calendar.any_nation.days_off(first, last)
        paused = [
            NotCounted(day, _PAUSED, WhyNotCounted.PAUSE)
            for span in history.pauses
            for day in _days_of(Span(max(span.first, first), min(span.last, last)))
            if calendar.any_nation.is_working(day)
        ]
    elif rule.period.unit is Unit.MONTHS:
        months = rule.period
        if history.extension is not None and rule.extension is not None and rule.extension.total is not None:
            months = rule.extension.total
        end = unrolled_end(months, history.start, history.pauses)
        days_off = calendar.data_protection.days_off(end, due - _ONE_DAY)
        paused = [
            NotCounted(day, _PAUSED, WhyNotCounted.PAUSE)
            for span in history.pauses
            for day in _days_of(Span(max(span.first, history.start), span.last))
        ]
    else:
        return ()
    return tuple(sorted([*paused, *days_off], key=lambda left_out: left_out.date) if paused else days_off)


_PAUSED = "Waiting for the requester"


def _days_of(span: Span) -> Iterable[date]:
    return (span.first + timedelta(days=offset) for offset in range((span.last - span.first).days + 1))


def _working_days(rule: Rule, calendar: HolidayCalendar) -> WorkingDays:
    return calendar.data_protection if rule.period.unit is Unit.MONTHS else calendar.any_nation
