"""Cases in every state that letters are written for, from full to bare."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from cases.case import Case, CaseKind, CaseState
from cases.clock import Event, EventType, ExtensionReason
from cases.letters import FirstAnswer, LetterFacts, Office
from cases.outcomes import Outcome
from cases.regimes import Regime

TODAY = date(2026, 6, 17)
QUESTION = "How many potholes were repaired in 2025, and what did it cost?"
OFFICE = Office("Westmere Council", "requests@westmere.example", "The Commissioner, 1 High Street, AB1 2CD")


def case_of(regime: Regime, state: CaseState = CaseState.DRAFTING, **given: Any) -> Case:
    """A case with everything that a requester and a handler say, unless given otherwise."""
    is_breach = regime is Regime.BREACH
    made: dict[str, Any] = {
        "reference": f"{regime.value[:3]}-2026-0117",
        "kind": CaseKind.INCIDENT if is_breach else CaseKind.REQUEST,
        "regime": regime,
        "state": state,
        "reporter": "staff",
        "handler": "handler",
        "service": "housing",
        "opened_at": datetime(2026, 5, 18, 9, tzinfo=UTC),
        "received": None if is_breach else date(2026, 5, 18),
        "due": None if is_breach else date(2026, 6, 17),
        "due_at": None,
        "rule": None,
        "reasons": (),
        "details": {
            "what_happened": "I e-mailed Gordon Kowalczyk's care plan to a neighbour",
            "happened": "2026-05-17T10:00:00+00:00",
            "noticed": "2026-05-18T09:00:00+00:00",
            "kinds": ["names", "health"],
        }
        if is_breach
        else {"text": QUESTION, "requester": "Jo Bloggs", "contact": "1 Mill Lane\nWestmere"},
    }
    return Case(**{**made, **given})


def bare_case(regime: Regime, state: CaseState = CaseState.DRAFTING) -> Case:
    """A case of which nothing is known but its regime."""
    return case_of(regime, state, details={}, received=None, due=None, handler=None, service=None)


def facts(**given: Any) -> LetterFacts:
    """Everything else that a letter says, unless given otherwise."""
    made: dict[str, Any] = {
        "today": TODAY,
        "office": OFFICE,
        "writer": "Hana Handler",
        "dpo": "Dev Marsh",
        "dpo_email": "dpo@westmere.example",
        "said": {
            "ask_clarification.note": "Do you mean by road or by ward?",
            "respond.why_late": "A colleague was ill.",
            "contain.note": "Rang Mrs Tait, who burnt it",
        },
        "fee_due": date(2026, 9, 16),
        "review_until": date(2026, 8, 13),
        "first_answer": FirstAnswer("FOI-2026-0099", date(2026, 4, 1)),
    }
    return LetterFacts(**{**made, **given})


def decided(
    regime: Regime, outcome: Outcome, *grounds: str, weighed: tuple[str, ...] = (), **more: str
) -> Case:
    """A case that was answered on 15 June 2026, with what was relied on."""
    decision = {"outcome": outcome.value, "grounds": list(grounds), "public_interest": list(weighed), **more}
    return case_of(
        regime,
        CaseState.RESPONDED,
        events=(Event(EventType.RESPONDED, date(2026, 6, 15)),),
        decisions={"outcome": decision},
    )


def extended(regime: Regime, reason: ExtensionReason) -> Case:
    """A case whose requester was told on 1 June 2026 that it takes until 14 July."""
    return case_of(
        regime, due=date(2026, 7, 14), events=(Event(EventType.EXTENDED, date(2026, 6, 1), reason),)
    )
