"""Letters in the chat: those that fit, one to copy, and its document behind the link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from docx import Document

from cases.outcomes import Outcome, grounds_for
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from tests.dialogs.odd import forged, must_hold
from tests.program import Answers, Json, Program, TeamsPerson, nodes, running

WORDS = "How many potholes were repaired in 2025?"


@pytest_asyncio.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with running(tmp_path, staff=3, council_name="Westmere Council") as started:
        yield started


async def press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    answers = await person.program.post(forged(person, verb, data), person.conversation)
    must_hold(answers, verb)
    return answers


async def request_of(program: Program, text: str = WORDS) -> str:
    desk = program.parts.desk
    person = desk.directory.person(program.newcomer().id)
    assert person
    given = PassedOnRequest(text, Regime.FOI, desk.time().date(), "Jo Bloggs", "jo@example.org")
    async with program.parts.database.work() as work:
        case = await open_request(work, desk, person, given)
        await work.commit()
    return case.reference


def box(card: Json) -> str:
    return next(str(one["value"]) for one in nodes(card) if one.get("type") == "Input.Text")


async def downloaded(program: Program, card: Json) -> str:
    address = next(str(one["url"]) for one in nodes(card) if one.get("type") == "Action.OpenUrl")
    path = address.split("/", 3)[3]
    async with program.session.get(program.url.replace("api/messages", path)) as response:
        assert response.status == 200
        document = Document(BytesIO(await response.read()))
    return "\n".join(one.text for one in document.paragraphs)


async def test_a_letter_is_chosen_copied_and_downloaded(program: Program) -> None:
    reference, officer = await request_of(program), program.officer()
    listed = await press(officer, "letters", case=reference)
    assert f"Letters for {reference}" in listed.text
    assert "Acknowledgement" in listed.text
    assert "Clarification" in listed.text
    assert "Outcome of the complaint" not in listed.text
    written = await press(officer, "letter", case=reference, letter="acknowledgement")
    assert f"{reference}: acknowledgement" in written.text
    letter = box(written.card)
    assert letter.startswith("Westmere Council\n\n")
    assert WORDS in letter
    assert "Dear Jo Bloggs" in letter
    assert "1 place to fill in before it goes out" in written.text
    assert "[the address that people write to]" in letter
    assert "Dear Jo Bloggs" in await downloaded(program, written.card)


async def test_what_is_too_long_for_a_box_is_all_in_the_document(program: Program) -> None:
    reference, officer = await request_of(program), program.officer()
    async with program.parts.database.work() as work:
        case = await work.cases.get(reference)
        assert case
        grounds = [one.id for one in grounds_for(Regime.FOI, Outcome.REFUSED)][:30]
        decided = {"outcome": {"outcome": "refused", "grounds": grounds, "public_interest": grounds}}
        await work.cases.save(
            case.changed(decisions=decided, details={**case.details, "text": "word " * 4_000})
        )
        await work.commit()
    written = await press(officer, "letter", case=reference, letter="refusal")
    assert len(box(written.card)) == 8_000
    assert "Only its beginning fits in here" in written.text
    assert "Yours sincerely" in await downloaded(program, written.card)


@pytest.mark.parametrize("verb", ["letters", "letter"])
async def test_letters_are_for_those_who_work_the_case(program: Program, verb: str) -> None:
    reporter = program.newcomer()
    desk = program.parts.desk
    person = desk.directory.person(reporter.id)
    assert person
    async with program.parts.database.work() as work:
        given = PassedOnRequest(WORDS, Regime.FOI, desk.time().date(), "Jo Bloggs", "jo@example.org")
        reference = (await open_request(work, desk, person, given)).reference
        await work.commit()
    for who in (program.newcomer(), program.coordinator()):
        told = await press(who, verb, case=reference, letter="acknowledgement")
        none = await press(who, verb, case="FOI-2026-999999", letter="acknowledgement")
        assert told.text.replace(reference, "…") == none.text.replace("FOI-2026-999999", "…")
    told = await press(reporter, verb, case=reference, letter="acknowledgement")
    assert "are for those who work on it" in told.text
    assert "Bloggs" not in told.text


@pytest.mark.parametrize("letter", ["", "nonsense", "part-ending", "../refusal", "complaint-outcome"])
async def test_a_letter_that_there_is_not_is_not_written(program: Program, letter: str) -> None:
    reference = await request_of(program)
    told = await press(program.officer(), "letter", case=reference, letter=letter)
    assert "Bloggs" not in told.text
    assert "nonsense" not in told.text


async def test_a_card_of_a_letter_in_a_channel_shows_nothing_there(program: Program) -> None:
    reference, officer = await request_of(program), program.officer()
    activity = forged(officer, "letter", {"case": reference, "letter": "acknowledgement"})
    activity |= {key: officer.in_channel("")[key] for key in ("conversation", "channelData")}
    answers = await program.post(activity, "nowhere")
    assert "Bloggs" not in str(answers.body)
    assert all("Bloggs" not in str(one.body) for one in program.teams.received)
