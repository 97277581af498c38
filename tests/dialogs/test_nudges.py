"""What a nudge says to whom it reaches, from the case as it stands then, and what its buttons do, also later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from cases.absences import end_absence, note_absence
from cases.life.perform import perform
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.nudges import shipped_rules
from cases.words import date_in_words
from dialogs.cards.nudge import ROWS_AT_MOST, Line, rows_in
from dialogs.nudges import day_ahead
from tests.dialogs.odd import forged
from tests.dialogs.script import Clock
from tests.dialogs.test_titles_fit import CHARACTERS_ON_A_PHONE
from tests.program import Answers, Program, TeamsPerson, actions_of, running, words_of, write_people

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Ticking(Clock):
    """A clock that goes on a little whenever somebody looks at it, as messages to one chat go out one after another."""

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


CLOCK = Ticking()
MONDAY = date(2026, 11, 23)
REQUEST = "Under the Freedom of Information Act please tell me what Kowalczyk Ltd was paid in 2025."
SUBJECT = (
    "Under the Data Protection Act please send me everything that you hold about me, Persephone Quillfeather"
)
INCIDENT = "I emailed Mrs Kowalczyk's care plan to gordon@example.org, the wrong person"
QUESTION = "Ask the IG team: how long do we keep payslips?"
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
NUMBERS = count()


def _people(folder: Path) -> Path:
    """The office, in which Hana reports to the first member of staff."""
    file = write_people(folder, 160)
    manager = 'manager = "00000000-0000-4000-8000-000000000000"'
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name = "Hana Handler"', f'name = "Hana Handler"\n{manager}'), "utf-8")
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    folder = tmp_path_factory.mktemp("nudges")
    async with running(folder, now=CLOCK, people=_people(folder)) as started:
        started.newcomer()
        for person in (
            started.officer(),
            started.handler(),
            started.dpo(),
            started.coordinator(),
            manager(started),
        ):
            await person.arrive()
        yield started


@pytest.fixture(autouse=True)
def _monday() -> None:
    CLOCK.reset()


def manager(program: Program) -> TeamsPerson:
    """Whom Hana reports to."""
    return program._person("Staff0 ")


async def opened(program: Program, words: str, prefix: str) -> str:
    """A case that somebody sends now; returns its reference."""
    person = program.newcomer()
    after = {"INC": ("send", "send"), "ENQ": ()}.get(prefix, ("it came today", "send", "send"))
    for line in (words, *after):
        answers = await person.say(line)
    return next(
        word.strip(".,") for word in answers.text.split() if word.strip(".,").startswith(f"{prefix}-")
    )


async def taken(program: Program) -> str:
    """A request that Hana works on."""
    reference = await opened(program, REQUEST, "FOI")
    assert f"You have {reference} now." in (await program.handler().say(f"take {reference}")).text
    return reference


async def asked(program: Program) -> str:
    """A request that waits for Housing, which was asked by today."""
    reference = await taken(program)
    handler = program.handler()
    card = (await handler.say(reference)).card
    step = await handler.press(card, "Ask a service")
    done = await handler.press(
        step.card, "Ask a service", service="housing", question="Which flats?", by=MONDAY.isoformat()
    )
    assert "Done: service asked." in done.text
    return reference


async def done(
    program: Program, who: TeamsPerson, reference: str, step: str, answers: dict[str, Any]
) -> None:
    """Somebody takes a step on a case, apart from what this is about."""
    person = program.directory.person(who.id)
    assert person
    async with program.parts.database.work() as work:
        await perform(work, program.parts.desk, person, reference, step, answers)
        await work.commit()
    await program.send_what_waits()


async def sent(
    program: Program, recipient: Recipient, kind: NoticeKind, reference: str, facts: dict[str, Any]
) -> Notice:
    """Record a notice as the program does, and deliver it."""
    await program.settled()
    told = f"nudge/{reference}/{next(NUMBERS)}"
    notice = Notice(uuid4().hex, recipient, kind, reference, CLOCK(), facts, message=told)
    async with program.parts.database.work() as work:
        await work.notices.add(notice)
        await work.commit()
    await program.parts.engine.deliver([notice.id])
    await program.settled()
    return notice


async def nudged(program: Program, person: TeamsPerson, reference: str, rule: str, **also: str) -> Answers:
    """What a person is told by a nudge of this rule."""
    before = len(program.teams.received)
    facts = {"rule": rule, "due": "", **also}
    await sent(program, Recipient.person(person.id), NoticeKind.NUDGE, reference, facts)
    told = _arrived(program, person.conversation, before)
    assert all(len(one["title"]) <= CHARACTERS_ON_A_PHONE for one in actions_of(told.card))
    return told


async def about_the_ask(program: Program, reference: str) -> dict[str, str]:
    """What a nudge about a service's answer holds."""
    async with program.parts.database.work() as work:
        (ask,) = await work.asks.of(reference)
    return {"ask": ask.id, "due": ask.by.isoformat()}


async def digest(program: Program, person: TeamsPerson, *items: tuple[str, str]) -> Answers:
    """What a person is told by a digest of these rules and cases."""
    before = len(program.teams.received)
    rows = [{"rule": rule, "reference": reference, "due": ""} for rule, reference in items]
    await sent(program, Recipient.person(person.id), NoticeKind.DIGEST, "", {"items": rows})
    return _arrived(program, person.conversation, before)


def _arrived(program: Program, conversation: str, before: int) -> Answers:
    arrived = [one.body for one in program.teams.received[before:] if one.conversation_id == conversation]
    return Answers(200, None, arrived[-1:])


async def stands(program: Program, person: TeamsPerson, message: str) -> NoticeState:
    """What became of what a person was told."""
    async with program.parts.database.work() as work:
        notice = await work.notices.told(message, Recipient.person(person.id))
    assert notice
    return notice.state


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
    assert reference in _arrived(program, handler.conversation, before).text
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
    assert "A reminder: your service is asked" in _arrived(program, coordinator.conversation, before).text
    before = len(program.teams.received)
    assert "reminded today already" in (await handler.press(told.card, "Remind them")).text
    await program.settled()
    assert not _arrived(program, coordinator.conversation, before).sent
    CLOCK.at += timedelta(days=1)
    assert "Housing reminded." in (await handler.press(told.card, "Remind them")).text
    assert "Reminded a service, by Hana Handler." in (await _press(handler, "history", case=reference)).text


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
    told = _arrived(program, channel, before)
    assert "Due Tuesday 22 December" in told.text
    assert "Kowalczyk" not in told.text
    assert told.buttons() == ["Take it", "Open"]
    pressed = officer.pressing(told.card, "Take it")
    pressed |= {key: officer.in_channel("")[key] for key in ("conversation", "channelData")}
    assert f"{reference} is with Olga Officer." in (await program.post(pressed)).text


async def test_a_digest_shows_ten_and_names_the_rest(program: Program) -> None:
    references = [await taken(program) for _ in range(12)]
    handler = program.handler()
    told = await digest(program, handler, *[("due-in-5", one) for one in references])
    assert "Good morning, Hana. 12 cases to look at" in told.text
    assert told.buttons().count("Open") == ROWS_AT_MOST
    assert f"And {references[10]} and {references[11]}." in told.text
    assert told.text.count("(20 working days left)") == ROWS_AT_MOST
    assert references[3] in (await handler.press(told.card, "How it stands now")).text
    assert "Kowalczyk" not in told.text


async def test_what_a_digest_opens_comes_below_and_the_digest_stays(program: Program) -> None:
    references, handler = [await taken(program) for _ in range(3)], program.handler()
    told = await digest(program, handler, *[("due-in-5", one) for one in references])
    opened_one = await handler.press(told.card, "Open")
    assert "Good morning, Hana. 3 cases to look at" in words_of((opened_one.body or {})["value"])
    assert f"{references[0]}: Freedom of Information request" in words_of(
        opened_one.sent[-1]["attachments"][0]["content"]
    )
    # What has come to its end since is gone from it.
    await done(program, handler, references[1], "withdrawn_by_requester", {"on": MONDAY})
    again = await handler.press(told.card, "Open")
    assert "Good morning, Hana. 2 cases to look at" in again.text
    assert references[1] not in again.text
    # Nobody else gets the digest by carrying its name.
    message = actions_of(told.card)[0]["data"]["told"]
    other = await _press(program.officer(), "open_beside", case=references[0], told=message)
    assert "Good morning" not in other.text
    assert references[2] not in other.text


async def test_a_digest_is_told_where_cards_are_not_shown(program: Program) -> None:
    references = [await taken(program) for _ in range(2)]
    told = await digest(program, program.handler(), *[("due-in-5", one) for one in references])
    assert told.sent[0]["summary"] == (
        f"Good morning, Hana. 2 cases to look at. {references[0]}: Due Tuesday 22 December (20 working days left). "
        "Freedom of Information request. Being worked on."
    )


async def test_a_digest_leaves_out_what_is_done_or_hidden(program: Program) -> None:
    reference, incident = await taken(program), await opened(program, INCIDENT, "INC")
    told = await digest(program, program.handler(), ("due-in-5", reference), ("hours-48", incident))
    assert "Good morning, Hana. 1 case to look at" in told.text
    assert incident not in told.text


@pytest.mark.parametrize("verb", ["snooze", "remind_services", "open_beside"])
@pytest.mark.parametrize("who", ["newcomer", "coordinator", "handler"])
async def test_a_forged_press_is_answered_as_for_no_case(program: Program, verb: str, who: str) -> None:
    reference = await opened(program, INCIDENT, "INC")
    person = getattr(program, who)()
    theirs = await _press(person, verb, case=reference)
    none = await _press(person, verb, case="INC-2026-999999")
    assert theirs.text.replace(reference, "…") == none.text.replace("INC-2026-999999", "…")
    assert "I can't find" in theirs.text


async def _press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    return await person.program.post(forged(person, verb, data), person.conversation)


async def test_nobody_marks_as_read_what_another_was_told(program: Program) -> None:
    reference, handler, officer = await taken(program), program.handler(), program.officer()
    facts = {"rule": "due-in-5", "due": ""}
    notice = await sent(program, Recipient.person(handler.id), NoticeKind.NUDGE, reference, facts)
    for told in (notice.message, "x" * 5_000, "no/such"):
        await _press(officer, "open", case=reference, told=told)
    assert await stands(program, handler, notice.message) is NoticeState.SENT


# The day, on demand.


@pytest.mark.parametrize("words", ["my day", "What is due?", "what's due today?", "what do I have to do"])
async def test_a_handlers_day(program: Program, words: str) -> None:
    reference, free = await taken(program), await opened(program, REQUEST, "FOI")
    told = await program.handler().say(words)
    assert "Your day" in told.text
    assert reference in told.text
    assert free not in told.text


async def test_the_day_is_a_button_of_the_menu_for_those_who_work_cases(program: Program) -> None:
    handler, person = program.handler(), program.newcomer()
    reference = await taken(program)
    assert reference in (await handler.press((await handler.say("help")).card, "My day")).text
    assert "My day" not in (await person.say("help")).buttons()


async def test_an_officers_day_has_the_teams_too(tmp_path: Path) -> None:
    clock = Ticking()
    async with running(tmp_path, staff=10, now=clock) as program:
        late = await taken(program)
        clock.at += timedelta(days=40)
        free, officer = await opened(program, REQUEST, "FOI"), program.officer()
        own = await opened(program, REQUEST, "FOI")
        await officer.say(f"take {own}")
        # What waited for the officer to open their chat comes first.
        await program.settled()
        told = await officer.say("my day")
        assert [told.text.index(one) for one in (own, late, free)] == sorted(
            told.text.index(one) for one in (own, late, free)
        )
        for words in ("With you", "Overdue in the team", "Not yet taken", "working days overdue"):
            assert words in told.text
        assert told.text.count(f"{late}\n") == 1


async def test_the_day_of_somebody_for_whom_nothing_waits(program: Program) -> None:
    assert "Nothing is waiting for you." in (await program.newcomer().say("my day")).text


async def test_a_coordinators_day(program: Program) -> None:
    reference = await asked(program)
    told = await program.coordinator().say("what is due?")
    assert f"For {reference}" in told.text
    assert "Which flats?" not in told.text


# Days to come.


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("on Friday", date(2026, 11, 27)),
        ("until monday", date(2026, 11, 30)),
        ("next Wednesday", date(2026, 11, 25)),
        ("on 5 December", date(2026, 12, 5)),
        ("2 January", date(2027, 1, 2)),
        ("1/12/2026", date(2026, 12, 1)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks", date(2026, 12, 7)),
        ("next week", date(2026, 11, 30)),
        ("today", None),
        ("yesterday", None),
        ("last friday", None),
        ("1/11/2026", None),
        ("when hell freezes over", None),
        ("", None),
    ],
)
async def test_a_day_to_come_is_read(words: str, day: date | None) -> None:
    assert day_ahead(words, MONDAY) == day


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)), days=st.integers(1, 360))
async def test_a_day_in_words_is_that_day(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    said = date_in_words(day).partition(" ")[2]
    assert day_ahead(f"on {said}", today) == day
    assert day_ahead(f"in {days} days", today) == day


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)), words=st.text(max_size=40))
async def test_whatever_is_typed_is_no_day_that_has_been(today: date, words: str) -> None:
    day = day_ahead(words, today)
    assert day is None or day > today


# How many lines a section gets.


@given(st.lists(st.integers(0, 30), max_size=5))
async def test_ten_lines_are_shared_fairly(sizes: list[int]) -> None:
    lines = [("", [Line("", "", "", "open", {})] * size) for size in sizes]
    shown = rows_in(lines)
    assert sum(shown) == min(ROWS_AT_MOST, sum(sizes))
    assert all(count <= size for count, size in zip(shown, sizes, strict=True))
    cut = [count for count, size in zip(shown, sizes, strict=True) if count < size]
    assert not cut or max(shown) - min(cut) <= 1, "one section has more while another waits"
