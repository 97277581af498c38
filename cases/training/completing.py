"""What happens when somebody has done a course: it is recorded, and nobody is prompted about it any more."""

from __future__ import annotations

from collections.abc import Sequence
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


async def record_completions(work: UnitOfWork, desk: Desk, records: Sequence[TrainingRecord]) -> int:
    """Record what was done, and withdraw the prompts that wait and ask for nothing else. Returns how many are new."""
    new = await work.training.add_records(records)
    for person_id in dict.fromkeys(record.person for record in new):
        await _withdraw(work, desk, person_id)
    return len(new)


async def _withdraw(work: UnitOfWork, desk: Desk, person_id: str) -> None:
    person = desk.directory.person(person_id)
    told = [person_id, *([person.manager] if person and person.manager else [])]
    for recipient in told:
        for notice in await work.notices.for_recipient(Recipient.person(recipient), _LOOKED_AT):
            is_prompt = notice.kind in (NoticeKind.TRAINING_PROMPT, NoticeKind.TRAINING_OVERDUE_MANAGER)
            if is_prompt and notice.state is NoticeState.WAITING and not await asked_for(work, desk, notice):
                await work.notices.withdraw(notice.message, _REASON)


async def asked_for(work: UnitOfWork, desk: Desk, notice: Notice) -> Sequence[tuple[Person, Course, date]]:
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
            is_due = await due_now(work, desk, person, course)
            if is_due.isoformat() == due:
                found.append((person, course, is_due))
    return found


async def due_now(work: UnitOfWork, desk: Desk, person: Person, course: Course) -> date:
    """The last day on which somebody should do a course, as things stand."""
    done = (await work.training.done_by(person.id)).get(course.id)
    since = {one.course: one.since for one in await work.training.standings_of(person.id)}
    return due_on(course, person.started, done, since.get(course.id, desk.time().astimezone(LONDON).date()))


async def forget_training(work: UnitOfWork, desk: Desk, years: int) -> None:
    """Delete what was done more than so many years ago. Does not commit."""
    today = desk.time().astimezone(LONDON).date()
    await work.training.forget(months_later(today, -12 * years))
