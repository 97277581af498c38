"""What happens when somebody has done a course: it is recorded, and nobody is prompted about it any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from cases.clock.counting import months_later
from cases.desk import Desk
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.people import Person
from cases.ports import UnitOfWork
from cases.training.due import due_on
from cases.training.needs import Course
from cases.training.records import TrainingRecord
from cases.words import LONDON

_LOOKED_AT: Final = 30
"""Of a person's notices, the newest: what still waits is among them."""

_REASON: Final = "It was done in the meantime."


class Dues:
    """By when people have to do courses, as things stand; of each person it is looked up once."""

    def __init__(self, work: UnitOfWork, desk: Desk) -> None:
        self._work = work
        self._today = desk.time().astimezone(LONDON).date()
        self._done: dict[str, Mapping[str, date]] = {}
        self._since: dict[str, Mapping[str, date]] = {}

    async def done(self, person: Person, course: Course) -> date | None:
        """When somebody did a course last."""
        if person.id not in self._done:
            self._done[person.id] = await self._work.training.done_by(person.id)
        return self._done[person.id].get(course.id)

    async def due(self, person: Person, course: Course) -> date:
        """The last day on which somebody should do it."""
        if person.id not in self._since:
            standings = await self._work.training.standings_of(person.id)
            self._since[person.id] = {one.course: one.since for one in standings}
        since = self._since[person.id].get(course.id, self._today)
        return due_on(course, person.started, await self.done(person, course), since)


async def record_completions(work: UnitOfWork, desk: Desk, records: Sequence[TrainingRecord]) -> int:
    """Record what was done, and withdraw the prompts that wait and ask for nothing else. Returns how many are new."""
    new = await work.training.add_records(records)
    people = [desk.directory.person(person_id) for person_id in dict.fromkeys(one.person for one in new)]
    told = [recipient for one in people if one for recipient in (one.id, one.manager) if recipient]
    dues = Dues(work, desk)
    for person_id in dict.fromkeys(told):
        await _withdraw_from(work, desk, dues, person_id)
    return len(new)


async def _withdraw_from(work: UnitOfWork, desk: Desk, dues: Dues, person_id: str) -> None:
    for notice in await work.notices.for_recipient(Recipient.person(person_id), _LOOKED_AT):
        is_prompt = notice.kind in (NoticeKind.TRAINING_PROMPT, NoticeKind.TRAINING_OVERDUE_MANAGER)
        if is_prompt and notice.state is NoticeState.WAITING and not await asked_for(desk, dues, notice):
            await work.notices.withdraw(notice.message, _REASON)


async def asked_for(desk: Desk, dues: Dues, notice: Notice) -> Sequence[tuple[Person, Course, date]]:
    """What a prompt still asks for: who has to do which course, and by when.

    What was done since it was recorded is not among it, nor who left or needs the course no more.
    """
    if notice.kind is NoticeKind.TRAINING_PROMPT:
        named = [(notice.recipient.id, course, due) for course, due in notice.facts["courses"]]
    else:
        named = [(person, course, due) for person, course, due in notice.facts["people"]]
    found = []
    for person_id, course_id, due in named:
        person, course = desk.directory.person(person_id), desk.training.course(course_id)
        if person and course and course.is_for(person, desk.directory):
            is_due = await dues.due(person, course)
            if is_due.isoformat() == due:
                found.append((person, course, is_due))
    return found


async def forget_training(work: UnitOfWork, desk: Desk, years: int) -> None:
    """Delete what was done more than so many years ago. Does not commit."""
    today = desk.time().astimezone(LONDON).date()
    await work.training.forget(months_later(today, -12 * years))
