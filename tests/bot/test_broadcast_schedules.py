"""What the program does by itself for messages to many, as the engine calls it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.schedules import schedules
from cases.broadcasts import BroadcastState
from cases.broadcasts.sending import schedule
from cases.broadcasts.writing import save_draft
from cases.notices import NoticeKind, NoticeState
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.databases import sqlite_in
from tests.integrations.broadcasts.council import become, bitesize, council_directory
from tests.integrations.life.office import Office, at


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    database = Database(create_engine(sqlite_in(tmp_path)))
    try:
        yield Office(database, council_directory(tmp_path, staff=3))
    finally:
        await database.close()


async def scheduled(office: Office, name: str) -> None:
    """The scheduled work of this name, once."""
    [found] = [
        one
        for one in schedules(office.database, office.desk, list, None, training_prompts=True)
        if one.name == name
    ]
    await found.work()


async def test_each_minute_what_is_due_goes_out_and_what_is_done_is_closed(office: Office) -> None:
    await office.call(save_draft, "Olga", "b1", bitesize())
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    office.now = at("2026-06-02 10:00")
    await scheduled(office, "broadcasts")
    everybody = [person.id for person in office.directory.everybody()]
    await become(office, "broadcast/b1", NoticeState.SENT, everybody)
    await scheduled(office, "broadcasts")
    async with office.database.work() as work:
        sent = await work.broadcasts.get("b1")
    assert sent is not None
    assert sent.state is BroadcastState.SENT
    assert [one.kind for one in await office.notices("staff-1")] == [NoticeKind.BITESIZE]


async def test_each_morning_incidents_are_looked_through_for_lessons(office: Office) -> None:
    for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
        office.now = at(day)
        await office.report(day, "staff-1", category="phishing", service="housing")
    await scheduled(office, "lessons")
    assert NoticeKind.LESSON_PROPOSED in [one.kind for one in await office.notices("Olga")]
