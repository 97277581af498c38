"""One message to everybody, against what Teams allows: how near to the limit it is sent, and whether ever over it.

Ask IG runs as `askig serve` runs it, in a process of its own, and finds the message in its outbox. Teams is the stand-in
for its connector in tests/, which counts as Teams does: it answers 429 to whatever is over the limit of the settings, in
all and in one chat. A request counts when it arrived there. What became of each recipient is read from the outbox, and
laid beside what arrived.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database
from integrations.durable.pace import Pace
from tests.benchmarks.servers import Server, ask_ig, listening, postgres
from tests.delivery import address_of
from tests.program import write_people
from tests.standins.connector import ConnectorStandIn, RateLimits

PEOPLE = 10_000
_MESSAGE = "broadcast/bench"
_PACE = Pace()
_ADDRESSES_AT_ONCE = 500


@dataclass(frozen=True)
class Measured:
    """What came of one send. `took` is in seconds, memory in MB, `cpu` in the server's seconds."""

    people: int
    took: float
    arrived: int
    told_twice: int
    refused: int
    most_in_a_second: int
    totals: Mapping[NoticeState, int]
    cpu: float
    memory_before: float
    memory_most: float

    @property
    def a_second(self) -> float:
        """Requests a second from the first to the last."""
        return (self.arrived + self.refused - 1) / self.took


def run(people: int = PEOPLE) -> str:
    """Send to so many on each database, which takes a second for each 40 of them, and return a table for a person."""
    return asyncio.run(_run(people))


async def _run(people: int) -> str:
    results = {}
    with tempfile.TemporaryDirectory(prefix="askig-bench-") as made, ExitStack() as stack:
        folder = Path(made)
        urls = {"SQLite": f"sqlite:///{folder / 'askig.db'}"}
        if postgres_url := stack.enter_context(postgres()):
            urls["PostgreSQL"] = postgres_url
        for name, url in urls.items():
            results[name] = await _measured(folder, name, url, people)
    return _table(results, has_postgres=postgres_url is not None)


async def _measured(folder: Path, name: str, url: str, people: int) -> Measured:
    limits = RateLimits(((_PACE.a_second_in_a_chat, 1.0),), ((_PACE.a_second, 1.0),))
    await asyncio.to_thread(migrate, url)
    database = Database(create_engine(url))
    async with ConnectorStandIn(limits=limits) as teams, aiohttp.ClientSession() as session:
        with ask_ig(folder, name, url, write_people(folder, staff=1)) as server:
            await listening(server, session)
            cpu, memory = server.cpu_seconds(), _megabytes(server, "VmRSS")
            await _record(database, teams, people)
            totals = await _all_settled(database, people)
            cpu, most = server.cpu_seconds() - cpu, _megabytes(server, "VmHWM")
    await database.close()
    times = [one.at for one in teams.received]
    arrived = Counter(one.conversation_id for one in teams.everything_sent())
    return Measured(
        people=people,
        took=times[-1] - times[0],
        arrived=arrived.total(),
        told_twice=sum(number > 1 for number in arrived.values()),
        refused=len(times) - arrived.total(),
        most_in_a_second=teams.most_in(1.0),
        totals=totals,
        cpu=cpu,
        memory_before=memory,
        memory_most=most,
    )


async def _record(database: Database, teams: ConnectorStandIn, people: int) -> None:
    """The message to everybody, in one transaction, after where each of them is reached."""
    now = datetime.now(UTC)
    recipients = [Recipient.person(f"person-{number}") for number in range(people)]
    for first in range(0, people, _ADDRESSES_AT_ONCE):
        async with database.work() as work:
            for one in recipients[first : first + _ADDRESSES_AT_ONCE]:
                await work.addresses.put(one, address_of(teams, one.id), now)
            await work.commit()
    async with database.work() as work:
        await work.notices.add_many(
            [
                Notice(
                    f"bench/{one.id}", one, NoticeKind.CASE_WITHDRAWN, "INC-2026-0001", now, {},
                    message=_MESSAGE, urgency=Urgency.BULK,
                )
                for one in recipients
            ]
        )  # fmt: skip
        await work.commit()


async def _all_settled(database: Database, people: int) -> Mapping[NoticeState, int]:
    """Wait until nothing is on its way any more; how many of the message stand in each state."""
    async with asyncio.timeout(120 + 3 * people / _PACE.a_second):
        while True:
            await asyncio.sleep(2)
            async with database.work() as work:
                totals = await work.notices.totals(_MESSAGE)
            if not {NoticeState.WAITING, NoticeState.SENDING} & set(totals):
                return totals


def _megabytes(server: Server, name: str) -> float:
    """What the system says of the process's memory: `VmRSS` now, `VmHWM` at most. Not a number where it says nothing."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        return float("nan")
    [kilobytes] = [line.split()[1] for line in status.read_text().splitlines() if line.startswith(f"{name}:")]
    return int(kilobytes) / 1024


def _table(results: Mapping[str, Measured], *, has_postgres: bool) -> str:
    lines = [f"{'':<44}" + "".join(f"{name:>14}" for name in results)]
    allowed = _PACE.a_second

    def row(what: str, figure: Callable[[Measured], str]) -> None:
        lines.append(f"{what:<44}" + "".join(f"{figure(one):>14}" for one in results.values()))

    row("people", lambda one: f"{one.people}")
    row("seconds from the first request to the last", lambda one: f"{one.took:.1f}")
    row("requests a second", lambda one: f"{one.a_second:.2f}")
    row(f"of the {allowed} that are allowed", lambda one: f"{one.a_second / allowed:.3f}")
    row(f"most in any second (allowed: {allowed})", lambda one: f"{one.most_in_a_second}")
    row("answered with 429", lambda one: f"{one.refused}")
    for state in NoticeState:
        if any(state in one.totals for one in results.values()):
            row(f"  {state.value}", lambda one, state=state: f"{one.totals.get(state, 0)}")
    row("accounted for", lambda one: f"{sum(one.totals.values())}")
    row("arrived", lambda one: f"{one.arrived}")
    row("told twice", lambda one: f"{one.told_twice}")
    row("processor ms a message", lambda one: f"{1000 * one.cpu / one.people:.1f}")
    row("memory before, MB", lambda one: f"{one.memory_before:.0f}")
    row("memory at most, MB", lambda one: f"{one.memory_most:.0f}")
    if not has_postgres:
        lines.append("PostgreSQL is not installed here, so it was measured on SQLite alone.")
    return "\n".join(lines)
