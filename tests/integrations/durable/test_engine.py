"""A notice that was committed arrives once: whatever stops, dies, fails or happens twice on the way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

import integrations.durable.engine
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from integrations.database.engine import synchronous_url
from integrations.durable.engine import DurableEngine, engine_url
from integrations.durable.pump import ItsTurn
from tests.delivery import (
    AT_ANY_RATE,
    AT_ONCE,
    address_of,
    carrier,
    database_at,
    delivering,
    record,
    states,
    told,
)
from tests.program import write_people
from tests.served import rows, until
from tests.standins.connector import ConnectorStandIn, slow

SOME = [f"person-{number}" for number in range(3)]
MANY = [f"person-{number}" for number in range(AT_ONCE + 10)]
LONG_AGO = timedelta(minutes=10)


def once_each(people: list[str]) -> Counter[str]:
    return Counter(f"INC-2026-{number:04d}" for number in range(1, len(people) + 1))


@pytest_asyncio.fixture
async def teams() -> AsyncIterator[ConnectorStandIn]:
    async with ConnectorStandIn() as started:
        yield started


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_people(tmp_path, staff=1)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'askig.db'}"


def holding(teams: ConnectorStandIn) -> asyncio.Event:
    """Teams takes every message and answers none until the event is set."""
    released = asyncio.Event()
    teams.faults.whenever(lambda _: None if released.is_set() else slow(released))
    return released


async def commit_notices(url: str, teams: ConnectorStandIn, people: list[str]) -> list[str]:
    async with database_at(url) as database:
        return await record(database, teams, people, datetime.now(UTC))


async def test_a_committed_notice_is_sent_once_however_often_it_is_asked_for(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    async with delivering(database_url, people) as delivery:
        ids = await record(delivery.database, teams, SOME, delivery.clock())
        await asyncio.gather(*(delivery.engine.deliver(ids) for _ in range(4)), delivery.engine.sweep())
        await delivery.engine.deliver(["never recorded"])
        await delivery.all_sent()
        assert told(teams) == once_each(SOME)
        assert states(database_url) == {"sent": len(SOME)}
        known = {row[0] for row in rows(database_url, "SELECT activity_id FROM notices")}
        assert known == {message.id for message in teams.everything_sent()}


async def test_what_was_committed_is_found_in_the_outbox_though_nobody_said_so(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await commit_notices(database_url, teams, SOME[:1])
    async with delivering(database_url, people) as delivery:
        await until(lambda: told(teams) == once_each(SOME[:1]), "the start takes it up")
        await record(delivery.database, teams, SOME[1:], delivery.clock(), first=2)
        await until(lambda: told(teams) == once_each(SOME), "it is looked for")


async def test_stopping_lets_what_was_begun_finish_begins_nothing_and_the_next_engine_does_the_rest(
    database_url: str, people: Path, teams: ConnectorStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrations.durable.engine, "_FINISH_WITHIN", 60)
    released = holding(teams)
    async with delivering(database_url, people) as delivery:
        await delivery.engine.deliver(await record(delivery.database, teams, SOME[:1], delivery.clock()))
        await until(lambda: len(teams.received) == 1)
        stopping = asyncio.create_task(delivery.engine.stop())
        await until(lambda: not delivery.engine.is_running)
        later = await record(delivery.database, teams, SOME[1:], delivery.clock(), first=2)
        await delivery.engine.deliver(later)
        released.set()
        await stopping
        assert states(database_url) == {"sent": 1, "waiting": len(SOME) - 1}
        assert await asyncio.to_thread(lambda: "threads are there still")
    async with delivering(database_url, people) as delivery:
        await delivery.all_sent()
        assert states(database_url) == {"sent": len(SOME)}
    assert told(teams) == once_each(SOME)


async def test_what_the_engine_takes_up_on_a_loop_of_its_own_is_sent_on_that_of_the_database(
    sqlite_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await commit_notices(sqlite_url, teams, SOME[:1])
    async with delivering(sqlite_url, people) as delivery:
        home = delivery.engine._home

        async def send() -> None:
            await asyncio.wait_for(home.at_home(home.pump.run()), 20)

        async with delivery.database.work():
            elsewhere = asyncio.create_task(asyncio.to_thread(lambda: asyncio.run(send())))
            await until(lambda: delivery.engine.is_sending or elsewhere.done())
        await elsewhere
        await delivery.all_sent()
        assert states(sqlite_url) == {"sent": 1}
        assert told(teams) == once_each(SOME[:1])


async def test_what_was_being_sent_when_the_process_died_is_never_sent_again_and_the_rest_is_sent(
    sqlite_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await dies_and_is_followed_by("one", sqlite_url, people, teams)


async def test_a_dead_replica_is_stood_in_for_by_another(
    postgres_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await dies_and_is_followed_by("two", postgres_url, people, teams)


async def dies_and_is_followed_by(successor: str, url: str, people: Path, teams: ConnectorStandIn) -> None:
    """A process is killed while it sends, and an engine of that name finishes what it left."""
    await commit_notices(url, teams, MANY)
    released = holding(teams)
    async with carrier(url, people, "one") as process:
        await until(lambda: len(teams.received) == AT_ONCE)
        process.kill()
        await process.wait()
    assert states(url) == {"sending": AT_ONCE, "waiting": len(MANY) - AT_ONCE}
    released.set()
    async with delivering(url, people, successor) as delivery:
        delivery.clock.forward(LONG_AGO)
        await delivery.engine.sweep()
        await delivery.all_sent()
        assert states(url) == {"unknown": AT_ONCE, "sent": len(MANY) - AT_ONCE}
    assert told(teams) == once_each(MANY)
    assert len(teams.received) == len(MANY)
    [(reason,)] = rows(url, "SELECT DISTINCT reason FROM notices WHERE state = 'unknown'")
    assert "may have arrived" in str(reason)


async def test_what_another_replica_is_sending_is_left_to_it(
    postgres_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await commit_notices(postgres_url, teams, SOME)
    released = holding(teams)
    async with carrier(postgres_url, people, "one"):
        await until(lambda: len(teams.received) == len(SOME))
        async with delivering(postgres_url, people, "two") as delivery:
            delivery.clock.forward(timedelta(minutes=2))
            await delivery.engine.sweep()
            assert states(postgres_url) == {"sending": len(SOME)}
            released.set()
            await until(lambda: states(postgres_url) == {"sent": len(SOME)})
    assert told(teams) == once_each(SOME)


async def test_what_a_process_of_the_same_name_left_is_settled_at_its_start(
    postgres_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await commit_notices(postgres_url, teams, SOME)
    released = holding(teams)
    async with carrier(postgres_url, people, "one") as process:
        await until(lambda: len(teams.received) == len(SOME))
        process.kill()
        await process.wait()
    async with delivering(postgres_url, people, "two"):
        assert states(postgres_url) == {"sending": len(SOME)}, "it may be alive still, for all that two knows"
    async with delivering(postgres_url, people, "one"):
        assert states(postgres_url) == {"unknown": len(SOME)}
    released.set()


async def test_two_engines_share_the_work_and_each_notice_is_sent_once(
    postgres_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    everybody = [f"person-{number}" for number in range(AT_ONCE + 20)]
    await commit_notices(postgres_url, teams, everybody)
    released = holding(teams)
    async with carrier(postgres_url, people, "one"), carrier(postgres_url, people, "two"):
        await until(lambda: len(teams.received) > AT_ONCE, "more at once than one engine sends")
        released.set()
        await until(lambda: states(postgres_url) == {"sent": len(everybody)})
    assert told(teams) == once_each(everybody)
    assert len(teams.received) == len(everybody)


async def test_no_word_of_a_case_or_an_error_reaches_the_engines_own_database(
    database_url: str, teams: ConnectorStandIn
) -> None:
    async def fail(notice: Notice, its_turn: ItsTurn) -> NoticeState:
        await its_turn()
        raise RuntimeError(f"could not tell {notice.facts['title']}")

    async with database_at(database_url) as database:
        engine = DurableEngine(
            database_url,
            database,
            fail,  # type: ignore[arg-type]
            lambda: datetime.now(UTC),
            replica="one",
            is_alone=True,
            pace=AT_ANY_RATE,
        )
        await engine.start()
        async with database.work() as work:
            await work.addresses.put(Recipient.person("olga"), address_of(teams, "olga"), datetime.now(UTC))
            await work.notices.add(
                Notice(
                    "notice-1",
                    Recipient.person("olga"),
                    NoticeKind.NEW_CASE,
                    "INC-2026-0001",
                    datetime.now(UTC),
                    {"title": "Quercus"},
                )
            )
            await work.commit()
        await engine.deliver(["notice-1"])
        await until(lambda: states(database_url) == {"unknown": 1})
        await engine.stop()
    assert "Quercus" in repr(rows(database_url, "SELECT facts FROM notices"))
    kept = _everything_in(engine_url(database_url))
    assert "send_what_is_due" in kept
    assert "notice-1" not in kept
    assert "Quercus" not in kept
    assert "Quercus" not in repr(rows(database_url, "SELECT reason FROM notices"))


def _everything_in(url: str) -> str:
    """Every row of the engine's own tables."""
    engine = sa.create_engine(synchronous_url(url), poolclass=sa.NullPool)
    schema = "dbos" if engine.dialect.name == "postgresql" else None
    tables = sa.MetaData()
    tables.reflect(engine, schema=schema)
    with engine.connect() as connection:
        return repr([list(connection.execute(sa.select(table))) for table in tables.sorted_tables])
