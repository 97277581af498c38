"""What may be done to a case once it stands: take it, add to it, withdraw it. One verb a function.

Each looks the case up anew and checks the person's right to it, whatever the card said that they pressed.
"""

from __future__ import annotations

from cases.case import Addition, Case, CaseState
from cases.desk import Desk, end_asks, ig_team, tell, write_history
from cases.errors import Refusal
from cases.notices import NoticeKind, Recipient
from cases.people import Person
from cases.permissions import case_for, may_add, may_take, may_withdraw, require
from cases.ports import UnitOfWork

_WHEN_TAKEN = {
    CaseState.RECEIVED: CaseState.ASSIGNED,
    CaseState.VALIDATED: CaseState.ASSIGNED,
    CaseState.ASKED: CaseState.ASSIGNED,
}
"""Where taking a case leads. An incident is taken and still has to be looked at, so it stays where it is."""


async def take_case(work: UnitOfWork, desk: Desk, person: Person, reference: str) -> Case:
    """Make the person the case's handler and tell its reporter. Taking one's own case again changes nothing.

    Raises `NotFound`, or `NotAllowed` for a withdrawn case or a person who does not work such cases.
    """
    case = await case_for(work, person, reference)
    if case.handler == person.id:
        return case
    require(case.state.is_live, f"{reference} was withdrawn, so there is nothing to take.")
    require(may_take(person, case), f"You can't take {reference}: it is worked on by the IG team.")
    previous = case.handler
    taken = case.changed(handler=person.id, state=_WHEN_TAKEN.get(case.state, case.state))
    await work.cases.save(taken)
    await write_history(
        work, desk, person, "taken", case.state, taken, {"handler": person.id, "before": previous}
    )
    told = [
        Recipient.person(one) for one in dict.fromkeys((case.reporter, previous)) if one and one != person.id
    ]
    await tell(
        work, desk, told, NoticeKind.CASE_TAKEN, taken, {"kind": case.kind.value, "handler": person.name}
    )
    return taken


async def add_to_case(work: UnitOfWork, desk: Desk, person: Person, reference: str, text: str) -> Case:
    """Add what somebody has to say to a case and tell who works it, or the team while nobody does.

    Raises `NotFound`, `NotAllowed` for a withdrawn case, `Refusal` for an empty text.
    """
    case = await case_for(work, person, reference)
    require(may_add(person, case), f"{reference} was withdrawn, so nothing can be added to it.")
    if not text.strip():
        raise Refusal("Please type what you would like to add.")
    await work.additions.append(Addition(reference, desk.time(), person.id, text))
    added = case.changed()
    await work.cases.save(added)
    await write_history(work, desk, person, "added to", case.state, added, {"characters": len(text)})
    handler = (Recipient.person(case.handler),) if case.handler else ()
    team = handler or await ig_team(work, desk.directory, about=case.about)
    told = [recipient for recipient in team if recipient != Recipient.person(person.id)]
    facts = {"kind": case.kind.value}
    if case.due_at and case.is_undecided:
        facts["due_at"] = case.due_at.isoformat()
    await tell(work, desk, told, NoticeKind.CASE_ADDED_TO, added, facts)
    return added


async def withdraw_case(work: UnitOfWork, desk: Desk, person: Person, reference: str) -> Case:
    """Take back one's own report while nobody works on it. It stays on record as withdrawn; the team is told.

    Article 33(5) wants every breach recorded, so an incident that was withdrawn is still looked at by the team.
    Raises `NotFound`, or `NotAllowed` once somebody works on it.
    """
    case = await case_for(work, person, reference)
    if case.state is CaseState.WITHDRAWN:
        return case
    require(case.reporter == person.id, f"Only the person who sent {reference} can withdraw it.")
    require(
        may_withdraw(person, case),
        f"{reference} is already being worked on. Add a note that you'd like to withdraw it, and the team will decide.",
    )
    withdrawn = case.changed(state=CaseState.WITHDRAWN)
    await work.cases.save(withdrawn)
    await end_asks(work, reference)
    await write_history(work, desk, person, "withdrawn", case.state, withdrawn, {})
    await tell(
        work,
        desk,
        await ig_team(work, desk.directory, about=case.about),
        NoticeKind.CASE_WITHDRAWN,
        withdrawn,
        {"kind": case.kind.value},
    )
    return withdrawn
