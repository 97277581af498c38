"""SQLite's driver: every row comes, whichever way it is asked for, and what was left behind does no harm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from integrations.database.sqlite_driver import Connection, connect

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"
MANY = 1_000


@pytest_asyncio.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    opened = await connect(str(tmp_path / "some.db"), isolation_level=None)
    try:
        yield opened  # type: ignore[misc]  # awaiting it gives itself
    finally:
        await opened.close()


@pytest.mark.parametrize("rows", [0, 1, 99, 100, 101, MANY])
@pytest.mark.parametrize("is_short", [True, False])
async def test_all_rows_come_at_once_or_little_by_little(
    connection: Connection, rows: int, is_short: bool
) -> None:
    await connection.execute("BEGIN")
    numbers = [(number,) for number in range(1, rows + 1)]
    sql = f"SELECT i FROM ({NUMBERS}) WHERE i <= ?"
    cursor = connection.cursor()
    cursor.is_short = is_short
    await cursor.execute(sql, (MANY, rows))
    assert list(await cursor.fetchall()) == numbers
    await cursor.execute(sql, (MANY, rows))
    assert [one async for one in _one_by_one(cursor)] == numbers
    await cursor.execute(sql, (MANY, rows))
    first = [*await cursor.fetchmany(7), *await cursor.fetchmany(250)]
    assert first + list(await cursor.fetchall()) == numbers


async def _one_by_one(cursor: object) -> AsyncIterator[object]:
    while (row := await cursor.fetchone()) is not None:  # type: ignore[attr-defined]
        yield row


async def test_a_long_result_that_is_left_holds_up_no_change_of_the_table(connection: Connection) -> None:
    await connection.execute("CREATE TABLE numbers (i)")
    await connection.execute(f"INSERT INTO numbers {NUMBERS}", (MANY,))
    cursor = connection.cursor()
    await cursor.execute("SELECT i FROM numbers")
    assert len(await cursor.fetchmany(5)) == 5
    await cursor.close()
    # SQLite refuses this while a statement is still reading.
    await connection.execute("DROP TABLE numbers")


async def test_what_was_begun_by_somebody_who_was_cancelled_is_undone(connection: Connection) -> None:
    await connection.execute("CREATE TABLE numbers (i)")
    slow = asyncio.create_task(_fill(connection))
    gone = asyncio.create_task(_begin(connection))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait({gone})
    assert not connection.in_transaction, "it is still to begin"
    await connection.rollback()
    await slow
    assert not connection.in_transaction


async def _begin(connection: Connection) -> None:
    await connection.execute("BEGIN")


async def test_a_short_statement_waits_for_what_is_under_way_on_its_connection(
    connection: Connection,
) -> None:
    await connection.execute("CREATE TABLE numbers (i)")
    await connection.execute("BEGIN")
    slow = asyncio.create_task(_fill(connection))
    await asyncio.sleep(0)
    cursor = connection.cursor()
    cursor.is_short = True
    await cursor.execute("SELECT count(*) FROM numbers")
    assert await cursor.fetchone() == (100_000,)
    await slow


async def _fill(connection: Connection) -> None:
    await connection.execute(f"INSERT INTO numbers {NUMBERS}", (100_000,))
