"""Sends the outbox, and does scheduled work, on DBOS Transact.

The outbox row is the truth; the engine only carries it out. Its workflow is given nothing: it runs this process's pump
(`integrations.durable.pump`) until nothing is due any more. So no word about a case reaches the engine's own database,
and it does no harm when the engine runs a workflow again.

The workflow begins when a turn has committed something to send, and otherwise within about a second of the moment at
which something is due, in every replica: each looks by itself.

DBOS gives a dead replica's running work only to a process that takes over its executor id. Nothing here waits
for that: what a dead replica left waiting is sent by any other, and the sweep of each minute calls `unknown` what was
being sent when its process died.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from dbos import DBOS, DBOSConfig, ScheduleInput

from cases.words import LONDON
from integrations.database.engine import synchronous_url
from integrations.database.unit_of_work import Database
from integrations.durable.pace import Pace
from integrations.durable.pump import Pump, Send

log = structlog.get_logger()

_APPLICATION = "askig"
_VERSION = "2"
"""Of the workflows. What is left of those of another version is not taken up."""

SENDING_IS_DEAD_AFTER = timedelta(minutes=3)
"""A send is given up after a minute and a half; what is older belongs to a process that died."""

_RESTS_KEPT = timedelta(hours=1)
_FINISH_WITHIN = 5.0
"""Seconds that deliveries get to come to their end when the program stops."""
_LOOK_AGAIN = 0.02

_Result = TypeVar("_Result")


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


class _Home:
    """What the workflows work with; the engine puts the running one here."""

    _loop: asyncio.AbstractEventLoop

    def __init__(
        self,
        database: Database,
        pump: Pump,
        now: Callable[[], datetime],
        wall: Callable[[], datetime],
        schedules: Sequence[Schedule] = (),
    ) -> None:
        self.schedules = {schedule.name: schedule for schedule in schedules}
        self.pump = pump
        self._database = database
        self._now = now
        self._wall = wall

    def open(self) -> None:
        """Work on the running event loop from now on."""
        self._loop = asyncio.get_running_loop()
        self.pump.open()

    async def at_home(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """Await the work on the loop that the database belongs to: the engine has a loop of its own, which it takes
        whenever that one stands still."""
        if asyncio.get_running_loop() is self._loop:
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def sweep(self) -> None:
        """Settle what a dead process was sending, and what comes too late by now; then send what is due."""
        try:
            now = self._now()
            async with self._database.work() as work:
                await work.outbox.abandon_sending(now - SENDING_IS_DEAD_AFTER, now)
                await work.outbox.withdraw_late(now)
                await work.pace.forget_rests(self._wall() - _RESTS_KEPT)
                await work.commit()
        except Exception as error:
            # No further: the engine would write the error's words into its own database.
            log.warning("outbox not swept", error=type(error).__name__)
        await self.pump.run()

    async def is_due(self) -> bool:
        """Whether something is to be sent now."""
        async with self._database.snapshot() as snapshot:
            return await snapshot.outbox.is_due(self._now(), self._wall())


_running: _Home | None = None


def _home() -> _Home:
    if _running is None:
        raise RuntimeError("the durable engine is not running")
    return _running


@DBOS.workflow(name="send_what_is_due")
async def _send_what_is_due() -> None:
    home = _home()
    await home.at_home(home.pump.run())


@DBOS.workflow(name="sweep_outbox")
async def _sweep_outbox(scheduled: datetime, context: Any) -> None:  # noqa: ARG001  # the shape of a schedule
    home = _home()
    await home.at_home(home.sweep())


@DBOS.workflow(name="do_scheduled_work")
async def _do_scheduled_work(scheduled: datetime, name: Any) -> None:  # noqa: ARG001  # the shape of a schedule
    home = _home()
    if schedule := home.schedules.get(name):
        await home.at_home(schedule.work())


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
        pace: Pace,
        wall: Callable[[], datetime] | None = None,
        look_every: float = 1.0,
        schedules: Sequence[Schedule] = (),
    ) -> None:
        """`is_alone`: no other process works on this outbox, so whatever is in sending at start is abandoned.
        `now` says what is due, and `wall` is the time by which Teams counts, if that is another one in a test.
        `look_every`: seconds between two looks for what is due."""
        self._database = database
        self._home = _Home(
            database, Pump(database, send, now, pace, replica=replica, wall=wall), now, wall or now, schedules
        )
        self._now = now
        self._replica = replica
        self._is_alone = is_alone
        self._look_every = look_every
        self._looking: asyncio.Task[None] | None = None
        self._config: DBOSConfig = {
            "name": _APPLICATION,
            "system_database_url": engine_url(database_url),
            "executor_id": replica,
            "application_version": _VERSION,
            "log_level": "ERROR",
            "enable_otlp": False,
            # On SQLite the engine ends no sooner than this, though nobody here waits for its notifications.
            "notification_listener_polling_interval_sec": 0.1,
        }
        self.is_running = False

    @property
    def is_sending(self) -> bool:
        """Whether this process is sending what is due."""
        return self._home.pump.is_running

    async def start(self) -> None:
        """Launch the engine on the running event loop, and begin to look for what is due."""
        global _running  # DBOS itself is one to a process
        _running = self._home
        self._home.open()
        # Before the engine takes up what it was doing: nothing is being sent yet.
        await self._abandon_what_was_being_sent()
        await asyncio.to_thread(_keep_a_log_ahead, str(self._config["system_database_url"]))
        DBOS(config=self._config)
        # On this thread: the engine runs its asynchronous workflows on the loop that it is launched from.
        DBOS.launch()
        await DBOS.apply_schedules_async(
            [
                {"schedule_name": "sweep_outbox", "workflow_fn": _sweep_outbox, "schedule": "* * * * *"},
                *map(_as_dbos, self._home.schedules.values()),
            ]
        )
        self.is_running = True
        self._looking = asyncio.create_task(self._look())

    async def _abandon_what_was_being_sent(self) -> None:
        """By the last process of this name, or by any where there is only one."""
        now = self._now()
        async with self._database.work() as work:
            if self._is_alone:
                await work.outbox.abandon_sending(now, now)
            else:
                await work.outbox.abandon_sending_of(self._replica, now)
            await work.commit()

    async def _look(self) -> None:
        """Begin to send whenever something is due. A failure, such as a database out of reach, is not the end of it."""
        while True:
            try:
                if not self.is_sending and await self._home.is_due():
                    await self._begin_to_send()
            except Exception as error:
                log.warning("not looked into the outbox", error=type(error).__name__)
            await asyncio.sleep(self._look_every)

    async def _begin_to_send(self) -> None:
        if not self._home.pump.wake():
            await DBOS.start_workflow_async(_send_what_is_due)

    async def sweep(self) -> None:
        """Settle what a dead process was sending, and send what is due. The engine's schedule does the same each
        minute."""
        await self._home.sweep()

    async def deliver(self, notice_ids: Sequence[str]) -> None:
        """Begin to send notices that were just committed. Should this fail, they are found in the outbox."""
        if notice_ids and self.is_running:
            await self._begin_to_send()

    async def stop(self) -> None:
        """Let what is under way finish for a few seconds, then stop."""
        global _running
        if not self.is_running:
            return
        self.is_running = False
        if self._looking:
            self._looking.cancel()
        # Should the engine's database be gone, there is nothing to wait for, and the end comes all the same.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_FINISH_WITHIN):
                await self._home.pump.close()
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
