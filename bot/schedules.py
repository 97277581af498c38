"""What the program does by itself at set times, through the durable engine: by one of the replicas each time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.logs import where
from cases.desk import Desk
from cases.policies import Passage
from cases.policy_news import note_policies
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule

log = structlog.get_logger()


def schedules(
    database: Database, desk: Desk, passages: Callable[[], Sequence[Passage]]
) -> Sequence[Schedule]:
    """All of it. `passages` gives the policies as they stand."""

    async def look_for_policy_news() -> None:
        async with database.work() as work:
            await note_policies(work, desk, passages())
            await work.commit()

    return (_schedule("policy_news", "*/5 * * * *", look_for_policy_news),)


def _schedule(name: str, cron: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Schedule:
    """A schedule whose failures are logged and not the end of it: the next time comes."""

    async def quietly() -> None:
        try:
            await work()
        except Exception as error:
            log.warning("scheduled work failed", kind=name, where=where(error))

    return Schedule(name, cron, quietly)
