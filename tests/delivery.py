"""Notices on their way: the durable engine with its real courier, and what is told by whom."""

from __future__ import annotations

import asyncio
import multiprocessing
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import uuid4

from bot.courier import Courier
from bot.links import CheckLinks, SignedLinks
from bot.settings import SAMPLE_COUNCIL
from cases.calendar import HolidayCalendar
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.notices import Notice, NoticeKind, Recipient
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database
from integrations.documents.reading.kinds import cannot_read
from integrations.documents.sealing import CopySeal
from integrations.durable.engine import DurableEngine
from integrations.durable.pace import Pace
from integrations.durable.pump import SENT_AT_ONCE
from integrations.people_file import FileDirectory
from integrations.teams.connector import Connectors
from integrations.teams.credentials import NoCredentials
from integrations.teams.service_hosts import ServiceHosts
from integrations.teams.transport import Transport
from tests.standins.connector import ConnectorStandIn

_SECRET = b"0123456789abcdef0123456789abcdef"
_CALENDAR = HolidayCalendar()

AT_ONCE = SENT_AT_ONCE
"""How many notices one engine has under way."""

AT_ANY_RATE = Pace(10_000, 10_000)
"""A pace that nobody waits for."""


class Clock:
    """The wall clock, which a test can put forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, time: timedelta) -> None:
        self._ahead += time


@dataclass
class Delivery:
    """An engine that runs, and what belongs to it."""

    database: Database
    engine: DurableEngine
    clock: Clock

    async def all_sent(self) -> None:
        """Wait until nothing is due any more, and nothing is being sent."""
        async with asyncio.timeout(60):
            while self.engine.is_sending or await self._is_due():
                await asyncio.sleep(0.02)

    async def _is_due(self) -> bool:
        async with self.database.snapshot() as snapshot:
            return await snapshot.outbox.is_due(self.clock(), self.clock())


@asynccontextmanager
async def database_at(url: str) -> AsyncIterator[Database]:
    """The database, brought up to date."""
    await asyncio.to_thread(migrate, url)
    database = Database(create_engine(url))
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def courier_at(
    database: Database, people: Path, clock: Callable[[], datetime], replica: str = "one"
) -> AsyncIterator[Courier]:
    """The real courier, as the program wires it."""
    connectors = Connectors(Transport(hosts=ServiceHosts.of_this_machine(), credentials=NoCredentials()))
    directory = FileDirectory(people, SAMPLE_COUNCIL / "services.toml")
    desk = Desk(directory, _CALENDAR, clock, lambda: uuid4().hex)
    links = CheckLinks(SignedLinks(_SECRET, "http://localhost", clock))
    disclosure = DisclosureDesk(
        CopySeal(_SECRET),
        timedelta(days=1),
        links,
        (".txt",),
        1_000,
        cannot_read,
        replica,
        timedelta(days=730),
    )
    try:
        yield Courier(database, desk, disclosure, connectors)
    finally:
        await connectors.close()


@asynccontextmanager
async def delivering(
    url: str, people: Path, replica: str = "one", pace: Pace = AT_ANY_RATE
) -> AsyncIterator[Delivery]:
    """An engine on this database until the block ends."""
    clock = Clock()
    async with database_at(url) as database, courier_at(database, people, clock, replica) as courier:
        engine = DurableEngine(
            url,
            database,
            courier.send,
            clock,
            replica=replica,
            is_alone=database.engine.dialect.name == "sqlite",
            pace=pace,
            look_every=0.1,
        )
        await engine.start()
        try:
            yield Delivery(database, engine, clock)
        finally:
            await engine.stop()


async def record(
    database: Database, teams: ConnectorStandIn, people: Sequence[str], at: datetime, *, first: int = 1
) -> list[str]:
    """One notice for each of these people, each about a case of its own, in one transaction. Returns their ids.

    `first` is the number of the first case.
    """
    made = []
    async with database.work() as work:
        for number, person in enumerate(people, start=first):
            recipient = Recipient.person(person)
            await work.addresses.put(recipient, address_of(teams, person), at)
            notice = Notice(
                f"notice-{number}", recipient, NoticeKind.CASE_WITHDRAWN, f"INC-2026-{number:04d}", at, {}
            )
            await work.notices.add(notice)
            made.append(notice.id)
        await work.commit()
    return made


def address_of(teams: ConnectorStandIn, person: str) -> dict[str, object]:
    """Where this person is reached."""
    return {
        "service_url": teams.url,
        "conversation": f"a:{person}",
        "channel": "msteams",
        "tenant": "",
        "bot": {"id": "28:askig", "name": "Ask IG"},
        "user": f"29:{person}",
    }


def told(teams: ConnectorStandIn) -> Counter[str]:
    """How often each case was told of in Teams."""
    from tests.program import words_of  # not for the program below, which would start more slowly

    return Counter(
        found[0]
        for message in teams.everything_sent()
        if (found := re.search(r"INC-\d{4}-\d{4}", words_of(message.body)))
    )


def states(url: str) -> Counter[object]:
    """How many notices stand in each state."""
    from tests.served import rows

    return Counter(state for (state,) in rows(url, "SELECT state FROM notices"))


@dataclass
class Carrier:
    """A process that does nothing but deliver."""

    process: BaseProcess

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self.process.kill()

    async def wait(self) -> None:
        """Wait until it has ended."""
        await asyncio.to_thread(self.process.join)


@asynccontextmanager
async def carrier(url: str, people: Path, replica: str, pace: Pace = AT_ANY_RATE) -> AsyncIterator[Carrier]:
    """A process of its own that delivers, until the block ends."""
    process = _FORKED.Process(target=_carry_on, args=(url, people, replica, pace), daemon=True)
    await asyncio.to_thread(process.start)
    started = Carrier(process)
    try:
        yield started
    finally:
        started.kill()
        await started.wait()


def _carry_on(url: str, people: Path, replica: str, pace: Pace) -> None:
    asyncio.run(_carry(url, people, replica, pace))


async def _carry(url: str, people: Path, replica: str, pace: Pace) -> None:
    async with delivering(url, people, replica, pace):
        await asyncio.Event().wait()


_FORKED = multiprocessing.get_context("forkserver")
"""Each process is the copy of one that has loaded everything, so that it starts in no time."""

_FORKED.set_forkserver_preload(["pytest", "tests.delivery"])
