"""The clock of a personal data breach: 72 hours, counted as they pass."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from cases.clock.events import Event, EventType
from cases.clock.reading import ClockReading, ClockState, Reason
from cases.clock.refusals import ImpossibleHistory
from cases.clock.rules import Rule
from cases.words import LONDON, counted, moment_in_words

_HOUR = timedelta(hours=1)


def due_moment(rule: Rule, aware: datetime) -> datetime:
    """72 elapsed hours after the council became aware, as a moment in Europe/London.

    Counted in UTC, because adding hours to a local time would gain or lose one when the clocks change.
    """
    return (aware.astimezone(UTC) + timedelta(hours=rule.period.number)).astimezone(LONDON)


def read_breach_clock(rule: Rule, aware: datetime, events: Iterable[Event], as_of: date) -> ClockReading:
    """Read the clock of a breach at `as_of`: a moment, or a day, which is read as its first minute.

    `RESPONDED` is the moment at which the ICO was told, or the decision not to tell was recorded. Raises
    ImpossibleHistory for an extension, a step before awareness, or anything after the answer.
    """
    now = as_of if isinstance(as_of, datetime) else datetime.combine(as_of, time.min, LONDON)
    due = due_moment(rule, aware)
    answered = _answered(rule, aware, events)
    state = _state(due, answered, now)
    hours = _whole_hours(due - (answered if answered is not None and answered <= now else now))
    return ClockReading(
        due=due,
        state=state,
        days_left=_whole_days(hours),
        left_in_words=_left_in_words(state, hours),
        reasons=_reasons(rule, aware, due, now),
        not_counted=(),
        rule=rule.id,
        hours_left=hours,
    )


def _answered(rule: Rule, aware: datetime, events: Iterable[Event]) -> datetime | None:
    answered: datetime | None = None
    for event in sorted(events, key=lambda event: _moment(event)):
        moment = _moment(event)
        if event.type in (EventType.EXTENDED, EventType.EXTENSION_REMOVED):
            raise ImpossibleHistory(
                f"The {rule.period.in_words()} cannot be extended ({rule.source}). Tell the ICO what is "
                "known, give the reasons if it is late, and send the rest in phases (UK GDPR Art 33(4))."
            )
        if moment < aware:
            raise ImpossibleHistory(
                f"{event.type.title} at {moment_in_words(moment)} is before the council became aware at "
                f"{moment_in_words(aware)}, which is when the time starts ({rule.source}). Correct whichever "
                "is wrong."
            )
        if answered is not None:
            raise ImpossibleHistory(
                f"The decision was recorded at {moment_in_words(answered)}, so nothing after it can move its "
                f"time ({rule.source})."
            )
        if event.type is EventType.RESPONDED:
            answered = moment
    return answered


def _moment(event: Event) -> datetime:
    if not isinstance(event.on, datetime) or event.on.tzinfo is None:
        raise ValueError(
            f"For a breach, give '{event.type.value}' as a time with its offset, for example "
            "2026-11-26T14:05:00+00:00."
        )
    return event.on


def _state(due: datetime, answered: datetime | None, now: datetime) -> ClockState:
    if answered is not None and answered <= now:
        return ClockState.ANSWERED_IN_TIME if answered <= due else ClockState.ANSWERED_LATE
    if now > due:
        return ClockState.OVERDUE
    same_day = now.astimezone(LONDON).date() == due.date()
    return ClockState.DUE_TODAY if same_day else ClockState.RUNNING


def _whole_hours(left: timedelta) -> int:
    """Whole hours, never flattering: rounded down, so that a minute late is an hour late."""
    return left // _HOUR


def _whole_days(hours: int) -> int:
    return hours // 24


def _left_in_words(state: ClockState, hours: int) -> str:
    match state:
        case ClockState.ANSWERED_IN_TIME:
            return "decided in time"
        case ClockState.ANSWERED_LATE:
            return f"decided {counted(-hours, 'hour')} late"
        case ClockState.OVERDUE:
            return f"{counted(-hours, 'hour')} overdue"
        case _ if hours == 0:
            return "less than an hour left"
        case _:
            return f"{counted(hours, 'hour')} left"


def _reasons(rule: Rule, aware: datetime, due: datetime, now: datetime) -> tuple[Reason, ...]:
    reasons = [
        Reason(f"The council became aware on {moment_in_words(aware, now)}.", rule.source),
        Reason(
            f"{rule.period.in_words()} are counted as they pass: nights, weekends and holidays too.",
            rule.source,
        ),
    ]
    if aware.astimezone(LONDON).utcoffset() != due.utcoffset():
        reasons.append(
            Reason(
                "The clocks change in between, so the time of day is not the same: the hours themselves are "
                "counted.",
                rule.source,
            )
        )
    reasons.append(Reason(f"So the time ends on {moment_in_words(due, now)}.", rule.source))
    return tuple(reasons)
