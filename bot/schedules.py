"""What the program does by itself at set times, through the durable engine: by one of the replicas each time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog

from bot.installing import Installing
from bot.logs import where
from cases.broadcasts.lessons import propose_lessons
from cases.broadcasts.sending import finish_done, start_due
from cases.desk import Desk
from cases.nudges.telling import tell_nudges
from cases.policies import Passage
from cases.policy_news import note_policies
from cases.training.prompting import prompt_everybody
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule

log = structlog.get_logger()

_EACH_MINUTE = "* * * * *"


def schedules(
    database: Database,
    desk: Desk,
    passages: Callable[[], Sequence[Passage]],
    installing: Installing | None,
    *,
    training_prompts: bool,
) -> Sequence[Schedule]:
    """All of it. `passages` gives the policies as they stand; `installing` is None where the app is not to be installed
    for people; `training_prompts` says whether people are prompted about training."""

    async def send_broadcasts() -> None:
        for service in (start_due, finish_done):
            async with database.work() as work:
                await service(work, desk)
                await work.commit()

    async def look_for_lessons() -> None:
        async with database.work() as work:
            await propose_lessons(work, desk)
            await work.commit()

    async def look_for_policy_news() -> None:
        async with database.work() as work:
            await note_policies(work, desk, passages())
            await work.commit()

    async def prompt_about_training() -> None:
        # It looks by itself whether it is a working morning on which nobody was prompted yet.
        prompted = await prompt_everybody(database, desk)
        if prompted.staff or prompted.managers:
            log.info("training prompts", count=prompted.staff + prompted.managers)

    found = [
        _schedule("nudges", _EACH_MINUTE, lambda: tell_nudges(database, desk)),
        _schedule("broadcasts", _EACH_MINUTE, send_broadcasts),
        _schedule("lessons", "30 * * * *", look_for_lessons),
        _schedule("policy_news", "*/5 * * * *", look_for_policy_news),
    ]
    if training_prompts:
        found.append(_schedule("training", "*/10 * * * *", prompt_about_training))
    if installing is not None:
        found.append(_schedule("install_missing", "*/5 * * * *", installing.install_missing))
    return found


def _schedule(name: str, cron: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Schedule:
    """A schedule whose failures are logged and not the end of it: the next time comes."""

    async def quietly() -> None:
        try:
            await work()
        except Exception as error:
            log.warning("scheduled work failed", kind=name, where=where(error))

    return Schedule(name, cron, quietly)
