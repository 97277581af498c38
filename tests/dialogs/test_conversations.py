"""Conversations as people have them, each written down in `conversations/` so that anybody can read and judge it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.dialogs.script import Clock, Script
from tests.program import Program, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOCK = Clock()
FOLDER = Path(__file__).with_name("conversations")


def _conversations() -> list[tuple[str, str]]:
    """Every conversation of every file: a heading `== title ==` and the lines below it."""
    found: list[tuple[str, str]] = []
    for file in sorted(FOLDER.glob("*.txt")):
        parts = re.split(r"(?m)^== (.+) ==$", file.read_text(encoding="utf-8"))
        found += [
            (f"{file.stem}: {title}", lines) for title, lines in zip(parts[1::2], parts[2::2], strict=True)
        ]
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("talk"), now=CLOCK, staff=150) as started:
        await started.officer().arrive()
        yield started


@pytest.mark.parametrize("lines", [pytest.param(lines, id=title) for title, lines in _conversations()])
async def test_conversation(program: Program, lines: str) -> None:
    CLOCK.reset()
    await Script(program, CLOCK).play(lines)
