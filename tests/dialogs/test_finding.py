"""What a search button carries is only text: whoever presses it sees their own part of what is looked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.dialogs.odd import ODD_VALUES, forged, must_hold
from tests.program import Answers, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "I emailed Mrs Kowalczyk's care plan to the wrong person"
VERBS = ("search", "search_now", "found", "untaken")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("finding"), staff=60) as started:
        yield started


async def _press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    return await person.program.post(forged(person, verb, data), person.conversation)


async def _incident(program: Program) -> str:
    person = program.newcomer()
    for line in (SECRET, "send", "send"):
        answers = await person.say(line)
    return next(word.strip(".,") for word in answers.text.split() if word.startswith("INC-"))


@pytest.mark.parametrize("verb", VERBS)
async def test_who_works_no_cases_finds_none(program: Program, verb: str) -> None:
    reference = await _incident(program)
    for person in (program.newcomer(), program._person("Cora ")):
        answers = await _press(person, verb, search="Kowalczyk", words="Kowalczyk", state="open", page="")
        assert "That list is for those who work on cases" in answers.text
        assert reference not in answers.text


async def test_a_button_that_an_officer_was_given_shows_a_handler_no_incident(program: Program) -> None:
    reference = await _incident(program)
    for searched in (
        "search Kowalczyk",
        "open incidents",
        "unassigned incidents",
        reference[:9],
        "kind:incident",
    ):
        shown = await _press(program.officer(), "found", search=searched, page="")
        assert reference in shown.text, searched
        hidden = await _press(program.handler(), "found", search=searched, page="")
        assert f"{reference}\n" not in hidden.text, searched


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("value", ODD_VALUES, ids=str)
async def test_odd_things_in_a_search_are_answered(program: Program, verb: str, value: Any) -> None:
    names = ("search", "page", "words", "kind", "state", "service", "dates", "first", "last")
    must_hold(await _press(program.officer(), verb, **dict.fromkeys(names, value)), f"{verb} {value!r}")
