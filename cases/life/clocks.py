"""A case's clock: read as of now, and written into the case when something moved it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cases.case import Case, CaseKind
from cases.clock import ClockReading, ClockState, compute
from cases.desk import Desk
from cases.regimes import Regime
from cases.words import LONDON

_RUNS = frozenset({ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE})


def read_clock(case: Case, desk: Desk) -> ClockReading | None:
    """The clock of a case as it stands now; None for a case that has none."""
    now = desk.time()
    if case.kind is CaseKind.INCIDENT:
        aware = datetime.fromisoformat(case.details["noticed"])
        return compute(Regime.BREACH, aware=aware, events=case.events, as_of=now, calendar=desk.calendar)
    if case.regime is None or case.received is None:
        return None
    return compute(
        case.regime, case.received, case.events, as_of=now.astimezone(LONDON).date(), calendar=desk.calendar
    )


def with_clock(case: Case, desk: Desk) -> Case:
    """The case with the dates that its clock gives now, and the reasons for them. Not a version on.

    Raises `cases.clock.ImpossibleHistory` for events that can't be so.
    """
    reading = read_clock(case, desk)
    if reading is None:
        return case
    reasons = tuple(reason.text for reason in reading.reasons)
    dated = replace(case, rule=reading.rule, reasons=reasons, clock_runs=reading.state in _RUNS)
    if isinstance(reading.due, datetime):
        return replace(dated, due_at=reading.due)
    return replace(dated, due=reading.due)
