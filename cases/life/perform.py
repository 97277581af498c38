"""Doing something to a case: every check is made, all that fail are named, and what is done is one row of history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cases.case import Addition, Case, CaseKind, CaseState
from cases.clock import ClockReading, ClockState, Event, EventType, ExtensionReason, ImpossibleHistory
from cases.corrections import note_changed
from cases.desk import Desk, end_asks, ig_team, tell, write_history
from cases.errors import ActionRefused
from cases.life import enquiries, incidents, requests
from cases.life.actions import Action, Answers, Change, Doing, Field, FieldKind, Right, Table
from cases.life.answers import asked_for, understood, wrong_answer
from cases.life.clocks import REOPENED, read_clock, with_reading
from cases.notices import NoticeKind, Recipient
from cases.people import Person, Role
from cases.permissions import case_for, may_see, may_work
from cases.ports import UnitOfWork
from cases.subjects import with_requester_as_subject

__all__ = ["Answers", "actions_for", "actions_on", "asked_for", "has_right", "perform", "wrong_answer"]

_TABLES: dict[CaseKind, Table] = {
    CaseKind.REQUEST: requests.ACTIONS,
    CaseKind.INCIDENT: incidents.ACTIONS,
    CaseKind.ENQUIRY: enquiries.ACTIONS,
}
_ANSWERED = frozenset({ClockState.ANSWERED_IN_TIME, ClockState.ANSWERED_LATE})


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
        drafted = person.id in case.decisions.get("drafters", ())
        return leads and case.handler != person.id and not drafted
    if right is Right.HANDLES_IT:
        return leads or case.handler == person.id
    return True


def actions_for(person: Person, case: Case) -> tuple[Action, ...]:
    """What this person may do to this case now, in the table's order, but for what is asked apart."""
    return tuple(
        action
        for action in actions_on(case).actions
        if action.is_for(case) and has_right(action.right, person, case) and not action.is_asked_apart
    )


async def perform(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, name: str, answers: Answers
) -> Case:
    """Do one thing to a case: its state, its clock, its decisions, one row of history and the notices of it.

    `answers` are by the names of the action's fields: a `date` for a day, an aware `datetime` for a moment, text or a
    tuple of texts otherwise. Raises `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    case = await case_for(work, person, reference)
    action = actions_on(case).named(name)
    if action is None:
        raise ActionRefused(reference, name, ("There is no such step for this kind of case.",))
    doing = Doing(person, desk, desk.time())
    given = asked_for(action.fields, case, answers)
    failed = _failed_checks(case, action, doing, given)
    changed = case
    facts: dict[str, Any] = {}
    if not failed:
        given = _understood(action.fields, case, given, desk)
        failed += [sentence for check in action.checks if (sentence := check(case, given))]
        failed += await _unknown_cases(work, person, action, given)
    if not failed:
        try:
            changed, facts, reading = _changed(case, action, given, doing)
            failed += [sentence for check in action.after if (sentence := check(changed, given, reading))]
        except ImpossibleHistory as impossible:
            failed.append(str(impossible))
        except ValueError as unknown:
            # A day outside the years whose holidays are known; the sentence is the calendar's.
            failed.append(str(unknown))
    if failed:
        raise ActionRefused(reference, action.title, tuple(failed))
    await work.cases.save(changed)
    await _keep_words(work, doing, action, changed, given)
    await _link(work, action, changed, given)
    await note_changed(work, desk, case, changed)
    if case.state.is_live and not changed.state.is_live:
        await end_asks(work, reference)
    facts = {"given": _facts_given(action, given), **_moved(case, changed), **facts}
    await write_history(work, desk, person, action.name, case.state, changed, facts)
    await _tell_of_it(work, doing, action, case, changed)
    return changed


def _failed_checks(case: Case, action: Action, doing: Doing, answers: Answers) -> list[str]:
    failed = []
    if not has_right(action.right, doing.person, case):
        failed.append(f"This step is for {action.right.value}.")
    if not action.exists_for(case):
        failed.append("This step does not exist for this kind of request.")
    elif case.state not in action.since:
        failed.append(f"The case is not at that point: {case.state.title.lower()}.")
    else:
        failed += action.unmet(case)
    for asked in action.fields:
        if asked.is_asked(case, answers):
            failed += wrong_answer(asked, case, answers, doing.desk, doing.today)
    return failed


def _understood(fields: Sequence[Field], case: Case, answers: Answers, desk: Desk) -> dict[str, Any]:
    meant: dict[str, Any] = {}
    for asked in fields:
        if asked.name in answers and asked.is_asked(case, answers):
            meant[asked.name] = understood(asked, answers[asked.name], desk)
    return meant


async def _unknown_cases(work: UnitOfWork, person: Person, action: Action, answers: Answers) -> list[str]:
    """Cases that were named and that the person can't see, in the words for those that do not exist."""
    failed = []
    for asked in action.fields:
        named = answers.get(asked.name)
        if asked.kind is FieldKind.CASE and named:
            other = await work.cases.get(named)
            if other is None or not may_see(person, other):
                failed.append(f"{asked.label} I can't find {named} among the cases that you can see.")
    return failed


def _changed(
    case: Case, action: Action, answers: Answers, doing: Doing
) -> tuple[Case, dict[str, Any], ClockReading | None]:
    """The case after the step, facts for the history, and its clock then."""
    changes: dict[str, Any] = {"state": action.state_after(case, answers)}
    if action.event is not None and REOPENED not in case.decisions:
        changes["events"] = (*case.events, _event(action.event, answers))
    changes["marks"] = (case.marks | {action.adds_mark}) - {action.removes_mark, ""}
    if action.decides:
        changes["decisions"] = {**case.decisions, action.decides: _facts_given(action, answers)}
    lines = {
        asked.name: answers[asked.name]
        for asked in action.fields
        if asked.kind is FieldKind.LINE and answers.get(asked.name)
    }
    if lines:
        changes["details"] = {**case.details, **lines}
    changed = case.changed(**changes)
    change = action.effect(changed, answers, doing) if action.effect else Change({})
    changed = _sign_off_kept(replace(changed, **change.fields))
    if changed.details is not case.details or changed.regime is not case.regime:
        changed = with_requester_as_subject(changed, doing.desk.directory)
    reading = read_clock(changed, doing.desk)
    changed, facts = _timely(with_reading(changed, reading) if reading else changed, reading)
    return changed, {**facts, **change.facts}, reading


def _event(kind: EventType, answers: Answers) -> Event:
    if kind is EventType.EXTENDED:
        return Event(kind, answers["on"], ExtensionReason(answers["reason"]), answers.get("until") or None)
    return Event(kind, answers["on"])


def _sign_off_kept(case: Case) -> Case:
    """A sign-off is for one draft: it is void once the case goes back to be worked on."""
    if "signed_off" in case.marks and case.state.is_live and case.state is not CaseState.DRAFTING:
        return replace(case, marks=case.marks - {"signed_off"})
    return case


def _timely(case: Case, reading: ClockReading | None) -> tuple[Case, dict[str, Any]]:
    """Whether the answer was in time is a fact of the outcome, and follows when a date is corrected."""
    outcome = case.decisions.get("outcome")
    if reading is None or reading.state not in _ANSWERED or not outcome:
        return case, {}
    in_time = reading.state is ClockState.ANSWERED_IN_TIME
    if outcome.get("in_time") is in_time:
        return case, {}
    decisions = {**case.decisions, "outcome": {**outcome, "in_time": in_time}}
    return replace(case, decisions=decisions), {"in_time": in_time}


def _facts_given(action: Action, answers: Answers) -> dict[str, Any]:
    """The answers that are facts, as plain JSON."""
    given = {asked.name: answers.get(asked.name) for asked in action.fields if asked.is_fact}
    return {name: _plain(answer) for name, answer in given.items() if answer not in (None, "", ())}


def _plain(answer: Any) -> Any:
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer


def _moved(before: Case, after: Case) -> dict[str, Any]:
    """What changed, as [before, after]. No words of anybody."""
    facts: dict[str, Any] = {}
    for name in ("regime", "received", "due", "due_at", "handler", "service"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            facts[name] = [_plain(was), _plain(now)]
    for name in ("marks", "about"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            facts[name] = [sorted(was), sorted(now)]
    return facts


async def _keep_words(work: UnitOfWork, doing: Doing, action: Action, case: Case, answers: Answers) -> None:
    """What somebody wrote goes to the case's additions, under the step's title and name."""
    for name in dict.fromkeys(asked.name for asked in action.fields if asked.kind is FieldKind.WORDS):
        said = answers.get(name)
        if said:
            text, step = f"{action.title}: {said}", f"{action.name}.{name}"
            await work.additions.append(Addition(case.reference, doing.now, doing.person.id, text, step))


async def _link(work: UnitOfWork, action: Action, case: Case, answers: Answers) -> None:
    """A case that was named belongs to this one from now on."""
    for asked in action.fields:
        if asked.kind is FieldKind.CASE and answers.get(asked.name):
            await work.links.add(case.reference, answers[asked.name], answers.get("how") or asked.name)


async def _tell_of_it(work: UnitOfWork, doing: Doing, action: Action, before: Case, after: Case) -> None:
    """The handler hears of what others did, the reporter when their matter is answered or decided, and the team when
    a case is nobody's again or an answer waits to be signed off.

    Where the end of an incident's 72 hours moves, the Data Protection Officer hears of it and, while it is nobody's,
    the team.
    """
    told = {one for one in (before.handler, after.handler) if one}
    if before.state.is_live and not after.state.is_live:
        told.add(after.reporter)
    told.discard(doing.person.id)
    facts: dict[str, Any] = {"kind": after.kind.value, "step": action.done, "by": doing.person.name}
    if after.is_undecided or (before.due, before.due_at) != (after.due, after.due_at):
        facts["due"] = after.due.isoformat() if after.due else None
        facts["due_at"] = after.due_at.isoformat() if after.due_at else None
    if after.kind is CaseKind.ENQUIRY and after.state is CaseState.ANSWERED and after.reporter in told:
        told.discard(after.reporter)
        asker = Recipient.person(after.reporter)
        await tell(work, doing.desk, (asker,), NoticeKind.QUESTION_ANSWERED, after, facts)
    is_moved = after.kind is CaseKind.INCIDENT and after.clock_runs and before.due_at != after.due_at
    if is_moved:
        # Of the 72 hours some that nobody was told of may have passed.
        told |= {one.id for one in doing.desk.directory.with_role(Role.DPO)} - {doing.person.id}
    recipients = [Recipient.person(one) for one in sorted(told)]
    waits = after.state is CaseState.SIGN_OFF and before.state is not CaseState.SIGN_OFF
    if waits or (before.handler and not after.handler) or (is_moved and not after.handler):
        team = await ig_team(work, doing.desk.directory, about=after.about)
        recipients += [one for one in team if one not in (*recipients, Recipient.person(doing.person.id))]
    await tell(work, doing.desk, recipients, NoticeKind.CASE_CHANGED, after, facts)
