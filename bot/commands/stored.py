"""What commands need that work on the cases in the database, beside a running bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings, load_settings
from integrations.database import tables
from integrations.database.engine import ONLY_READS, create_engine
from integrations.database.unit_of_work import Database


class NoDatabase(Exception):
    """There is no database of Ask IG; `str()` says what to do."""


def settings_of_command(database: str) -> Settings:
    """The settings for a command, which opens no port and sends nothing: what only the bot needs may be missing.

    `database` is used instead of the one that is set, unless it is empty. Raises `SettingsWrong`.
    """
    given: dict[str, object] = {"development": True, "host": "127.0.0.1"}
    return load_settings({**given, "database_url": database} if database else given)


@asynccontextmanager
async def stored_database(url: str) -> AsyncIterator[Database]:
    """The database, which has to be there. Raises `NoDatabase`."""
    _require_file(url)
    database = Database(create_engine(url))
    try:
        try:
            async with database.engine.connect() as connection:
                # So that a bot at work, which has the lock, is not waited for.
                await connection.execution_options(**{ONLY_READS: True})
                has_tables = await connection.run_sync(
                    lambda inner: sa.inspect(inner).has_table(tables.history.name)
                )
        except (DBAPIError, OSError) as error:
            raise NoDatabase(
                "The database can't be reached. Check database_url, and that it runs."
            ) from error
        if not has_tables:
            raise NoDatabase("The database is not one of Ask IG. Check database_url, or start the bot once.")
        yield database
    finally:
        await database.close()


def _require_file(url: str) -> None:
    """SQLite would make a file that is not there."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise NoDatabase(
            f"There is no database at {parsed.database}. Check database_url, or start the bot once."
        )
