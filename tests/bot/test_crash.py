"""The program killed at the worst moment, and two replicas at once: told through processes of their own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from cases.disclosure.checks import READING_LEASE, STOPPED
from tests.delivery import AT_ONCE, database_at, record, states
from tests.program import SEND, Json, Program, TeamsPerson, chain_breaks, running, words_of
from tests.served import Served, post_and_lose, rows, served, teams_and_people, until
from tests.standins.connector import ConnectorStandIn, Fault, Received
from tests.standins.drive import FILE

TOLD = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
QUESTION = "What is our policy on how long we keep CCTV recordings?"
BUSY_CHATS = [f"busy-{number}" for number in range(AT_ONCE)]


def references(database_url: str) -> list[str]:
    """The references of all cases without their year, which is that of the wall clock."""
    return sorted(
        re.sub(r"-\d{4}-", "-", str(row[0])) for row in rows(database_url, "SELECT reference FROM cases")
    )


def times_told(teams: ConnectorStandIn, person: TeamsPerson, prefix: str) -> int:
    """How many messages that name a case of this kind the person was sent."""
    told = re.compile(rf"\b{prefix}-\d{{4}}-\d{{4}}\b")
    return sum(bool(told.search(words_of(one.body))) for one in teams.messages(person.conversation))


class Held:
    """Teams leaves every message to some conversations open, takes none of them and says nothing."""

    def __init__(self, teams: ConnectorStandIn) -> None:
        self.conversations: set[str] = set()
        self.reached: list[str] = []
        self._released = asyncio.Event()
        teams.faults.whenever(self._rule)

    def release(self) -> None:
        self._released.set()

    def _rule(self, one: Received) -> Fault | None:
        if self._released.is_set() or one.conversation_id not in self.conversations:
            return None
        self.reached.append(one.conversation_id)
        return Fault(0, wait_for=self._released.wait)


async def test_killed_between_the_commit_and_the_answer_everybody_is_answered_once_after_the_start(
    tmp_path: Path, database_url: str
) -> None:
    async with teams_and_people(tmp_path) as (teams, people):
        held = Held(teams)
        held.conversations = {f"a:{chat}" for chat in BUSY_CHATS}
        async with database_at(database_url) as database:
            await record(database, teams, BUSY_CHATS, datetime.now(UTC))
        async with served(tmp_path, teams, people, database_url) as first:
            # All the engine's places are taken, so that the new cases' notices surely still wait at the end.
            await until(lambda: len(held.reached) == AT_ONCE)
            officer, dpo = first.program.officer(), first.program.dpo()
            await officer.arrive()
            await dpo.arrive()
            asking, reporting = first.program.newcomer(), first.program.newcomer()
            card = await reporting.fill_in(TOLD)
            held.conversations |= {asking.conversation, reporting.conversation}
            question = asking.activity(type="message", text=QUESTION)
            press = reporting.pressing(card, SEND)
            lost = [asyncio.create_task(post_and_lose(first.program, one)) for one in (question, press)]
            await until(lambda: {asking.conversation, reporting.conversation} <= set(held.reached))
            await first.kill()
            assert await asyncio.gather(*lost) == [None, None]
        assert references(database_url) == ["ENQ-0001", "INC-0001"]
        assert states(database_url) == {"sending": AT_ONCE, "waiting": 3}
        assert times_told(teams, asking, "ENQ") == times_told(teams, reporting, "INC") == 0
        held.release()

        async with served(tmp_path, teams, people, database_url) as second:
            answered, pressed = await asyncio.gather(*(second.program.post(one) for one in (question, press)))
            assert answered.status == pressed.status == 200
            assert "INC-" in pressed.text
            assert references(database_url) == ["ENQ-0001", "INC-0001"]
            await until(lambda: times_told(teams, asking, "ENQ") == 1)

            def told() -> tuple[int, int, int]:
                return (
                    times_told(teams, officer, "ENQ"),
                    times_told(teams, officer, "INC"),
                    times_told(teams, dpo, "INC"),
                )

            await until(lambda: told() == (1, 1, 1))
            await second.program.post(question)
        assert times_told(teams, asking, "ENQ") == 1
        assert told() == (1, 1, 1)
        assert not any(teams.messages(f"a:{chat}") for chat in BUSY_CHATS), "never sent again"
        async with database_at(database_url) as database:
            assert await chain_breaks(database) == []


@asynccontextmanager
async def _two_replicas(folder: Path, url: str) -> AsyncIterator[tuple[Served, Served]]:
    async with teams_and_people(folder, staff=20) as (teams, people), AsyncExitStack() as stack:
        starting = [
            stack.enter_async_context(served(folder, teams, people, url, replica=name))
            for name in ("one", "two")
        ]
        one, two = await asyncio.gather(*starting)
        yield one, two


@pytest_asyncio.fixture
async def replicas(tmp_path: Path, postgres_url: str) -> AsyncIterator[tuple[Served, Served]]:
    async with _two_replicas(tmp_path, postgres_url) as started:
        yield started


async def to_both(replicas: tuple[Served, Served], activity: Json) -> list[int]:
    """Send the same activity to both replicas at once."""
    answers = await asyncio.gather(*(one.program.post(activity) for one in replicas))
    return [answer.status for answer in answers]


async def test_two_replicas_on_one_database_are_one_program(
    replicas: tuple[Served, Served], postgres_url: str
) -> None:
    one, two = replicas
    teams = one.program.teams
    officer = one.program.officer()
    await officer.arrive()

    # The same question arrives at both at once.
    asking = [one.program.newcomer() for _ in range(4)]
    questions = [person.activity(type="message", text=QUESTION) for person in asking]
    assert await asyncio.gather(*(to_both(replicas, question) for question in questions)) == [[200, 200]] * 4
    assert references(postgres_url) == [f"ENQ-{number:04d}" for number in range(1, 5)]
    assert [times_told(teams, person, "ENQ") for person in asking] == [1] * 4

    # Twenty people report an incident, half of them at each; every other one presses twice, once at each.
    async def report(number: int) -> None:
        program: Program = replicas[number % 2].program
        person = TeamsPerson(program, *people[number])
        press = person.pressing(await person.fill_in(TOLD), SEND)
        if number % 4 < 2:
            await to_both(replicas, press)
        else:
            await program.post(press)

    first = asking + [one.program.newcomer() for _ in range(16)]
    people = [(person.id, person.name, person.conversation) for person in first]
    await asyncio.gather(*(report(number) for number in range(20)))
    incidents = [reference for reference in references(postgres_url) if reference.startswith("INC")]
    assert incidents == [f"INC-{number:04d}" for number in range(1, 21)]
    async with database_at(postgres_url) as database:
        assert await chain_breaks(database) == []
    await until(lambda: not {"waiting", "sending"} & set(states(postgres_url)))
    assert times_told(teams, officer, "INC") == 20
    assert times_told(teams, officer, "ENQ") == 4

    # One dies before it could answer; the other knows that the case is there.
    held = Held(teams)
    held.conversations = {asking[0].conversation}
    again = asking[0].activity(type="message", text="How long do we keep the minutes of meetings?")
    lost = asyncio.create_task(post_and_lose(one.program, again))
    await until(lambda: held.reached)
    await one.kill()
    assert await lost is None
    held.release()
    assert (await two.program.post(again)).status == 200
    assert len(references(postgres_url)) == 25


class SlowDrive:
    """Where Teams keeps a file whose bytes don't come: whoever asks for one waits."""

    def __init__(self) -> None:
        self.asked = 0
        self.over = asyncio.Event()

    async def serve(self, _: web.Request) -> web.Response:
        self.asked += 1
        await self.over.wait()
        return web.Response()


@asynccontextmanager
async def slow_drive() -> AsyncIterator[tuple[SlowDrive, Json]]:
    """The drive, and a file of it as an activity carries it."""
    drive, app = SlowDrive(), web.Application()
    app.router.add_get("/letter.txt", drive.serve)
    server = TestServer(app)
    await server.start_server()
    try:
        yield (
            drive,
            {
                "contentType": FILE,
                "contentUrl": "https://council-my.sharepoint.com/personal/sam/Documents/letter.txt",
                "name": "letter.txt",
                "content": {"downloadUrl": str(server.make_url("/letter.txt")), "fileType": "txt"},
            },
        )
    finally:
        drive.over.set()
        await server.close()


async def being_read(one: Served, drive: SlowDrive, file: Json) -> TeamsPerson:
    """Somebody whose document this process is reading."""
    person = one.program.newcomer()
    await person.arrive()
    answers = await person.say("check this", attachments=[file])
    assert "I'm reading it." in answers.text
    await until(lambda: drive.asked, "the file was asked for")
    return person


def times_told_to_send_again(teams: ConnectorStandIn, person: TeamsPerson) -> int:
    """How often the person was told that the reading was stopped."""
    return sum(STOPPED in words_of(one.body) for one in teams.messages(person.conversation))


async def test_killed_while_it_reads_a_document_who_sent_it_is_told_at_the_next_start(
    tmp_path: Path, database_url: str
) -> None:
    async with teams_and_people(tmp_path) as (teams, people), slow_drive() as (drive, file):
        async with served(tmp_path, teams, people, database_url) as first:
            person = await being_read(first, drive, file)
            await first.kill()
        assert rows(database_url, "SELECT state FROM disclosure_checks") == [("reading",)]
        assert times_told_to_send_again(teams, person) == 0
        async with served(tmp_path, teams, people, database_url):
            await until(lambda: times_told_to_send_again(teams, person), "told to send it again")
        async with served(tmp_path, teams, people, database_url):
            pass
        assert times_told_to_send_again(teams, person) == 1
        assert rows(database_url, "SELECT state FROM disclosure_checks") == [("not_read",)]


async def test_what_a_dead_replica_was_reading_is_ended_by_another_when_its_lease_is_over(
    tmp_path: Path, postgres_url: str
) -> None:
    now = datetime.now(UTC)
    async with teams_and_people(tmp_path) as (teams, people), slow_drive() as (drive, file):
        async with served(tmp_path, teams, people, postgres_url, replica="one") as one:
            person = await being_read(one, drive, file)
            await one.kill()
        async with running(tmp_path, postgres_url, people=people, now=lambda: now, replica="two") as two:
            await two.parts.checker.sweep()
            await two.settled()
            assert times_told_to_send_again(teams, person) == 0
            now += READING_LEASE + timedelta(minutes=1)
            await two.parts.checker.sweep()
            await two.settled()
        assert times_told_to_send_again(teams, person) == 1
