"""What the tests of the program's front door share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio

from cases.words import LONDON
from tests.program import Clock, Program, running


@pytest.fixture
def clock() -> Clock:
    """A Wednesday morning, which lasts until a test moves it on."""
    return Clock(datetime(2026, 6, 17, 9, tzinfo=LONDON))


@pytest_asyncio.fixture
async def program(tmp_path: Path, clock: Clock) -> AsyncIterator[Program]:
    """A small council's program at that time, saying all that it can say in its log."""
    async with running(
        tmp_path, staff=5, now=clock, council_name="Westmere Council", log_level="debug"
    ) as started:
        yield started
