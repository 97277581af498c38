"""A case's clock: read as of now, and written into the case when something moved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from cases.case import Case, CaseKind
from cases.clock import ClockReading, ClockState, Reason, compute
from cases.desk import Desk
from cases.incidents import NEAR_MISS, Whose
from cases.regimes import Regime
from cases.words import LONDON, counted, date_in_words

REOPENED = "reopened"
"""The decision under which it is kept that a case was opened again for the ICO, with the date that it has then."""

_RUNS = frozenset({ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE})


def read_clock(case: Case, desk: Desk) -> ClockReading | None:
    """The clock of a case as it stands now; None for a case that has none.

    A case that was opened again for the ICO has the ICO's date: the law's clock ended with the first answer.
    """
    now = desk.time()
    if case.kind is CaseKind.INCIDENT:
        aware = datetime.fromisoformat(case.details["noticed"])
        return compute(Regime.BREACH, aware=aware, events=case.events, as_of=now, calendar=desk.calendar)
    if case.regime is None or case.received is None:
        return None
    today = now.astimezone(LONDON).date()
    if REOPENED in case.decisions:
        return _read_reopened(case.decisions[REOPENED], today)
    return compute(case.regime, case.received, case.events, as_of=today, calendar=desk.calendar)


def with_clock(case: Case, desk: Desk) -> Case:
    """The case with the dates that its clock gives now, and the reasons for them. Not a version on.

    Raises `cases.clock.ImpossibleHistory` for events that can't be so.
    """
    reading = read_clock(case, desk)
    return case if reading is None else with_reading(case, reading)


def with_reading(case: Case, reading: ClockReading) -> Case:
    """The case with the dates and the reasons of this reading of its clock. Not a version on."""
    reasons = tuple(reason.text for reason in reasons_of(case, reading))
    dated = replace(case, rule=reading.rule, reasons=reasons, clock_runs=reading.state in _RUNS)
    if isinstance(reading.due, datetime):
        return replace(dated, due_at=reading.due)
    return replace(dated, due=reading.due)


def reasons_of(case: Case, reading: ClockReading) -> tuple[Reason, ...]:
    """The reasons for the date of this reading of the case's clock, each with its source."""
    if case.kind is CaseKind.INCIDENT and Whose.NOBODY.value in (case.details.get("whose") or ()):
        return (*reading.reasons, Reason(NEAR_MISS, "UK GDPR Art 4(12)"))
    return reading.reasons


def _read_reopened(reopened: Mapping[str, str], today: date) -> ClockReading:
    """The date that the ICO gave for another answer, in calendar days: it is told as a day, or as a number of days."""
    on, until = date.fromisoformat(reopened["on"]), date.fromisoformat(reopened["until"])
    answered = date.fromisoformat(reopened["answered"]) if "answered" in reopened else None
    left = (until - (answered or today)).days
    if answered is not None:
        state = ClockState.ANSWERED_LATE if answered > until else ClockState.ANSWERED_IN_TIME
        words = f"answered {counted(-left, 'day')} late" if answered > until else "answered in time"
    elif today == until:
        state, words = ClockState.DUE_TODAY, "due today"
    else:
        state = ClockState.OVERDUE if today > until else ClockState.RUNNING
        words = f"{counted(-left, 'day')} overdue" if today > until else f"{counted(left, 'day')} left"
    reasons = (
        Reason(
            "The first answer went out, and the law's time for it ended there.", "FOIA s.10; UK GDPR Art 12"
        ),
        Reason(f"The ICO asked on {date_in_words(on, today)} for another.", "FOIA s.50(4); DPA 2018 s.165"),
        Reason(f"So the last day is {date_in_words(until, today)}, which the ICO gave.", "the ICO's letter"),
    )
    return ClockReading(until, state, left, words, reasons, (), "ICO")
