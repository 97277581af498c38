"""A message to many: told once to each, counted, held, withdrawn, and answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest_asyncio
import sqlalchemy as sa

from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.database.engine import create_engine
from integrations.database.outbox import Outbox
from integrations.database.unit_of_work import Database, DatabaseWork

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
PEOPLE = [Recipient.person(f"person-{number}") for number in range(1_200)]


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(create_engine(database_url))
    yield made
    await made.close()


def _notices(people: Sequence[Recipient], attempt: str = "first", message: str = "news") -> list[Notice]:
    return [
        Notice(
            f"{attempt}/{message}/{person.id}",
            person,
            NoticeKind.CASE_WITHDRAWN,
            "",
            NOW,
            {},
            message=message,
        )
        for person in people
    ]


async def _sent(work: DatabaseWork, notice: str) -> None:
    await work.outbox.settle(notice, NoticeState.SENT, "", NOW)


async def test_recording_a_message_again_tells_nobody_twice(database: Database) -> None:
    async with database.work() as work:
        assert await work.notices.add_many(_notices(PEOPLE[:700])) == 700
        await work.commit()
    async with database.work() as work:
        assert await work.notices.add_many(_notices(PEOPLE, "second")) == 500
        assert not await work.notices.add(_notices(PEOPLE[:1], "third")[0])
        assert await work.notices.totals("news") == {NoticeState.WAITING: 1_200}
        assert await work.notices.add(_notices(PEOPLE[:1], "first", "other news")[0])
        assert work.notices.recorded == ["first/other news/person-0"]


async def test_what_may_not_be_sent_yet_is_not_handed_on(database: Database) -> None:
    later = Notice(
        "n", PEOPLE[0], NoticeKind.CASE_TAKEN, "INC-2026-0001", NOW, {}, urgency=Urgency.URGENT,
        not_before=NOW + timedelta(hours=1), not_after=NOW + timedelta(hours=2),
    )  # fmt: skip
    async with database.work() as work:
        assert await work.notices.add(later)
        assert work.notices.recorded == []
        assert not await work.outbox.is_due(NOW + timedelta(minutes=59), NOW + timedelta(minutes=59))
        assert (
            await work.outbox.claim(10, NOW + timedelta(minutes=59), NOW + timedelta(minutes=59), "one") == []
        )
        assert await work.outbox.is_due(NOW + timedelta(minutes=60), NOW + timedelta(minutes=60))
        stored = await work.notices.told("n", PEOPLE[0])
        assert stored is not None
        assert (stored.urgency, stored.not_before, stored.not_after) == (
            later.urgency,
            later.not_before,
            later.not_after,
        )


async def test_answers_count_once_and_only_from_those_who_were_reached(database: Database) -> None:
    async with database.work() as work:
        await work.notices.add_many(_notices(PEOPLE[:4]))
        for number in (0, 1, 2):
            await _sent(work, f"first/news/person-{number}")
        await work.notices.note_read(PEOPLE[0], "news")
        assert await work.notices.note_answer(PEOPLE[0], "news", "right")
        assert not await work.notices.note_answer(PEOPLE[0], "news", "wrong")
        assert await work.notices.note_answer(PEOPLE[1], "news", "wrong")
        await work.notices.note_read(PEOPLE[1], "news")
        assert not await work.notices.note_answer(PEOPLE[3], "news", "right")
        assert not await work.notices.note_answer(PEOPLE[9], "news", "right")
        assert await work.notices.answers("news") == {"right": 1, "wrong": 1}
        assert await work.notices.totals("news") == {
            NoticeState.ANSWERED: 2,
            NoticeState.SENT: 1,
            NoticeState.WAITING: 1,
        }
        waiting = await work.notices.of_message("news", [NoticeState.WAITING], 10)
        assert [notice.recipient for notice in waiting] == [PEOPLE[3]]


async def test_what_was_withdrawn_is_shown_as_such_and_what_was_sent_stays_sent(database: Database) -> None:
    async with database.work() as work:
        await work.notices.add_many(_notices(PEOPLE[:3]))
        await _sent(work, "first/news/person-0")
        assert await work.notices.withdraw("news", "It was cancelled.") == 2
        assert await work.notices.totals("news") == {NoticeState.SENT: 1, NoticeState.WITHDRAWN: 2}
        assert await work.outbox.claim(10, NOW, NOW, "one") == []


async def test_what_waits_is_known_by_its_kind(database: Database) -> None:
    async with database.work() as work:
        for kind in (NoticeKind.CASE_TAKEN, NoticeKind.NUDGE, NoticeKind.DIGEST):
            await work.notices.add(Notice(kind.value, PEOPLE[0], kind, "FOI-2026-0001", NOW, {}))
        found = await work.notices.waiting((NoticeKind.NUDGE, NoticeKind.DIGEST))
        assert {one.kind for one in found} == {NoticeKind.NUDGE, NoticeKind.DIGEST}
        await work.notices.withdraw("nudge", "It was answered.")
        assert [one.kind for one in await work.notices.waiting((NoticeKind.NUDGE,))] == []


async def test_what_is_held_is_not_sent_until_it_is_released_however_often_either_is_asked_for(
    database: Database,
) -> None:
    async with database.work() as work:
        await work.notices.add_many(_notices(PEOPLE[:2]))
        await work.notices.hold("news")
        await work.notices.hold("news")
        assert not await work.outbox.is_due(NOW, NOW)
        assert await work.outbox.claim(10, NOW, NOW, "one") == []
        await work.notices.release("news")
        await work.notices.release("news")
        assert len(await work.outbox.claim(10, NOW, NOW, "one")) == 2


async def test_what_is_most_urgent_is_sent_first_then_what_has_waited_longest(database: Database) -> None:
    def one(name: str, urgency: Urgency, minutes: int) -> Notice:
        return Notice(
            name, Recipient.person(name), NoticeKind.CASE_TAKEN, "", NOW, {}, urgency=urgency,
            not_before=NOW + timedelta(minutes=minutes),
        )  # fmt: skip

    async with database.work() as work:
        await work.notices.add_many(
            [
                one("bulk, old", Urgency.BULK, 0),
                one("ordinary, new", Urgency.ORDINARY, 3),
                one("ordinary, old", Urgency.ORDINARY, 1),
                one("urgent, too early", Urgency.URGENT, 9),
                one("urgent, new", Urgency.URGENT, 4),
            ]
        )
        claimed = [
            await work.outbox.claim(1, NOW + timedelta(minutes=5), NOW + timedelta(minutes=5), "one")
            for _ in range(5)
        ]
    assert [each[0].notice.id if each else None for each in claimed] == [
        "urgent, new",
        "ordinary, old",
        "ordinary, new",
        "bulk, old",
        None,
    ]


async def test_two_messages_to_one_chat_are_not_sent_together(database: Database) -> None:
    first = NOW + timedelta(seconds=1)
    async with database.work() as work:
        for message in ("news", "more news"):
            await work.notices.add_many(_notices(PEOPLE[:1], message=message))
        await work.notices.add_many(_notices(PEOPLE[1:2]))
        claimed = await work.outbox.claim(3, NOW, NOW, "one")
        assert {one.notice.recipient for one in claimed} == set(PEOPLE[:2])
        assert len(claimed) == 2
        await work.pace.rest({PEOPLE[0]: first})
        assert await work.outbox.claim(3, NOW, NOW, "one") == []
        assert await work.outbox.first_free(NOW, NOW) == first
        assert await work.outbox.is_due(NOW, NOW)
        assert len(await work.outbox.claim(3, first, first, "one")) == 1
        assert await work.outbox.first_free(first, first) is None


async def test_what_comes_too_late_is_withdrawn_and_says_so(database: Database) -> None:
    late = Notice("late", PEOPLE[0], NoticeKind.CASE_TAKEN, "", NOW, {}, not_after=NOW + timedelta(hours=1))
    async with database.work() as work:
        await work.notices.add(late)
        assert await work.outbox.withdraw_late(NOW + timedelta(minutes=59)) == 0
        assert await work.outbox.claim(1, NOW + timedelta(hours=1), NOW + timedelta(hours=1), "one") == []
        assert await work.outbox.withdraw_late(NOW + timedelta(hours=1)) == 1
        told = await work.notices.told("late", PEOPLE[0])
        assert told is not None
        assert told.state is NoticeState.WITHDRAWN
        assert "out of date" in told.reason


async def test_who_answers_before_teams_does_has_answered(database: Database) -> None:
    async with database.work() as work:
        await work.notices.add_many(_notices(PEOPLE[:2]))
        for one in await work.outbox.claim(2, NOW, NOW, "one"):
            await work.notices.note_read(one.notice.recipient, "news")
        assert await work.notices.note_answer(PEOPLE[0], "news", "right")
        for person, became in ((0, NoticeState.SENT), (1, NoticeState.UNKNOWN)):
            await work.outbox.settle(f"first/news/person-{person}", became, "", NOW, "1")
        assert await work.notices.totals("news") == {NoticeState.ANSWERED: 1, NoticeState.READ: 1}


async def test_how_the_next_are_found_is_not_settled_while_little_waits(postgres_url: str) -> None:
    """PostgreSQL would keep for ten thousand what is quickest for none (its view `pg_prepared_statements`)."""
    engine = create_engine(postgres_url)
    async with engine.connect() as connection:
        for _ in range(20):
            assert await Outbox(connection).claim(4, NOW, NOW, "one") == []
            await connection.commit()
        kept = await connection.execute(
            sa.text("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%SKIP LOCKED%'")
        )
        assert kept.scalars().all() == [0]
    await engine.dispose()
