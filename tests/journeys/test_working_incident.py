"""A personal data breach from its report to its lessons: looked at, contained, assessed, decided, told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.casework import begin, done, open_case
from tests.journeys.conftest import Program
from tests.journeys.steps import report
from tests.journeys.window import Card, Window

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

SENTENCE = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
DECIDE_BY = "The council must decide about telling the ICO by"
FOUND = "The recipient is a supplier. The clients have care at home."
CONTAINED = "The supplier deleted the message and confirmed that in writing."
REASONS = "Addresses of people who live alone, in the hands of a firm that we don't know well."
TOLD_PEOPLE = "By letter, with a number to ring."
LESSONS = "The client list goes by a link from now on, never as an attachment."
ANSWERS = (
    {
        "How likely is that?": "Likely",
        "How bad would it be, at its worst?": "Suffering, loss of money or loss of safety",
    },
    {
        "Are there children, or adults who are at risk?": "Yes, at least one",
        "Who has the information now, or may have it?": "Somebody else whom we know",
        "Did it come back?": "They confirmed that they destroyed it",
        "Can whoever has it read it?": "Yes",
    },
    {
        "How easy is it to tell who the people are?": "At once: names, photographs or full contact details",
        "How much does it say about each person?": "About what you would expect",
        "Was anything changed that should not have been?": "No",
        "Can the council still get at the information?": "Yes",
        "Did somebody mean to do harm?": "No",
    },
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    for persona in ("officer", "dpo"):
        await program.client(persona)
    return program


async def test_a_breach_is_assessed_decided_told_to_the_ico_and_closed(started: Program) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        reference = await report(sam, SENTENCE)
        due = await _take(owen, reference)
        await _look_and_contain(owen, reference, due)
        async with started.window("dpo") as dee:
            # Nothing is decided before it is assessed.
            case = await open_case(dee, reference)
            await case.shows(due)
            await expect(case.button("Record the decision")).to_have_count(0)
            await _assess(owen, reference, due)
            await _decide(dee, reference, due)
        await _tell_and_close(owen, reference)
        await sam.sees(f"{reference}: closed by Owen Price.")


async def _take(owen: Window, reference: str) -> str:
    """Returns the sentence of the 72 hours, which stands on every card until it is decided."""
    await owen.card(f"New: {reference}").press("Take this case")
    case = owen.card(f"{reference}: ")
    await case.shows("It's with Owen Price.", DECIDE_BY)
    ends = datetime.now(UTC) + timedelta(hours=72)
    due = f"{DECIDE_BY} {ends.astimezone(ZoneInfo('Europe/London')):%A} {ends.day} {ends:%B}"
    await case.shows(due)
    return due


async def _look_and_contain(owen: Window, reference: str, due: str) -> None:
    step = await begin(owen, reference, "I have looked at it")
    await step.shows(due)
    await step.choose("Is personal data affected?", "Yes")
    await step.fill("What did you find?", FOUND)
    await step.look("card-incident-looked-at")
    await step.press("I have looked at it")
    await (await done(owen, reference, "looked at")).shows(due)
    step = await begin(owen, reference, "It is contained")
    await step.shows(due)
    await step.fill("What was done?", CONTAINED)
    await step.press("It is contained")
    case = await done(owen, reference, "contained")
    await case.shows(due)
    await case.look("card-incident-contained")


async def _assess(owen: Window, reference: str, due: str) -> None:
    await owen.card(f"{reference}: ").press("Assess it")
    await owen.card(f"Assess {reference}, 1 of 3").has(
        "Is it about living people who can be identified?", "Yes"
    )
    for page, answers in enumerate(ANSWERS, 1):
        questions = owen.card(f"Assess {reference}, {page} of 3")
        await questions.shows(due)
        if page == 1:
            await questions.tick("Distress or embarrassment")
        if page == 2:
            await questions.has("How many people's information is it?", "40")
        for question, answer in answers.items():
            await questions.choose(question, answer)
        await questions.look(f"card-incident-assess-{page}")
        await owen.photograph(f"working-incident-{page}-assess")
        await questions.press("Next")
    check = owen.card(f"Check the assessment of {reference}")
    await check.shows(due, "Severity:", "Recommendation: tell the ICO and the people.")
    arithmetic = check.box.get_by_text("So the kind of data scores 2 here.")
    await check.look("card-incident-check")
    await check.unfold("Show the arithmetic (ENISA)", arithmetic)
    await check.look("card-incident-arithmetic")
    await owen.photograph("working-incident-4-arithmetic")
    await check.press("Record the assessment")
    recorded = owen.card(f"The assessment of {reference} is recorded")
    await recorded.press("See the case")
    case = owen.card(f"{reference}: ").containing("Assessed, waiting for the decision")
    await case.shows(due)
    await expect(case.button("Record the decision")).to_have_count(0)


async def _decide(dee: Window, reference: str, due: str) -> None:
    case = await open_case(dee, reference)
    await case.shows(due, "Assessed, waiting for the decision", "It recommends: tell the ICO and the people.")
    await case.look("card-incident-to-decide")
    step = await begin(dee, reference, "Record the decision")
    await step.shows(due)
    await step.choose("Tell the ICO?", "Yes")
    await step.choose("Tell the people concerned?", "Yes")
    await step.fill("The reasons, either way", REASONS)
    await step.look("card-incident-decide")
    await step.press("Record the decision")
    case = await done(dee, reference, "decided")
    await case.shows("Decided: the ICO is to be told and the people are to be told.")
    await case.lacks(DECIDE_BY)
    await dee.photograph("working-incident-5-decided")
    await case.look("card-incident-decided")
    text = await _text_for_the_ico(dee, reference)
    await text.look("card-incident-ico")


async def _text_for_the_ico(dee: Window, reference: str) -> Card:
    await dee.card(f"{reference}: ").containing("Status").press("More")
    await dee.card(f"{reference}: what would you like to do?").press("The text for the ICO")
    text = dee.card(f"{reference}: the notification to the ICO")
    await text.shows(
        SENTENCE, CONTAINED, "About 40", "the rest may follow (Article 33(4))", "Data Protection Officer"
    )
    copied = text.field("The notification, to copy")
    await text.unfold("Copy all of it as text", copied)
    box = await copied.input_value()
    assert SENTENCE in box
    assert CONTAINED in box
    return text


async def _tell_and_close(owen: Window, reference: str) -> None:
    case = await open_case(owen, reference)
    await case.shows("Decided: the ICO is to be told", REASONS)
    await expect(case.button("Close with lessons")).to_have_count(0)
    step = await begin(owen, reference, "The ICO was told")
    await step.fill("When was it told?", "just now")
    await step.fill("The ICO's reference", "IC-123456-A1B2")
    await step.look("card-incident-ico-told")
    await step.press("The ICO was told")
    await (await done(owen, reference, "the ICO told")).shows("In time.")
    step = await begin(owen, reference, "The people were told")
    await step.fill("How?", TOLD_PEOPLE)
    await step.press("The people were told")
    await (await done(owen, reference, "the people told")).shows("the ICO is told and the people are told")
    step = await begin(owen, reference, "Close with lessons")
    await step.fill("What was learned?", LESSONS)
    await step.press("Close with lessons")
    case = await done(owen, reference, "closed")
    await case.shows("Closed. Decided: the ICO is told and the people are told. In time.", LESSONS)
    await case.look("card-incident-closed")
    await owen.photograph("working-incident-6-closed")
