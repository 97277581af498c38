"""`askig clock`: due dates for cases given as JSON Lines, and one date explained to a person."""

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from cases.calendar import HolidayCalendar, require_known
from cases.clock import (
    ClockReading,
    Correction,
    Event,
    EventType,
    ExtensionReason,
    Fact,
    WhyNotCounted,
    compute,
)
from cases.regimes import Regime
from cases.words import LONDON, full_date_in_words, with_article

CORRECTED: Final = "corrected"

_LINE_FIELDS: Final = ("id", "regime", "received", "aware", "events", "as_of")
_EVENT_FIELDS: Final = ("type", "on", "reason", "until", "what", "was", "to")


def answer(line: Mapping[str, Any], calendar: HolidayCalendar | None = None) -> dict[str, Any]:
    """Compute the clock of one case given as in the JSON Lines of `askig clock`.

    Without `as_of` the case is read as of now. Without a calendar, the one without any holiday from settings.
    A correction of a date is the event {"type":"corrected","what":"received","was":…,"to":…,"on":…}, where
    `what` is "received", "aware" or the type of the step whose date was wrong.

    Raises ValueError, with one sentence that says what to do, for a line that cannot be read and for a
    history that the law forbids.
    """
    if not isinstance(line, Mapping):
        raise ValueError('Give each case as a JSON object, for example {"id": "1", "regime": "FOI", …}.')
    _refuse_misspelt(line, _LINE_FIELDS, "the case")
    regime = _regime(line.get("regime"))
    reading = compute(
        regime,
        received=_start_day(regime, line),
        aware=_start_moment(regime, line),
        events=_events(regime, line.get("events")),
        as_of=_as_of(line.get("as_of")),
        calendar=calendar or _calendar_without_settings(),
    )
    return {
        "id": line.get("id"),
        "due": reading.due.isoformat(),
        "state": reading.state.value,
        "days_left": reading.days_left,
        "reasons": [{"text": reason.text, "source": reason.source} for reason in reading.reasons],
        "not_counted": [{"date": day.date.isoformat(), "why": day.why} for day in reading.not_counted],
        "rule": reading.rule,
    }


def explain(regime: str, day: str, calendar: HolidayCalendar | None = None) -> str:
    """Explain to a person when a case received on a day is due, and why, as lines of text.

    `day` is a date, or for a breach the time, with its offset, at which the council became aware. Raises
    ValueError, with a sentence that says what to do, for either that cannot be read.
    """
    known = _regime(regime)
    table = calendar or _calendar_without_settings()
    if known is Regime.BREACH:
        aware = _moment(day, "the time of becoming aware")
        reading = compute(known, aware=aware, as_of=aware, calendar=table)
        heading = f"{known.title}, noticed {_full_moment_in_words(aware)}"
        due = f"Decide about telling the ICO by {_full_moment_in_words(reading.due)}"
    else:
        received = _day(day, "the day of receipt")
        reading = compute(known, received=received, as_of=received, calendar=table)
        heading = f"{known.title}, received {full_date_in_words(received)}"
        due = f"Due {full_date_in_words(reading.due)}: {reading.left_in_words} from the day of receipt"
    return "\n".join([heading, due, "", *_why(reading), "", f"Rule {reading.rule}"])


def _full_moment_in_words(moment: date) -> str:
    if not isinstance(moment, datetime):
        return full_date_in_words(moment)
    local = moment.astimezone(LONDON)
    return f"{full_date_in_words(local)}, {local:%H:%M}"


def _why(reading: ClockReading) -> list[str]:
    lines = ["Why this date?"]
    lines += [
        f"  {number}. {reason.text} [{reason.source}]"
        for number, reason in enumerate(reading.reasons, start=1)
    ]
    holidays = [day for day in reading.not_counted if day.kind is not WhyNotCounted.WEEKEND]
    if holidays:
        lines += ["", "Days that did not count, besides weekends:"]
        lines += [f"  {full_date_in_words(day.date)}: {day.why}" for day in holidays]
    return lines


def _regime(given: object) -> Regime:
    if isinstance(given, str):
        try:
            return Regime(given.strip().upper().replace("-", "_"))
        except ValueError:
            pass
    known = ", ".join(regime.value for regime in Regime)
    raise ValueError(f"Give 'regime' as one of {known}; {_quoted(given)} is none of them.")


def _start_day(regime: Regime, line: Mapping[str, Any]) -> date | None:
    if regime is Regime.BREACH:
        if line.get("received") is not None:
            raise ValueError(
                "A breach has 'aware', the time the council became aware, instead of 'received'."
            )
        return None
    if line.get("aware") is not None:
        raise ValueError(
            f"{with_article(regime.title)} has 'received', the day it arrived, instead of 'aware'."
        )
    return _day(line.get("received"), "'received'")


def _start_moment(regime: Regime, line: Mapping[str, Any]) -> datetime | None:
    return _moment(line.get("aware"), "'aware'") if regime is Regime.BREACH else None


def _as_of(given: object) -> date:
    return datetime.now(LONDON) if given is None else _day_or_moment(given, "'as_of'")


def _events(regime: Regime, given: object) -> list[Event | Correction]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise ValueError("Give 'events' as a list of steps.")
    return [_event(regime, step, place) for place, step in enumerate(given, start=1)]


def _event(regime: Regime, step: object, place: int) -> Event | Correction:
    where = f"event {place}"
    if not isinstance(step, Mapping):
        raise ValueError(f'Give {where} as an object such as {{"type": "responded", "on": "2026-06-01"}}.')
    _refuse_misspelt(step, _EVENT_FIELDS, where)
    if step.get("type") == CORRECTED:
        return _correction(regime, step, where)
    type_ = _event_type(step.get("type"), where)
    reason, until = step.get("reason"), step.get("until")
    if type_ is not EventType.EXTENDED:
        # A remark beside another step is of no consequence to the clock.
        return Event(type_, _date_of(regime, step.get("on"), f"'on' of {where}"))
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError(f"Give the 'reason' of the extension in {where}, for example 'public_interest'.")
    return Event(
        type_,
        _date_of(regime, step.get("on"), f"'on' of {where}"),
        ExtensionReason.from_words(reason),
        None if until is None else _day(until, f"'until' of {where}"),
    )


def _correction(regime: Regime, step: Mapping[str, Any], where: str) -> Correction:
    what = step.get("what")
    fact: EventType | Fact
    known = {fact.value: fact for fact in Fact}
    fact = known[what] if what in known else _event_type(what, f"'what' of {where}")
    return Correction(
        what=fact,
        was=_date_of(regime, step.get("was"), f"'was' of {where}"),
        to=_date_of(regime, step.get("to"), f"'to' of {where}"),
        on=_day(step.get("on"), f"'on' of {where}"),
    )


def _event_type(given: object, where: str) -> EventType:
    if isinstance(given, str):
        try:
            return EventType(given)
        except ValueError:
            pass
    known = ", ".join([*(kind.value for kind in EventType), CORRECTED])
    raise ValueError(f"{_quoted(given)} in {where} is not a step that the clock knows. Use one of: {known}.")


def _date_of(regime: Regime, given: object, what: str) -> date:
    return _moment(given, what) if regime is Regime.BREACH else _day(given, what)


def _day(given: object, what: str) -> date:
    day = _day_or_moment(given, what)
    if not isinstance(day, datetime):
        return day
    require_known(day.date())  # a moment at the end of time has no day in London
    return day.astimezone(LONDON).date()


def _moment(given: object, what: str) -> datetime:
    moment = _day_or_moment(given, what)
    if not isinstance(moment, datetime):
        raise ValueError(f"Give {what} as a time with its offset, such as 2026-11-23T14:05:00+00:00.")
    return moment


def _day_or_moment(given: object, what: str) -> date:
    if isinstance(given, str):
        try:
            return date.fromisoformat(given.strip())
        except ValueError:
            pass
        try:
            moment = datetime.fromisoformat(given.strip())
        except ValueError:
            pass
        else:
            if moment.tzinfo is None:
                raise ValueError(f"Give {what} with its offset from UTC, such as 2026-11-23T14:05:00+00:00.")
            return moment
    raise ValueError(f"Give {what} as a date such as 2026-05-18; {_quoted(given)} is not one.")


def _refuse_misspelt(given: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    """Refuse a field that looks like a slip for a known one; a field of the sender's own is let pass."""
    for name in given:
        if name not in known:
            close = get_close_matches(str(name), known, n=1, cutoff=0.75)
            if close and close[0] not in given:
                raise ValueError(f"There is no field {_quoted(name)} in {where}. Did you mean '{close[0]}'?")


def _quoted(given: object) -> str:
    """What was given, short enough for one sentence."""
    if given is None:
        return "nothing"
    words = str(given)
    return f"'{words[:40]}…'" if len(words) > 40 else f"'{words}'"


@lru_cache(maxsize=1)
def _calendar_without_settings() -> HolidayCalendar:
    return HolidayCalendar()
