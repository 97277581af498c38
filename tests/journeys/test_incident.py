"""Somebody who has just sent a file to the wrong person, and the officer who takes it on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Program
from tests.journeys.window import Window

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

SENTENCE = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
WRONG_PERSON = "It went to Gordon Blackwood, gordon.blackwood@example.org."
LONDON = ZoneInfo("Europe/London")
YEAR = datetime.now(LONDON).year


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("officer")
    return program


async def test_from_a_sentence_to_a_case_that_the_team_has_taken(started: Program) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        await owen.open_channel("New cases")
        await owen.mention_in_channel("send new cases here")
        await owen.sees("New cases will be announced in this channel from now on.")

        await sam.say(SENTENCE)
        reference = await _report(sam, adding=f". {WRONG_PERSON}")
        assert reference == f"INC-{YEAR}-0001"

        await owen.open_channel("New cases")
        notice = owen.card(f"New: {reference}")
        await notice.shows(
            "The council must decide about telling the ICO by",
            "An e-mail to the wrong person",
            "Adult social care",
            "About 40",
            "Names, phone numbers or e-mail addresses and home addresses",
            "1 name",
            "1 e-mail address",
        )
        await notice.lacks("Gordon", "Blackwood", "example.org", "spreadsheet", "Sam", "Okafor")
        await owen.photograph("incident-5-channel")
        await notice.look("card-notice")

        await notice.press("Open")
        await owen.sees("I've sent you a message in your own chat with me.")
        await expect(owen.cards(WRONG_PERSON)).to_have_count(0)
        await owen.open_chat("Personal Chat")
        case = owen.card(f"{reference}: ")
        await case.shows(
            "The council must decide about telling the ICO by", SENTENCE, WRONG_PERSON, "Sam Okafor"
        )
        await owen.photograph("incident-6-case")
        await case.look("card-case")
        await case.press("Take this case")
        await owen.card(f"{reference}: ").shows("Reported, with the team. It's with Owen Price.")
        await expect(owen.card(f"{reference}: ").button("Take this case")).to_have_count(0)
        await owen.photograph("incident-7-taken")

        await sam.card(f"{reference} is now with Owen Price.").shows("Open")
        await sam.photograph("incident-8-told")


async def _report(sam: Window, adding: str) -> str:
    """Go through the three cards, looking at what is filled in; returns the reference on the last."""
    what = sam.card("Report an incident").containing("Do this now")
    await what.shows("Try to recall the message", "You did the right thing by saying so.")
    await expect(what.box).to_contain_text(re.compile("Do this now.*What happened", re.DOTALL))
    await what.has("What happened?", SENTENCE)
    now = datetime.now(LONDON)
    assert await what.field("Day it happened").input_value() == _as_shown(now)
    assert await what.field("Day it was noticed").input_value() == _as_shown(now)
    await sam.photograph("incident-1-what")
    await what.look("card-what")
    noticed = await what.field("Time it was noticed").input_value()
    aware = datetime.combine(now, time.fromisoformat(noticed), LONDON)
    assert now - aware < timedelta(minutes=5)
    await what.fill("What happened?", SENTENCE + adding)
    await what.choose("Has it been stopped from going further?", "Not yet")
    await what.press("Next")

    who = sam.card("Whose information is it?")
    await who.ticked("People who use our services")
    await who.ticked("Names")
    await who.ticked("Home addresses")
    await who.has("About how many people?", "40")
    await who.has("Which service?", "Adult social care")
    await sam.photograph("incident-2-who")
    await who.look("card-who")
    await who.press("Check and send")

    check = sam.card("Check your report")
    kinds = "Names, phone numbers or e-mail addresses and home addresses"
    await check.shows(SENTENCE + adding, "About 40", kinds, "Not yet", "Adult social care")
    due = (aware.astimezone(UTC) + timedelta(hours=72)).astimezone(LONDON)
    in_words = f"by {due:%A} {due.day} {due:%B}, {due:%H:%M}."
    await check.shows(in_words)
    await sam.photograph("incident-3-check")
    await check.look("card-check")
    await check.press("Send to the IG team")

    sent = sam.card("Thank you. Your report is")
    await sent.shows(in_words, "It's with the IG team (Owen Price).")
    await expect(sam.cards("Check your report")).to_have_count(0)
    await sent.look("card-sent")
    await sent.unfold("Why this time?", sent.box.get_by_text("72 hours").first)
    await sam.photograph("incident-4-sent")
    found = re.search(r"INC-\d{4}-\d{4}", await sent.box.inner_text())
    assert found
    return found.group()


def _as_shown(moment: datetime) -> str:
    return f"{moment.day} {moment:%B} {moment.year}"
