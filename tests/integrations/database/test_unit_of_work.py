"""One unit of work is one transaction, whatever goes wrong in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
import sqlalchemy as sa

from cases.errors import Conflict
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from integrations.database import tables
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database

NOW = datetime(2026, 11, 23, 14, 5, 6, 789012, tzinfo=UTC)
OLGA = Recipient.person("olga")
ADDRESS = {"service_url": "https://smba.trafficmanager.net/uk/", "conversation": "a:1"}


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(create_engine(database_url))
    yield made
    await made.close()


async def _number(database: Database) -> int:
    async with database.work() as work:
        number = await work.cases.next_number("INC", 2026)
        await work.commit()
        return number


async def test_a_number_of_a_transaction_that_failed_is_given_again(database: Database) -> None:
    assert await _number(database) == 1
    with pytest.raises(RuntimeError):
        async with database.work() as work:
            assert await work.cases.next_number("INC", 2026) == 2
            raise RuntimeError
    assert await _number(database) == 2


async def test_numbers_have_no_gap_and_no_repeat_when_many_ask_at_once(database: Database) -> None:
    numbers = await asyncio.gather(*(_number(database) for _ in range(40)))
    assert sorted(numbers) == list(range(1, 41))


async def test_work_that_is_cancelled_again_and_again_leaves_connections_for_others(
    database: Database,
) -> None:
    async def begin_and_wait() -> None:
        async with database.work() as work:
            await work.cases.next_number("INC", 2026)
            await asyncio.Event().wait()

    for pause in range(60):
        task = asyncio.create_task(begin_and_wait())
        # Cancelled at each point of its life: while it waits, connects, begins, asks.
        for _ in range(pause):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
    async with asyncio.timeout(20):
        assert await _number(database) == 1


async def test_a_connection_that_cannot_begin_is_given_back(database: Database) -> None:
    failing = True

    def begin(_: object) -> None:
        if failing:
            raise RuntimeError("the database went away")

    sa.event.listen(database.engine.sync_engine, "begin", begin)
    for _ in range(30):
        with pytest.raises(RuntimeError):
            await _number(database)
    failing = False
    async with asyncio.timeout(20):
        assert await _number(database) == 1


async def test_errors_do_not_repeat_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failed:
        async with database.work() as work:
            await work.connection.execute(
                sa.insert(tables.additions).values(
                    reference="INC-2026-0001", at=NOW, author="olga", text="Mrs Smith told me"
                )
            )
    assert "Smith" not in str(failed.value)


async def test_of_two_saves_from_the_same_version_the_second_is_a_conflict(database: Database) -> None:
    async with database.work() as work:
        await work.dialog_states.save("t/olga", 0, {"stack": []}, NOW)
        await work.commit()
    async with database.work() as work:
        await work.dialog_states.save("t/olga", 1, {"stack": [1]}, NOW)
        await work.commit()
    for stale in (0, 1):
        with pytest.raises(Conflict):
            async with database.work() as work:
                await work.dialog_states.save("t/olga", stale, {"stack": [2]}, NOW)
    async with database.work() as work:
        stored = (await work.turns.open("k", "t/olga", OLGA)).stored
    assert (stored.version, stored.state) == (2, {"stack": [1]})


@pytest.mark.parametrize(
    "garbage", ["null", "[]", '"words"', "7", '{"py/reduce": [{"py/type": "os.system"}]}']
)
async def test_a_dialog_state_is_read_as_data_whatever_is_in_it(database: Database, garbage: str) -> None:
    async with database.work() as work:
        await work.dialog_states.save("t/olga", 0, {}, NOW)
        column = "CAST(:state AS JSONB)" if database.engine.dialect.name == "postgresql" else ":state"
        await work.connection.execute(
            sa.text(f"UPDATE dialog_states SET state = {column}"), {"state": garbage}
        )
        await work.commit()
    async with database.work() as work:
        stored = (await work.turns.open("k", "t/olga", OLGA)).stored
        assert isinstance(stored.state, dict)
        await work.dialog_states.save("t/olga", stored.version, {"stack": []}, NOW)
        await work.commit()


async def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    summer = datetime.fromisoformat("2026-07-01T01:30:00.123456+01:00")
    async with database.work() as work:
        await work.turns.record("k", {"replies": []}, "one", summer)
        await work.commit()
    async with database.work() as work:
        found = await work.turns.find("k")
    assert found is not None
    assert (found.at, found.at.utcoffset()) == (summer, timedelta(0))
    with pytest.raises(sa.exc.StatementError, match="zone"):
        async with database.work() as work:
            await work.turns.record("l", {}, "one", datetime(2026, 7, 1))  # noqa: DTZ001


async def test_an_answer_is_taken_by_one_alone_and_its_words_go_when_it_is_delivered(
    database: Database,
) -> None:
    async with database.work() as work:
        await work.turns.record("k", {"replies": [{"text": "Thank you"}]}, "one", NOW)
        await work.commit()
    async with database.work() as work:
        seen = await work.turns.find("k")
        assert seen is not None
        assert await work.turns.take("k", seen, "two", NOW + timedelta(seconds=1))
        assert not await work.turns.take("k", seen, "three", NOW + timedelta(seconds=2))
        assert not await work.turns.claim_of("one", NOW)
        assert not await work.turns.claim_before(NOW, NOW)
        [(key, kept)] = await work.turns.claim_of("two", NOW + timedelta(seconds=3))
        assert (key, kept["replies"]) == ("k", [{"text": "Thank you"}])
        await work.turns.delivered(["k", *(f"other-{number}" for number in range(2000))])
        await work.commit()
    async with database.work() as work:
        done = await work.turns.find("k")
        assert done is not None
        assert (done.delivered, done.replies) == (True, None)
        await work.turns.forget_before(NOW + timedelta(days=1))
        assert await work.turns.find("k") is None


async def test_a_turn_is_recorded_once(database: Database) -> None:
    async with database.work() as work:
        await work.turns.record("k", {}, "one", NOW)
        await work.commit()
    with pytest.raises(Conflict):
        async with database.work() as work:
            await work.turns.record("k", {}, "two", NOW)


async def _notice(database: Database, number: int = 1, recipient: Recipient = OLGA) -> str:
    async with database.work() as work:
        made = Notice(
            f"n{number}", recipient, NoticeKind.NEW_CASE, "INC-2026-0001", NOW, {"kind": "incident"}
        )
        await work.notices.add(made)
        await work.commit()
    return made.id


async def test_a_notice_is_claimed_by_one_of_many(database: Database) -> None:
    await _notice(database)

    async def claim(replica: str) -> int:
        async with database.work() as work:
            claimed = await work.outbox.claim(3, NOW, NOW, replica)
            await work.commit()
        return len(claimed)

    assert sum(await asyncio.gather(*(claim(f"replica-{number}") for number in range(12)))) == 1


async def test_what_found_nobody_waits_until_they_are_there(database: Database) -> None:
    notice = await _notice(database)
    async with database.work() as work:
        assert await work.addresses.standing(OLGA) == (None, False)
        await work.outbox.settle(notice, NoticeState.NOT_INSTALLED, "not there", NOW)
        assert await work.addresses.standing(OLGA) == (None, True)
        await work.addresses.put(OLGA, ADDRESS, NOW)
        assert await work.addresses.standing(OLGA) == (ADDRESS, True)
        assert await work.outbox.revive(OLGA, NOW) == [notice]
        assert await work.addresses.standing(OLGA) == (ADDRESS, False)
        assert await work.outbox.revive(OLGA, NOW) == []


async def test_what_was_being_sent_is_unknown_when_it_is_old_or_its_sender_is_dead(
    database: Database,
) -> None:
    old = await _notice(database, 1)
    async with database.work() as work:
        await work.outbox.claim(1, NOW, NOW, "one")
        assert await work.outbox.abandon_sending(NOW - timedelta(seconds=1), NOW) == 0
        assert await work.outbox.abandon_sending_of("two", NOW) == 0
        assert await work.outbox.abandon_sending_of("one", NOW) == 1
        [found] = await work.notices.for_recipient(OLGA, 5)
        assert (found.id, found.state) == (old, NoticeState.UNKNOWN)
        assert await work.outbox.claim(1, NOW, NOW, "one") == []
    async with database.work() as work:
        await work.outbox.claim(1, NOW, NOW, "one")
        assert await work.outbox.abandon_sending(NOW, NOW) == 1


async def test_postgresql_telling_of_a_deadlock_is_a_conflict_to_be_tried_again(database: Database) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time, so there is no deadlock")
    for prefix in ("AAA", "BBB"):
        async with database.work() as work:
            await work.cases.next_number(prefix, 2026)
            await work.commit()
    both_hold_one = asyncio.Barrier(2)

    async def count(first: str, second: str) -> bool:
        try:
            async with database.work() as work:
                await work.cases.next_number(first, 2026)
                await both_hold_one.wait()
                await work.cases.next_number(second, 2026)
                await work.commit()
        except Conflict:
            return False
        return True

    results = await asyncio.gather(count("AAA", "BBB"), count("BBB", "AAA"))
    assert sorted(results) == [False, True]
