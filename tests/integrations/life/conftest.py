"""The council at work, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.integrations.life.office import Office, an_office


@pytest_asyncio.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    """A council on an empty database of each kind."""
    async with an_office(tmp_path, database_url) as made:
        yield made
