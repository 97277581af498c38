"""What people are told of their day when they ask for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.dialogs.nudging import REQUEST, Ticking, asked, office, opened, taken
from tests.program import Program, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOCK = Ticking()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with office(tmp_path_factory.mktemp("days"), CLOCK) as started:
        yield started


@pytest.fixture(autouse=True)
def _monday() -> None:
    CLOCK.reset()


@pytest.mark.parametrize("words", ["my day", "What is due?", "what's due today?", "what do I have to do"])
async def test_a_handlers_day(program: Program, words: str) -> None:
    reference, free = await taken(program), await opened(program, REQUEST, "FOI")
    told = await program.handler().say(words)
    assert "Your day" in told.text
    assert reference in told.text
    assert free not in told.text


async def test_the_day_is_a_button_of_the_menu_for_those_who_work_cases(program: Program) -> None:
    handler, person = program.handler(), program.newcomer()
    reference = await taken(program)
    assert reference in (await handler.press((await handler.say("help")).card, "My day")).text
    assert "My day" not in (await person.say("help")).buttons()


async def test_an_officers_day_has_the_teams_too(tmp_path: Path) -> None:
    clock = Ticking()
    async with running(tmp_path, staff=10, now=clock) as program:
        late = await taken(program)
        clock.at += timedelta(days=40)
        free, officer = await opened(program, REQUEST, "FOI"), program.officer()
        own = await opened(program, REQUEST, "FOI")
        await officer.say(f"take {own}")
        # What waited for the officer to open their chat comes first.
        await program.settled()
        told = await officer.say("my day")
        assert [told.text.index(one) for one in (own, late, free)] == sorted(
            told.text.index(one) for one in (own, late, free)
        )
        for words in ("With you", "Overdue in the team", "Not yet taken", "working days overdue"):
            assert words in told.text
        assert told.text.count(f"{late}\n") == 1


async def test_the_day_of_somebody_for_whom_nothing_waits(program: Program) -> None:
    assert "Nothing is waiting for you." in (await program.newcomer().say("my day")).text


async def test_a_coordinators_day(program: Program) -> None:
    reference = await asked(program)
    told = await program.coordinator().say("what is due?")
    assert f"For {reference}" in told.text
    assert "Which flats?" not in told.text
