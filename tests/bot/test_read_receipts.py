"""Teams says what somebody has read of their chat with the bot, where the manifest asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest_asyncio
import sqlalchemy as sa

from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from integrations.database import tables
from tests.program import Json, Program, TeamsPerson, running

QUESTION = "Ask the IG team: how long do we keep CCTV recordings?"
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


@pytest_asyncio.fixture
async def program(tmp_path: Path, database_url: str) -> AsyncIterator[Program]:
    async with running(tmp_path, database_url, staff=5) as started:
        yield started


def _receipt(person: TeamsPerson, value: Any, **given: Any) -> Json:
    """The event as Microsoft documents it."""
    made = person.activity(
        type="event", name="application/vnd.microsoft.readReceipt", id="f:b4783e72", value=value, **given
    )
    del made["locale"], made["from"]["name"]
    return made


async def _reads(person: TeamsPerson, last: str) -> None:
    answers = await person.program.post(_receipt(person, {"lastReadMessageId": last}), person.conversation)
    assert (answers.status, answers.sent) == (200, [])


async def _told(program: Program, officer: TeamsPerson) -> str:
    """The officer is told of a question; returns Teams' id of what they were told."""
    await program.newcomer().say(QUESTION)
    await program.settled()
    return program.teams.messages(officer.conversation)[-1].id


async def _states(program: Program, officer: TeamsPerson) -> list[str]:
    notices = tables.notices
    async with program.parts.database.engine.connect() as connection:
        rows = await connection.execute(
            sa.select(notices.c.state)
            .where(notices.c.recipient_id == officer.id)
            .order_by(notices.c.recorded_at, notices.c.id)
        )
        return [row.state for row in rows]


async def test_what_came_before_is_read_and_what_came_after_is_not(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    first = await _told(program, officer)
    second = await _told(program, officer)
    await _told(program, officer)
    await _reads(officer, str(int(first) - 1))
    assert await _states(program, officer) == ["sent", "sent", "sent"]
    await _reads(officer, second)
    assert await _states(program, officer) == ["read", "read", "sent"]
    await _reads(officer, first)
    assert await _states(program, officer) == ["read", "read", "sent"]


async def test_it_is_the_reader_who_has_read_it(program: Program) -> None:
    officer, dpo = program.officer(), program.dpo()
    await officer.arrive()
    await dpo.arrive()
    last = await _told(program, officer)
    await _reads(dpo, last)
    assert await _states(program, officer) == ["sent"]


async def test_what_was_answered_stays_answered(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    last = await _told(program, officer)
    async with program.parts.database.work() as work:
        (notice,) = await work.notices.for_recipient(Recipient.person(officer.id), 2)
        assert await work.notices.note_answer(notice.recipient, notice.message, "right")
        await work.commit()
    await _reads(officer, last)
    assert await _states(program, officer) == ["answered"]


STRANGE = (
    None, [], {}, "1700000009999", 1700000009999, {"lastReadMessageId": None}, {"lastReadMessageId": 1700000009999},
    {"lastReadMessageId": ""}, {"lastReadMessageId": "f:abc"}, {"lastReadMessageId": "-1"},
    {"lastReadMessageId": "9" * 400}, {"lastReadMessageId": "١٧٠٠٠٠٠٠٠٩٩٩٩"}, {"lastReadMessageId": ["1700000009999"]},
)  # fmt: skip


async def test_strange_values_change_nothing(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    await _told(program, officer)
    for value in STRANGE:
        answers = await program.post(_receipt(officer, value), officer.conversation)
        assert (answers.status, answers.sent) == (200, []), value
        assert await _states(program, officer) == ["sent"], value


async def test_only_of_ones_own_chat_in_ones_own_tenant(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    value = {"lastReadMessageId": await _told(program, officer)}
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
    tenant = officer.activity()["conversation"]["tenantId"]
    other = "00000000-0000-4000-8000-0000000000ff"
    in_a_group = _receipt(officer, value, conversation={**group, "tenantId": tenant})
    assert (await program.post(in_a_group)).status == 200
    elsewhere = _receipt(officer, value, channelData={"tenant": {"id": other}})
    elsewhere["conversation"]["tenantId"] = other
    assert (await program.post(elsewhere)).status == 403
    stranger = _receipt(officer, value)
    stranger["from"]["aadObjectId"] = other
    assert (await program.post(stranger)).status == 200
    assert await _states(program, officer) == ["sent"]


async def test_what_is_read_before_its_id_is_known_is_noted_afterwards(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    database, recipient = program.parts.database, Recipient.person(officer.id)
    later = Notice(
        "n", recipient, NoticeKind.CASE_TAKEN, "", NOW, {}, not_before=datetime(2199, 1, 1, tzinfo=UTC)
    )
    async with database.work() as work:
        await work.notices.add(later)
        assert await work.outbox.claim("n", NOW)
        await work.commit()
    await _reads(officer, "1700000009999")
    await program.parts.turns.note_read()
    assert await _states(program, officer) == ["sending"]
    async with database.work() as work:
        await work.outbox.settle("n", NoticeState.SENT, "", NOW, "1700000000001")
        await work.commit()
    await program.parts.turns.note_read()
    assert await _states(program, officer) == ["read"]


async def test_whoever_removes_the_bot_is_not_waited_for(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    recipient, later = Recipient.person(officer.id), datetime(2199, 1, 1, tzinfo=UTC)
    async with program.parts.database.work() as work:
        for number, not_before in enumerate((NOW, later)):
            told = Notice(str(number), recipient, NoticeKind.CASE_TAKEN, "", NOW, {}, not_before=not_before)
            await work.notices.add(told)
            await work.notices.hold(str(number))
        await work.commit()
    await program.post(officer.activity(type="installationUpdate", action="remove"))
    notices = tables.notices
    async with program.parts.database.engine.connect() as connection:
        rows = await connection.execute(sa.select(notices.c.state, notices.c.reason).order_by(notices.c.id))
    assert [(row.state, row.reason) for row in rows] == [
        ("not_installed", "They removed Ask IG from their Teams. It is sent when they open it again."),
        ("waiting", ""),
    ]
    await officer.arrive()
    assert "not_installed" not in await _states(program, officer)
