"""What the two databases write differently."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

SHORT = "askig_short"
"""The execution option of a statement about a row or two, each found by its key, in a transaction of our own: on SQLite
it is executed where it is asked for, since the way to another thread and back takes longer."""


def upsert(connection: AsyncConnection, table: sa.Table) -> Any:
    """An insert of the database's own dialect, which can say what to do when the row is there."""
    insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    return insert.execution_options(**{SHORT: True})


def short_insert(table: sa.Table) -> sa.Insert:
    """An insert of one row, to be kept and executed with the row's values."""
    return sa.insert(table).execution_options(**{SHORT: True})


async def plan_anew(connection: AsyncConnection) -> None:
    """Let what is executed in this transaction be planned by how many rows there are now.

    PostgreSQL keeps the plan of a statement that is executed often (its manual, "PREPARE"). One that was made while a
    table was nearly empty reads all of it, for each of many thousand rows, until statistics are gathered again.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_PLAN_ANEW)


_PLAN_ANEW = sa.text("SET LOCAL plan_cache_mode = force_custom_plan")
