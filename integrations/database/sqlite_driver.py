"""SQLite's connections, with as few trips to their thread as there are statements.

aiosqlite lets a thread of its own do everything that a connection does: making a cursor, executing, fetching and
closing are four trips there and back, and each costs more than SQLite takes for a row. Here a statement is one trip:
its cursor is made, and its first rows are fetched, where it is executed. The rest of a long result is fetched later.
What is known to be short makes no trip at all, if nothing else is under way on its connection.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

import aiosqlite

T = TypeVar("T")

_FETCHED_AT_ONCE = 100
"""Rows fetched with the statement. A longer result is read little by little, so that a stream stays one."""


class Connection(aiosqlite.Connection):
    """What SQLAlchemy's dialect needs of aiosqlite's connection."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _FETCHED_AT_ONCE)
        # The program may end while a connection is idle.
        self._thread.daemon = True
        self._begun = 0
        self._ended = 0

    def cursor(self) -> Cursor:  # type: ignore[override]  # what is awaited there is at hand here
        return Cursor(self)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way. A cancelled caller leaves behind what it began."""
        return self._begun == self._ended

    async def rollback(self) -> None:
        """Undo what is not committed; no trip where nothing can be."""
        if not self.is_idle or self._conn.in_transaction:
            await super().rollback()

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        def counted() -> T:
            try:
                return fn(*args, **kwargs)
            finally:
                self._ended += 1

        self._begun += 1
        done: T = await super()._execute(counted)  # type: ignore[no-untyped-call]
        return done


class Cursor:
    """A statement and its rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: deque[Any] = deque()
        self._has_more = False
        self.is_short = False
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description if self._cursor else None

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid if self._cursor else None

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        await self.close()

        def executed() -> tuple[sqlite3.Cursor, Sequence[Any]]:
            cursor = self._connection._conn.execute(sql, tuple(parameters))
            return cursor, cursor.fetchmany(_FETCHED_AT_ONCE) if cursor.description else ()

        # Only in a transaction, which has its locks: outside of one, a statement may have to wait for another process.
        is_at_hand = self.is_short and self._connection.is_idle and self._connection.in_transaction
        self._cursor, rows = executed() if is_at_hand else await self._connection._execute(executed)
        self._rows = deque(rows)
        self._has_more = len(rows) == _FETCHED_AT_ONCE
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        await self.close()
        self._cursor = await self._connection._execute(
            lambda: self._connection._conn.executemany(sql, parameters)
        )
        return self

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        wanted = self.arraysize if size is None else size
        if self._has_more and self._cursor and len(self._rows) < wanted:
            size = max(wanted - len(self._rows), _FETCHED_AT_ONCE)
            fetched = await self._connection._execute(self._cursor.fetchmany, size)
            self._has_more = len(fetched) == size
            self._rows.extend(fetched)
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchall(self) -> Sequence[Any]:
        if self._has_more and self._cursor:
            self._rows.extend(await self._connection._execute(self._cursor.fetchall))
            self._has_more = False
        rows, self._rows = list(self._rows), deque()
        return rows

    async def close(self) -> None:
        """Let go of the statement. One whose rows were all fetched let go of the database by itself."""
        self._rows.clear()
        if self._has_more and self._cursor:
            self._has_more = False
            await self._connection._execute(self._cursor.close)


def connect(database: str, **options: Any) -> Connection:
    """A connection to the file, to be awaited. The options are those of `sqlite3.connect`."""
    return Connection(lambda: sqlite3.connect(database, **{**options, "check_same_thread": False}))
