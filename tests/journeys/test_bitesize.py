"""The monthly bitesize: written in the chat, tested, scheduled, sent, received by two people, answered, and counted."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import Program
from tests.journeys.window import Card, Window

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

READY = "Writing to many? Look at the To line once more"
TITLE = "The To line: read it aloud"
RIGHT = "With the mailing tool, so that each gets their own"
WRONG = "One e-mail with all addresses in Bcc"
MILLISECONDS_TO_ARRIVE = 180_000
"""What goes to many may wait for its turn behind what is urgent."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("officer")
    await program.client("handler")
    return program


async def test_a_bitesize_is_written_scheduled_received_answered_and_counted(started: Program) -> None:
    async with (
        started.window("officer") as owen,
        started.window("staff") as sam,
        started.window("handler") as hannah,
    ):
        check = await _written(owen)
        await _tested(owen, check)
        await check.press("Schedule it")
        scheduled = owen.card("Bitesize: scheduled")
        await scheduled.shows(TITLE, "Goes out Tuesday", "10:00")
        await scheduled.look("card-bitesize-scheduled")
        await scheduled.press("Send it now")

        got = await _received(sam)
        await got.look("card-bitesize-received")
        await sam.photograph("bitesize-3-received")
        await got.choose("You invite 60 parents", RIGHT)
        await got.press("Answer")
        right = sam.card(TITLE).containing("That's right.")
        await right.shows("You answered", RIGHT, "can't make that slip")
        await right.look("card-bitesize-right")

        got = await _received(hannah)
        await got.choose("You invite 60 parents", WRONG)
        await got.press("Answer")
        wrong = hannah.card(TITLE).containing("Not quite.")
        await wrong.shows("You answered", WRONG, "The answer is", RIGHT)
        await wrong.look("card-bitesize-wrong")
        await hannah.photograph("bitesize-4-answered")

        await _counted(owen)


async def _written(owen: Window) -> Card:
    """The card on which everything is checked."""
    await owen.say("write a bitesize")
    ready = owen.card("One short message to many")
    await ready.look("card-bitesize-ready")
    await ready.choose("Start from", READY)
    await ready.press("Start from this one")
    words = owen.card("What does it say?")
    await words.has("Title", READY)
    await words.look("card-bitesize-words")
    await words.fill("Title", TITLE)
    await words.press("Next")
    question = owen.card("A question at the end?")
    await question.look("card-bitesize-question")
    await question.press("Next")
    who = owen.card("Who gets it, and when?")
    await who.look("card-bitesize-who")
    await who.fill("When?", "first Tuesday 10:00")
    await who.press("Check it")
    check = owen.card("Check the bitesize")
    await check.shows("Everybody: 6 people", "On a phone:", TITLE, "You invite 60 parents")
    await check.look("card-bitesize-check")
    await owen.photograph("bitesize-1-check")
    await check.unfold("Phone or computer", check.box.get_by_text("On a computer:"))
    await owen.photograph("bitesize-2-check-computer")
    return check


async def _tested(owen: Window, check: Card) -> None:
    await check.press("Send me a test")
    await owen.sees("A test is on its way to you. Nobody else gets it.")
    test = owen.card("A test. Only you have it")
    await test.shows(TITLE)
    await test.choose("You invite 60 parents", RIGHT)
    await test.press("Answer")
    await owen.card("Nothing is counted").shows("That's right.")


async def _received(window: Window) -> Card:
    card = window.card(TITLE)
    await expect(card.box).to_be_visible(timeout=MILLISECONDS_TO_ARRIVE)
    await card.shows("From the information governance team", "You invite 60 parents")
    return card


async def _counted(owen: Window) -> None:
    await owen.say("bitesizes")
    listed = owen.card("Bitesizes").containing("2 answered, 50% right")
    await listed.look("card-bitesize-list")
    await listed.press("Open")
    standing = owen.card("Bitesize: ").containing("Where it got to")
    await standing.shows(
        "3 of 6 people have it",
        "1 (50% of the answers)",
        "Not installed",
        "3 delivered + 0 waiting + 3 not reached = 6 people",
    )
    await standing.look("card-bitesize-standing")
    await owen.photograph("bitesize-5-counted")
    await standing.press("Who was not reached")
    missed = owen.card("Who was not reached")
    await missed.shows("Cora Bell", "They have not opened Ask IG yet.")
    await missed.look("card-bitesize-missed")
