"""A send to a thousand, in which the processes that send are killed at random moments."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from integrations.durable.pace import Pace
from tests.delivery import Carrier, carrier, database_at, delivering, record, states, told
from tests.program import write_people
from tests.served import rows, until
from tests.standins.connector import ConnectorStandIn, Received

EVERYBODY = [f"person-{number}" for number in range(1_000)]
KILLS = 50
"""In each of the two sends."""

KILLED_BESIDE_ANOTHER = 10
"""Of these, before the other one dies for good."""

LONG_AGO = timedelta(minutes=10)


class Executioner:
    """Kills the process that is in its hands: mostly a moment after Teams has received some more messages, at times
    while it still starts."""

    def __init__(self, teams: ConnectorStandIn, chance: random.Random) -> None:
        self._teams = teams
        self._chance = chance
        self._in_hand: Carrier | None = None
        self._after = 0
        self.killed = 0
        teams.faults.whenever(self._counted)

    async def take(self, process: Carrier) -> None:
        """Wait until this process was killed."""
        self._in_hand = process
        self._after = len(self._teams.received) + self._chance.randint(1, 12)
        if self._chance.random() < 0.2:
            self._kill_within(1)
        await process.wait()

    def _counted(self, _: Received) -> None:
        if len(self._teams.received) >= self._after:
            # Anywhere in what it does meanwhile: claiming, sending, writing down.
            self._kill_within(0.02)

    def _kill_within(self, seconds: float) -> None:
        if self._in_hand is not None:
            asyncio.get_running_loop().call_later(self._chance.uniform(0, seconds), self._in_hand.kill)
            self._in_hand = None
            self.killed += 1


def some_are_left(url: str) -> None:
    """All were killed while there was something to send, and not only at its end."""
    assert states(url)["waiting"] > len(EVERYBODY) // 20


def everybody_is_accounted_for(url: str, teams: ConnectorStandIn) -> None:
    """Nobody is lost and nobody was told twice; whoever may not have been told is shown as such."""
    times = told(teams)
    assert max(times.values()) == 1
    found = rows(url, "SELECT reference, state FROM notices")
    assert len(found) == len(EVERYBODY)
    assert {state for reference, state in found if not times[str(reference)]} <= {"unknown"}
    counted = states(url)
    assert set(counted) <= {"sent", "unknown"}
    # At each kill some were on their way. The rest was sent.
    assert counted["sent"] > len(EVERYBODY) // 4


async def test_killed_again_and_again_one_process_on_sqlite_tells_everybody(tmp_path: Path) -> None:
    url, people = f"sqlite:///{tmp_path / 'askig.db'}", write_people(tmp_path, staff=1)
    async with ConnectorStandIn() as teams:
        async with database_at(url) as database:
            await record(database, teams, EVERYBODY, datetime.now(UTC))
        executioner = Executioner(teams, random.Random("sqlite"))
        while executioner.killed < KILLS:
            async with carrier(url, people, "one", Pace()) as process:
                await executioner.take(process)
        some_are_left(url)
        async with carrier(url, people, "one", Pace()):
            await until(lambda: not {"waiting", "sending"} & set(states(url)), "it ends by itself")
        everybody_is_accounted_for(url, teams)


async def test_of_two_replicas_one_is_killed_again_and_again_and_the_other_for_good(
    tmp_path: Path, postgres_url: str
) -> None:
    people = write_people(tmp_path, staff=1)
    async with ConnectorStandIn() as teams:
        async with database_at(postgres_url) as database:
            await record(database, teams, EVERYBODY, datetime.now(UTC))
        executioner = Executioner(teams, random.Random("postgresql"))
        async with carrier(postgres_url, people, "dies for good", Pace()) as one:
            while executioner.killed < KILLED_BESIDE_ANOTHER:
                async with carrier(postgres_url, people, "comes back", Pace()) as other:
                    await executioner.take(other)
            async with carrier(postgres_url, people, "comes back", Pace()) as other:
                await executioner.take(one)
                await executioner.take(other)
        while executioner.killed < KILLS:
            async with carrier(postgres_url, people, "comes back", Pace()) as other:
                await executioner.take(other)
        some_are_left(postgres_url)
        async with delivering(postgres_url, people, "comes back") as delivery:
            await delivery.all_sent()
            delivery.clock.forward(LONG_AGO)
            await delivery.engine.sweep()
        everybody_is_accounted_for(postgres_url, teams)
