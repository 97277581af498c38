"""What an action is: one thing that somebody may do to a case, as a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cases.case import Case, CaseState
from cases.clock import ClockReading, EventType
from cases.desk import Desk
from cases.people import Person
from cases.regimes import Regime
from cases.words import LONDON


class FieldKind(StrEnum):
    """What is asked for, and how a form asks for it.

    COLLEAGUE is somebody who works on cases, PERSON anybody at the council, by id, name or e-mail address. A MOMENT
    is an aware time. A NUMBER is whole. A CASE is named by its reference.
    """

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    COLLEAGUE = "colleague"
    PERSON = "person"
    SERVICE = "service"
    CASE = "case"


@dataclass(frozen=True)
class Field:
    """One thing that an action asks for. `options` are (value, title), or depend on the case and on what was
    answered before; `asked_when` says whether it is asked at all.

    Words go to the case's additions and a line to its details; neither reaches the history. A day called `on` or `to`
    is one that has been.
    """

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
    SIGNS_IT = (
        "an IG officer or the Data Protection Officer who did not draft the answer and does not handle it"
    )
    DPO = "the Data Protection Officer"


Answers = Mapping[str, Any]

Need = Callable[[Case], str | None]
"""Looks at a case; returns a sentence where the step is not open for it now."""

Check = Callable[[Case, Answers], str | None]
"""Looks at a case and the answers; returns a sentence where something stands in the way."""

AfterCheck = Callable[[Case, Answers, ClockReading | None], str | None]
"""Looks at what the case would be and at its clock then; returns a sentence where that can't stand."""


@dataclass(frozen=True)
class Doing:
    """Who does something, and when: the moment, and its day in Europe/London."""

    person: Person
    desk: Desk
    now: datetime

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.astimezone(LONDON).date()


@dataclass(frozen=True)
class Change:
    """What a step does to a case beyond its row: new values of the case's fields, and facts for the history."""

    fields: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)


Effect = Callable[[Case, Answers, Doing], Change]


@dataclass(frozen=True)
class Action:
    """One row: a verb, from which states, to which, by whom, what it asks for and what it does to the clock.

    `to` None leaves the state as it is; `leads_to` lets the case and the answers decide. `event` is written to the
    clock with the day in the field `on`. `decides` is the name under which the facts asked for are kept in the case's
    decisions; `letter` the template that goes with it; `source` the law or guidance that it rests on. `needs` must be
    met before the step is offered, `checks` by the answers, `after` by what the case would be. `effect` is what the
    step does besides. `is_asked_apart` says that a conversation of its own asks for it, and not the list of steps.
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
    leads_to: Callable[[Case, Answers], CaseState] | None = None
    needs: tuple[Need, ...] = ()
    after: tuple[AfterCheck, ...] = ()
    effect: Effect | None = None
    is_asked_apart: bool = False

    def state_after(self, case: Case, answers: Answers) -> CaseState:
        """Where the case stands once this is done."""
        if self.leads_to:
            return self.leads_to(case, answers)
        return self.to or case.state

    def exists_for(self, case: Case) -> bool:
        """Whether the law that the case is under knows this step."""
        return self.regimes is None or case.regime in self.regimes

    def unmet(self, case: Case) -> tuple[str, ...]:
        """What stands in the way of this step now, one sentence each."""
        return tuple(sentence for need in self.needs if (sentence := need(case)))

    def is_for(self, case: Case) -> bool:
        """Whether the step is open for this case now."""
        return case.state in self.since and self.exists_for(case) and not self.unmet(case)


@dataclass(frozen=True)
class Table:
    """All actions on one kind of case."""

    actions: Sequence[Action] = field(default_factory=tuple)

    def named(self, name: str) -> Action | None:
        """The action with this name."""
        return next((action for action in self.actions if action.name == name), None)
