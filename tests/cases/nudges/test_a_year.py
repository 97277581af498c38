"""A year in fast time: every nudge falls when the table says, by an oracle that asks each hour in plain words."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.ask import Ask
from cases.notices import Notice, NoticeKind, Recipient, Urgency
from cases.nudges import shipped_rules
from integrations.database import tables
from integrations.database.engine import create_engine
from integrations.database.outbox import notice_of
from integrations.database.unit_of_work import Database
from tests.cases.nudges.council import Life, Year, draw_absences, draw_life, write_directory
from tests.cases.nudges.memory import Memory
from tests.cases.nudges.oracle import Told, is_a_morning, told_this_hour
from tests.databases import sqlite_in


class _Expected:
    """What the oracle says over the year."""

    def __init__(self) -> None:
        self.told: set[Told] = set()

    async def note(self, year: Year) -> None:
        """Ask it about this hour."""
        asks: list[Ask] = []
        if is_a_morning(year.now):
            references = [seen.case.reference for seen in year.seen.values() if seen.case.state.is_live]
            async with year.database.work() as work:
                asks = list(await work.asks.open_about(references))
        self.told.update(told_this_hour(year, asks))


def _told_in(notices: list[Notice]) -> set[Told]:
    return {
        Told(notice.recorded_at, notice.recipient.id, reference, item["rule"])
        for notice in notices
        for item in notice.facts.get("items", [notice.facts])
        for reference in (item.get("reference") or notice.reference,)
    }


def _compare(expected: set[Told], notices: list[Notice]) -> None:
    told = _told_in(notices)
    assert told - expected == set()
    assert expected - told == set()
    # Each person's morning is one message; an incident's hour is one of its own.
    rounds: dict[tuple[object, Recipient], list[Notice]] = defaultdict(list)
    for notice in notices:
        rounds[notice.recorded_at, notice.recipient].append(notice)
    for of_one in rounds.values():
        ordinary = [one for one in of_one if one.urgency is Urgency.ORDINARY]
        assert len(ordinary) <= 1
        assert all(len(one.facts["items"]) > 1 for one in ordinary if one.kind is NoticeKind.DIGEST)
        assert all(one.facts["rule"].startswith("hours-") for one in of_one if one not in ordinary)


def _lives(seed: int, number: int, days: int) -> list[Life]:
    chance = random.Random(seed)
    return [draw_life(chance, days) for _ in range(number)]


async def _remembered(
    folder: Path, seed: int, number: int, days: int
) -> tuple[Year, _Expected, list[Notice]]:
    """The lives with everything in memory."""
    memory, expected = Memory(), _Expected()
    memory.absences.kept = list(draw_absences(random.Random(seed), days))
    year = Year(memory, write_directory(folder), memory.absences.kept)
    await year.live(_lives(seed, number, days), days, expected.note)
    kinds = (NoticeKind.NUDGE, NoticeKind.DIGEST)
    return year, expected, [one for one in memory.notices.kept.values() if one.kind in kinds]


def test_five_hundred_cases_and_two_hundred_staff_over_a_year(tmp_path: Path) -> None:
    year, expected, notices = asyncio.run(_remembered(tmp_path, 2026, 500, 363))
    _compare(expected.told, notices)
    # The year has seen everything that the table knows, and each step of a life.
    rules = Counter(one.rule for one in expected.told)
    assert set(rules) == {rule.id for rule in shipped_rules().rules} - {"snoozed"}
    assert len(year.seen) == 500
    assert len(year.directory.everybody()) == 200
    for step in (
        "take",
        "ask_clarification",
        "clarified",
        "extend",
        "ask_service",
        "answer_ask",
        "about",
        "respond",
    ):
        assert year.done[step] > 10, step
    assert any(notice.kind is NoticeKind.DIGEST for notice in notices)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), number=st.integers(1, 25))
def test_any_lives_at_all_are_told_of_as_the_table_says(tmp_path: Path, seed: int, number: int) -> None:
    _, expected, notices = asyncio.run(_remembered(tmp_path, seed, number, 90))
    _compare(expected.told, notices)


def test_the_same_on_a_real_database(tmp_path: Path) -> None:
    asyncio.run(_on_a_database(tmp_path))


async def _on_a_database(folder: Path) -> None:
    days, seed = 120, 7
    database = Database(create_engine(sqlite_in(folder)))
    absences = list(draw_absences(random.Random(seed), days))
    expected = _Expected()
    try:
        async with database.work() as work:
            for absence in absences:
                await work.absences.put(absence)
            await work.commit()
        year = Year(database, write_directory(folder), absences)
        await year.live(_lives(seed, 60, days), days, expected.note)
        async with database.work() as work:
            rows = await work.connection.execute(
                sa.select(tables.notices).where(tables.notices.c.kind.in_(["nudge", "digest"]))
            )
            notices = [notice_of(row) for row in rows]
    finally:
        await database.close()
    _compare(expected.told, notices)
    assert len(expected.told) > 200
