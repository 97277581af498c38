"""A message to many in a test: what the program does each minute, and the cards that people got."""

from __future__ import annotations

import asyncio
from typing import Any

import sqlalchemy as sa

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastKind, Content, Question
from cases.broadcasts.sending import finish_done, pause, resume, send_now, start_due
from cases.broadcasts.writing import save_draft
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from integrations.database import tables
from tests.program import Json, Program, TeamsPerson

QUESTION = Question(
    "Who sees the addresses in Cc?", ("Only me", "Everybody who gets it", "The IT team"), 1, "Bcc hides them."
)


def content(**given: Any) -> Content:
    """A bitesize to everybody, with a question unless another one is given."""
    made: dict[str, Any] = {
        "kind": BroadcastKind.BITESIZE,
        "title": "Bcc, every time",
        "text": "Writing to a group? Put them in Bcc.\n\nOtherwise each of them sees all the others.",
        "audience": Audience(AudienceKind.EVERYBODY),
        "question": QUESTION,
        **given,
    }
    return Content(**made)


async def start(program: Program, written: Content, broadcast_id: str = "b1") -> None:
    """Begin to send this, as the officer, and hold it back at once: its audience stands, and nobody has it yet."""
    officer = program.directory.person(program.officer().id)
    assert officer
    async with program.parts.database.work() as work:
        await save_draft(work, program.parts.desk, officer, broadcast_id, written)
        await send_now(work, program.parts.desk, officer, broadcast_id)
        await pause(work, program.parts.desk, officer, broadcast_id)
        await work.commit()


async def send(program: Program, written: Content, broadcast_id: str = "b1") -> None:
    """Send this now, as the officer, to the end."""
    await start(program, written, broadcast_id)
    officer = program.directory.person(program.officer().id)
    assert officer
    async with program.parts.database.work() as work:
        await resume(work, program.parts.desk, officer, broadcast_id)
        await work.commit()
    await delivered(program)


async def each_minute(program: Program) -> None:
    """What the program does each minute for messages to many, and what it leaves in the outbox sent."""
    async with program.parts.database.work() as work:
        await start_due(work, program.parts.desk)
        await finish_done(work, program.parts.desk)
        await work.commit()
    await delivered(program)


async def delivered(program: Program) -> None:
    """Have everything sent that waits and is not held, and wait for the end of it."""
    ids = await _to_send(program)
    await program.parts.engine.deliver(ids)
    async with asyncio.timeout(30):
        while await _to_send(program):
            await asyncio.sleep(0.02)


async def _to_send(program: Program) -> list[str]:
    notices = tables.notices.c
    query = sa.select(notices.id).where(
        notices.state.in_([NoticeState.WAITING.value, NoticeState.SENDING.value]),
        notices.message.not_in(sa.select(tables.held_messages.c.message)),
    )
    async with program.parts.database.engine.connect() as connection:
        return [row.id for row in await connection.execute(query)]


def cards_of(program: Program, person: TeamsPerson) -> list[Json]:
    """The cards that the person got, oldest first."""
    return [
        one["content"]
        for received in program.teams.received
        if received.conversation_id == person.conversation
        for one in received.body.get("attachments") or ()
    ]


async def propose_lesson(program: Program, person: TeamsPerson) -> None:
    """Have a bitesize proposed to somebody after three incidents."""
    facts = {"category": "failure_to_use_bcc", "service": "housing", "number": 3}
    async with program.parts.database.work() as work:
        await work.notices.add(
            Notice(
                program.parts.desk.new_id(),
                Recipient.person(person.id),
                NoticeKind.LESSON_PROPOSED,
                "",
                program.parts.desk.time(),
                facts,
            )
        )
        await work.commit()
    await delivered(program)
