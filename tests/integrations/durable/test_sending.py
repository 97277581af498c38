"""What becomes of messages to many: in which order, what Teams says to them, and that all are accounted for."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from bot.courier import Courier, Sent
from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.database.unit_of_work import Database, DatabaseWork
from integrations.durable.pace import Pace
from integrations.durable.pump import ItsTurn, Pump
from tests.delivery import (
    Clock,
    Delivery,
    address_of,
    courier_at,
    database_at,
    delivering,
    record,
    states,
    told,
)
from tests.program import write_people
from tests.served import rows, until
from tests.standins import connector as standin
from tests.standins.connector import ConnectorStandIn, Fault

NEWS = "broadcast/news"
A_DAY = timedelta(days=1)


@pytest_asyncio.fixture
async def teams() -> AsyncIterator[ConnectorStandIn]:
    async with ConnectorStandIn() as started:
        yield started


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_people(tmp_path, staff=1)


@pytest_asyncio.fixture
async def delivery(database_url: str, people: Path) -> AsyncIterator[Delivery]:
    async with delivering(database_url, people) as started:
        yield started


async def recorded(
    delivery: Delivery, teams: ConnectorStandIn, people: Sequence[str], *, reference: str = "INC-2026-0001",
    urgency: Urgency = Urgency.BULK, message: str = NEWS, unreached: Sequence[str] = (), held: bool = False,
    not_after: timedelta | None = None,
) -> None:  # fmt: skip
    """One message to all of these, of whom some never opened the bot."""
    now = delivery.clock()
    async with delivery.database.work() as work:
        for person in people:
            if person not in unreached:
                await work.addresses.put(Recipient.person(person), address_of(teams, person), now)
        if held:
            await work.notices.hold(message)
        await work.notices.add_many(
            [
                Notice(
                    f"{message}/{person}", Recipient.person(person), NoticeKind.CASE_WITHDRAWN, reference, now, {},
                    message=message, urgency=urgency, not_after=now + not_after if not_after else None,
                )
                for person in people
            ]
        )  # fmt: skip
        await work.commit()


async def totals(delivery: Delivery, message: str = NEWS) -> dict[NoticeState, int]:
    async with delivery.database.work() as work:
        return dict(await work.notices.totals(message))


async def until_all_is_settled(delivery: Delivery, message: str = NEWS) -> None:
    """Let time pass until nothing of the message waits any more."""
    for _ in range(200):
        await delivery.all_sent()
        if not {NoticeState.WAITING, NoticeState.SENDING} & set(await totals(delivery, message)):
            return
        delivery.clock.forward(timedelta(minutes=20))
    raise AssertionError(f"something waits still: {await totals(delivery, message)}")


async def test_what_is_urgent_goes_ahead_of_a_message_to_many(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    everybody = [f"person-{number}" for number in range(60)]
    async with delivering(database_url, people, pace=Pace(40, 1)) as delivery:
        await recorded(delivery, teams, everybody)
        await until(lambda: len(teams.received) > 3)
        before = len(teams.received)
        await recorded(
            delivery, teams, ["olga"], urgency=Urgency.URGENT, message="nudge", reference="INC-2026-0072"
        )
        await delivery.engine.deliver(["nudge/olga"])
        await until(lambda: len(teams.received) == len(everybody) + 1)
        place = [one.conversation_id for one in teams.received].index("a:olga")
        assert place - before <= 12, "behind what was claimed by then, and no more"


async def test_a_message_is_paused_resumed_and_cancelled(delivery: Delivery, teams: ConnectorStandIn) -> None:
    some = [f"person-{number}" for number in range(3)]
    await recorded(delivery, teams, some, held=True)
    await recorded(delivery, teams, ["olga"], message="other news")
    await delivery.all_sent()
    assert [one.conversation_id for one in teams.received] == ["a:olga"]
    assert await totals(delivery) == {NoticeState.WAITING: 3}
    async with delivery.database.work() as work:
        await work.notices.withdraw(NEWS, "It was cancelled.")
        await work.notices.add_many(
            [
                Notice("new", Recipient.person("olga"), NoticeKind.CASE_WITHDRAWN, "", delivery.clock(), {}, message=NEWS)
            ]
        )  # fmt: skip
        await work.notices.release(NEWS)
        await work.commit()
    await until_all_is_settled(delivery)
    assert await totals(delivery) == {NoticeState.WITHDRAWN: 3, NoticeState.SENT: 1}


async def test_told_to_wait_nobody_is_sent_anything_until_then_and_everybody_after(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.at("a:person-0", standin.throttled(retry_after=1200))
    await recorded(delivery, teams, ["person-0"])
    await until(lambda: len(teams.received) == 1)
    await until(lambda: rows(database_url, "SELECT paused_until FROM send_pace")[0][0])
    await recorded(delivery, teams, [f"person-{number}" for number in range(1, 40)], message="other news")
    for _ in range(3):
        delivery.clock.forward(timedelta(minutes=6))
        await delivery.engine.sweep()
        await delivery.all_sent()
    assert len(teams.received) == 1, "twenty minutes are not over"
    delivery.clock.forward(timedelta(minutes=3))
    await until(lambda: states(database_url) == {"sent": 40})
    assert len(teams.received) == 41


async def test_told_to_wait_with_one_the_others_go_on(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.at("a:person-0", Fault(503, headers={"Retry-After": "1200"}))
    await recorded(delivery, teams, ["person-0", "person-1"])
    await until(lambda: states(database_url) == {"waiting": 1, "sent": 1})
    delivery.clock.forward(timedelta(minutes=19))
    await delivery.engine.sweep()
    await delivery.all_sent()
    assert len(teams.received) == 2, "twenty minutes are not over"
    delivery.clock.forward(timedelta(minutes=2))
    await until(lambda: states(database_url) == {"sent": 2})


async def test_two_messages_in_one_chat_keep_their_distance_and_hold_up_nobody_else(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    async with delivering(database_url, people, pace=Pace(1_000, 1)) as delivery:
        for number in range(3):
            await recorded(delivery, teams, ["olga"], message=f"{number}", urgency=Urgency.URGENT)
        await recorded(delivery, teams, [f"person-{number}" for number in range(20)])
        await until(lambda: len(teams.received) == 23)
    assert [one.conversation_id for one in teams.received].count("a:olga") == 3
    assert teams.most_in(1.0, conversation_id="a:olga") == 1


async def test_what_is_out_of_date_is_withdrawn_and_not_sent(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    await recorded(delivery, teams, ["person-0"], held=True, not_after=timedelta(hours=2))
    delivery.clock.forward(timedelta(hours=3))
    await delivery.engine.sweep()
    assert states(database_url) == {"withdrawn": 1}
    assert teams.received == []


async def test_what_teams_cannot_take_for_a_day_has_failed_and_says_why(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    teams.faults.whenever(lambda _: standin.bad_gateway())
    await recorded(delivery, teams, ["person-0"])
    await until_all_is_settled(delivery)
    [(state, reason, attempts)] = rows(database_url, "SELECT state, reason, attempts FROM notices")
    assert state == "failed"
    assert "for a day" in str(reason)
    assert "502" in str(reason)
    assert 10 < int(str(attempts)) <= len(teams.received)


@pytest.mark.parametrize("does", ["answers", "looks at it"])
async def test_who_has_it_though_teams_said_otherwise_is_not_sent_it_once_more(
    delivery: Delivery, teams: ConnectorStandIn, does: str
) -> None:
    teams.faults.at("a:person-0", Fault(504, accepts=True))
    await recorded(delivery, teams, ["person-0"])
    await until(lambda: len(teams.received) == 1)
    await delivery.all_sent()
    person = Recipient.person("person-0")
    async with delivery.database.work() as work:
        if does == "answers":
            assert await work.notices.note_answer(person, NEWS, "1")
        else:
            await work.notices.note_read(person, NEWS)
        await work.commit()
    delivery.clock.forward(A_DAY)
    await delivery.engine.sweep()
    await until_all_is_settled(delivery)
    assert await totals(delivery) == {NoticeState.ANSWERED if does == "answers" else NoticeState.READ: 1}
    assert len(teams.received) == 1


async def test_what_waits_and_was_never_tried_is_in_nobodys_hands(
    delivery: Delivery, teams: ConnectorStandIn
) -> None:
    await recorded(delivery, teams, ["person-0"], held=True)
    async with delivery.database.work() as work:
        assert not await work.notices.note_answer(Recipient.person("person-0"), NEWS, "1")


async def test_who_left_since_a_message_to_many_began_is_not_sent_it(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    left, now = Recipient.person("left"), delivery.clock()
    async with delivery.database.work() as work:
        await work.addresses.put(left, address_of(teams, "left"), now)
        await work.notices.add(
            Notice("n", left, NoticeKind.BITESIZE, "", now, {"broadcast": "b1"}, message="broadcast/b1")
        )
        await work.commit()
    await until(lambda: states(database_url) == {"withdrawn": 1})
    assert rows(database_url, "SELECT reason FROM notices") == [
        ("They are not in the list of people any more.",)
    ]
    assert teams.received == []


async def test_who_opens_the_bot_just_when_nobody_is_found_there_is_sent_it(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    clock, person = Clock(), Recipient.person("person-0")
    async with database_at(database_url) as database, courier_at(database, people, clock) as courier:

        async def send(notice: Notice, its_turn: ItsTurn) -> Sent:
            sent = await courier.send(notice, its_turn)
            if sent.state is NoticeState.NOT_INSTALLED:
                async with database.work() as work:
                    await work.addresses.put(person, address_of(teams, "person-0"), clock())
                    assert not await work.outbox.revive(person, clock())
                    await work.commit()
            return sent

        async with database.work() as work:
            await work.notices.add(
                Notice("n", person, NoticeKind.CASE_WITHDRAWN, "INC-2026-0001", clock(), {})
            )
            await work.commit()
        await Pump(database, send, clock, Pace(), replica="one").run()
    assert states(database_url) == {"sent": 1}
    assert len(teams.received) == 1


async def test_without_its_registration_the_bot_waits_for_as_long_as_it_takes(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    is_known = False
    teams.faults.whenever(lambda _: None if is_known else standin.not_registered())
    await recorded(delivery, teams, ["person-0", "person-1"])
    for _ in range(4):
        await until(lambda: set(states(database_url)) == {"waiting"})
        await delivery.all_sent()
        delivery.clock.forward(A_DAY)
    is_known = True
    await until(lambda: states(database_url) == {"sent": 2})


LASTING: dict[str, tuple[Fault, NoticeState]] = {
    "not in the roster": (standin.not_in_roster(), NoticeState.NOT_INSTALLED),
    "not installed": (standin.not_installed(), NoticeState.NOT_INSTALLED),
    "no such chat": (standin.conversation_not_found(), NoticeState.NOT_INSTALLED),
    "blocked": (standin.blocked_by_user(), NoticeState.BLOCKED),
    "disabled": (standin.disabled_by_admin(), NoticeState.BLOCKED),
    "writes blocked": (standin.writes_blocked(), NoticeState.BLOCKED),
    "no permission": (standin.not_enough_permissions(), NoticeState.FAILED),
    "too big": (standin.too_big(), NoticeState.FAILED),
    "refused": (standin.bad_argument(), NoticeState.FAILED),
    "answer lost": (standin.lost_answer(), NoticeState.UNKNOWN),
    "broken off": (standin.broken_connection(), NoticeState.UNKNOWN),
}
PASSING = [
    standin.throttled(retry_after=3),
    standin.throttled(),
    standin.precondition_failed(),
    standin.bad_gateway(),
    standin.service_unavailable(),
    standin.gateway_timeout(),
]


async def test_whatever_goes_wrong_everybody_is_accounted_for(
    delivery: Delivery, database_url: str, teams: ConnectorStandIn
) -> None:
    """Each of 120 people meets with some passing troubles, and at the end gets the message or does not."""
    chance = random.Random(6)
    expected: dict[str, NoticeState] = {}
    requests = 0
    for number in range(120):
        person = f"person-{number}"
        troubles: list[Fault | None] = list(chance.choices(PASSING, k=chance.choice([0, 0, 1, 2, 4])))
        end: tuple[Fault | None, NoticeState] = (None, NoticeState.SENT)
        if chance.random() < 0.4:
            end = chance.choice(list(LASTING.values()))
        teams.faults.at(f"a:{person}", *troubles, end[0])
        expected[person] = end[1]
        requests += len(troubles) + 1
    strangers = [f"stranger-{number}" for number in range(7)]
    expected |= dict.fromkeys(strangers, NoticeState.NOT_INSTALLED)
    await recorded(delivery, teams, list(expected), unreached=strangers)
    await until_all_is_settled(delivery)
    assert await totals(delivery) == dict(Counter(expected.values()))
    found = dict(rows(database_url, "SELECT recipient_id, state FROM notices"))
    assert found == {person: state.value for person, state in expected.items()}
    assert len(teams.received) == requests, "tried as often as there was reason to, and not once more"
    reached = [person for person in expected if teams.messages(f"a:{person}")]
    assert set(reached) == {person for person in expected if expected[person] is NoticeState.SENT} | {
        person for person in reached if expected[person] is NoticeState.UNKNOWN
    }
    assert all(len(teams.messages(f"a:{person}")) == 1 for person in reached)
    assert sum(told(teams).values()) == len(reached)
    why = {str(why) for (why,) in rows(database_url, "SELECT reason FROM notices WHERE state != 'sent'")}
    assert all(why)
    assert "Teams answered 403 NotEnoughPermissions: it refused the message" in why


class FastTime:
    """A time that goes on to the next moment that somebody waits for, as soon as everybody has had a chance to act."""

    def __init__(self) -> None:
        self._at = 1_790_000_000.0
        self._waiting: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = count()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self._at, UTC)

    def go_on(self, seconds: float) -> None:
        self._at += seconds

    async def sleep(self, seconds: float) -> None:
        reached = asyncio.Event()
        heappush(self._waiting, (self._at + seconds, next(self._numbers), reached))
        await reached.wait()

    async def pass_by(self) -> None:
        """Let time pass for ever."""
        while True:
            await asyncio.sleep(0.002)
            if self._waiting:
                at, _, reached = heappop(self._waiting)
                self._at = max(self._at, at)
                reached.set()


async def test_replicas_share_one_pace_and_the_work(
    postgres_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    """Three pumps, each with a database connection and a courier of its own: no second has more than is allowed."""
    pace, time = Pace(40, 1), FastTime()
    everybody = [f"person-{number}" for number in range(130)]
    left: list[tuple[str, float]] = []

    async with AsyncExitStack() as stack:
        pumps = []
        for replica in ("one", "two", "three"):
            database = await stack.enter_async_context(database_at(postgres_url))
            courier = await stack.enter_async_context(courier_at(database, people, time, replica))

            async def send(
                notice: Notice, its_turn: ItsTurn, courier: Courier = courier, replica: str = replica
            ) -> Sent:
                async def noted() -> None:
                    await its_turn()
                    left.append((replica, time().timestamp()))

                return await courier.send(notice, noted)

            pumps.append(Pump(database, send, time, pace, replica=replica, sleep=time.sleep))
        await record(database, teams, everybody, time())
        passing = asyncio.create_task(time.pass_by())
        await asyncio.gather(*(pump.run() for pump in pumps))
        passing.cancel()
    assert states(postgres_url) == {"sent": len(everybody)}
    assert told(teams) == {f"INC-2026-{number:04d}": 1 for number in range(1, len(everybody) + 1)}
    assert {replica for replica, _ in left} == {"one", "two", "three"}
    times = sorted(at for _, at in left)
    assert len(times) == len(everybody)
    assert all(later - earlier > 1 for earlier, later in zip(times, times[pace.a_second :], strict=False))


async def test_a_process_that_was_held_up_does_not_make_up_for_it_all_at_once(
    database_url: str, people: Path, teams: ConnectorStandIn
) -> None:
    """Each transaction takes most of a second, as on a busy disk, so many moments are past when it ends."""
    pace, time = Pace(40, 1), FastTime()
    left: list[float] = []
    async with database_at(database_url) as database, courier_at(database, people, time, "one") as courier:

        async def send(notice: Notice, its_turn: ItsTurn) -> Sent:
            async def noted() -> None:
                await its_turn()
                left.append(time().timestamp())

            return await courier.send(notice, noted)

        await record(database, teams, [f"person-{number}" for number in range(200)], time())
        pump = Pump(_Slow(database, time), send, time, pace, replica="one", sleep=time.sleep)  # type: ignore[arg-type]
        passing = asyncio.create_task(time.pass_by())
        await pump.run()
        passing.cancel()
    assert states(database_url) == {"sent": 200}
    times = sorted(left)
    assert all(later - earlier > 1 for earlier, later in zip(times, times[pace.a_second :], strict=False))


class _Slow:
    """A database whose every transaction takes long by the time that a pump goes by."""

    def __init__(self, database: Database, time: FastTime) -> None:
        self._database = database
        self._time = time

    @asynccontextmanager
    async def work(self) -> AsyncIterator[DatabaseWork]:
        async with self._database.work() as work:
            yield work
            self._time.go_on(0.8)
