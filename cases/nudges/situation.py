"""How a case stands, as far as nudges go by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cases.ask import Ask
from cases.case import Case, CaseState, HistoryEntry
from cases.clock import Event, EventType, Fact
from cases.clock.events import corrected
from cases.clock.refusals import ImpossibleHistory
from cases.ports import UnitOfWork
from cases.words import LONDON

WAITING_FOR_REQUESTER: Final = frozenset(
    {CaseState.CLARIFYING, CaseState.AWAITING_IDENTITY, CaseState.AWAITING_FEE}
)
_ANSWERS: Final = {
    EventType.CLARIFICATION_REQUESTED: EventType.CLARIFICATION_RECEIVED,
    EventType.IDENTITY_REQUESTED: EventType.IDENTITY_RECEIVED,
    EventType.FEE_NOTICE: EventType.FEE_PAID,
}


@dataclass(frozen=True)
class Situation:
    """A case, what services were asked for it and have not answered, since when it is in its state and since when
    nobody has it (None where somebody does), and when it was changed last."""

    case: Case
    asks: tuple[Ask, ...]
    in_state_since: datetime
    unassigned_since: datetime | None
    changed_at: datetime


async def situations(work: UnitOfWork, references: Collection[str]) -> Mapping[str, Situation]:
    """How these cases stand, by reference; those that there are not are left out."""
    cases = await work.cases.several(references)
    times = await work.nudges.times(references)
    asks: dict[str, list[Ask]] = {}
    for ask in await work.asks.open_about(references):
        asks.setdefault(ask.reference, []).append(ask)
    unassigned = [case for case in cases if case.handler is None]
    given_back: dict[str, datetime] = {}
    for entry in await work.history.of_several([case.reference for case in unassigned]):
        if _gives_back(entry):
            given_back[entry.reference] = entry.at
    found = {}
    for case in cases:
        known = times.get(case.reference)
        found[case.reference] = Situation(
            case,
            tuple(asks.get(case.reference, ())),
            known.in_state_since if known else case.opened_at,
            None if case.handler else given_back.get(case.reference, case.opened_at),
            known.changed_at if known else case.opened_at,
        )
    return found


def _gives_back(entry: HistoryEntry) -> bool:
    """Whether nobody has the case from this row on. What a step moved is written as [before, after]."""
    handler = entry.facts.get("handler")
    return isinstance(handler, list) and handler[1] is None


def waits_for_requester_since(situation: Situation) -> date:
    """The day on which the requester was asked for what is still open, the earliest of several; where the clock knows
    of none (a case that was opened again for the ICO) the day since which the case is in its state."""
    case = situation.case
    try:
        _, events = corrected(Fact.RECEIVED, case.received or case.opened_at.date(), case.events)
    except ImpossibleHistory:
        events = [event for event in case.events if isinstance(event, Event)]
    asked = []
    for question, answer in _ANSWERS.items():
        days = [event.on for event in events if event.type is question]
        if len(days) > sum(event.type is answer for event in events):
            asked.append(max(map(_day, days)))
    return min(asked) if asked else _day(situation.in_state_since)


def _day(moment: date) -> date:
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment
