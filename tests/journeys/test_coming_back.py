"""Somebody breaks off in the middle, and comes back to a program that was stopped and started in between."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Program
from tests.journeys.steps import my_cases, send, send_checked

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

SENTENCE = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
TYPED_ON_THE_CARD = ". It went to the plumber's office in Mill Lane."
ANOTHER = "I've lost a folder with case notes of 3 families"
ON_THE_BUS = ", on the 14 bus"
PHONE = "oh, and I also lost my phone"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.serve()
    await program.client("staff")
    return program


async def test_a_report_left_half_way_is_there_after_a_restart_to_continue_and_send(started: Program) -> None:
    async with started.window("staff") as sam:
        await sam.say(SENTENCE)
        what = sam.card("Report an incident").containing("Do this now")
        await what.has("What happened?", SENTENCE)
        await what.fill("What happened?", SENTENCE + TYPED_ON_THE_CARD)
        await what.choose("Has it been stopped from going further?", "Not yet")
        await what.press("Next")
        await sam.card("Whose information is it?").ticked("Names")

    await started.stop_bot()
    await started.serve()

    # The page that opens now is empty: what is shown comes out of the database.
    async with started.window("staff") as sam:
        await sam.say("continue")
        who = sam.card("Whose information is it?")
        await who.ticked("Home addresses")
        await who.has("About how many people?", "40")
        await sam.photograph("coming-back-1-continued")
        await who.press("Back")
        what = sam.card("Report an incident")
        await what.has("What happened?", SENTENCE + TYPED_ON_THE_CARD)
        await what.has("Has it been stopped from going further?", "Not yet")
        await what.press("Next")
        await sam.card("Whose information is it?").press("Check and send")
        await sam.card("Check your report").shows(SENTENCE + TYPED_ON_THE_CARD, "Not yet")
        reference = await send_checked(sam)
        await sam.say("continue")
        await sam.sees("You have no unfinished draft.")
        assert reference in await my_cases(sam)


async def test_a_card_from_before_a_crash_still_works_and_its_draft_can_be_thrown_away(
    started: Program,
) -> None:
    async with started.window("staff") as sam:
        sent_before = await my_cases(sam)
        await sam.say(ANOTHER)
        what = sam.card("Report an incident").containing("Do this now")
        await what.has("What happened?", ANOTHER)
        await what.fill("What happened?", ANOTHER + ON_THE_BUS)
        await what.press("Next")
        who = sam.card("Whose information is it?")
        await who.has("About how many people?", "3")

        await started.crash_bot()
        await started.serve()

        # Nothing is typed into a card here: what a crash left unsaid is said now, and a message that arrives
        # makes the client forget what stands in the boxes of the others.
        await who.press("Leave it for later")
        kept = sam.card("Kept: your incident report")
        await kept.look("card-kept")
        await sam.say("my drafts")
        drafts = sam.card("Your drafts")
        await drafts.shows(ANOTHER + ON_THE_BUS)
        await drafts.look("card-drafts")
        await kept.press("Throw it away")
        await sam.card("I've thrown the draft away. Nothing was sent.").shows("Nothing was sent.")
        await expect(sam.cards("Kept: your incident report")).to_have_count(0)
        await sam.say("continue")
        await sam.sees("You have no unfinished draft.")
        assert await my_cases(sam) == sent_before


async def test_another_matter_in_the_middle_of_a_report_becomes_a_case_of_its_own(started: Program) -> None:
    async with started.window("staff") as sam:
        await sam.say(SENTENCE)
        await sam.card("Report an incident").has("What happened?", SENTENCE)
        await sam.say(PHONE)
        await sam.sees("Let's take this one first. I've kept your incident report and we'll come back to it.")
        phone = sam.card("Report an incident").containing("lock the device")
        await phone.has("What happened?", PHONE)
        await phone.look("card-second-matter")
        about_phone = await send(sam, phone)

        await sam.sees("Back to your incident report.")
        first = sam.card("Report an incident").containing("recall the message")
        await first.has("What happened?", SENTENCE)
        await sam.photograph("coming-back-2-first-again")
        about_email = await send(sam, first)

        assert about_phone != about_email
        assert {about_phone, about_email} <= await my_cases(sam)
