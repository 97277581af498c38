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
from tests.delivery import (
    AT_ONCE,
    Delivery,
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
from tests.standins.connector import ConnectorStandIn, lost_answer, not_installed, slow, throttled

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


async def test_a_committed_notice_is_sent_once_however_often_it_is_queued(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    async with delivering(database_url, people) as delivery:
        ids = await record(delivery.database, teams, SOME, delivery.clock())
        await asyncio.gather(*(delivery.engine.deliver(ids) for _ in range(4)))
        delivery.clock.forward(timedelta(minutes=1))
        await delivery.engine.sweep()
        await delivery.engine.deliver(["never recorded"])
        await delivery.nothing_queued()
        assert told(teams) == once_each(SOME)
        assert states(database_url) == {"sent": len(SOME)}
        known = {row[0] for row in rows(database_url, "SELECT activity_id FROM notices")}
        assert known == {message.id for message in teams.everything_sent()}


async def test_what_was_committed_and_never_queued_is_found_in_the_outbox(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    await commit_notices(database_url, teams, SOME[:1])
    async with delivering(database_url, people) as delivery:
        await until(lambda: told(teams) == once_each(SOME[:1]), "the start takes it up")
        async with delivery.database.work() as work:
            later = Notice(
                "later",
                Recipient.person(SOME[0]),
                NoticeKind.CASE_WITHDRAWN,
                "INC-2026-0002",
                delivery.clock(),
                {},
            )
            await work.notices.add(later)
            await work.commit()
        await delivery.engine.sweep()
        await delivery.nothing_queued()
        assert states(database_url) == {"sent": 1, "waiting": 1}, "whoever committed it is about to queue it"
        delivery.clock.forward(timedelta(minutes=1))
        await delivery.engine.sweep()
        await delivery.nothing_queued()
        assert told(teams) == once_each(SOME[:2])


async def test_stopping_lets_what_was_begun_finish_begins_nothing_and_the_next_engine_does_the_rest(
    database_url: str, people: Path, teams: ConnectorStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrations.durable.engine, "_FINISH_WITHIN", 60)
    released = holding(teams)
    async with delivering(database_url, people) as delivery:
        begun, *later = await record(delivery.database, teams, SOME, delivery.clock())
        await delivery.engine.deliver([begun])
        await until(lambda: len(teams.received) == 1)
        stopping = asyncio.create_task(delivery.engine.stop())
        await until(lambda: not delivery.engine.is_running)
        await delivery.engine.deliver(later)
        await delivery.all_begun()
        released.set()
        await stopping
        assert states(database_url) == {"sent": 1, "waiting": len(SOME) - 1}
        assert await asyncio.to_thread(lambda: "threads are there still")
    async with delivering(database_url, people) as delivery:
        await delivery.nothing_queued()
        assert states(database_url) == {"sent": len(SOME)}
    assert told(teams) == once_each(SOME)


async def test_what_the_engine_takes_up_on_a_loop_of_its_own_is_sent_on_that_of_the_database(
    sqlite_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    async with delivering(sqlite_url, people) as delivery:
        [notice] = await record(delivery.database, teams, SOME[:1], delivery.clock())
        courier = delivery.engine._courier

        async def deliver() -> None:
            await asyncio.wait_for(courier.at_home(courier.deliver([notice])), 20)

        async with delivery.database.work():
            elsewhere = asyncio.create_task(asyncio.to_thread(lambda: asyncio.run(deliver())))
            await until(lambda: courier._under_way or elsewhere.done())
        await elsewhere
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
        for _ in range(2):
            delivery.clock.forward(LONG_AGO)
            await delivery.engine.sweep()
            await delivery.nothing_queued()
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


@pytest_asyncio.fixture
async def delivery(sqlite_url: str, people: Path) -> AsyncIterator[Delivery]:
    """An engine that does not really wait before it sends again."""
    async with delivering(sqlite_url, people, sleep=lambda _: asyncio.sleep(0)) as started:
        yield started


async def test_throttled_it_waits_as_long_as_teams_says_and_sends_again(
    delivery: Delivery, sqlite_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.at("a:person-0", throttled(retry_after=7), throttled(retry_after=11))
    await delivery.engine.deliver(await record(delivery.database, teams, SOME, delivery.clock()))
    await delivery.nothing_queued()
    assert told(teams) == once_each(SOME)
    assert states(sqlite_url) == {"sent": len(SOME)}
    assert [int(seconds) for seconds in delivery.waited] == [7, 11]


async def test_throttled_for_longer_than_a_send_is_tried_for_it_waits_for_the_sweep(
    delivery: Delivery, sqlite_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.at("a:person-0", throttled(retry_after=1200))
    await delivery.engine.deliver(await record(delivery.database, teams, SOME, delivery.clock()))
    await delivery.nothing_queued()
    assert states(sqlite_url) == {"sent": len(SOME) - 1, "waiting": 1}
    delivery.clock.forward(timedelta(minutes=1))
    await delivery.engine.sweep()
    await delivery.nothing_queued()
    assert states(sqlite_url) == {"sent": len(SOME)}
    assert told(teams) == once_each(SOME)


async def test_what_teams_did_with_it_is_written_down_and_not_tried_again(
    delivery: Delivery, sqlite_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.at("a:person-0", lost_answer())
    teams.faults.at("a:person-1", not_installed())
    await delivery.engine.deliver(await record(delivery.database, teams, SOME, delivery.clock()))
    await delivery.nothing_queued()
    delivery.clock.forward(LONG_AGO)
    await delivery.engine.sweep()
    await delivery.nothing_queued()
    assert states(sqlite_url) == {"unknown": 1, "not_installed": 1, "sent": 1}
    assert len(teams.received) == len(SOME)


async def test_no_word_of_a_case_or_an_error_reaches_the_engines_own_database(
    database_url: str, teams: ConnectorStandIn
) -> None:
    async def fail(notice: Notice) -> NoticeState:
        raise RuntimeError(f"could not tell {notice.facts['title']}")

    async with database_at(database_url) as database:
        engine = DurableEngine(
            database_url,
            database,
            fail,  # type: ignore[arg-type]
            lambda: datetime.now(UTC),
            replica="one",
            is_alone=True,
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
    assert "notice-1" in kept
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
