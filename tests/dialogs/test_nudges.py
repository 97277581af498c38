"""What a nudge says to whom it reaches, from the case as it stands then, and what its buttons do, also later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from cases.absences import end_absence, note_absence
from cases.notices import NoticeKind, NoticeState, Recipient
from cases.nudges import shipped_rules
from tests.dialogs.nudging import (
    INCIDENT,
    MONDAY,
    QUESTION,
    REQUEST,
    SUBJECT,
    Ticking,
    about_the_ask,
    arrived,
    asked,
    done,
    manager,
    nudged,
    office,
    opened,
    press,
    sent,
    stands,
    taken,
)
from tests.program import Program, actions_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOCK = Ticking()
GRAVE = {
    "living_people": "yes",
    "harms": ("distress",),
    "likelihood": "likely",
    "gravity": "serious",
    "people": "40",
    "vulnerable": "some",
    "holder": "known",
    "recovery": "no",
    "protection": "readable",
    "identification": "maximum",
    "detail": "usual",
    "alteration": "none",
    "unavailability": "none",
    "malicious": "no",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with office(tmp_path_factory.mktemp("nudges"), CLOCK) as started:
        yield started


@pytest.fixture(autouse=True)
def _monday() -> None:
    CLOCK.reset()


async def test_a_handler_is_told_the_date_in_words_and_what_to_do(program: Program) -> None:
    reference = await taken(program)
    told = await nudged(program, program.handler(), reference, "due-in-10")
    assert f"{reference}: Freedom of Information request" in told.text
    assert "Due Tuesday 22 December (20 working days left)." in told.text
    assert told.buttons()[:3] == ["Start the answer", "Open", "Remind me tomorrow"]
    assert "Kowalczyk" not in told.text
    assert "Due Tuesday 22 December" in told.sent[0]["summary"]


async def test_the_button_begins_the_next_step_and_an_old_card_shows_how_the_case_stands(
    program: Program,
) -> None:
    reference, handler = await taken(program), program.handler()
    old = await nudged(program, handler, reference, "due-in-5")
    message = actions_of(old.card)[0]["data"]["told"]
    assert await stands(program, handler, message) is NoticeState.SENT
    step = await handler.press(old.card, "Start the answer")
    assert await stands(program, handler, message) is NoticeState.READ
    assert "Done: the answer begun." in (await handler.press(step.card, "Start the answer")).text
    again = await nudged(program, handler, reference, "due-in-2")
    assert again.buttons()[0] == "Record the answer"
    later = await handler.press(old.card, "Start the answer")
    assert "That step isn't open to you now" in later.text
    assert "The answer is being written" in later.text
    assert "The answer is being written" in (await handler.press(old.card, "Open")).text


async def test_what_was_taken_since_is_not_taken_by_an_old_card(program: Program) -> None:
    reference, officer = await opened(program, REQUEST, "FOI"), program.officer()
    old = await nudged(program, officer, reference, "unassigned")
    assert f"Nobody has taken {reference} yet." in old.text
    assert old.buttons()[0] == "Take it"
    await program.handler().say(f"take {reference}")
    assert "Hana Handler has this case already" in (await officer.press(old.card, "Take it")).text
    since = await nudged(program, officer, reference, "unassigned")
    assert "Nobody has taken" not in since.text
    assert "It's with Hana Handler" in since.text


async def test_taking_it_by_the_button(program: Program) -> None:
    reference, officer = await opened(program, REQUEST, "FOI"), program.officer()
    told = await nudged(program, officer, reference, "unassigned")
    assert f"You have {reference} now." in (await officer.press(told.card, "Take it")).text


async def test_putting_it_off_by_the_button(program: Program) -> None:
    reference, handler = await taken(program), program.handler()
    old = await nudged(program, handler, reference, "due-in-10")
    for _ in range(2):
        put_off = await handler.press(old.card, "Remind me tomorrow")
        assert f"I'll remind you of {reference} on Tuesday 24 November" in put_off.text
        assert put_off.buttons() == ["Open"]
    CLOCK.at += timedelta(hours=18, minutes=55)
    before = len(program.teams.received)
    await program.tell_what_is_due()
    assert reference in arrived(program, handler.conversation, before).text
    # The old card doesn't know that the last days have come.
    CLOCK.at += timedelta(days=27)
    late = await handler.press(old.card, "Remind me tomorrow")
    assert "so it can't be put off" in late.text
    assert "Being worked on" in late.text
    fresh = await nudged(program, handler, reference, "due-today")
    assert "Remind me tomorrow" not in fresh.buttons()


async def test_before_a_weekend_the_day_is_named(program: Program) -> None:
    reference = await taken(program)
    CLOCK.at += timedelta(days=4)
    told = await nudged(program, program.handler(), reference, "due-in-10")
    assert "Remind me Monday" in told.buttons()
    put_off = await program.handler().press(told.card, "Remind me Monday")
    assert "on Monday 30 November" in put_off.text


async def test_an_answer_to_be_signed_off(program: Program) -> None:
    reference, handler, officer = await taken(program), program.handler(), program.officer()
    await done(program, handler, reference, "draft", {})
    await done(program, handler, reference, "ask_sign_off", {"note": "It is in the folder"})
    told = await nudged(program, officer, reference, "sign-off-waiting")
    assert "The answer waits to be signed off." in told.text
    assert told.buttons()[0] == "Sign it off"
    assert "Hana Handler" in told.text
    # Who wrote it can't sign it.
    assert (await nudged(program, handler, reference, "due-in-2")).buttons()[0] == "Open"
    day = (await officer.say("my day")).text
    assert day.index(reference) > day.index("To sign off")
    step = await officer.press(told.card, "Sign it off")
    assert "Done: signed off." in (await officer.press(step.card, "Sign it off")).text
    assert (await nudged(program, handler, reference, "due-in-2")).buttons()[0] == "Record the answer"


async def test_an_incident_says_the_hours_left_and_what_to_do_now(program: Program) -> None:
    reference, officer = await opened(program, INCIDENT, "INC"), program.officer()
    await officer.say(f"take {reference}")
    CLOCK.at += timedelta(hours=48, minutes=30)
    told = await nudged(program, officer, reference, "hours-48")
    assert "23 hours left of the 72, until Thursday 26 November, 14:05." in told.text
    assert "What to do now: look at what happened" in told.text
    assert told.buttons()[0] == "I have looked at it"
    assert not [title for title in told.buttons() if title.startswith("Remind me")]
    assert "Kowalczyk" not in told.text
    CLOCK.at += timedelta(hours=24)
    assert (
        "The 72 hours ended on Thursday 26 November, 14:05."
        in (await nudged(program, officer, reference, "hours-71")).text
    )


async def test_an_incident_calls_for_what_comes_next_until_the_ico_was_told(program: Program) -> None:
    reference, officer, dpo = await opened(program, INCIDENT, "INC"), program.officer(), program.dpo()
    await officer.say(f"take {reference}")
    await done(program, officer, reference, "triage", {"personal_data": "yes"})
    told = await nudged(program, officer, reference, "hours-12")
    assert "stop it from going further, then assess the harm to people" in told.text
    assert told.buttons()[0] == "Assess it"
    assert f"Assess {reference}, 1 of 3" in (await officer.press(told.card, "Assess it")).text
    await done(program, officer, reference, "contain", {"note": "It was deleted."})
    assert "What to do now: assess the harm" in (await nudged(program, officer, reference, "hours-12")).text
    await done(program, officer, reference, "assess", GRAVE)
    told = await nudged(program, officer, reference, "hours-24")
    assert "make sure that the Data Protection Officer has all they need to decide" in told.text
    told = await nudged(program, dpo, reference, "hours-48")
    assert "decide whether the ICO and the people are told" in told.text
    assert told.buttons()[0] == "Record the decision"
    decision = {"ico": "yes", "people": "no", "nhs": "no", "note": "Care plans."}
    await done(program, dpo, reference, "decide", decision)
    told = await nudged(program, officer, reference, "hours-60")
    assert "hours left of the 72, until Thursday 26 November, 14:05." in told.text
    assert "What to do now: tell the ICO, and record when." in told.text
    assert told.buttons()[0] == "The ICO was told"
    await done(program, officer, reference, "ico_told", {"at": CLOCK()})


async def test_a_service_is_told_what_it_is_asked_and_nothing_else(program: Program) -> None:
    reference, coordinator = await asked(program), program.coordinator()
    told = await nudged(
        program, coordinator, reference, "service-waiting", **await about_the_ask(program, reference)
    )
    assert f"Information wanted for {reference}" in told.text
    assert "Please answer by Monday 23 November." in told.text
    assert "Freedom" not in told.text
    assert told.buttons() == ["Open what is asked"]
    assert "Which flats?" in (await coordinator.press(told.card, "Open what is asked")).text


async def test_a_handler_reminds_the_service_once_a_day(program: Program) -> None:
    reference, handler, coordinator = await asked(program), program.handler(), program.coordinator()
    told = await nudged(
        program, handler, reference, "service-waiting", **await about_the_ask(program, reference)
    )
    assert "was asked to answer by Monday 23 November" in told.text
    assert told.buttons()[0] == "Remind them"
    before = len(program.teams.received)
    assert "Housing reminded." in (await handler.press(told.card, "Remind them")).text
    await program.settled()
    assert "A reminder: your service is asked" in arrived(program, coordinator.conversation, before).text
    before = len(program.teams.received)
    assert "reminded today already" in (await handler.press(told.card, "Remind them")).text
    await program.settled()
    assert not arrived(program, coordinator.conversation, before).sent
    CLOCK.at += timedelta(days=1)
    assert "Housing reminded." in (await handler.press(told.card, "Remind them")).text
    assert "Reminded a service, by Hana Handler." in (await press(handler, "history", case=reference)).text


@pytest.mark.parametrize("rule", [*(rule.id for rule in shipped_rules().rules), "taken-out-since"])
async def test_every_rule_makes_a_card_of_every_kind_of_case(program: Program, rule: str) -> None:
    officer = program.officer()
    for words, prefix in ((REQUEST, "FOI"), (SUBJECT, "SAR"), (INCIDENT, "INC"), (QUESTION, "ENQ")):
        reference = await opened(program, words, prefix)
        told = await nudged(program, officer, reference, rule)
        assert told.sent[0]["summary"].startswith(f"{reference}: ")
        assert told.buttons()[0] == "Take it"
        assert "{" not in told.text


async def test_who_covers_is_told_so(program: Program) -> None:
    reference, handler, officer = await taken(program), program.handler(), program.officer()
    directory = program.directory
    whom, cover = directory.person(handler.id), directory.person(officer.id)
    assert whom
    assert cover
    async with program.parts.database.work() as work:
        noted = await note_absence(work, program.parts.desk, cover, whom, MONDAY, MONDAY, cover)
        await work.commit()
    told = await nudged(program, officer, reference, "due-in-5")
    assert "Hana Handler is away, so you are told instead." in told.text
    assert "is away" not in (await nudged(program, handler, reference, "due-in-5")).text
    async with program.parts.database.work() as work:
        await end_absence(work, program.parts.desk, whom, noted.id)
        await work.commit()


async def test_a_manager_is_told_that_it_is_late_and_no_more(program: Program) -> None:
    reference = await taken(program)
    CLOCK.at += timedelta(days=60)
    told = await nudged(program, manager(program), reference, "overdue-manager")
    assert f"{reference} is late" in told.text
    assert "Hana Handler works on it." in told.text
    assert actions_of(told.card) == []


async def test_the_team_channel_is_told_kinds_and_dates_and_one_takes_it_there(program: Program) -> None:
    officer = program.officer()
    await program.post(officer.in_channel("send new cases here"))
    reference = await opened(program, REQUEST, "FOI")
    before = len(program.teams.received)
    await sent(program, Recipient.team(), NoticeKind.NUDGE, reference, {"rule": "unassigned", "due": ""})
    channel = next(
        one.conversation_id
        for one in program.teams.received[before:]
        if one.conversation_id.startswith("19:")
    )
    told = arrived(program, channel, before)
    assert "Due Tuesday 22 December" in told.text
    assert "Kowalczyk" not in told.text
    assert told.buttons() == ["Take it", "Open"]
    pressed = officer.pressing(told.card, "Take it")
    pressed |= {key: officer.in_channel("")[key] for key in ("conversation", "channelData")}
    assert f"{reference} is with Olga Officer." in (await program.post(pressed)).text


@pytest.mark.parametrize("verb", ["snooze", "remind_services", "open_beside"])
@pytest.mark.parametrize("who", ["newcomer", "coordinator", "handler"])
async def test_a_forged_press_is_answered_as_for_no_case(program: Program, verb: str, who: str) -> None:
    reference = await opened(program, INCIDENT, "INC")
    person = getattr(program, who)()
    theirs = await press(person, verb, case=reference)
    none = await press(person, verb, case="INC-2026-999999")
    assert theirs.text.replace(reference, "…") == none.text.replace("INC-2026-999999", "…")
    assert "I can't find" in theirs.text


async def test_nobody_marks_as_read_what_another_was_told(program: Program) -> None:
    reference, handler, officer = await taken(program), program.handler(), program.officer()
    facts = {"rule": "due-in-5", "due": ""}
    notice = await sent(program, Recipient.person(handler.id), NoticeKind.NUDGE, reference, facts)
    for told in (notice.message, "x" * 5_000, "no/such"):
        await press(officer, "open", case=reference, told=told)
    assert await stands(program, handler, notice.message) is NoticeState.SENT
