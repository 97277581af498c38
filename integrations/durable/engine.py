"""Delivers the outbox on DBOS Transact.

The outbox row is the truth; the engine only carries it out. A workflow is given notices' ids and nothing else,
so no word about a case reaches the engine's own database. A notice is claimed in the outbox before it is sent
(`waiting` to `sending`), so that it is sent by one alone, however many workflows there are for it. That also makes it
harmless to run a workflow again, so it has no steps for the engine to write down.

What a turn recorded begins at once, where it was recorded. What waits at a start or for the sweep goes through the
queue, out of which the replicas share it.

DBOS gives a dead replica's running work only to a process that takes over its executor id. Nothing here waits
for that: a sweep, run by every replica, queues again what waits for longer than it should, under a new workflow
id, and calls `unknown` what was being sent when its process died.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from dbos import DBOS, DBOSConfig, ScheduleInput, SetWorkflowID

from cases.notices import Notice, NoticeState
from cases.words import LONDON
from integrations.database.engine import synchronous_url
from integrations.database.unit_of_work import Database

QUEUE = "notices"
_APPLICATION = "askig"
_SWEEP_AFTER = timedelta(seconds=45)
_SENDING_IS_DEAD_AFTER = timedelta(minutes=5)
"""A send gives up after about a minute and a half; what is older belongs to a process that died."""
_SWEPT_AT_ONCE = 500
_SENT_AT_ONCE = 20
"""Notices that one process sends at a time, and workflows that it takes out of the queue."""
_FINISH_WITHIN = 5.0
"""Seconds that deliveries get to come to their end when the program stops."""
_LOOK_AGAIN = 0.02

_Result = TypeVar("_Result")


class TryLater(Exception):  # it names what happened
    """Teams could not take it just now and surely did not; the notice waits again."""


class Outcome(Protocol):
    """What became of a send."""

    @property
    def state(self) -> NoticeState: ...

    @property
    def reason(self) -> str: ...

    @property
    def activity_id(self) -> str | None: ...


Send = Callable[[Notice], Awaitable[Outcome]]
"""Sends one notice and says what became of it. Raises `TryLater`."""


@dataclass(frozen=True)
class Schedule:
    """Work that is done again and again, by one of the replicas each time.

    `cron` is in Europe/London, so that nine o'clock stays nine o'clock when the clocks change. The work is told
    nothing: it looks up by itself what is due, so that one that was left out, or is done twice, does no harm. What it
    leaves in the outbox is sent from there. It raises nothing: the engine would write an error's words into its own
    database.
    """

    name: str
    cron: str
    work: Callable[[], Coroutine[Any, Any, None]]


class _Courier:
    """What the workflows work with; the engine puts the running one here."""

    _home: asyncio.AbstractEventLoop

    def __init__(
        self,
        database: Database,
        send: Send,
        now: Callable[[], datetime],
        schedules: Sequence[Schedule] = (),
    ) -> None:
        self.schedules = {schedule.name: schedule for schedule in schedules}
        self._database = database
        self._send = send
        self._now = now
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._places = asyncio.Semaphore(_SENT_AT_ONCE)
        self._is_closed = False

    def open(self) -> None:
        """Take notices from now on, and work on them on the running event loop."""
        self._is_closed = False
        self._home = asyncio.get_running_loop()

    async def at_home(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Await the work on the loop that the database belongs to: the engine has a loop of its own, which it takes
        whenever that one stands still."""
        if asyncio.get_running_loop() is self._home:
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._home))

    async def close(self) -> None:
        """Take no more notices, and wait until those that were taken have been delivered."""
        self._is_closed = True
        await self._idle.wait()

    async def deliver(self, notice_ids: Sequence[str]) -> None:
        """Claim, send, settle each of them; one that takes long keeps none of the others waiting."""
        await asyncio.gather(*map(self._deliver_one, notice_ids))

    async def _deliver_one(self, notice_id: str) -> None:
        """Once closed, whatever still comes is left waiting, for the next start or another replica."""
        async with self._places:
            if self._is_closed:
                return
            self._under_way += 1
            self._idle.clear()
            try:
                await self._delivered(notice_id)
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._idle.set()

    async def _delivered(self, notice_id: str) -> None:
        async with self._database.work() as work:
            notice = await work.outbox.claim(notice_id, self._now())
            await work.commit()
        if notice is None:
            return
        try:
            outcome = await self._send(notice)
        except TryLater as later:
            # The sweep comes back to it. Waiting here would keep one of the engine's few places from others.
            await self._settle(notice_id, NoticeState.WAITING, str(later), None)
            return
        except Exception as error:
            # Whether it arrived is not known, so it is shown as such and not sent again. The error itself goes no
            # further: the engine would write its words into its own database.
            await self._settle(
                notice_id, NoticeState.UNKNOWN, f"Failed while sending ({type(error).__name__}).", None
            )
            return
        await self._settle(notice_id, outcome.state, outcome.reason, outcome.activity_id)

    async def _settle(self, notice_id: str, state: NoticeState, reason: str, activity_id: str | None) -> None:
        async with self._database.work() as work:
            await work.outbox.settle(notice_id, state, reason, self._now(), activity_id)
            await work.commit()

    async def overdue(self) -> Sequence[str]:
        """What should have been sent by now; what was being sent by a dead process is settled on the way."""
        now = self._now()
        async with self._database.work() as work:
            await work.outbox.abandon_sending(now - _SENDING_IS_DEAD_AFTER, now)
            waiting = await work.outbox.waiting(now - _SWEEP_AFTER, _SWEPT_AT_ONCE)
            await work.commit()
        return waiting


_running: _Courier | None = None


def _courier() -> _Courier:
    if _running is None:
        raise RuntimeError("the durable engine is not running")
    return _running


@DBOS.workflow(name="deliver_notices")
async def _deliver_notices(notice_ids: list[str]) -> None:
    courier = _courier()
    await courier.at_home(courier.deliver(notice_ids))


@DBOS.step(name="overdue_notices_step")
async def _overdue_step() -> list[str]:
    courier = _courier()
    return list(await courier.at_home(courier.overdue()))


@DBOS.workflow(name="sweep_outbox")
async def _sweep_outbox(scheduled: datetime, context: Any) -> None:  # noqa: ARG001  # the shape of a schedule
    for notice_id in await _overdue_step():
        # A new workflow id a minute: an old workflow of a dead replica must not stand in the way.
        await _enqueue(notice_id, f"notice:{notice_id}:{scheduled.isoformat()}")


@DBOS.workflow(name="do_scheduled_work")
async def _do_scheduled_work(scheduled: datetime, name: Any) -> None:  # noqa: ARG001  # the shape of a schedule
    courier = _courier()
    if schedule := courier.schedules.get(name):
        await courier.at_home(schedule.work())


async def _queue(notice_ids: Sequence[str]) -> None:
    """Queue notices, each alone so that replicas share them, and under a new workflow id: an old workflow must not
    stand in the way of a notice that waits again. Which of several sends it, the claim in the outbox decides."""
    for notice_id in notice_ids:
        await _enqueue(notice_id, f"notice:{notice_id}:{uuid4().hex}")


async def _enqueue(notice_id: str, workflow_id: str) -> None:
    with SetWorkflowID(workflow_id):
        await DBOS.enqueue_workflow_async(QUEUE, _deliver_notices, [notice_id])


class DurableEngine:
    """The engine of one process. There can be one at a time."""

    def __init__(
        self,
        database_url: str,
        database: Database,
        send: Send,
        now: Callable[[], datetime],
        *,
        replica: str,
        is_alone: bool,
        look_every: float = 1.0,
        schedules: Sequence[Schedule] = (),
    ) -> None:
        """`is_alone`: no other process works on this outbox, so whatever is in sending at start is abandoned.
        `look_every`: seconds between two looks into the queue."""
        self._database = database
        self._courier = _Courier(database, send, now, schedules)
        self._now = now
        self._is_alone = is_alone
        self._look_every = look_every
        self._config: DBOSConfig = {
            "name": _APPLICATION,
            "system_database_url": engine_url(database_url),
            "executor_id": replica,
            "application_version": "1",
            "log_level": "ERROR",
            "enable_otlp": False,
            # On SQLite the engine ends no sooner than this, though nobody here waits for its notifications.
            "notification_listener_polling_interval_sec": 0.1,
        }
        self.is_running = False

    async def start(self) -> None:
        """Launch the engine on the running event loop, take up what was left, and begin to sweep."""
        global _running  # DBOS itself is one to a process
        _running = self._courier
        self._courier.open()
        if self._is_alone:
            # Before the engine takes up what it was doing: nothing is being sent yet.
            async with self._database.work() as work:
                await work.outbox.abandon_sending(self._now(), self._now())
                await work.commit()
        await asyncio.to_thread(_keep_a_log_ahead, str(self._config["system_database_url"]))
        DBOS(config=self._config)
        # On this thread: the engine runs its asynchronous workflows on the loop that it is launched from.
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE, worker_concurrency=_SENT_AT_ONCE, polling_interval_sec=self._look_every
        )
        await DBOS.apply_schedules_async(
            [
                {"schedule_name": "sweep_outbox", "workflow_fn": _sweep_outbox, "schedule": "* * * * *"},
                *map(_as_dbos, self._courier.schedules.values()),
            ]
        )
        self.is_running = True
        await self._take_up()

    async def _take_up(self) -> None:
        now = self._now()
        async with self._database.work() as work:
            waiting = await work.outbox.waiting(now, _SWEPT_AT_ONCE)
            await work.commit()
        await _queue(waiting)

    async def sweep(self) -> None:
        """Queue again what should have been sent by now. The engine's schedule does the same each minute."""
        await _queue(await self._courier.overdue())

    async def deliver(self, notice_ids: Sequence[str]) -> None:
        """Begin to deliver notices that were just committed. Should this fail, the sweep finds them in the outbox."""
        if notice_ids:
            with SetWorkflowID(f"notice:{notice_ids[0]}:{uuid4().hex}"):
                await DBOS.start_workflow_async(_deliver_notices, list(notice_ids))

    async def stop(self) -> None:
        """Let what is under way finish for a few seconds, then stop."""
        global _running
        if not self.is_running:
            return
        self.is_running = False
        # Should the engine's database be gone, there is nothing to wait for, and the end comes all the same.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_FINISH_WITHIN):
                await self._courier.close()
                await self._all_written_down()
        # The engine's own waiting looks once a second, whether there is something to wait for or not.
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=0)
        # The engine had put its own threads behind `asyncio.to_thread` and look-ups of names, and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
        _running = None

    async def _all_written_down(self) -> None:
        """Wait until the engine has written down how its workflows here ended."""
        while await self._is_working():  # noqa: ASYNC110  # the engine has no event for it
            await asyncio.sleep(_LOOK_AGAIN)

    async def _is_working(self) -> bool:
        here = self._config["executor_id"]
        running = await DBOS.list_workflows_async(
            status="PENDING", executor_id=here, limit=1, load_input=False, load_output=False
        )
        return bool(running)


def _as_dbos(schedule: Schedule) -> ScheduleInput:
    return {
        "schedule_name": schedule.name,
        "workflow_fn": _do_scheduled_work,
        "schedule": schedule.cron,
        "context": schedule.name,
        "cron_timezone": LONDON.key,
    }


def engine_url(database_url: str) -> str:
    """The engine's own database: a second SQLite file beside the cases', the same PostgreSQL database otherwise."""
    parsed = synchronous_url(database_url)
    if parsed.get_backend_name() == "sqlite":
        path = parsed.database or "askig.db"
        return f"sqlite:///{path.removesuffix('.db')}-engine.db"
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


def _keep_a_log_ahead(url: str) -> None:
    """SQLite: have the engine's file write ahead, which it remembers. It is as durable, and waits for the disk once a
    transaction where a rollback journal waits three times."""
    parsed = synchronous_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        with contextlib.closing(sqlite3.connect(parsed.database, timeout=30)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
