"""The app is installed for people who could not be reached: once a day at most, and not against their will."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.installing import Installing
from bot.settings import load_settings
from bot.wiring import installing_of
from cases.installs import Installation, InstallerWrong, InstallLater, InstallOutcome
from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.graph.installer import is_available
from tests.integrations.life.office import Office, an_office, at
from tests.program import TENANT, Program, running

QUESTION = "Ask the IG team: how long do we keep CCTV recordings?"
INSTALLED = Installation(InstallOutcome.INSTALLED)
REFUSED = Installation(InstallOutcome.REFUSED, "They have no Teams licence.")


class Graph:
    """`cases.installs.Installer` by a script: what it answers for whom, and who was asked for."""

    def __init__(self, **answers: Installation | Exception) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def install(self, person_id: str) -> Installation:
        self.asked.append(person_id)
        await asyncio.sleep(0)
        answer = self.answers.get(person_id, INSTALLED)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None:
        return None


def _address(chat: str) -> dict[str, Any]:
    return {"service_url": "https://smba.trafficmanager.net/teams/", "conversation": chat}


async def _at_once() -> None:
    return None


@pytest_asyncio.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    async with an_office(tmp_path, database_url) as made:
        made.now = at("2026-05-18 10:00")
        yield made


def _installing(office: Office, graph: Graph) -> Installing:
    desk = replace(office.desk, now=lambda: office.now)
    return Installing(office.database, desk, graph, _address, _at_once)


async def _unreached(office: Office, *people: str, **given: Any) -> None:
    """Something could not be sent to these people, as they have not opened the bot."""
    async with office.database.work() as work:
        for person in people:
            key = f"{person}/{len(await work.notices.for_recipient(Recipient.person(person), 100))}"
            told = Notice(key, Recipient.person(person), NoticeKind.CASE_TAKEN, "", office.now, {}, **given)
            await work.notices.add(told)
            await work.outbox.settle(key, NoticeState.NOT_INSTALLED, "They have not opened it.", office.now)
        await work.commit()


async def _reasons(office: Office, person: str) -> set[str]:
    async with office.database.work() as work:
        return {one.reason for one in await work.notices.for_recipient(Recipient.person(person), 100)}


async def test_those_who_wait_are_tried_once_a_day_the_most_urgent_first(office: Office) -> None:
    await _unreached(office, "sam", "hana", urgency=Urgency.BULK)
    await _unreached(office, "cora", "hana", urgency=Urgency.URGENT)
    graph = Graph()
    installing = _installing(office, graph)
    await installing.install_missing()
    assert graph.asked == ["cora", "hana", "sam"]
    office.now += timedelta(hours=6)
    await installing.install_missing()
    assert len(graph.asked) == 3
    office.now += timedelta(hours=18)
    await installing.install_missing()
    assert graph.asked[3:] == ["cora", "hana", "sam"]


async def test_a_refusal_is_the_reason_why_they_are_not_reached(office: Office) -> None:
    await _unreached(office, "sam", "hana")
    await _installing(office, Graph(sam=REFUSED)).install_missing()
    assert await _reasons(office, "sam") == {"They have no Teams licence."}
    assert await _reasons(office, "hana") == {"Ask IG was installed for them just now."}


async def test_somebody_who_left_is_not_asked_for(office: Office) -> None:
    await _unreached(office, "somebody-else")
    graph = Graph()
    await _installing(office, graph).install_missing()
    assert graph.asked == []
    assert await _reasons(office, "somebody-else") == {"They are not in the list of people any more."}


async def test_one_that_is_there_already_tells_where_they_are_reached(office: Office) -> None:
    await _unreached(office, "sam", "hana")
    there = InstallOutcome.THERE_ALREADY
    graph = Graph(sam=Installation(there, chat="19:sam@unq.gbl.spaces"), hana=Installation(there))
    await _installing(office, graph).install_missing()
    async with office.database.work() as work:
        found = await work.addresses.find(Recipient.person("sam"))
        assert found == _address("19:sam@unq.gbl.spaces")
        assert await work.addresses.find(Recipient.person("hana")) is None
        (sam,) = await work.notices.for_recipient(Recipient.person("sam"), 2)
        (hana,) = await work.notices.for_recipient(Recipient.person("hana"), 2)
        assert (sam.state, hana.state) == (NoticeState.WAITING, NoticeState.NOT_INSTALLED)


async def test_when_graph_takes_no_more_it_waits_as_long_as_it_is_asked_to(office: Office) -> None:
    await _unreached(office, "sam")
    graph = Graph(sam=InstallLater("Slow down.", 600.0))
    await _unreached(office, "hana", urgency=Urgency.BULK)
    installing = _installing(office, graph)
    await installing.install_missing()
    assert graph.asked == ["sam"]
    office.now += timedelta(seconds=599)
    await installing.install_missing()
    assert graph.asked == ["sam"]
    graph.answers.clear()
    office.now += timedelta(seconds=1)
    await installing.install_missing()
    assert graph.asked == ["sam", "sam", "hana"]


async def test_what_is_not_set_up_is_nobodys_try(office: Office) -> None:
    await _unreached(office, "sam", "hana")
    graph = Graph(hana=InstallerWrong("Grant the permission."))
    installing = _installing(office, graph)
    await installing.install_missing()
    await installing.install_missing()
    assert graph.asked == ["hana", "hana"]
    assert await _reasons(office, "hana") == {"They have not opened it."}


async def test_outside_working_hours_only_what_is_urgent(office: Office) -> None:
    await _unreached(office, "sam", urgency=Urgency.ORDINARY)
    await _unreached(office, "hana", urgency=Urgency.URGENT)
    office.now = at("2026-05-18 22:00")
    graph = Graph()
    await _installing(office, graph).install_missing()
    assert graph.asked == ["hana"]


async def test_for_what_is_not_worth_sending_any_more_nobody_is_asked(office: Office) -> None:
    await _unreached(office, "sam", not_after=office.now + timedelta(hours=1))
    office.now += timedelta(hours=2)
    graph = Graph()
    await _installing(office, graph).install_missing()
    assert graph.asked == []


async def test_replicas_at_the_same_time_ask_once_for_each(office: Office) -> None:
    names = ["sam", "hana", "hector", "cora", "cyril", "olga", "oscar", "dev"]
    await _unreached(office, *names)
    graph = Graph()
    await asyncio.gather(*(_installing(office, graph).install_missing() for _ in range(3)))
    assert sorted(graph.asked) == sorted(names)


@pytest_asyncio.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    clock = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    async with running(tmp_path, staff=5, now=lambda: clock) as started:
        yield started


def _of(program: Program, graph: Graph) -> Installing:
    def address_in(chat: str) -> dict[str, Any]:
        return {
            "service_url": program.teams.url, "conversation": chat, "channel": "msteams", "tenant": TENANT,
            "bot": {"id": "28:askig", "name": "Ask IG"}, "user": None,
        }  # fmt: skip

    return Installing(program.parts.database, program.parts.desk, graph, address_in, _at_once)


async def test_what_waited_arrives_once_it_is_installed(program: Program) -> None:
    officer = program.officer()
    await program.newcomer().say(QUESTION)
    await program.settled()
    graph = Graph()
    await _of(program, graph).install_missing()
    assert graph.asked == [officer.id]
    await officer.arrive()  # Teams tells of the installation.
    await program.settled()
    assert any("ENQ-2026-0001" in str(one.body) for one in program.teams.messages(officer.conversation))


async def test_what_waited_arrives_in_the_chat_that_was_there_already(program: Program) -> None:
    officer, chat = program.officer(), "19:olga@unq.gbl.spaces"
    await program.newcomer().say(QUESTION)
    await program.settled()
    graph = Graph(**{officer.id: Installation(InstallOutcome.THERE_ALREADY, chat=chat)})
    await _of(program, graph).install_missing()
    async with program.parts.database.work() as work:
        waiting = await work.notices.for_recipient(Recipient.person(officer.id), 10)
    await program.parts.engine.deliver([notice.id for notice in waiting])
    await program.settled()
    assert any("ENQ-2026-0001" in str(one.body) for one in program.teams.messages(chat))


async def test_it_is_not_installed_again_for_somebody_who_removed_it(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    await program.post(officer.activity(type="installationUpdate", action="remove"))
    await program.newcomer().say(QUESTION)
    await program.settled()
    graph = Graph()
    await _of(program, graph).install_missing()
    assert graph.asked == []
    await officer.arrive()
    await program.settled()
    assert any("ENQ-2026-0001" in str(one.body) for one in program.teams.messages(officer.conversation))


async def test_the_start_says_what_is_missing(office: Office) -> None:
    settings = load_settings(
        {
            "development": True,
            "app_id": "0b5d1f5e-0000-4000-8000-000000000001",
            "tenant_id": TENANT,
            "install_missing": True,
            "teams_app_id": "12345678-9abc-def0-1234-56789abcdef0",
        }
    )
    if is_available():
        installing = installing_of(settings, office.database, office.desk)
        assert installing is not None
        await installing.close()
    else:
        with pytest.raises(ValueError, match="install_missing needs Microsoft's Graph library"):
            installing_of(settings, office.database, office.desk)
    assert installing_of(load_settings({"development": True}), office.database, office.desk) is None
