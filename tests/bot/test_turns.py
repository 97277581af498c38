"""A turn happens once and wholly, or not at all: told through the whole program, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

import bot.app
from bot.turns import ANSWERED_WITHIN, LEASE
from cases.notices import Recipient
from integrations.database import tables
from integrations.database.unit_of_work import DatabaseWork
from tests.program import SEND, TENANT, Json, Program, TeamsPerson, chain_breaks, running, words_of
from tests.standins.connector import (
    Fault,
    Verb,
    blocked_by_user,
    lost_answer,
    not_installed,
    service_unavailable,
    slow,
)

TOLD = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
QUESTION = "Ask the IG team: how long do we keep CCTV recordings?"


class Clock:
    """The time, which a test moves on."""

    def __init__(self) -> None:
        from datetime import UTC, datetime

        self.now = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)

    def __call__(self) -> Any:
        return self.now


@pytest_asyncio.fixture
async def program(tmp_path: Path, database_url: str) -> AsyncIterator[Program]:
    clock = Clock()
    async with running(tmp_path, database_url, staff=21, now=clock) as started:
        started.clock = clock  # type: ignore[attr-defined]
        yield started


async def _all(program: Program, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is stored in these tables."""
    async with program.parts.database.engine.connect() as connection:
        found = {
            name: sorted(
                (tuple(row) for row in await connection.execute(sa.select(tables.metadata.tables[name]))),
                key=repr,
            )
            for name in names
        }
        await connection.rollback()
    return found


async def _references(program: Program) -> list[str]:
    return [row[0] for row in (await _all(program, "cases"))["cases"]]


EVERYTHING = (
    "cases", "history", "additions", "notices", "reference_counters", "dialog_states", "addresses", "turns",
)  # fmt: skip


class Injected(Exception):
    """The failure that a test asked for."""


@contextmanager
def failing_at(program: Program, number: int) -> Iterator[list[str]]:
    """The database fails at the statement or commit of that number, counted over turns alone. Yields what was
    reached; the last of it failed if there are as many as `number`."""
    reached: list[str] = []
    engine = program.parts.database.engine.sync_engine

    def step(what: str) -> None:
        task = asyncio.current_task()
        if task is None or getattr(task.get_coro(), "__qualname__", "") != "Edge._work":
            return
        reached.append(what)
        if len(reached) == number:
            raise Injected

    def statement(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        step(sql)

    def commit(_connection: Any) -> None:
        step("COMMIT")

    sa.event.listen(engine, "before_cursor_execute", statement)
    sa.event.listen(engine, "commit", commit)
    try:
        yield reached
    finally:
        sa.event.remove(engine, "before_cursor_execute", statement)
        sa.event.remove(engine, "commit", commit)


async def test_a_failure_at_any_statement_of_sending_leaves_nothing_behind(program: Program) -> None:
    reporter = program.newcomer()
    await program.officer().arrive()
    card = await reporter.fill_in(TOLD)
    await program.parts.turns.note_delivered()
    number = 0
    while True:
        number += 1
        before = await _all(program, *EVERYTHING)
        with failing_at(program, number) as reached:
            answer = await reporter.press(card, SEND)
        if len(reached) < number:
            break
        assert answer.status == 200
        assert "nothing was changed" in answer.text, f"after {reached}"
        assert await _all(program, *EVERYTHING) == before, f"after {reached}"
    assert number > 8
    assert any("INSERT INTO cases" in one for one in reached)
    assert "INC-2026-0001" in answer.text
    await program.settled()
    assert await _references(program) == ["INC-2026-0001"]


async def test_a_turn_that_stands_although_its_commit_was_reported_as_failed_is_not_done_twice(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = program.newcomer()
    card = await reporter.fill_in(TOLD)
    really = DatabaseWork.commit

    async def commit_and_fail(work: DatabaseWork) -> None:
        await really(work)
        raise Injected

    with monkeypatch.context() as patched:
        patched.setattr(DatabaseWork, "commit", commit_and_fail)
        assert "went wrong" in (await reporter.press(card, SEND)).text
    again = await reporter.press(card, SEND)
    assert "INC-2026-0001" in again.text
    assert await _references(program) == ["INC-2026-0001"]


async def test_twenty_newcomers_at_once_get_twenty_references_without_gap_or_repeat(program: Program) -> None:
    async def report(person: TeamsPerson, presses: int) -> str:
        await person.arrive()
        card = await person.fill_in(TOLD)
        answers = await asyncio.gather(*(person.press(card, SEND) for _ in range(presses)))
        return "\n".join(answer.text for answer in answers)

    engine = program.parts.database.engine.sync_engine
    inserts = 0

    def fail_some(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        nonlocal inserts
        if "INSERT INTO history" in sql:
            inserts += 1
            if inserts % 3 == 0:
                raise Injected

    people = [program.newcomer() for _ in range(20)]
    sa.event.listen(engine, "before_cursor_execute", fail_some)
    try:
        shown = await asyncio.gather(
            *(report(person, 1 + number % 2) for number, person in enumerate(people))
        )
    finally:
        sa.event.remove(engine, "before_cursor_execute", fail_some)
    stored = await _references(program)
    assert stored == [f"INC-2026-{number:04d}" for number in range(1, len(stored) + 1)]
    assert 0 < len(stored) < 20, "some have to fail and some to succeed"
    told = [reference for reference in stored if any(reference in text for text in shown)]
    assert told == stored
    # Whoever was told that it went wrong has their draft still, and sends it now.
    for person, text in zip(people, shown, strict=True):
        if "INC-" not in text:
            card = (await person.say("continue")).card
            assert "INC-" in (await person.press(card, SEND)).text
    assert await _references(program) == [f"INC-2026-{number:04d}" for number in range(1, 21)]
    assert await chain_breaks(program.parts.database) == []
    assert len((await _all(program, "history"))["history"]) == 20
    async with program.parts.database.engine.begin() as connection:
        await connection.execute(
            sa.update(tables.history).where(tables.history.c.sequence == 7).values(actor="x")
        )
        await connection.execute(sa.delete(tables.history).where(tables.history.c.sequence == 20))
    assert len(await chain_breaks(program.parts.database)) == 2, "the check finds what was tampered with"


async def test_a_resend_in_flight_and_afterwards_is_one_case_and_one_answer(program: Program) -> None:
    person = program.newcomer()
    asked = person.activity(type="message", text=QUESTION, timestamp="2026-11-23T14:05:00Z")
    resent = {**asked, "timestamp": "2026-11-23T14:05:16Z"}
    await asyncio.gather(*(program.post(one) for one in (asked, resent, resent)))
    await program.post(resent)
    await program.parts.turns.note_delivered()
    await program.post(resent)
    assert await _references(program) == ["ENQ-2026-0001"]
    assert (
        sum("ENQ-2026-0001" in words_of(one.body) for one in program.teams.messages(person.conversation)) == 1
    )


async def test_a_press_that_is_sent_again_gets_its_card_again(program: Program) -> None:
    person = program.newcomer()
    press = person.pressing(await person.fill_in(TOLD), SEND)
    first = await program.post(press)
    again = await program.post({**press, "timestamp": "2026-11-23T14:05:16Z"})
    assert "INC-2026-0001" in first.text
    assert again.body == first.body
    await program.parts.turns.note_delivered()
    assert (await program.post(press)).status == 200
    assert await _references(program) == ["INC-2026-0001"]


async def test_a_double_click_opens_one_case(program: Program) -> None:
    person = program.newcomer()
    card = await person.fill_in(TOLD)
    answers = await asyncio.gather(*(person.press(card, SEND) for _ in range(3)))
    assert all("INC-2026-0001" in answer.text for answer in answers)
    assert await _references(program) == ["INC-2026-0001"]


async def test_messages_sent_at_once_by_one_person_are_all_kept(program: Program) -> None:
    person = program.newcomer()
    await person.say(TOLD)
    additions = [f"also the parcel number {number} went missing that day" for number in range(8)]
    await asyncio.gather(*(person.say(one) for one in additions))
    shown = words_of((await person.say("continue")).card)
    assert [one for one in additions if one not in shown] == []


async def test_a_typed_answer_that_changes_one_value_is_kept(program: Program) -> None:
    person = program.newcomer()
    card = (await person.say(TOLD)).card
    await person.press(card, "Next")
    await person.say("about 250 people")
    await person.say("help")
    shown = (await person.say("continue")).card
    assert "250" in words_of(shown) or "250" in repr(shown)


async def test_an_answer_that_teams_did_not_take_is_given_later_and_once(program: Program) -> None:
    person = program.newcomer()
    await person.arrive()
    transport = program.parts.connectors._transport
    transport._sleep = lambda _: asyncio.sleep(0)
    program.teams.faults.at(person.conversation, *[service_unavailable()] * 6)
    asked = await person.say(QUESTION)
    assert asked.status == 200
    assert await _references(program) == ["ENQ-2026-0001"]

    def answers() -> int:
        return sum(
            "ENQ-2026-0001" in words_of(one.body) for one in program.teams.messages(person.conversation)
        )

    await program.parts.turns.send_late()
    assert answers() == 0, "it is still this turn's to send"
    program.clock.now += LEASE  # type: ignore[attr-defined]
    await program.parts.turns.send_late()
    assert answers() == 1
    await program.parts.turns.note_delivered()
    program.clock.now += LEASE  # type: ignore[attr-defined]
    await program.parts.turns.send_late()
    await program.parts.turns.take_up()
    assert answers() == 1


async def test_an_answer_that_is_too_old_is_not_sent_any_more(program: Program) -> None:
    person = program.newcomer()
    transport = program.parts.connectors._transport
    transport._sleep = lambda _: asyncio.sleep(0)
    program.teams.faults.at(person.conversation, *[service_unavailable()] * 6)
    await person.say(QUESTION)
    program.clock.now += ANSWERED_WITHIN + LEASE  # type: ignore[attr-defined]
    await program.parts.turns.take_up()
    await program.parts.turns.note_delivered()
    assert program.teams.messages(person.conversation) == []
    assert all(row[3] and row[2] is None for row in (await _all(program, "turns"))["turns"])


@pytest.mark.parametrize("fault", [lost_answer(), blocked_by_user()], ids=["lost", "blocked"])
async def test_an_answer_that_may_have_arrived_or_never_can_is_not_sent_again(
    program: Program, fault: Fault
) -> None:
    person = program.newcomer()
    program.teams.faults.at(person.conversation, fault)
    assert (await person.say(QUESTION)).status == 200
    tried = len(program.teams.received)
    program.clock.now += LEASE  # type: ignore[attr-defined]
    await program.parts.turns.send_late()
    assert (
        len([one for one in program.teams.received[tried:] if one.conversation_id == person.conversation])
        == 0
    )


async def test_notices_go_out_even_when_the_answer_does_not(program: Program) -> None:
    person, officer = program.newcomer(), program.officer()
    await officer.arrive()
    program.teams.faults.at(person.conversation, lost_answer())
    await person.say(QUESTION)
    await program.settled()
    assert any("ENQ-2026-0001" in str(one.body) for one in program.teams.messages(officer.conversation))


async def test_words_of_delivered_answers_are_not_kept(program: Program) -> None:
    person = program.newcomer()
    await person.say(TOLD)
    await program.parts.turns.note_delivered()
    assert "spreadsheet" not in repr((await _all(program, "turns"))["turns"])


async def test_who_was_removed_and_comes_back_is_reached_again(program: Program) -> None:
    person, officer = program.newcomer(), program.officer()
    await officer.arrive()
    await program.post(officer.activity(type="installationUpdate", action="remove"))
    await person.say(QUESTION)
    await program.settled()
    assert [row[7] for row in (await _all(program, "notices"))["notices"]] == ["not_installed"]
    await officer.arrive()
    await program.settled()
    assert any("ENQ-2026-0001" in str(one.body) for one in program.teams.messages(officer.conversation))


async def test_teams_saying_that_somebody_is_not_there_is_mended_when_they_speak(program: Program) -> None:
    person, officer = program.newcomer(), program.officer()
    await officer.say("hello")
    program.teams.faults.at(officer.conversation, not_installed())
    await person.say(QUESTION)
    await program.settled()
    assert [row[7] for row in (await _all(program, "notices"))["notices"]] == ["not_installed"]
    await officer.say("hello")
    await program.settled()
    assert [row[7] for row in (await _all(program, "notices"))["notices"]] == ["sent"]


async def test_an_address_from_a_turn_that_failed_is_noted_by_the_next(program: Program) -> None:
    officer = program.officer()
    with failing_at(program, 5):
        assert "went wrong" in (await officer.say("hello")).text
    await officer.say("hello")
    async with program.parts.database.work() as work:
        assert await work.addresses.find(Recipient.person(officer.id)) is not None


@pytest.mark.parametrize(
    "stored",
    [
        [],
        "words",
        {"stack": 7},
        {"stack": [{"id": ["x"], "state": {}}], "drafts": "no"},
        {"stack": [{"id": "report_incident", "state": {"draft": "d"}}]},
        {
            "stack": [
                {"id": "report_incident", "state": {"draft": "d", "step": "what", "said": "", "values": 7}}
            ]
        },
        {"sent": "abc", "pending": [1]},
        {"py/object": "os.system", "stack": [{"py/reduce": [{"py/type": "os.system"}, ["touch /tmp/x"]]}]},
    ],
)
async def test_a_stored_state_that_makes_no_sense_locks_nobody_out(tmp_path: Path, stored: Any) -> None:
    async with running(tmp_path, staff=2) as program:
        person = program.newcomer()
        await person.say(TOLD)
        async with program.parts.database.engine.begin() as connection:
            await connection.execute(sa.update(tables.dialog_states).values(state=stored))
        card = await person.fill_in(TOLD)
        assert "INC-2026-0001" in (await person.press(card, SEND)).text


async def test_a_slow_turn_is_acknowledged_and_answered_when_it_is_done(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = program.newcomer()
    await person.arrive()
    card = await person.fill_in(TOLD)
    monkeypatch.setattr(bot.app, "ACKNOWLEDGE_WITHIN", 0.05)
    teams_is_slow = asyncio.Event()
    program.teams.faults.whenever(
        lambda one: slow(teams_is_slow) if one.verb is Verb.UPDATE and not teams_is_slow.is_set() else None
    )
    press = person.pressing(card, SEND)
    assert (await program.post(press)).status == 202
    assert (await program.post(press)).status == 202, "a resend meanwhile is acknowledged as well"
    teams_is_slow.set()
    await _until_told(program, person, "INC-2026-0001")
    assert await _references(program) == ["INC-2026-0001"]


async def _until_told(program: Program, person: TeamsPerson, words: str) -> None:
    async with asyncio.timeout(30):
        while not any(words in words_of(one.body) for one in program.teams.messages(person.conversation)):
            await asyncio.sleep(0.02)


async def test_stopping_waits_for_what_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.app, "ACKNOWLEDGE_WITHIN", 0.05)
    teams_is_slow = asyncio.Event()
    async with running(tmp_path, staff=2) as program:
        person = program.newcomer()
        program.teams.faults.at(person.conversation, slow(teams_is_slow))
        assert (await person.say(QUESTION)).status == 202
        asyncio.get_running_loop().call_later(0.2, teams_is_slow.set)
        teams = program.teams
    assert any("ENQ-2026-0001" in words_of(one.body) for one in teams.messages(person.conversation))


async def test_buttons_and_invokes_get_the_answers_that_teams_documents(program: Program) -> None:
    person = program.newcomer()
    card: Json = (await person.say(TOLD)).card
    pressed = await person.press(card, "Next")
    assert pressed.body is not None
    assert (pressed.status, pressed.body["statusCode"]) == (200, 200)
    assert pressed.body["type"] == "application/vnd.microsoft.card.adaptive"
    assert pressed.body["value"]["type"] == "AdaptiveCard"
    nonsense = person.activity(
        type="invoke", name="adaptiveCard/action", value={"action": {"type": "Action.Execute"}}
    )
    assert (await program.post(nonsense)).status == 200
    for name in ("task/fetch", "signin/verifyState", "no/such"):
        assert (await program.post(person.activity(type="invoke", name=name, value={}))).status == 501


async def test_a_draft_is_found_wherever_teams_names_the_tenant(program: Program) -> None:
    person = program.newcomer()
    conversation = {"id": person.conversation, "conversationType": "personal"}
    await person.say(TOLD, channelData={})
    for places in (
        {"conversation": conversation},
        {"channelData": None},
        {"conversation": {**conversation, "tenantId": TENANT.upper()}, "channelData": {}},
    ):
        assert "spreadsheet" in (await person.say("continue", **places)).text
    assert len((await _all(program, "dialog_states"))["dialog_states"]) == 1


async def test_a_private_chat_is_opened_in_the_tenant_that_was_verified(program: Program) -> None:
    person = program.newcomer()
    await program.post(person.in_channel(TOLD))
    [opened] = [one for one in program.teams.received if one.verb is Verb.CREATE]
    assert opened.body["tenantId"] == TENANT
    assert opened.body["channelData"] == {"tenant": {"id": TENANT}}


async def test_a_stranger_is_told_so_and_nothing_is_stored(program: Program) -> None:
    stranger = program.newcomer()
    stranger.id = "00000000-0000-4000-8000-999999999999"
    assert "don't know you" in (await stranger.say(TOLD)).text
    assert (await _all(program, *EVERYTHING)) == {name: [] for name in EVERYTHING}
