"""A letter that reached somebody who is not the one to answer it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Program

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
RECEIVED = TODAY - timedelta(days=3)
LETTER = f"""{RECEIVED - timedelta(days=2):%d %B %Y}

Dear Sir or Madam,

Under the Freedom of Information Act 2000, please send me the number of parking tickets issued in each ward \
in the last three years, and how many of them were withdrawn after a challenge.

Please reply to marian.holt@example.org.

Yours faithfully,

Marian Holt"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("officer")
    return program


async def test_a_pasted_letter_becomes_a_case_with_a_date_and_why(started: Program) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        await owen.sees("Here is what I can do for you")
        await sam.say(LETTER)
        form = sam.card("Pass on a request")
        await form.shows("This looks like a Freedom of Information request.", "Freedom of Information Act")
        await form.has("What kind of request", "Freedom of Information")
        await form.has("Who is asking", "Marian Holt")
        await form.has("Where should the answer go", "marian.holt@example.org")
        await form.has("What they wrote", LETTER)
        await expect(form.field("When did it first reach the council?")).to_have_value("")
        await sam.photograph("request-1-form")
        await form.look("card-request")

        await form.press("Check and send")
        await form.shows("Please check", "give the day when it first reached the council")
        await sam.photograph("request-2-asked")
        await form.pick_date("When did it first reach the council?", RECEIVED)
        await form.press("Check and send")

        check = sam.card("Check the request")
        await check.shows(
            "Due ",
            "working days left",
            f"{RECEIVED:%A} {RECEIVED.day} {RECEIVED:%B}",
            "Marian Holt",
            "marian.holt@example.org",
            "Highways, waste and parks",
        )
        reasons = check.box.get_by_text(re.compile("20 working days"))
        await expect(reasons).to_be_hidden()
        await check.look("card-request-check")
        await check.unfold("Why this date?", reasons.first)
        await sam.photograph("request-3-check")
        due = re.search(r"Due (\w+ \d+ \w+)", await check.box.inner_text())
        assert due
        await check.press("Send to the IG team")

        reference = f"FOI-{TODAY.year}-0001"
        sent = sam.card(f"Thank you. It is {reference}")
        await sent.shows(f"Due {due.group(1)}", "You don't need to answer the requester yourself.")
        await sam.photograph("request-4-sent")
        await sent.look("card-request-sent")

        notice = owen.card(f"New: {reference}")
        await notice.shows(
            "Freedom of Information request", f"Due {due.group(1)}", "Highways, waste and parks"
        )
        await notice.shows("1 name", "1 e-mail address")
        await notice.lacks("Marian", "Holt", "example.org", "ward")
        await notice.press("Open")
        case = owen.card(f"{reference}: ")
        await case.shows("Marian Holt", "marian.holt@example.org", "Sam Okafor")
        await owen.photograph("request-5-case")
