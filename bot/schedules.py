"""What the program does by itself at set times, through the durable engine: by one of the replicas each time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.logs import where
from cases.broadcasts.lessons import propose_lessons
from cases.broadcasts.sending import finish_done, start_due
from cases.desk import Desk
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule

log = structlog.get_logger()


def schedules(database: Database, desk: Desk) -> Sequence[Schedule]:
    """All of it."""

    async def send_broadcasts() -> None:
        for service in (start_due, finish_done):
            async with database.work() as work:
                await service(work, desk)
                await work.commit()

    async def look_for_lessons() -> None:
        async with database.work() as work:
            await propose_lessons(work, desk)
            await work.commit()

    return (
        _schedule("broadcasts", "* * * * *", send_broadcasts),
        _schedule("lessons", "30 8 * * *", look_for_lessons),
    )


def _schedule(name: str, cron: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Schedule:
    """A schedule whose failures are logged and not the end of it: the next time comes."""

    async def quietly() -> None:
        try:
            await work()
        except Exception as error:
            log.warning("scheduled work failed", kind=name, where=where(error))

    return Schedule(name, cron, quietly)
