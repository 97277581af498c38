"""Notices on their way: the durable engine with its real courier, and what is told by whom.

As a program (`python -m tests.delivery DATABASE PEOPLE REPLICA`) it is a process that does nothing but deliver,
which a test can kill.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from dbos import DBOS

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
from integrations.people_file import FileDirectory
from integrations.teams.connector import Connectors
from integrations.teams.credentials import NoCredentials
from integrations.teams.service_hosts import ServiceHosts
from integrations.teams.transport import Transport
from tests.standins.connector import ConnectorStandIn

_SECRET = b"0123456789abcdef0123456789abcdef"

ROOT = Path(__file__).parents[1]

AT_ONCE = 20
"""How many notices one engine sends at a time."""


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
    replica: str
    waited: list[float] = field(default_factory=list)

    async def all_begun(self) -> None:
        """Wait until the engine has taken up everything that was queued."""
        async with asyncio.timeout(20):
            while await DBOS.list_workflows_async(status="ENQUEUED"):
                await asyncio.sleep(0.05)

    async def nothing_queued(self) -> None:
        """Wait until the engine has nothing left to do. What a dead replica was doing stays with that one."""
        async with asyncio.timeout(20):
            while await DBOS.list_workflows_async(status="ENQUEUED") or await DBOS.list_workflows_async(
                status="PENDING", executor_id=self.replica
            ):
                await asyncio.sleep(0.05)


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
async def delivering(
    url: str, people: Path, replica: str = "one", sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[Delivery]:
    """An engine on this database until the block ends. `sleep` is how it waits before it sends again."""
    clock = Clock()
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        await sleep(seconds)

    connectors = Connectors(
        Transport(hosts=ServiceHosts.of_this_machine(), credentials=NoCredentials(), sleep=wait)
    )
    directory = FileDirectory(people, SAMPLE_COUNCIL / "services.toml")
    desk = Desk(directory, HolidayCalendar(), clock, lambda: uuid4().hex)
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
    async with database_at(url) as database:
        engine = DurableEngine(
            url,
            database,
            Courier(database, desk, disclosure, connectors).send,
            clock,
            replica=replica,
            is_alone=database.engine.dialect.name == "sqlite",
            look_every=0.1,
        )
        await engine.start()
        try:
            yield Delivery(database, engine, clock, replica, waited)
        finally:
            await engine.stop()
            await connectors.close()


async def record(
    database: Database, teams: ConnectorStandIn, people: Sequence[str], at: datetime
) -> list[str]:
    """One notice for each of these people, each about a case of its own, in one transaction. Returns their ids."""
    made = []
    async with database.work() as work:
        for number, person in enumerate(people, start=1):
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


@asynccontextmanager
async def carrier(url: str, people: Path, replica: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of its own that delivers, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery", url, str(people), replica,
        cwd=ROOT, stdin=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _carry(url: str, people: Path, replica: str) -> None:
    async with delivering(url, people, replica):
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_carry(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
