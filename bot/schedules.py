"""What the program does by itself at set times, through the durable engine: by one of the replicas each time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.installing import Installing
from bot.logs import where
from cases.desk import Desk
from cases.training.prompting import prompt_everybody
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule

log = structlog.get_logger()


def schedules(
    database: Database, desk: Desk, installing: Installing | None, *, training_prompts: bool
) -> Sequence[Schedule]:
    """All of it. `installing` is None where the app is not to be installed for people; `training_prompts` says whether
    people are prompted about training."""
    found: list[Schedule] = []
    if training_prompts:
        found.append(_schedule("training", "*/10 * * * *", lambda: _prompt_about_training(database, desk)))
    if installing is not None:
        found.append(_schedule("install_missing", "*/5 * * * *", installing.install_missing))
    return found


async def _prompt_about_training(database: Database, desk: Desk) -> None:
    """It looks by itself whether it is a working morning on which nobody was prompted yet."""
    prompted = await prompt_everybody(database, desk)
    if prompted.staff or prompted.managers:
        log.info("training prompts", count=prompted.staff + prompted.managers)


def _schedule(name: str, cron: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Schedule:
    """A schedule whose failures are logged and not the end of it: the next time comes."""

    async def quietly() -> None:
        try:
            await work()
        except Exception as error:
            log.warning("scheduled work failed", kind=name, where=where(error))

    return Schedule(name, cron, quietly)
