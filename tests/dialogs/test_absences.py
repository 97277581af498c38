"""What a forged press can't do to somebody's absence, and what stands in no card."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from integrations.database import tables
from tests.dialogs.odd import ODD_VALUES, forged, must_hold
from tests.dialogs.script import Clock
from tests.program import Answers, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")
ONLY = "Only an IG officer, the Data Protection Officer or an administrator"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("away"), staff=60, now=Clock()) as started:
        yield started


async def _press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    return await person.program.post(forged(person, verb, data), person.conversation)


async def _absences(program: Program, person: TeamsPerson) -> list[tuple[Any, ...]]:
    kept = tables.absences
    async with program.parts.database.engine.connect() as connection:
        rows = await connection.execute(
            sa.select(kept.c.id, kept.c.first, kept.c.last, kept.c.cover).where(kept.c.person == person.id)
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize("verb", ["absence_end", "absence_change"])
async def test_somebody_elses_absence_is_left_alone(program: Program, verb: str) -> None:
    sam, other = program.newcomer(), program.newcomer()
    await sam.say("I'm away next week")
    before = await _absences(program, sam)
    answers = await _press(other, verb, absence=before[0][0])
    assert ONLY in answers.text
    assert await _absences(program, sam) == before
    assert "over or was taken out" in (await _press(other, verb, absence="there is none")).text


async def test_nobody_is_put_down_as_away_by_a_colleague(program: Program) -> None:
    sam, other = program.newcomer(), program.newcomer()
    day = {"first": "2026-12-01", "last": "2026-12-02"}
    assert ONLY in (await _press(other, "absence_save", whom=sam.id, **day)).text
    assert await _absences(program, sam) == []
    assert "I don't know that button" in (await _press(other, "absence_save", whom="nobody", **day)).text
    await _press(program.officer(), "absence_save", whom=sam.id, **day)
    assert len(await _absences(program, sam)) == 1


async def test_odd_values_get_an_answer_and_are_not_kept(program: Program) -> None:
    sam = program.newcomer()
    for odd in ODD_VALUES:
        for name in ("first", "last", "cover", "whom", "absence"):
            given = {"whom": sam.id, "first": "2026-12-01", "last": "2026-12-02", name: odd}
            for verb in ("absence_save", "absence_change", "absence_end"):
                must_hold(await _press(sam, verb, **given), (verb, name, odd))
    for _, first, last, _cover in await _absences(program, sam):
        assert first.year in (2026, 2027)
        assert last is None or last.year in (2026, 2027)
