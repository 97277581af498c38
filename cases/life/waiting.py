"""What a case waits for from its requester, read from the steps of its clock."""

from __future__ import annotations

from typing import Final

from cases.case import Case, CaseState
from cases.clock import Event, EventType

_QUESTIONS: Final = {
    EventType.CLARIFICATION_REQUESTED: (EventType.CLARIFICATION_RECEIVED, CaseState.CLARIFYING),
    EventType.IDENTITY_REQUESTED: (EventType.IDENTITY_RECEIVED, CaseState.AWAITING_IDENTITY),
    EventType.FEE_NOTICE: (EventType.FEE_PAID, CaseState.AWAITING_FEE),
}


def times(case: Case, step: EventType) -> int:
    """How many times the step was taken."""
    return sum(1 for event in case.events if isinstance(event, Event) and event.type is step)


def is_open(case: Case, question: EventType) -> bool:
    """Whether this was asked for and has not come. Each question is asked again only once it was answered."""
    answer, _ = _QUESTIONS[question]
    return times(case, question) > times(case, answer)


def is_answered(case: Case) -> bool:
    """Whether the clock knows of an answer (of an incident: that the ICO was told, or need not be)."""
    return times(case, EventType.RESPONDED) > 0


def has_extension(case: Case) -> bool:
    """Whether an extension stands."""
    return times(case, EventType.EXTENDED) > times(case, EventType.EXTENSION_REMOVED)


def waiting_or_working(case: Case, answered: EventType | None = None) -> CaseState:
    """Where a request stands: waiting for what is still open (but for what `answered` settles), or at work."""
    for question, (answer, state) in _QUESTIONS.items():
        if answer is not answered and is_open(case, question):
            return state
    return CaseState.ASSIGNED if case.handler else CaseState.RECEIVED
