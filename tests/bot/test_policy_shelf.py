"""A policy that changes is answered from without a restart, and a broken one goes on with what it said."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.policies import PolicyShelf
from cases.policies import Passage, Policy, ReadPolicies
from integrations.policies.kept_vectors import KeptEncoder
from tests.dialogs.script import Clock, Script
from tests.nlp.policies.letters import EncoderByLetters
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


async def test_policies_of_which_none_is_left_are_answered_from_for_an_hour(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    put(folder, "HS01", "tenancy files", "six years")
    clock = Clock()
    async with running(tmp_path, now=clock, policies_folder=folder) as program:
        script = Script(program, clock)
        (folder / "HS01.md").unlink()
        assert any("policies kept" in line for line in await a_minute_later(program, clock))
        clock.at += timedelta(minutes=58)
        # A file without a policy in it is none either.
        (folder / "HS02.md").write_text("")
        await a_minute_later(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="six years"))
        await a_minute_later(program, clock)
        await script.play("Sam: How long should we keep tenancy files?\nAsk IG does not say: six years")
        put(folder, "HS01", "tenancy files", "seven years")
        await a_minute_later(program, clock)
        await script.play(ASKED.format(what="tenancy files", says="seven years"))


def _read(*said: str) -> tuple[Passage, ...]:
    policy = Policy("IS00", "Information security")
    return tuple(
        Passage(f"IS00 {at}", policy, str(at), (f"Section {at}",), one) for at, one in enumerate(said)
    )


class _Source:
    """Policies that are given."""

    def __init__(self) -> None:
        self.passages = _read("Never plug in a stick that you found.", "Wear your badge.")

    def version(self) -> str:
        return str(self.passages)

    def stamp(self) -> str:
        return str(self.passages)

    def read(self) -> ReadPolicies:
        return ReadPolicies(self.passages)


async def test_an_encoder_joins_beside_what_answers_and_takes_each_passage_once(tmp_path: Path) -> None:
    clock, source, plain = Clock(), _Source(), EncoderByLetters()
    shelf = PolicyShelf(source, clock, KeptEncoder(plain, tmp_path / "vectors.db"))
    await shelf.load()

    async def first(asked: str, *saved: Passage) -> str:
        passages = (await shelf.library(saved)).answer(asked).passages
        return passages[0].passage.id if passages else ""

    # The start is as quick as without one.
    assert plain.passages == []
    assert await first("A pendrive?") == ""
    await shelf.look_again()
    assert await first("A pendrive?") == "IS00 0"
    assert await first("The badge?") == "IS00 1"
    saved = Passage(
        "A1", Policy("", "Answers"), "", ("May I go on holiday?",), "Ask for leave in the portal."
    )
    assert await first("A vacation?", saved) == "A1"
    source.passages = (*source.passages[:1], *_read("Wear a pass.", "Lock the doors.")[:1])
    clock.at += timedelta(minutes=1)
    await shelf.look_again()
    assert await first("A pendrive?", saved) == "IS00 0"
    assert len(plain.passages) == len(set(plain.passages)) == 4


async def test_an_encoder_that_is_missing_is_logged_and_words_answer(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    put(folder, "HS01", "tenancy files", "six years")
    clock = Clock()
    with capture_logs() as logged:
        async with running(
            tmp_path, now=clock, policies_folder=folder, embeddings_folder=tmp_path / "none"
        ) as program:
            await Script(program, clock).play(ASKED.format(what="tenancy files", says="six years"))
    assert any("answered by their words alone" in str(line) for line in logged)
