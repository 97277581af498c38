"""No channel was chosen for new cases: everything goes from one person's own chat to another's."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Program
from tests.journeys.steps import report, send

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

LOST_FOLDER = "I've lost a folder with the names of 12 foster carers, Joan Pettigrew among them"
CARE_PLAN = "I've emailed Joan Pettigrew's care plan to the wrong person, Gordon Blackwood"
LOST_LAPTOP = "I left my laptop on the train"
FOUND = "The driver has found it and keeps it for me. His name is Gordon Blackwood."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("officer")
    return program


async def test_an_incident_reaches_the_officer_who_takes_it_and_the_reporter_is_told(
    started: Program,
) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        reference = await report(sam, LOST_FOLDER)

        notice = owen.card(f"New: {reference}")
        await notice.shows("Papers lost, stolen or left lying", "About 12", "Names", "1 name")
        await notice.lacks("Joan", "Pettigrew", "folder", "Sam", "Okafor")
        await owen.photograph("own-chats-1-notice")
        await notice.press("Open")
        case = owen.card(f"{reference}: ")
        await case.shows(LOST_FOLDER, "Sam Okafor")
        await expect(owen.cards(f"New: {reference}")).to_have_count(0)
        await case.press("Take this case")
        await owen.card(f"{reference}: ").shows("It's with Owen Price.")

        told = sam.card(f"{reference} is now with Owen Price.")
        await told.press("Open")
        await sam.card(f"{reference}: ").shows("It's with Owen Price.")
        await sam.photograph("own-chats-2-told")


async def test_what_is_added_later_reaches_the_officer_and_a_withdrawn_report_stays_on_record(
    started: Program,
) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        reference = await report(sam, LOST_LAPTOP)
        await owen.card(f"New: {reference}").shows("Open")

        sent = sam.card(f"Thank you. Your report is {reference}")
        await sent.press("Add something")
        adding = sam.card(f"Add something to {reference}")
        await adding.look("card-adding")
        await adding.fill("What would you like to add?", FOUND)
        await adding.press("Add it")
        case = sam.card(f"{reference}: ")
        await case.shows("Thank you, I've added that.", LOST_LAPTOP, FOUND)
        await sam.photograph("own-chats-3-added")
        told = owen.card(f"Something was added to {reference}.")
        await told.lacks("driver", "Gordon", "Blackwood")
        await told.press("Open")
        await owen.card(f"{reference}: ").shows(FOUND)

        await case.press("Withdraw it")
        await case.shows(f"{reference} is withdrawn. It stays on record.")
        await expect(case.button("Add something")).to_have_count(0)
        await expect(case.box.get_by_role("button", name="More options")).to_have_count(0)
        await sam.photograph("own-chats-4-withdrawn")
        await owen.card(f"{reference} was withdrawn by the person who sent it.").press("Open")
        await expect(owen.card(f"{reference}: ").button("Take this case")).to_have_count(0)

        await sam.say("my cases")
        cases = sam.card("Your cases")
        await cases.shows(reference, "Withdrawn")
        await cases.look("card-my-cases")


async def test_personal_details_in_a_channel_are_not_repeated_and_the_talk_goes_on_in_private(
    started: Program,
) -> None:
    async with started.window("staff") as sam:
        await sam.open_channel("General")
        await sam.mention_in_channel(CARE_PLAN)
        await sam.sees("Let's talk about that in private. I've sent you a message in your own chat with me.")
        # Once: in the person's own post.
        await expect(sam.page.get_by_text("Pettigrew")).to_have_count(1)
        await expect(sam.cards("Report an incident")).to_have_count(0)
        await sam.photograph("own-chats-5-channel")

        await sam.open_chat("Personal Chat")
        what = sam.card("Report an incident").containing("Do this now")
        await what.has("What happened?", CARE_PLAN)
        await sam.photograph("own-chats-6-private")
        reference = await send(sam, what)

        await sam.open_channel("General")
        await sam.sees("Let's talk about that in private.")
        await expect(sam.page.get_by_text(reference)).to_have_count(0)
        await expect(sam.page.get_by_text("Pettigrew")).to_have_count(1)
