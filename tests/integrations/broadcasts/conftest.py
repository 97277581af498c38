"""A council with enough people to write to, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.integrations.broadcasts.council import council_directory
from tests.integrations.life.office import Office


@pytest_asyncio.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    """The council on an empty database of each kind."""
    database = Database(create_engine(database_url))
    try:
        yield Office(database, council_directory(tmp_path, staff=12))
    finally:
        await database.close()
