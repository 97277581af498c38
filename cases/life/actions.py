"""What an action is: one thing that somebody may do to a case, as a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cases.case import Case, CaseState
from cases.clock import EventType
from cases.regimes import Regime


class FieldKind(StrEnum):
    """What is asked for, and how a form asks for it."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    COLLEAGUE = "colleague"
    SERVICE = "service"
    CASE = "case"


@dataclass(frozen=True)
class Field:
    """One thing that an action asks for. `options` are (value, title), or depend on the case and on what was
    answered before; `asked_when` says whether it is asked at all. Words are kept apart from the history."""

    name: str
    label: str
    kind: FieldKind
    is_required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    options_of: Callable[[Case, Mapping[str, Any]], tuple[tuple[str, str], ...]] | None = None
    asked_when: Callable[[Case, Mapping[str, Any]], bool] | None = None
    hint: str = ""

    def choices(self, case: Case, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """What there is to choose from for this case after these answers."""
        return self.options_of(case, answers) if self.options_of else self.options

    def is_asked(self, case: Case, answers: Mapping[str, Any]) -> bool:
        """Whether it is asked for this case after these answers."""
        return self.asked_when is None or self.asked_when(case, answers)

    @property
    def is_fact(self) -> bool:
        """Whether the answer is a fact that the history may hold, and not somebody's words."""
        return self.kind not in (FieldKind.LINE, FieldKind.WORDS)


class Right(StrEnum):
    """Who an action is for. `permissions` decides."""

    WORKS_IT = "those who work such cases"
    HANDLES_IT = "its handler, an IG officer or the Data Protection Officer"
    SIGNS_IT = "an IG officer or the Data Protection Officer, and not its handler"
    DPO = "the Data Protection Officer"


Check = Callable[[Case, Mapping[str, Any]], str | None]
"""Looks at a case and the answers; returns a sentence where something stands in the way."""


@dataclass(frozen=True)
class Action:
    """One row: a verb, from which states, to which, by whom, what it asks for and what it does to the clock.

    `to` None leaves the state as it is; `leads_to` lets the answers decide. `event` is written to the clock with the
    day in the field `on`. `decides` is the name under which the facts asked for are kept in the case's decisions;
    `letter` the template that goes with it; `source` the law or guidance that it rests on.
    """

    name: str
    title: str
    done: str
    since: frozenset[CaseState]
    to: CaseState | None
    right: Right = Right.HANDLES_IT
    regimes: frozenset[Regime] | None = None
    fields: tuple[Field, ...] = ()
    event: EventType | None = None
    checks: tuple[Check, ...] = ()
    decides: str = ""
    adds_mark: str = ""
    removes_mark: str = ""
    letter: str = ""
    source: str = ""
    is_main: bool = False
    leads_to: Callable[[Mapping[str, Any]], CaseState] | None = None

    def state_after(self, case: Case, answers: Mapping[str, Any]) -> CaseState:
        """Where the case stands once this is done."""
        if self.leads_to:
            return self.leads_to(answers)
        return self.to or case.state

    def is_for(self, case: Case) -> bool:
        """Whether the action belongs to this case's regime and state."""
        return case.state in self.since and (self.regimes is None or case.regime in self.regimes)


@dataclass(frozen=True)
class Table:
    """All actions on one kind of case."""

    actions: Sequence[Action] = field(default_factory=tuple)

    def named(self, name: str) -> Action | None:
        """The action with this name."""
        return next((action for action in self.actions if action.name == name), None)
