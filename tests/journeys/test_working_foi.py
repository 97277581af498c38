"""A Freedom of Information request from its arrival to the review of its answer, worked in the chat."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.casework import begin, done, download, is_hidden, open_case, pass_on
from tests.journeys.conftest import Program
from tests.journeys.window import Window, check

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
RECEIVED = TODAY - timedelta(days=10)
ASKED = TODAY - timedelta(days=8)
ANSWERED = TODAY - timedelta(days=3)
LETTER = """Dear Sir or Madam,

Under the Freedom of Information Act 2000, please send me the council's contracts for repairing its council flats, \
and what each of them cost.

Please reply to marian.holt@example.org.

Yours faithfully,

Marian Holt"""
QUESTION = "Which years do you mean, and do you want the annexes too?"
CLARIFIED = "The last two years. I do not need the annexes."
WANTED = "The repair contracts of the last two years, with the price schedules."
HELD = "Two contracts, both in the shared folder. The price schedules name the contractor's rates."
COMPLAINT = "You left out the rates, which are what I asked for."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("handler")
    await program.client("coordinator")
    return program


async def test_an_foi_is_clarified_extended_answered_in_part_and_reviewed(started: Program) -> None:
    async with (
        started.window("staff") as sam,
        started.window("handler") as hannah,
        started.window("coordinator") as cora,
    ):
        reference = await pass_on(sam, LETTER, RECEIVED)
        await _take(hannah, reference)
        await _ask_what_is_meant(hannah, reference)
        await _ask_a_service(hannah, cora, reference)
        await _extend(hannah, reference)
        await _answer(hannah, reference)
        await sam.sees(re.compile(f"{reference}: answered by Hannah Lewis"))
        await _review(hannah, reference)


async def _take(hannah: Window, reference: str) -> None:
    await hannah.say("unassigned")
    listed = hannah.card("Not yet taken")
    await listed.shows(reference)
    await hannah.say(f"take {reference}")
    case = hannah.card(f"{reference}: ")
    await case.shows("It's with Hannah Lewis.", "Marian Holt", "Due ", "working days left")
    await case.look("card-foi-taken")


async def _ask_what_is_meant(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Ask what they mean")
    await hannah.photograph("foi-1-ask")
    await step.pick_date("On which day?", ASKED)
    await step.fill("What did you ask?", QUESTION)
    await step.look("card-foi-ask")
    await step.press("Ask what they mean")
    case = await done(hannah, reference, "clarification asked for")
    await case.shows("Waiting for the requester to say what they mean", QUESTION)
    await case.look("card-foi-waiting")

    await case.press("Write the letter")
    letter = hannah.card(f"{reference}: clarification")
    await letter.shows("Dear Marian Holt", QUESTION)
    await letter.look("card-foi-letter")
    await letter.unfold("Copy it as text", letter.field("The letter, to copy"))
    await expect(letter.field("The letter, to copy")).to_have_value(re.compile(re.escape(QUESTION)))
    written = [paragraph.text for paragraph in (await download(hannah, letter)).paragraphs]
    assert QUESTION in "\n".join(written)
    assert "Dear Marian Holt" in written
    await letter.press("Back to the case")

    step = await begin(hannah, reference, "They answered")
    await step.pick_date("On which day?", ANSWERED)
    await step.fill("What did they say?", CLARIFIED)
    await step.press("They answered")
    case = await done(hannah, reference, "clarified")
    await case.shows("Due ", CLARIFIED)


async def _ask_a_service(hannah: Window, cora: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Ask a service")
    await step.choose("Which service?", "Housing")
    await step.fill("What do you need from them?", WANTED)
    await step.press("Ask a service")
    case = await done(hannah, reference, "service asked")
    await case.shows("Waiting for the service")

    told = cora.card(f"Information wanted for {reference}")
    await told.shows("Your service is asked for information")
    await told.press("Open")
    asked = told.containing(WANTED)
    await asked.lacks("Marian", "Holt", "example.org", CLARIFIED)
    await asked.look("card-foi-service")
    await asked.fill("What did you find, or where is it?", HELD)
    await cora.photograph("foi-3-service")
    await asked.press("Send the answer")
    await cora.sees("Thank you, the team has your answer.")
    await is_hidden(cora, reference)

    await hannah.card(f"{reference}: answered by Housing").press("Open")
    case = hannah.card(f"{reference}: ").containing(HELD)
    await case.shows("The answer is being written", "Answered.")


async def _extend(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Extend the time")
    await step.choose("Why is more time needed?", "To weigh the public interest in an exemption")
    await step.press("Extend the time")
    await step.fill("Which exemption is weighed?", "43(2)")
    await step.look("card-foi-extend")
    await step.press("Extend the time")
    case = await done(hannah, reference, "extended")
    reasons = case.box.get_by_text(re.compile("public interest"))
    await expect(reasons.first).to_be_hidden()
    await case.unfold("Why this date?", reasons.first)
    await case.shows("20 working days", f"{ANSWERED.day} {ANSWERED:%B}", "FOIA 2000 s.10(3)")
    await hannah.photograph("foi-4-why")
    await case.look("card-foi-why")


async def _answer(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Record the answer")
    await step.choose("What was the outcome?", "Answered in part")
    await step.press("Record the answer")
    await step.fill("What was relied on?", "43(2)")
    await step.look("card-foi-relied-on")
    await step.press("Record the answer")
    await check(step.box.get_by_role("checkbox", name=re.compile(r"FOIA s\.43\(2\)")))
    await step.look("card-foi-answer")
    await step.press("Record the answer")
    case = await done(hannah, reference, "answered")
    await case.shows("Answered.")
    await case.look("card-foi-answered")


async def _review(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "They are not content")
    await step.fill("What did they write?", COMPLAINT)
    await step.press("They are not content")
    review = hannah.card(re.compile(r"FIR-\d{4}-\d{4}: ")).containing("Done: a new case opened for it.")
    await review.shows("Belongs to", reference, COMPLAINT, "Due ")
    found = re.search(r"FIR-\d{4}-\d{4}", await review.box.inner_text())
    assert found
    await hannah.photograph("foi-5-review")
    await review.look("card-foi-review")
    case = await open_case(hannah, reference)
    await case.shows("Belongs to", found.group())
