"""A subject access request, marked sensitive: identity, a pause, more time, and a second pair of eyes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.casework import begin, done, is_hidden, pass_on
from tests.journeys.conftest import Program
from tests.journeys.window import Card, Window

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
RECEIVED = TODAY - timedelta(days=20)
IDENTITY_ASKED = TODAY - timedelta(days=19)
IDENTITY_PROVEN = TODAY - timedelta(days=15)
ASKED = TODAY - timedelta(days=12)
CLARIFIED = TODAY - timedelta(days=5)
LETTER = """Dear council,

I would like a copy of all the personal data that you hold about me.

Yours faithfully,

Leda Vance
leda.vance@example.org"""
QUESTION = "Do you want everything, or what we hold since you moved to Westmere?"
ANSWER = "Since I moved, that is from 2024."
WHY_SENSITIVE = "Her former partner works at the council."
DRAFT = "The answer and 212 pages are in the case's folder."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    for persona in ("handler", "officer", "coordinator"):
        await program.client(persona)
    return program


async def test_a_sensitive_sar_is_paused_extended_signed_off_and_answered_out_of_others_sight(
    started: Program,
) -> None:
    async with (
        started.window("staff") as sam,
        started.window("handler") as hannah,
        started.window("officer") as owen,
        started.window("coordinator") as cora,
    ):
        reference = await pass_on(sam, LETTER, RECEIVED)
        assert reference.startswith("SAR-")
        await _is_open_to_those_who_need_it(reference, hannah, owen, cora)
        await _identity(hannah, reference)
        await _clarification(hannah, reference)
        await _extension(hannah, reference)
        await _drafted(hannah, reference)
        await _signed_off(owen, reference)
        await _answered(hannah, reference)
        await is_hidden(cora, reference)


async def _is_open_to_those_who_need_it(reference: str, hannah: Window, owen: Window, cora: Window) -> None:
    """The officer has it first, and then the handler is another handler."""
    await owen.card(f"New: {reference}").press("Take this case")
    await owen.card(f"{reference}: ").shows("It's with Owen Price.")
    await is_hidden(hannah, reference)
    await is_hidden(cora, reference)
    await owen.say(f"assign {reference} to Hannah")
    await owen.card(f"{reference}: ").shows("Hannah Lewis has it now, and is told.")
    told = hannah.card(f"{reference}: assigned by Owen Price")
    await told.lacks("Leda", "Vance")
    await told.press("Open")
    await hannah.card(f"{reference}: ").shows("It's with Hannah Lewis.", "Leda Vance", "Due ")


async def _identity(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Ask for proof of identity")
    await step.pick_date("On which day?", IDENTITY_ASKED)
    await step.look("card-sar-identity")
    await step.press("Ask for proof of identity")
    case = await done(hannah, reference, "identity asked for")
    await case.press("Write the letter")
    letter = hannah.card(f"{reference}: proof of identity")
    await letter.shows("Dear Leda Vance")
    await letter.press("Back to the case")
    step = await begin(hannah, reference, "Their identity is proven")
    await step.pick_date("On which day?", IDENTITY_PROVEN)
    await step.press("Their identity is proven")
    await done(hannah, reference, "identity proven")


async def _clarification(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Ask what they mean")
    await step.pick_date("On which day?", ASKED)
    await step.fill("What did you ask?", QUESTION)
    await step.press("Ask what they mean")
    case = await done(hannah, reference, "clarification asked for")
    await case.shows("paused: waiting for the requester to say what they mean")
    before = await _due(case)
    await case.look("card-sar-paused")
    step = await begin(hannah, reference, "They answered")
    await step.pick_date("On which day?", CLARIFIED)
    await step.fill("What did they say?", ANSWER)
    await step.press("They answered")
    case = await done(hannah, reference, "clarified")
    assert await _due(case) != before


async def _extension(hannah: Window, reference: str) -> None:
    case = hannah.card(f"{reference}: ")
    before = await _due(case)
    step = await begin(hannah, reference, "Extend the time")
    await step.choose("Why is more time needed?", "It is complex")
    await step.look("card-sar-extend")
    await step.press("Extend the time")
    case = await done(hannah, reference, "extended")
    assert await _due(case) != before
    await case.unfold("Why this date?", case.box.get_by_text("The first limit was"))
    await case.shows(
        f"{IDENTITY_PROVEN.day} {IDENTITY_PROVEN:%B}", f"{CLARIFIED.day} {CLARIFIED:%B}", "complex"
    )
    await case.look("card-sar-why")
    await hannah.photograph("sar-1-why")


async def _drafted(hannah: Window, reference: str) -> None:
    step = await begin(hannah, reference, "Mark as sensitive")
    await step.fill("Why?", WHY_SENSITIVE)
    await step.press("Mark as sensitive")
    case = await done(hannah, reference, "marked sensitive")
    await case.shows("Marked", "Sensitive")
    await expect(case.button("Record the answer")).to_have_count(0)
    step = await begin(hannah, reference, "Start the answer")
    await step.press("Start the answer")
    await done(hannah, reference, "the answer begun")
    step = await begin(hannah, reference, "Send for sign-off")
    await step.fill("The answer, or where it is", DRAFT)
    await step.press("Send for sign-off")
    case = await done(hannah, reference, "sent for sign-off")
    await expect(case.button("Sign it off")).to_have_count(0)
    await case.look("card-sar-sign-off")
    await case.press("More")
    more = hannah.card(f"{reference}: what would you like to do?")
    await expect(more.button("Assign to somebody")).to_be_visible()
    await expect(more.button("Sign it off")).to_have_count(0)
    await expect(more.button("Record the answer")).to_have_count(0)
    await more.look("card-sar-more")
    await more.press("Back to the case")


async def _signed_off(owen: Window, reference: str) -> None:
    told = owen.card(f"{reference}: sent for sign-off by Hannah Lewis")
    await told.lacks("Leda", "Vance", "partner")
    await told.press("Open")
    case = owen.card(f"{reference}: ").containing("Status")
    await case.shows(DRAFT, WHY_SENSITIVE)
    await owen.photograph("sar-2-to-sign-off")
    step = await begin(owen, reference, "Sign it off")
    await step.press("Sign it off")
    await done(owen, reference, "signed off")


async def _answered(hannah: Window, reference: str) -> None:
    await hannah.card(f"{reference}: signed off by Owen Price").press("Open")
    step = await begin(hannah, reference, "Record the answer")
    await step.choose("What was the outcome?", "Supplied in full")
    await step.look("card-sar-answer")
    await step.press("Record the answer")
    case = await done(hannah, reference, "answered")
    await case.shows("Answered in time", "Sensitive and signed off")
    await case.look("card-sar-answered")
    await hannah.photograph("sar-3-answered")


async def _due(case: Card) -> str:
    found = re.search(r"Due (\w+ \d+ \w+(?: \d{4})?)", await case.box.inner_text())
    assert found
    return found.group(1)
