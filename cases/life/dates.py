"""Dates that were written down wrongly: which there are, and putting one right.

Nothing is overwritten: the correction is a step of its own, and the clock counts as if the date had been right from
the start (`cases.clock.Correction`). Only the day of receipt (of an incident: the time of becoming aware) is a fact of
the case itself, so it is changed there, and the history keeps what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from cases.case import Case, CaseKind
from cases.clock import Correction, Event, EventType, Fact
from cases.clock.events import corrected
from cases.life.actions import Answers, Change, Doing
from cases.words import full_date_in_words, moment_in_words

_START: Final = "start"
_AT: Final = "@"


def dates_to_correct(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """The dates of a case's clock as they stand, to choose from."""
    start = _start(case)
    if start is None:
        return ()
    begun = "The council became aware" if isinstance(start, datetime) else "It was received"
    return (
        (_START, f"{begun}: {_in_words(start)}"),
        *((key, f"{step.title}: {_in_words(day)}") for key, (step, day) in _steps(case).items()),
    )


def is_another_date(case: Case, answers: Answers) -> str | None:
    """Whether there is anything to correct."""
    was = _start(case) if answers["which"] == _START else _steps(case)[answers["which"]][1]
    return f"It says {_in_words(was)} already." if was == answers["to"] else None


def correct(case: Case, answers: Answers, doing: Doing) -> Change:
    """Put a date right."""
    to = answers["to"]
    if answers["which"] == _START:
        if case.kind is not CaseKind.INCIDENT:
            return Change({"received": to})
        details = {**case.details, "noticed": to.isoformat()}
        return Change({"details": details}, {"aware": [case.details["noticed"], to.isoformat()]})
    step, was = _steps(case)[answers["which"]]
    noticed: date = doing.now if case.kind is CaseKind.INCIDENT else doing.today
    return Change({"events": (*case.events, Correction(step, was, to, noticed))})


def day_of(case: Case, step: EventType) -> date | None:
    """The day (of an incident: the moment) of the last such step, as it stands after corrections."""
    days = [day for kind, day in _steps(case).values() if kind is step]
    return max(days) if days else None


def _start(case: Case) -> date | None:
    if case.kind is CaseKind.INCIDENT:
        return datetime.fromisoformat(case.details["noticed"])
    return case.received


def _steps(case: Case) -> Mapping[str, tuple[EventType, date]]:
    """The steps as they stand after the corrections so far, each by a name that says which it is."""
    start = _start(case)
    if start is None:
        return {}
    what = Fact.AWARE if case.kind is CaseKind.INCIDENT else Fact.RECEIVED
    _, events = corrected(what, start, case.events)
    return {_key(event): (event.type, event.on) for event in events}


def _key(event: Event) -> str:
    return f"{event.type.value}{_AT}{event.on.isoformat()}"


def _in_words(day: date | None) -> str:
    if day is None:
        return "nothing"
    return moment_in_words(day, date.min) if isinstance(day, datetime) else full_date_in_words(day)
