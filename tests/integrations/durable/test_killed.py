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
KILLS = 25
"""In each of the two sends."""

LONG_AGO = timedelta(minutes=10)
PACE = Pace(100, 100)
"""More than Teams takes, but not so much that all is on its way when a process is killed."""


class Executioner:
    """Kills the process that is in its hands a moment after Teams has received so many messages."""

    def __init__(self, teams: ConnectorStandIn, chance: random.Random) -> None:
        self._teams = teams
        self._chance = chance
        self._moments = sorted(chance.sample(range(1, 400), KILLS))
        self._in_hand: Carrier | None = None
        self.killed = 0
        teams.faults.whenever(self._counted)

    async def take(self, process: Carrier) -> bool:
        """Wait until this process was killed; False when there is nobody left to kill."""
        if self.killed == KILLS:
            return False
        self._in_hand = process
        self._counted()
        await process.wait()
        return True

    def _counted(self, _: Received | None = None) -> None:
        if self._in_hand is not None and len(self._teams.received) >= self._moments[self.killed]:
            # Anywhere in what it does meanwhile: claiming, sending, writing down.
            asyncio.get_running_loop().call_later(self._chance.uniform(0, 0.02), self._in_hand.kill)
            self._in_hand = None
            self.killed += 1


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
        while True:
            async with carrier(url, people, "one", PACE) as process:
                if await executioner.take(process):
                    continue
                await until(lambda: not {"waiting", "sending"} & set(states(url)), "it ends by itself")
                break
        everybody_is_accounted_for(url, teams)


async def test_of_two_replicas_one_is_killed_again_and_again_and_the_other_for_good(
    tmp_path: Path, postgres_url: str
) -> None:
    people = write_people(tmp_path, staff=1)
    async with ConnectorStandIn() as teams:
        async with database_at(postgres_url) as database:
            await record(database, teams, EVERYBODY, datetime.now(UTC))
        executioner = Executioner(teams, random.Random("postgresql"))
        async with (
            carrier(postgres_url, people, "dies for good", PACE) as one,
            carrier(postgres_url, people, "comes back", PACE) as other,
        ):
            assert await executioner.take(one)
            assert await executioner.take(other)
        while executioner.killed < KILLS:
            async with carrier(postgres_url, people, "comes back", PACE) as other:
                assert await executioner.take(other)
        async with delivering(postgres_url, people, "comes back") as delivery:
            await delivery.all_sent()
            delivery.clock.forward(LONG_AGO)
            await delivery.engine.sweep()
        everybody_is_accounted_for(postgres_url, teams)
