"""Questions about policy: answered from their row, followed up, and what nobody can answer answered by the officer."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio

from tests.journeys.conftest import Program

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

_REFERENCE = re.compile(r"\bENQ-\d{4}-\d{4}\b")
UNKNOWN = "Are we allowed to use quill pens for minutes?"
ANSWER = "Yes, with permanent ink on acid-free paper."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    await program.client("officer")
    return program


async def test_a_retention_question_and_a_follow_up(started: Program) -> None:
    async with started.window("staff") as sam:
        await sam.say("How long do I keep unsuccessful job applications?")
        row = sam.card("Unsuccessful job applications").containing("Keep for")
        await row.shows("12 months", "Decision on the post", "IG policy RM01, section 2", "Was this helpful?")
        await row.look("card-policy-row")
        await sam.photograph("policy-1-row")
        await row.press("Yes")
        await sam.card("Unsuccessful job applications").shows("Thank you for telling me.")
        await sam.say("and payslips?")
        await sam.card("Payroll records").shows("IG policy RM01, section 3")


async def test_an_incident_asked_as_a_question_and_a_hybrid_request(started: Program) -> None:
    async with started.window("staff") as sam:
        await sam.say("Is it OK that I sent the care plan to the wrong parent?")
        await sam.card("Report an incident").shows("What happened?")
        await sam.say("discard")
        await sam.say(
            "Under the Freedom of Information Act please send me the council's spending on taxis in 2025. "
            "I also want a copy of everything you hold about me. Jo Bloggs, jo@example.org"
        )
        await sam.card("Pass on a request").shows("Jo Bloggs")
        await sam.say("discard")


async def test_what_nobody_can_answer_is_answered_by_the_officer_and_saved(started: Program) -> None:
    async with started.window("staff") as sam, started.window("officer") as owen:
        await sam.say(UNKNOWN)
        card = sam.card("I don't know")
        await card.shows("I found nothing in the policies", "These sections come closest.")
        await sam.photograph("policy-2-unknown")
        await card.press("Ask the IG team")
        sent = sam.card("I've passed your question to the IG team as")
        await sent.shows("Somebody from the team will answer you here.")
        found = _REFERENCE.search(await sent.box.inner_text())
        assert found
        await owen.card(f"New: {found.group()}").press("Open")
        await owen.card(f"{found.group()}: ").press("Answer the question")
        step = owen.card(f"{found.group()}: Answer the question")
        await step.fill("Your answer", ANSWER)
        await step.press("Answer the question")
        told = sam.card(f"Your question {found.group()} is answered")
        await told.shows(UNKNOWN, ANSWER)
        await sam.photograph("policy-3-answered")
        await owen.card(f"{found.group()}: ").press("Save it for next time")
        saving = owen.card("Save an answer for next time")
        await saving.has("The question, as people ask it", UNKNOWN)
        await saving.look("card-policy-save")
        await saving.press("Save it")
        await owen.card("The answer is saved").shows(ANSWER)
        await sam.say(UNKNOWN)
        await sam.card(UNKNOWN).shows(ANSWER, "Answered by the IG team on")
