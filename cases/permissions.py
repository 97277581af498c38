"""Who may see a case and what they may do to it. Asked by every service, every time."""

from __future__ import annotations

from cases.case import Case, CaseKind, CaseState
from cases.conditions import ALWAYS, NEVER, Condition, Fact, Is, IsNot, any_of, holds
from cases.errors import NotAllowed, NotFound
from cases.people import Person, Role
from cases.ports import UnitOfWork


def works_cases(person: Person) -> bool:
    """Whether the person belongs to those who work cases at all."""
    return person.has_any(Role.HANDLER, Role.OFFICER, Role.DPO)


def workable_by(person: Person) -> Condition:
    """Which cases the person may work: incidents are for officers and the DPO, the rest for handlers too."""
    if person.has_any(Role.OFFICER, Role.DPO):
        return ALWAYS
    return IsNot(Fact.KIND, CaseKind.INCIDENT.value) if works_cases(person) else NEVER


def visible_to(person: Person) -> Condition:
    """Which cases the person may know of: what they may work, and what they reported, passed on or have.

    This is the whole rule, for one case (`may_see`) and for a search in a store alike. Say here what changes.
    """
    own = (Is(Fact.REPORTER, person.id), Is(Fact.HANDLER, person.id))
    return any_of(*own, workable_by(person))


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
