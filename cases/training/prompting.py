"""Who is prompted about their training this morning. What is due is looked up anew each morning, so a morning that was
missed is made up for at the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from cases.desk import Desk
from cases.notices import Notice, NoticeKind, Recipient, Urgency
from cases.people import Person
from cases.ports import UnitOfWork
from cases.recompute import Works
from cases.training.due import Prompt, concerns_the_manager, due_on, prompt_due
from cases.training.needs import Course
from cases.training.records import Standing
from cases.words import LONDON

_AT_ONCE: Final = 200
"""People who are prompted in one transaction: the others wait meanwhile."""

_A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Prompted:
    """How many people were prompted, and how many managers told."""

    staff: int = 0
    managers: int = 0


@dataclass(frozen=True)
class _Need:
    """A person who needs a course, and how they stand with it. `is_new` where that was not known before."""

    person: Person
    course: Course
    standing: Standing
    due: date
    is_new: bool


async def prompt_everybody(database: Works, desk: Desk) -> Prompted:
    """Once each working day, in working hours: prompt everybody about what is due, in one notice each, and tell
    managers once a week who of their people is overdue. Does nothing at any other time. Commits as it goes."""
    now = desk.time()
    days = desk.calendar.data_protection
    if not desk.hours.are_on(now, days):
        return Prompted()
    today = now.astimezone(LONDON).date()
    async with database.work() as work:
        if await work.training.is_prompted(today):
            return Prompted()
        done = await work.training.all_done()
        before = {(one.person, one.course): one for one in await work.training.all_standings()}
        away = await work.absences.away_on(today)
    needs = [
        _need(person, course, done.get((person.id, course.id)), before.get((person.id, course.id)), today)
        for person in desk.directory.everybody()
        if person.started is None or person.started <= today
        for course in desk.training.of(person, desk.directory)
    ]
    staff = 0
    by_person = [list(own) for _, own in groupby(needs, key=lambda need: need.person.id)]
    for first in range(0, len(by_person), _AT_ONCE):
        async with database.work() as work:
            staff += await _prompt(work, desk, by_person[first : first + _AT_ONCE], away, today)
            await work.commit()
    needed = {(need.person.id, need.course.id) for need in needs}
    async with database.work() as work:
        await work.training.remove_standings([one for key, one in before.items() if key not in needed])
        managers = await _tell_managers(work, desk, needs, away, today)
        await work.training.note_prompted(today)
        await work.commit()
    return Prompted(staff, managers)


def prompt_message(person_id: str, day: date) -> str:
    """What somebody is told on a morning; one person's alone, so that it can be withdrawn."""
    return f"training/{person_id}/{day.isoformat()}"


def team_message(person_id: str, day: date) -> str:
    """What a manager is told in the week of this day."""
    return f"training-team/{person_id}/{(day - timedelta(days=day.weekday())).isoformat()}"


def _need(person: Person, course: Course, done: date | None, before: Standing | None, today: date) -> _Need:
    standing = before or Standing(person.id, course.id, today)
    due = due_on(course, person.started, done, standing.since)
    return _Need(person, course, standing, due, before is None)


async def _prompt(
    work: UnitOfWork, desk: Desk, by_person: Sequence[Sequence[_Need]], away: Set[str], today: date
) -> int:
    """Record one notice for each of these people of whom a prompt is due, and what they were told by it. Whoever is
    away is told when they are back. Returns how many are new."""
    notices: list[Notice] = []
    changed: list[Standing] = []
    for needs in by_person:
        person = needs[0].person
        told: list[Prompt] = []
        for need in needs:
            prompt = prompt_due(need.course, desk.training.prompts, need.standing, need.due, today)
            if prompt is not None and person.id not in away:
                told.append(prompt)
                changed.append(replace(need.standing, told=prompt.name))
            elif need.is_new:
                changed.append(need.standing)
        if told:
            notices.append(_notice(desk, person, told, today))
    await work.training.put_standings(changed)
    return await work.notices.add_many(notices)


def _notice(desk: Desk, person: Person, told: Sequence[Prompt], today: date) -> Notice:
    return Notice(
        desk.new_id(),
        Recipient.person(person.id),
        NoticeKind.TRAINING_PROMPT,
        "",
        desk.time(),
        {"courses": [[prompt.course, prompt.due.isoformat()] for prompt in told]},
        message=prompt_message(person.id, today),
        urgency=Urgency.BULK,
        # Whoever could not be reached until the next prompt is told by that one.
        not_after=desk.hours.begin_on(min(prompt.until for prompt in told)),
    )


async def _tell_managers(
    work: UnitOfWork, desk: Desk, needs: Sequence[_Need], away: Set[str], today: date
) -> int:
    """Record a notice for each manager of whose people somebody was overdue for long enough when the week began; they
    have one a week. Nobody is told while they are away, nor of somebody who is. Returns how many are new."""
    monday = today - timedelta(days=today.weekday())
    began = desk.calendar.data_protection.on_or_after(monday)
    late: dict[str, list[list[str]]] = defaultdict(list)
    for need in needs:
        manager = desk.directory.person(need.person.manager) if need.person.manager else None
        if not manager or away & {manager.id, need.person.id}:
            continue
        if concerns_the_manager(desk.training.prompts, need.due, began):
            late[manager.id].append([need.person.id, need.course.id, need.due.isoformat()])
    notices = [
        Notice(
            desk.new_id(),
            Recipient.person(manager),
            NoticeKind.TRAINING_OVERDUE_MANAGER,
            "",
            desk.time(),
            {"people": people},
            message=team_message(manager, today),
            urgency=Urgency.BULK,
            not_after=desk.hours.begin_on(monday + _A_WEEK),
        )
        for manager, people in sorted(late.items())
    ]
    return await work.notices.add_many(notices)
