"""What the program does by itself at set times, through the durable engine: by one of the replicas each time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.logs import where
from cases.desk import Desk
from cases.nudges.telling import tell_nudges
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule

log = structlog.get_logger()

_EACH_MINUTE = "* * * * *"


def schedules(database: Database, desk: Desk) -> Sequence[Schedule]:
    """All of it."""
    return (_schedule("nudges", _EACH_MINUTE, lambda: tell_nudges(database, desk)),)


def _schedule(name: str, cron: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Schedule:
    """A schedule whose failures are logged and not the end of it: the next time comes."""

    async def quietly() -> None:
        try:
            await work()
        except Exception as error:
            log.warning("scheduled work failed", kind=name, where=where(error))

    return Schedule(name, cron, quietly)
