"""What a case is: a request, an incident or an enquiry, with its reference, its dates and its history."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cases.clock import Correction, Event
from cases.days import last_moment_of
from cases.regimes import Regime


class CaseKind(StrEnum):
    """The kinds of case. Complaints and reviews are requests under their own regime."""

    INCIDENT = "incident"
    REQUEST = "request"
    ENQUIRY = "enquiry"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The kind in words."""
        return {"incident": "Incident", "request": "Request", "enquiry": "Question"}[self.value]


class CaseState(StrEnum):
    """Where a case stands. The tables in `cases.life` say which step leads where."""

    # Requests.
    RECEIVED = "received"
    VALIDATED = "validated"
    CLARIFYING = "clarifying"
    AWAITING_IDENTITY = "awaiting_identity"
    AWAITING_FEE = "awaiting_fee"
    ASSIGNED = "assigned"
    SEEKING = "seeking"
    DRAFTING = "drafting"
    SIGN_OFF = "sign_off"
    RESPONDED = "responded"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    LAPSED = "lapsed"
    # Incidents.
    REPORTED = "reported"
    TRIAGED = "triaged"
    CONTAINED = "contained"
    ASSESSED = "assessed"
    DECIDED = "decided"
    # Questions.
    ASKED = "asked"
    ANSWERED = "answered"
    # All.
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The state in words."""
        return _STATE_TITLES[self]

    @property
    def is_live(self) -> bool:
        """Whether there is still something to do before the matter is answered or decided."""
        return self not in _AT_REST


_STATE_TITLES = {
    CaseState.RECEIVED: "With the team, not yet taken",
    CaseState.VALIDATED: "Found valid",
    CaseState.CLARIFYING: "Waiting for the requester to say what they mean",
    CaseState.AWAITING_IDENTITY: "Waiting for proof of identity",
    CaseState.AWAITING_FEE: "Waiting for the fee",
    CaseState.ASSIGNED: "Being worked on",
    CaseState.SEEKING: "Waiting for services to find the information",
    CaseState.DRAFTING: "The answer is being written",
    CaseState.SIGN_OFF: "Waiting to be signed off",
    CaseState.RESPONDED: "Answered",
    CaseState.REFUSED: "Refused",
    CaseState.TRANSFERRED: "Transferred",
    CaseState.LAPSED: "Lapsed: the fee was not paid in time",
    CaseState.REPORTED: "Reported, with the team",
    CaseState.TRIAGED: "Looked at by the team",
    CaseState.CONTAINED: "Contained",
    CaseState.ASSESSED: "Assessed, waiting for the decision",
    CaseState.DECIDED: "Decided",
    CaseState.ASKED: "With the team, not yet taken",
    CaseState.ANSWERED: "Answered",
    CaseState.WITHDRAWN: "Withdrawn",
    CaseState.CLOSED: "Closed",
}
_AT_REST = frozenset(
    {
        CaseState.RESPONDED,
        CaseState.REFUSED,
        CaseState.TRANSFERRED,
        CaseState.LAPSED,
        CaseState.ANSWERED,
        CaseState.WITHDRAWN,
        CaseState.CLOSED,
    }
)
LIVE_STATES = frozenset(CaseState) - _AT_REST
UNDECIDED_STATES = frozenset({CaseState.REPORTED, CaseState.TRIAGED, CaseState.CONTAINED, CaseState.ASSESSED})
"""Where an incident stands until it is decided whether the ICO and the people are told."""


_PREFIXES = {
    Regime.FOI: "FOI",
    Regime.EIR: "EIR",
    Regime.SAR: "SAR",
    Regime.RIGHTS: "DSR",
    Regime.REUSE: "RPS",
    Regime.DP_COMPLAINT: "DPC",
    Regime.FOI_REVIEW: "FIR",
    Regime.EIR_REVIEW: "EIV",
    Regime.BREACH: "INC",
}
ENQUIRY_PREFIX = "ENQ"

_REFERENCE = re.compile(
    rf"\b({'|'.join([*_PREFIXES.values(), ENQUIRY_PREFIX])})[\s\-–—/]*(20\d\d)[\s\-–—/]*(\d{{1,6}})\b",
    re.IGNORECASE,
)


def reference_prefix(regime: Regime | None) -> str:
    """The letters a reference starts with; a case without a regime is an enquiry."""
    return _PREFIXES[regime] if regime else ENQUIRY_PREFIX


def format_reference(prefix: str, year: int, number: int) -> str:
    """`FOI-2026-0117`: prefix, year of opening, number within prefix and year."""
    return f"{prefix}-{year}-{number:04d}"


def references_in(text: str) -> tuple[str, ...]:
    """Every case reference written in the text, however spaced, in its standard form."""
    return tuple(
        format_reference(prefix.upper(), int(year), int(number))
        for prefix, year, number in _REFERENCE.findall(text)
    )


def is_only_a_reference(text: str) -> str | None:
    """The reference when the text is one and nothing else, so that typing it opens the case."""
    match = _REFERENCE.fullmatch(text.strip().strip(".!?#\"'"))
    return references_in(text)[0] if match else None


@dataclass(frozen=True)
class Case:
    """One case.

    `details` holds what people said, by kind of case (see the modules that open cases); it may hold personal
    data and is never written to a log or the history. `due` is the last day for an answer; `due_at` the moment
    for an incident. `rule` names the version of the law's rule that the date was computed under and `reasons`
    says, step by step, why the date is what it is. `events` is what happened to the clock. `marks` are facts such as
    `sensitive`; `decisions` are structured facts decided on the way (the outcome, an assessment), without anybody's
    words. `about` are the ids of colleagues whom the case is about, and from whom it is hidden. `clock_runs` is False
    while the clock waits for the requester and once what the date is for was done: then nothing is overdue. `version`
    grows by one with every change.
    """

    reference: str
    kind: CaseKind
    regime: Regime | None
    state: CaseState
    reporter: str
    handler: str | None
    service: str | None
    opened_at: datetime
    received: date | None
    due: date | None
    due_at: datetime | None
    rule: str | None
    reasons: tuple[str, ...]
    details: Mapping[str, Any]
    events: tuple[Event | Correction, ...] = ()
    marks: frozenset[str] = frozenset()
    decisions: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    about: frozenset[str] = frozenset()
    clock_runs: bool = True

    @property
    def due_by(self) -> datetime | None:
        """The last moment in time, aware: a day's last in Europe/London; None while no date has to be met."""
        if not self.clock_runs:
            return None
        return last_moment_of(self.due) if self.due_at is None and self.due else self.due_at

    @property
    def is_undecided(self) -> bool:
        """Whether it is an incident of which it has still to be decided whether the ICO is told."""
        return self.kind is CaseKind.INCIDENT and self.state in UNDECIDED_STATES

    def changed(self, **changes: Any) -> Case:
        """The case after a change, one version on."""
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True)
class HistoryEntry:
    """One thing that happened to a case: who, when, from which state to which, and why.

    It carries references and facts, never people's words, so that a case can be disposed of at the end of its
    retention and its history still stands.
    """

    reference: str
    at: datetime
    actor: str
    action: str
    state_before: CaseState | None
    state_after: CaseState
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Addition:
    """Something said about a case after it was opened. Holds people's words, so it is kept apart from history.

    `step` names the step and the field where those who work the case wrote it ("contain.note"); it is empty for what
    somebody added to the case as such.
    """

    reference: str
    at: datetime
    author: str
    text: str
    step: str = ""
