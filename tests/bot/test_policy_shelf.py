"""A policy that changes is answered from without a restart, and a broken one goes on with what it said."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.dialogs.script import Clock, Script
from tests.program import Program, running

POLICY = """---
number: {number}
title: {title}
---
## 4 Keeping
### 4.1 How long to keep {what}
Keep {what} for {time}.
"""
ASKED = "Sam: How long should we keep {what}?\nAsk IG: {says}"


def put(folder: Path, number: str, what: str, time: str) -> Path:
    """A policy that says how long something is kept, as a file that was changed just now."""
    file = folder / f"{number}.md"
    before = file.stat().st_mtime_ns if file.exists() else 0
    title = f"Keeping {what}"
    file.write_text(POLICY.format(number=number, title=title, what=what, time=time), encoding="utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))
    return file


async def a_minute_later(program: Program, clock: Clock) -> list[str]:
    """What is logged when the policies are looked at after a minute."""
    clock.at += timedelta(minutes=1)
    with capture_logs() as logged:
        await program.parts.shelf.look_again()
    return [str(line) for line in logged]


async def test_what_changed_is_answered_from_within_a_minute(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    put(folder, "HS01", "tenancy files", "six years")
    put(folder, "PK01", "tree surveys", "ten years")
    clock = Clock()
    async with running(tmp_path, now=clock, policies_folder=folder) as program:
        script = Script(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="six years"))
        put(folder, "HS01", "tenancy files", "nine years")
        put(folder, "LB01", "library tickets", "eleven months")
        # It is looked once a minute, and not sooner.
        clock.at += timedelta(seconds=59)
        await program.parts.shelf.look_again()
        await script.play(ASKED.format(what="tenancy files", says="six years"))
        logged = await a_minute_later(program, clock)
        assert any("policies read" in line for line in logged)
        await script.play(ASKED.format(what="tenancy files", says="nine years"))
        await script.play(ASKED.format(what="library tickets", says="eleven months"))
        await script.play(ASKED.format(what="tree surveys", says="ten years"))
        assert await a_minute_later(program, clock) == []
        (folder / "PK01.md").unlink()
        await a_minute_later(program, clock)
        await script.play("Sam: How long should we keep tree surveys?\nAsk IG does not say: ten years")


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe secret words", b"---\nnumber: HS01\n---\n"])
async def test_a_broken_file_goes_on_with_what_it_said_and_is_named(tmp_path: Path, broken: bytes) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    file = put(folder, "HS01", "tenancy files", "six years")
    put(folder, "PK01", "tree surveys", "ten years")
    clock = Clock()
    async with running(tmp_path, now=clock, policies_folder=folder) as program:
        script = Script(program, clock)
        file.write_bytes(broken)
        os.utime(file, ns=(1, 1))
        logged = await a_minute_later(program, clock)
        assert any("HS01.md can't be used as it is now" in line for line in logged)
        assert not [line for line in logged if "secret" in line or str(folder) in line]
        await script.play(ASKED.format(what="tenancy files", says="six years"))
        put(folder, "HS01", "tenancy files", "seven years")
        await a_minute_later(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="seven years"))


async def test_policies_that_are_all_away_stay_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    put(folder, "HS01", "tenancy files", "six years")
    clock = Clock()
    async with running(tmp_path, now=clock, policies_folder=folder) as program:
        folder.rename(tmp_path / "away")
        logged = await a_minute_later(program, clock)
        assert any("policies kept" in line for line in logged)
        script = Script(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="six years"))
        (tmp_path / "away").rename(folder)
        put(folder, "HS01", "tenancy files", "seven years")
        await a_minute_later(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="seven years"))
