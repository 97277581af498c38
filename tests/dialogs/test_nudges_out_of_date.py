"""Through the real program: what is done before it is sent is not sent at all, and a coordinator's cover can act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import uuid4

import pytest
import pytest_asyncio

from cases.absences import end_absence, note_absence
from cases.life.perform import perform
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.nudges.telling import tell_nudges
from cases.words import LONDON
from tests.dialogs.script import Clock
from tests.integrations.life.test_incidents import GRAVE
from tests.program import Answers, Json, Program, TeamsPerson, actions_of, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOCK = Clock()
REQUEST = "Under the Freedom of Information Act please tell me what Kowalczyk Ltd was paid in 2025."
SUBJECT = "Under the Data Protection Act please send me everything that you hold about me, Persephone Quill"
INCIDENT = "I emailed Mrs Kowalczyk's care plan to gordon@example.org, the wrong person"
MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("out-of-date"), staff=60, now=CLOCK) as started:
        for person in (started.officer(), started.handler(), started.dpo(), started.coordinator()):
            await person.arrive()
        yield started


@pytest.fixture(autouse=True)
def _monday() -> None:
    CLOCK.reset()


async def _opened(program: Program, words: str, prefix: str) -> str:
    person = program.newcomer()
    for line in (words, *(("it came today", "send", "send") if prefix != "INC" else ("send", "send"))):
        answers = await person.say(line)
    found = (word.strip(".,") for word in answers.text.split())
    return next(word for word in found if word.startswith(f"{prefix}-"))


async def _taken(program: Program, words: str = REQUEST, prefix: str = "FOI") -> str:
    reference = await _opened(program, words, prefix)
    await program.handler().say(f"take {reference}")
    return reference


async def _did(
    program: Program, who: TeamsPerson, reference: str, step: str, answers: dict[str, object]
) -> None:
    person = program.directory.person(who.id)
    assert person
    async with program.parts.database.work() as work:
        await perform(work, program.parts.desk, person, reference, step, answers)
        await work.commit()
    await program.settled()


async def _told(
    program: Program, recipient: Recipient, kind: NoticeKind, reference: str, facts: Json
) -> tuple[list[Json], Notice]:
    """What arrives anywhere when such a notice is recorded and delivered, and what became of it."""
    await program.settled()
    before = len(program.teams.received)
    notice = Notice(uuid4().hex, recipient, kind, reference, CLOCK(), facts, message=uuid4().hex)
    async with program.parts.database.work() as work:
        await work.notices.add(notice)
        await work.commit()
    await program.parts.engine.deliver([notice.id])
    await program.settled()
    async with program.parts.database.work() as work:
        after = await work.notices.told(notice.message, recipient)
    assert after
    return [one.body for one in program.teams.received[before:]], after


async def _is_not_told(program: Program, who: TeamsPerson, reference: str, rule: str, **also: str) -> str:
    """Nothing of it arrives; the reason that is noted."""
    facts = {"rule": rule, "due": "", **also}
    arrived, notice = await _told(program, Recipient.person(who.id), NoticeKind.NUDGE, reference, facts)
    assert arrived == []
    assert notice.state is NoticeState.WITHDRAWN
    return notice.reason


async def test_a_nudge_about_what_was_dealt_with_is_not_sent(program: Program) -> None:
    reference, handler = await _taken(program), program.handler()
    asks = {"on": MONDAY.date(), "note": "Which years?"}
    await _did(program, handler, reference, "ask_clarification", asks)
    assert await _is_not_told(program, handler, reference, "due-in-5") == (
        "It was dealt with before it could be sent."
    )
    arrived, _ = await _told(
        program,
        Recipient.person(handler.id),
        NoticeKind.NUDGE,
        reference,
        {"rule": "requester-waiting", "due": ""},
    )
    assert "has waited 20 working days" in Answers(200, None, arrived).text
    await _did(program, handler, reference, "withdrawn_by_requester", {"on": MONDAY.date()})
    for rule in ("due-in-5", "requester-waiting", "snoozed", "taken-out-since"):
        await _is_not_told(program, handler, reference, rule)


async def test_an_incidents_hours_are_not_told_once_the_ico_was(program: Program) -> None:
    reference, officer = await _opened(program, INCIDENT, "INC"), program.officer()
    await officer.say(f"take {reference}")
    decision = {"ico": "yes", "people": "no", "nhs": "no", "note": "Care plans."}
    for who, step, answers in (
        (officer, "triage", {"personal_data": "yes"}),
        (officer, "contain", {"note": "It was deleted."}),
        (officer, "assess", GRAVE),
        (program.dpo(), "decide", decision),
        (officer, "ico_told", {"at": CLOCK()}),
    ):
        await _did(program, who, reference, step, answers)
    await _is_not_told(program, officer, reference, "hours-68")


async def test_a_case_that_somebody_may_see_no_longer_is_not_spoken_of(program: Program) -> None:
    reference, handler = await _taken(program, SUBJECT, "SAR"), program.handler()
    await program.officer().say(f"take {reference}")
    assert await _is_not_told(program, handler, reference, "due-in-5") == "It is no longer theirs."
    stranger = program.newcomer()
    await stranger.arrive()
    await _is_not_told(program, stranger, reference, "overdue-manager")


async def test_a_digest_of_which_nothing_is_left_is_not_sent(program: Program) -> None:
    references, handler = [await _taken(program) for _ in range(2)], program.handler()
    facts = {"items": [{"rule": "due-in-5", "reference": one, "due": ""} for one in references]}
    to = Recipient.person(handler.id)
    await _did(program, handler, references[0], "withdrawn_by_requester", {"on": MONDAY.date()})
    arrived, notice = await _told(program, to, NoticeKind.DIGEST, "", facts)
    text = Answers(200, None, arrived).text
    assert "Good morning, Hana. 1 case to look at" in text
    assert references[0] not in text
    await _did(program, handler, references[1], "respond", {"on": MONDAY.date(), "outcome": "answered"})
    arrived, notice = await _told(program, to, NoticeKind.DIGEST, "", facts)
    assert arrived == []
    assert notice.state is NoticeState.WITHDRAWN


async def test_a_digest_that_was_sent_shows_when_it_is_opened_that_nothing_is_left(program: Program) -> None:
    references, handler = [await _taken(program) for _ in range(2)], program.handler()
    facts = {"items": [{"rule": "due-in-5", "reference": one, "due": ""} for one in references]}
    arrived, _ = await _told(program, Recipient.person(handler.id), NoticeKind.DIGEST, "", facts)
    card = Answers(200, None, arrived).card
    for reference in references:
        await _did(program, handler, reference, "withdrawn_by_requester", {"on": MONDAY.date()})
    assert "There is nothing left to do." in (await handler.press(card, "Open")).text


async def test_whoever_covers_for_a_coordinator_opens_what_is_asked_and_answers(program: Program) -> None:
    cora, cover = program.coordinator(), program.newcomer()
    await cover.arrive()
    whom, covers = program.directory.person(cora.id), program.directory.person(cover.id)
    assert whom
    assert covers
    async with program.parts.database.work() as work:
        noted = await note_absence(work, program.parts.desk, whom, whom, MONDAY.date(), None, covers)
        await work.commit()
    reference, handler = await _taken(program), program.handler()
    card = (await handler.say(reference)).card
    step = await handler.press(card, "Ask a service")
    before = len(program.teams.received)
    await handler.press(
        step.card, "Ask a service", service="housing", question="Which flats?", by="2026-11-25"
    )
    CLOCK.at = datetime(2026, 11, 24, 9, tzinfo=LONDON)
    await program.tell_what_is_due()
    told = [one.body for one in program.teams.received[before:] if one.conversation_id == cover.conversation]
    assert not [one for one in program.teams.received[before:] if one.conversation_id == cora.conversation]
    assert "Your service is asked for information" in Answers(200, None, told[:1]).text
    nudge = Answers(200, None, told)
    assert f"Information wanted for {reference}" in nudge.text
    assert "Cora Coordinator is away, so you are told instead." in nudge.text
    assert "Freedom" not in nudge.text
    assert reference in (await cover.say("what is due?")).text
    opened = await cover.press(nudge.card, "Open what is asked")
    assert "Which flats?" in opened.text
    titles = [one["title"] for one in actions_of(opened.card)]
    sent = await cover.press(opened.card, titles[0], answer="Flats 1 and 2.")
    assert "Flats 1 and 2." in sent.text
    async with program.parts.database.work() as work:
        [ask] = await work.asks.of(reference)
        await end_absence(work, program.parts.desk, whom, noted.id)
        await work.commit()
    assert ask.answerer == cover.id


async def test_what_waits_is_withdrawn_within_the_minute(program: Program) -> None:
    """From the round that records it to the round after: nothing is sent between."""
    reference, handler = await _taken(program), program.handler()
    await tell_nudges(program.parts.database, program.parts.desk)
    CLOCK.at = datetime(2026, 12, 8, 9, tzinfo=LONDON)
    await tell_nudges(program.parts.database, program.parts.desk)
    await _did(program, handler, reference, "respond", {"on": CLOCK.at.date(), "outcome": "answered"})
    before = len(program.teams.received)
    await program.tell_what_is_due()
    told = [
        one.body for one in program.teams.received[before:] if one.conversation_id == handler.conversation
    ]
    assert reference not in Answers(200, None, told).text
