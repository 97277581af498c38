"""Asking a service for the information that a request is about, and its answer.

The service's coordinator sees what is asked and by when, and nothing else of the case: not who requested it. While they
are away, so does whoever stands in for them, and answers in their place.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date

from cases.absences import covering, today_at
from cases.ask import Ask, AskState
from cases.case import Addition, Case, CaseKind, CaseState
from cases.desk import Desk, tell, write_history
from cases.errors import ActionRefused, NotFound
from cases.life.actions import Right
from cases.life.perform import has_right
from cases.notices import Notice, NoticeKind, Recipient
from cases.people import Directory, Person, Service
from cases.permissions import case_for, may_work, require
from cases.ports import UnitOfWork

_MAY_BE_ASKED_IN = frozenset(
    {CaseState.RECEIVED, CaseState.VALIDATED, CaseState.ASSIGNED, CaseState.SEEKING, CaseState.DRAFTING}
)


def may_ask_a_service(person: Person, case: Case) -> bool:
    """Whether the person may ask a service for what this case is about now."""
    return (
        case.kind is CaseKind.REQUEST
        and case.state in _MAY_BE_ASKED_IN
        and has_right(Right.HANDLES_IT, person, case)
    )


async def ask_service(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, service_id: str, question: str, by: date
) -> Case:
    """Ask a service, tell its coordinator, and note that the case waits for it.

    Raises `NotFound`; `ActionRefused` with every check that failed.
    """
    case = await case_for(work, person, reference)
    service = desk.directory.service(service_id)
    failed = []
    if case.kind is not CaseKind.REQUEST or case.state not in _MAY_BE_ASKED_IN:
        failed.append(f"The case is not at that point: {case.state.title.lower()}.")
    if not has_right(Right.HANDLES_IT, person, case):
        failed.append(f"This step is for {Right.HANDLES_IT.value}.")
    if service is None:
        failed.append("Choose a service from the list.")
    elif not service.coordinator:
        failed.append(f"{service.title} has no coordinator. Ask an administrator to name one.")
    elif service.coordinator in case.about:
        failed.append(f"The case is about the coordinator of {service.title}. Ask somebody else there.")
    if not question.strip():
        failed.append("Say what you need from them.")
    if by < today_at(desk):
        failed.append("The day by which you need it is in the past.")
    if failed or service is None or not service.coordinator:
        raise ActionRefused(reference, "Ask a service", tuple(failed))
    ask = Ask(desk.new_id(), reference, service.id, question.strip(), by, desk.time(), person.id)
    await work.asks.add(ask)
    # What a service finds can change the answer, so an earlier sign-off no longer holds.
    changed = case.changed(state=CaseState.SEEKING, marks=case.marks - {"signed_off"})
    await work.cases.save(changed)
    facts = {"service": service.id, "by": by.isoformat(), "ask": ask.id}
    await write_history(work, desk, person, "asked a service", case.state, changed, facts)
    answers = await who_answers(work, desk, service, changed)
    # Where nobody is there at all, it waits in the coordinator's chat.
    to = Recipient.person(answers.id if answers else service.coordinator)
    told = {"ask": ask.id, "by": by.isoformat()}
    await tell(work, desk, (to,), NoticeKind.SERVICE_ASKED, changed, told)
    return changed


def may_remind_services(person: Person, case: Case) -> bool:
    """Whether the person may remind the services that this case waits for."""
    return case.state is CaseState.SEEKING and has_right(Right.HANDLES_IT, person, case)


async def remind_services(work: UnitOfWork, desk: Desk, person: Person, reference: str) -> list[Ask]:
    """Tell those who answer for the services that a case waits for once more, each at most once a day.

    Returns what they were reminded of; nothing where all were reminded today. Raises `NotFound`; `NotAllowed`.
    """
    case = await case_for(work, person, reference)
    require(
        may_remind_services(person, case),
        f"No service is waited for in {reference}, or it isn't yours to remind.",
    )
    reminded = []
    for ask in await work.asks.of(reference):
        service = desk.directory.service(ask.service)
        answers = await who_answers(work, desk, service, case) if ask.state is AskState.OPEN else None
        if answers is None:
            continue
        notice = Notice(
            desk.new_id(),
            Recipient.person(answers.id),
            NoticeKind.SERVICE_ASKED,
            reference,
            desk.time(),
            {"ask": ask.id, "by": ask.by.isoformat(), "again": True},
            message=f"remind/{ask.id}/{today_at(desk).isoformat()}",
        )
        if await work.notices.add(notice):
            reminded.append(ask)
            facts = {"service": ask.service, "ask": ask.id}
            await write_history(work, desk, person, "reminded a service", case.state, case, facts)
    return reminded


async def ask_for(work: UnitOfWork, desk: Desk, person: Person, ask_id: str) -> Ask:
    """The ask, for whoever answers for its service or somebody who may work the case; never for whom the case is about.

    Raises `NotFound` in the same words where there is none and where it is not theirs to see.
    """
    ask = await work.asks.get(ask_id)
    if ask is None:
        raise NotFound("that question")
    case = await work.cases.get(ask.reference)
    if case is None or person.id in case.about:
        raise NotFound("that question")
    if not await answers_for(work, desk, person, ask, case) and not may_work(person, case):
        raise NotFound("that question")
    return ask


def coordinates(directory: Directory, person: Person) -> bool:
    """Whether the person is the coordinator of a service."""
    return any(service.coordinator == person.id for service in directory.services())


async def asks_of(work: UnitOfWork, desk: Desk, person: Person, limit: int) -> list[Ask]:
    """What the services that the person coordinates, or answers for today, have not answered yet, the nearest day
    first."""
    found: list[Ask] = []
    away = await work.absences.away_on(today_at(desk))
    for service in desk.directory.services():
        if service.coordinator == person.id or await _stands_in(work, desk, person, service, away):
            found += [
                ask
                for ask in await work.asks.open_for(service.id, limit)
                if await _may_know(work, person, ask)
            ]
    return sorted(found, key=lambda ask: (ask.by, ask.asked_at))[:limit]


async def _may_know(work: UnitOfWork, person: Person, ask: Ask) -> bool:
    """Whether the case is about somebody else."""
    case = await work.cases.get(ask.reference)
    return case is not None and person.id not in case.about


async def answer_ask(
    work: UnitOfWork, desk: Desk, person: Person, ask_id: str, answer: str, *, is_held: bool
) -> Ask:
    """Answer for a service. When the last open ask of the case is answered, the case goes on to drafting.

    An answered ask stays as it is: answering again changes nothing. Raises `NotFound`, `ActionRefused`.
    """
    ask = await ask_for(work, desk, person, ask_id)
    if ask.state is not AskState.OPEN:
        return ask
    if is_held and not answer.strip():
        raise ActionRefused(ask.reference, "Answer", ("Say what you found, or where it is.",))
    answered = replace(
        ask,
        state=AskState.ANSWERED if is_held else AskState.NOT_HELD,
        answer=answer.strip(),
        answered_at=desk.time(),
        answerer=person.id,
    )
    await work.asks.save(answered)
    case = await work.cases.get(ask.reference)
    if case is None:
        return answered
    is_last = not [one for one in await work.asks.of(ask.reference) if one.state is AskState.OPEN]
    moves_on = is_last and case.state is CaseState.SEEKING
    changed = case.changed(state=CaseState.DRAFTING) if moves_on else case.changed()
    await work.cases.save(changed)
    title = service.title if (service := desk.directory.service(ask.service)) else ask.service
    if answered.answer:
        text = f"{title} answered: {answered.answer}"
        await work.additions.append(
            Addition(ask.reference, desk.time(), person.id, text, "ask_service.answer")
        )
    facts = {"service": ask.service, "ask": ask.id, "held": is_held}
    await write_history(work, desk, person, "service answered", case.state, changed, facts)
    told = [
        Recipient.person(one) for one in dict.fromkeys((case.handler, ask.asker)) if one and one != person.id
    ]
    step = f"answered by {title}" if is_held else f"not held by {title}"
    await tell(
        work,
        desk,
        told,
        NoticeKind.CASE_CHANGED,
        changed,
        {"kind": case.kind.value, "step": step, "by": person.name},
    )
    return answered


async def who_answers(work: UnitOfWork, desk: Desk, service: Service | None, case: Case) -> Person | None:
    """Who is told today of what a service is asked for this case: its coordinator or, while they are away, whoever
    covers for them, else their manager, else an officer (`covering`); never somebody whom the case is about.

    None where there is nobody, or the case is about the coordinator: then somebody else there is to be asked.
    """
    if service is None or service.coordinator is None or service.coordinator in case.about:
        return None
    return await covering(
        work, desk.directory, service.coordinator, today_at(desk), lambda one: one.id not in case.about
    )


async def answers_for(work: UnitOfWork, desk: Desk, person: Person, ask: Ask, case: Case) -> bool:
    """Whether the person answers for the service that was asked: its coordinator, also while they are away, or whoever
    stands in for them today."""
    service = desk.directory.service(ask.service)
    if service is not None and service.coordinator == person.id:
        return True
    stands_in = await who_answers(work, desk, service, case)
    return stands_in is not None and stands_in.id == person.id


async def _stands_in(work: UnitOfWork, desk: Desk, person: Person, service: Service, away: Set[str]) -> bool:
    """Whether the service's coordinator is `away` today, or has left, and the person answers in their place."""
    named = service.coordinator
    if named is None or (named not in away and desk.directory.person(named)):
        return False
    found = await covering(work, desk.directory, named, today_at(desk))
    return found is not None and found.id == person.id
