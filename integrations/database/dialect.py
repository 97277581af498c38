"""The one thing that the two databases write differently."""

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
