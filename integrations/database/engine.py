"""The engine for a database URL, and the schema brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from integrations.database import sqlite_driver
from integrations.database.dialect import SHORT

# Any fixed number serves; it is the name of the lock under which replicas take turns to migrate.
_MIGRATION_LOCK = 4_216_072_026

ONLY_READS = "askig_only_reads"
"""The execution option of a connection that takes no lock, since it writes nothing."""


def asynchronous_url(url: str) -> sa.URL:
    """The URL with the asynchronous driver of its database.

    Raises `ValueError` for anything but SQLite and PostgreSQL.
    """
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    backend = parsed.get_backend_name()
    if backend not in drivers:
        raise ValueError("The database must be SQLite or PostgreSQL: sqlite:///… or postgresql://…")
    return parsed.set(drivername=drivers[backend])


def synchronous_url(url: str) -> sa.URL:
    """The URL with the synchronous driver, for migrations and the durable engine."""
    parsed = asynchronous_url(url)
    return parsed.set(drivername="sqlite") if parsed.get_backend_name() == "sqlite" else parsed


def create_engine(url: str) -> AsyncEngine:
    """An asynchronous engine for the URL.

    On SQLite every transaction begins by taking the write lock (`BEGIN IMMEDIATE`): a transaction that began by
    reading and then has to write would otherwise fail when another wrote in between. Parameters are kept out of
    error messages, since they hold what people said.
    """
    parsed = asynchronous_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(
            parsed, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
        )
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        parsed,
        connect_args={"timeout": 30, "async_creator_fn": sqlite_driver.connect},
        pool_size=5,
        max_overflow=0,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # In WAL mode a power cut can lose the last transaction under NORMAL; a report must not be lost.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        only_reads = connection.get_execution_options().get(ONLY_READS)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    @sa.event.listens_for(engine.sync_engine, "before_cursor_execute")
    def _mark_short(
        _connection: Any, cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
    ) -> None:
        cursor._cursor.is_short = bool(context and context.execution_options.get(SHORT))

    return engine


def migrate(url: str) -> None:
    """Bring the schema up to date; replicas that start together take turns. Blocking: call it before serving."""
    parsed = synchronous_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    on_postgresql = parsed.get_backend_name() == "postgresql"
    engine = sa.create_engine(
        parsed, poolclass=sa.NullPool, connect_args={} if on_postgresql else {"timeout": 60}
    )
    if not on_postgresql:
        _migrate_in_one_transaction(engine)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    # One transaction from the lock to the last change: a migration that fails leaves nothing behind.
    with engine.begin() as connection:
        if on_postgresql:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def _migrate_in_one_transaction(engine: sa.Engine) -> None:
    """SQLite: take the write lock first, and let changes of the schema be part of the transaction."""

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
