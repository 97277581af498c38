"""Who is prompted about their training this morning. What is due is looked up anew each morning, so a morning that was
missed is made up for at the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from cases.desk import Desk
from cases.notices import Notice, NoticeKind, Recipient, Urgency
from cases.people import Person
from cases.ports import UnitOfWork
from cases.recompute import Works
from cases.training.due import Prompt, concerns_the_manager, due_on, prompts_due
from cases.training.records import Standing
from cases.words import LONDON

_AT_ONCE: Final = 200
"""People who are prompted in one transaction: the others wait meanwhile."""

_A_WEEK: Final = timedelta(days=7)


@dataclass
class Prompted:
    """What came of it: the ids of the notices to staff and to managers."""

    staff: list[str] = field(default_factory=list)
    managers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Told:
    """What somebody is told this morning, and how they stand once they are."""

    person: Person
    prompts: Sequence[Prompt]
    standings: Sequence[Standing]


_Done = Mapping[tuple[str, str], date]
_Standings = dict[tuple[str, str], Standing]


async def prompt_everybody(database: Works, desk: Desk) -> Prompted:
    """Once each working day, in working hours: prompt everybody about what is due, in one notice each, and tell
    managers once a week who of their people is overdue. Does nothing at any other time. Commits as it goes."""
    prompted = Prompted()
    now = desk.time()
    days = desk.calendar.data_protection
    if not desk.hours.are_on(now, days):
        return prompted
    today = now.astimezone(LONDON).date()
    async with database.work() as work:
        if await work.training.is_prompted(today):
            return prompted
        done = await work.training.all_done()
        before = {(one.person, one.course): one for one in await work.training.all_standings()}
    stand = dict(_standing_now(desk, before, today))
    told = list(_to_tell(desk, stand, before, done, today))
    for first in range(0, len(told), _AT_ONCE):
        async with database.work() as work:
            for one in told[first : first + _AT_ONCE]:
                prompted.staff += await _prompt(work, desk, one, now, today)
            await work.commit()
    first_morning = days.on_or_after(today - timedelta(days=today.weekday()))
    async with database.work() as work:
        await work.training.remove_standings([one for key, one in before.items() if key not in stand])
        for manager, people in sorted(_overdue_by_manager(desk, stand, done, first_morning).items()):
            prompted.managers += await _tell_manager(work, desk, manager, people, now, today)
        await work.training.note_prompted(today)
        await work.commit()
    return prompted


def prompt_message(person_id: str, day: date) -> str:
    """What somebody is told on a morning; one person's alone, so that it can be withdrawn."""
    return f"training/{person_id}/{day.isoformat()}"


def team_message(person_id: str, day: date) -> str:
    """What a manager is told in the week of this day."""
    return f"training-team/{person_id}/{(day - timedelta(days=day.weekday())).isoformat()}"


def _standing_now(desk: Desk, before: _Standings, today: date) -> Iterator[tuple[tuple[str, str], Standing]]:
    """Who needs what, and since when that is known."""
    for person in desk.directory.everybody():
        for course in desk.training.of(person, desk.directory):
            key = (person.id, course.id)
            yield key, before.get(key) or Standing(person.id, course.id, today)


def _to_tell(desk: Desk, stand: _Standings, before: _Standings, done: _Done, today: date) -> Iterator[_Told]:
    """Everybody who is to be told something, or of whom it is new that they need a course."""
    for person in desk.directory.everybody():
        courses = desk.training.of(person, desk.directory)
        own = {course.id: stand[person.id, course.id] for course in courses}
        last = {course.id: done[person.id, course.id] for course in courses if (person.id, course.id) in done}
        prompts = list(prompts_due(courses, desk.training.prompts, person, own, last, today))
        named = {prompt.course: prompt.name for prompt in prompts}
        changed = [
            replace(one, told=named.get(one.course, one.told))
            for one in own.values()
            if one.course in named or (one.person, one.course) not in before
        ]
        if changed:
            yield _Told(person, prompts, changed)


async def _prompt(work: UnitOfWork, desk: Desk, told: _Told, now: datetime, today: date) -> list[str]:
    """Record the notice and what was told by it. Returns the notice's id, unless there is nothing to tell."""
    if not told.prompts:
        await work.training.put_standings(told.standings)
        return []
    notice = Notice(
        desk.new_id(),
        Recipient.person(told.person.id),
        NoticeKind.TRAINING_PROMPT,
        "",
        now,
        {"courses": [[prompt.course, prompt.due.isoformat()] for prompt in told.prompts]},
        message=prompt_message(told.person.id, today),
        urgency=Urgency.BULK,
        # Whoever could not be reached until the next prompt is told by that one.
        not_after=desk.hours.begin_on(min(prompt.until for prompt in told.prompts)),
    )
    is_new = await work.notices.add(notice)
    await work.training.put_standings(told.standings)
    return [notice.id] if is_new else []


def _overdue_by_manager(
    desk: Desk, stand: _Standings, done: _Done, day: date
) -> Mapping[str, Sequence[tuple[str, str, date]]]:
    """Of each manager the people and courses that were overdue for long enough on this day, and since when."""
    found: dict[str, list[tuple[str, str, date]]] = defaultdict(list)
    for person in desk.directory.everybody():
        manager = desk.directory.person(person.manager) if person.manager else None
        if manager is None:
            continue
        for course in desk.training.of(person, desk.directory):
            key = (person.id, course.id)
            due = due_on(course, person.started, done.get(key), stand[key].since)
            if concerns_the_manager(desk.training.prompts, due, day):
                found[manager.id].append((*key, due))
    return found


async def _tell_manager(
    work: UnitOfWork,
    desk: Desk,
    manager: str,
    people: Sequence[tuple[str, str, date]],
    now: datetime,
    today: date,
) -> list[str]:
    notice = Notice(
        desk.new_id(),
        Recipient.person(manager),
        NoticeKind.TRAINING_OVERDUE_MANAGER,
        "",
        now,
        {"people": [[person, course, due.isoformat()] for person, course, due in people]},
        message=team_message(manager, today),
        urgency=Urgency.BULK,
        not_after=desk.hours.begin_on(today - timedelta(days=today.weekday()) + _A_WEEK),
    )
    return [notice.id] if await work.notices.add(notice) else []
