"""Who may see a case and what they may do to it. Asked by every service, every time."""

from __future__ import annotations

from cases.case import Addition, Case, CaseKind, CaseState
from cases.conditions import (
    ALWAYS,
    NEVER,
    Condition,
    Fact,
    HasNot,
    Is,
    IsNot,
    Several,
    all_of,
    any_of,
    holds,
)
from cases.errors import NotAllowed, NotFound
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.regimes import Regime

_ABOUT_SOMEBODY = (Regime.SAR, Regime.RIGHTS, Regime.DP_COMPLAINT)

_TOLD_TO_REPORTER = frozenset({"", "answer.answer"})
"""What a case's reporter may read of what was added: what was added as such, and the answer to their question."""


def works_cases(person: Person) -> bool:
    """Whether the person belongs to those who work cases at all."""
    return person.has_any(Role.HANDLER, Role.OFFICER, Role.DPO)


def workable_by(person: Person) -> Condition:
    """Which cases the person may work; never one that is about them.

    The Data Protection Officer and IG officers work all cases. Handlers work no incidents. Of what is about somebody's
    own data (subject access, other rights, complaints) they work what nobody has taken yet and what they have
    themselves, so that a file is open only to those who need it.
    """
    return all_of(HasNot(Several.ABOUT, person.id), _workable_by_role(person))


def _workable_by_role(person: Person) -> Condition:
    if person.has_any(Role.OFFICER, Role.DPO):
        return ALWAYS
    if not works_cases(person):
        return NEVER
    not_personal = all_of(*(IsNot(Fact.REGIME, regime.value) for regime in _ABOUT_SOMEBODY))
    free_or_own = (Is(Fact.HANDLER, None), Is(Fact.HANDLER, person.id))
    return all_of(IsNot(Fact.KIND, CaseKind.INCIDENT.value), any_of(not_personal, *free_or_own))


def visible_to(person: Person) -> Condition:
    """Which cases the person may know of: what they reported or passed on, have, or may work.

    A case that is about them is hidden from them, unless they sent it: then they see it as its reporter and no more.
    This is the whole rule, for one case (`may_see`) and for a search in a store alike. Say here what changes.
    """
    has_it = all_of(Is(Fact.HANDLER, person.id), HasNot(Several.ABOUT, person.id))
    return any_of(Is(Fact.REPORTER, person.id), has_it, workable_by(person))


def may_work(person: Person, case: Case) -> bool:
    """Whether the person may work this case."""
    return holds(workable_by(person), case)


def may_see(person: Person, case: Case) -> bool:
    """Whether the person may know of this case."""
    return holds(visible_to(person), case)


def may_take(person: Person, case: Case) -> bool:
    """Whether the person may make themselves the case's handler now."""
    return may_work(person, case) and case.state.is_live and case.handler != person.id


def may_add(person: Person, case: Case) -> bool:
    """Whether the person may add something to the case now: until it is withdrawn or closed."""
    return may_see(person, case) and case.state not in (CaseState.WITHDRAWN, CaseState.CLOSED)


def may_withdraw(person: Person, case: Case) -> bool:
    """Whether the person may take back what they reported: only their own, and only while nobody works on it."""
    return case.reporter == person.id and case.handler is None and case.state.is_live


def may_read(person: Person, case: Case, addition: Addition) -> bool:
    """Whether the person may read what was added: what was written at a step is for those who work the case."""
    if may_work(person, case) or addition.author == person.id:
        return True
    return may_see(person, case) and addition.step in _TOLD_TO_REPORTER


async def additions_for(work: UnitOfWork, person: Person, case: Case) -> tuple[Addition, ...]:
    """What was added to a case and the person may read, oldest first."""
    return tuple(one for one in await work.additions.of(case.reference) if may_read(person, case, one))


async def links_for(work: UnitOfWork, person: Person, case: Case) -> tuple[tuple[str, str], ...]:
    """The cases that belong to this one and the person may know of: (reference, how)."""
    found = []
    for reference, how in await work.links.of(case.reference):
        other = await work.cases.get(reference)
        if other is not None and may_see(person, other):
            found.append((reference, how))
    return tuple(found)


async def case_for(work: UnitOfWork, person: Person, reference: str) -> Case:
    """The case, if the person may see it.

    Raises `NotFound` in the same words for a case that does not exist and one that they may not know of.
    """
    case = await work.cases.get(reference)
    if case is None or not may_see(person, case):
        raise NotFound(reference)
    return case


def require(allowed: bool, sentence: str) -> None:
    """Raise `NotAllowed` with the sentence unless allowed."""
    if not allowed:
        raise NotAllowed(sentence)
