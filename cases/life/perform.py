"""Doing something to a case: every check is made, all that fail are named, and what is done is one row of history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.case import Addition, Case, CaseKind
from cases.clock import Event, EventType, ExtensionReason, ImpossibleHistory
from cases.desk import Desk, tell, write_history
from cases.errors import ActionRefused
from cases.life import enquiries, incidents, requests
from cases.life.actions import Action, Field, FieldKind, Right, Table
from cases.life.clocks import with_clock
from cases.notices import NoticeKind, Recipient
from cases.people import Person, Role
from cases.permissions import case_for, may_work
from cases.ports import UnitOfWork
from cases.words import LONDON, date_in_words

Answers = Mapping[str, Any]

_TABLES: dict[CaseKind, Table] = {
    CaseKind.REQUEST: requests.ACTIONS,
    CaseKind.INCIDENT: incidents.ACTIONS,
    CaseKind.ENQUIRY: enquiries.ACTIONS,
}


def actions_on(case: Case) -> Table:
    """The table of the case's kind."""
    return _TABLES[case.kind]


def has_right(right: Right, person: Person, case: Case) -> bool:
    """Whether the person is among those whom an action is for."""
    if not may_work(person, case):
        return False
    leads = person.has_any(Role.OFFICER, Role.DPO)
    if right is Right.DPO:
        return person.has_any(Role.DPO)
    if right is Right.SIGNS_IT:
        return leads and case.handler != person.id
    if right is Right.HANDLES_IT:
        return leads or case.handler == person.id
    return True


def actions_for(person: Person, case: Case) -> tuple[Action, ...]:
    """What this person may do to this case now, in the table's order."""
    return tuple(
        action
        for action in actions_on(case).actions
        if action.is_for(case) and has_right(action.right, person, case)
    )


async def perform(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, name: str, answers: Answers
) -> Case:
    """Do one thing to a case: its state, its clock, its decisions, one row of history and the notices of it.

    `answers` are by the names of the action's fields: a `date` for a day, text or a tuple of texts otherwise.
    Raises `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    case = await case_for(work, person, reference)
    action = actions_on(case).named(name)
    if action is None:
        raise ActionRefused(reference, name, ("There is no such step for this kind of case.",))
    answers = asked_for(action.fields, case, answers)
    failed = list(_failed_checks(case, action, person, desk, answers))
    changed = case
    if not failed:
        try:
            changed = with_clock(_changed(case, action, answers, desk), desk)
        except (ImpossibleHistory, ValueError) as impossible:
            failed.append(str(impossible))
    if failed:
        raise ActionRefused(reference, action.title, tuple(failed))
    await work.cases.save(changed)
    await _keep_words(work, desk, person, action, changed, answers)
    await write_history(
        work, desk, person, action.name, case.state, changed, _facts(case, changed, action, answers)
    )
    await _tell_of_it(work, desk, person, action, case, changed)
    return changed


def _failed_checks(case: Case, action: Action, person: Person, desk: Desk, answers: Answers) -> list[str]:
    failed = []
    if not has_right(action.right, person, case):
        failed.append(f"This step is for {action.right.value}.")
    if action.regimes is not None and case.regime not in action.regimes:
        failed.append("This step does not exist for this kind of request.")
    elif case.state not in action.since:
        failed.append(f"The case is not at that point: {case.state.title.lower()}.")
    today = desk.time().astimezone(LONDON).date()
    for asked in action.fields:
        if asked.is_asked(case, answers):
            failed += wrong_answer(asked, case, answers, desk, today)
    if not failed:
        failed += [sentence for check in action.checks if (sentence := check(case, answers))]
    return failed


def asked_for(fields: Sequence[Field], case: Case, answers: Answers) -> dict[str, Any]:
    """The answers to what is asked of this case; each field may depend on those before it."""
    kept: dict[str, Any] = {}
    for asked in fields:
        if asked.name in answers and asked.is_asked(case, kept):
            kept[asked.name] = answers[asked.name]
    return kept


def wrong_answer(asked: Field, case: Case, answers: Answers, desk: Desk, today: date) -> list[str]:
    """What is wrong with the answer to one field, in sentences; nothing when all is well."""
    answer: Any = answers.get(asked.name)
    choices = {value for value, _ in asked.choices(case, answers)}
    if answer in (None, "", ()):
        return [f"{asked.label} Please answer this."] if asked.is_required else []
    if asked.kind is FieldKind.DAY:
        if not isinstance(answer, date):
            return [f"{asked.label} Please give a date."]
        if asked.name in ("on", "to") and answer > today:
            return [f"{asked.label} {date_in_words(answer, today)} is in the future."]
    if asked.kind is FieldKind.CHOICE and answer not in choices:
        return [f"{asked.label} Please choose from the list."]
    if asked.kind is FieldKind.CHOICES and not set(answer) <= choices:
        return [f"{asked.label} Please choose from the list."]
    if asked.kind is FieldKind.COLLEAGUE:
        colleague = desk.directory.person(str(answer))
        if colleague is None or not colleague.has_any(Role.HANDLER, Role.OFFICER, Role.DPO):
            return [f"{asked.label} Please choose somebody who works on cases."]
    if asked.kind is FieldKind.SERVICE and desk.directory.service(str(answer)) is None:
        return [f"{asked.label} Please choose a service from the list."]
    return []


def _changed(case: Case, action: Action, answers: Answers, desk: Desk) -> Case:
    changes: dict[str, Any] = {}
    after = action.state_after(case, answers)
    if after is not case.state:
        changes["state"] = after
    if action.event is not None:
        changes["events"] = (*case.events, _event(case, action.event, answers, desk))
    if action.name == "correct_received":
        # Pauses and extensions keep their own days; the history keeps the date as it was.
        changes["received"] = answers["to"]
    marks = (case.marks | {action.adds_mark}) - {action.removes_mark, ""}
    if marks != case.marks:
        changes["marks"] = marks
    if action.decides:
        changes["decisions"] = {**case.decisions, action.decides: _facts_given(action, answers)}
    if action.name == "assign":
        changes["handler"] = str(answers["handler"])
    details = {name: answers[name] for name in ("requester", "contact") if answers.get(name)}
    if details:
        changes["details"] = {**case.details, **details}
    return case.changed(**changes)


def _event(case: Case, kind: EventType, answers: Answers, desk: Desk) -> Event:
    if case.kind is CaseKind.INCIDENT:
        # The 72 hours are real hours, so the moment counts and not the day.
        return Event(kind, desk.time())
    if kind is EventType.EXTENDED:
        return Event(kind, answers["on"], ExtensionReason(answers["reason"]), answers.get("until") or None)
    return Event(kind, answers["on"])


def _facts_given(action: Action, answers: Answers) -> dict[str, Any]:
    """The answers that are facts, as plain JSON."""
    given = {asked.name: answers.get(asked.name) for asked in action.fields if asked.is_fact}
    return {name: _plain(answer) for name, answer in given.items() if answer not in (None, "", ())}


def _plain(answer: Any) -> Any:
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer


def _facts(before: Case, after: Case, action: Action, answers: Answers) -> dict[str, Any]:
    """What the history says of it: the facts given and the dates that moved. No words of anybody."""
    facts: dict[str, Any] = {"given": _facts_given(action, answers)}
    for name in ("received", "due", "due_at", "handler"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            facts[name] = [_moved(was), _moved(now)]
    return facts


def _moved(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


async def _keep_words(
    work: UnitOfWork, desk: Desk, person: Person, action: Action, case: Case, answers: Answers
) -> None:
    """What somebody wrote goes to the case's additions, under the step's name."""
    for asked in action.fields:
        said = answers.get(asked.name)
        if asked.kind is FieldKind.WORDS and isinstance(said, str) and said.strip():
            text = f"{action.title}: {said.strip()}"
            await work.additions.append(Addition(case.reference, desk.time(), person.id, text))


async def _tell_of_it(
    work: UnitOfWork, desk: Desk, person: Person, action: Action, before: Case, after: Case
) -> None:
    """The handler hears of what others did; the reporter hears when their matter is answered or decided."""
    told = {one for one in (before.handler, after.handler) if one}
    if before.state.is_live and not after.state.is_live:
        told.add(after.reporter)
    told.discard(person.id)
    facts: dict[str, Any] = {"kind": after.kind.value, "step": action.done, "by": person.name}
    if (before.due, before.due_at) != (after.due, after.due_at):
        facts["due"] = after.due.isoformat() if after.due else None
        facts["due_at"] = after.due_at.isoformat() if after.due_at else None
    recipients = [Recipient.person(one) for one in sorted(told)]
    await tell(work, desk, recipients, NoticeKind.CASE_CHANGED, after.reference, facts)
