"""What the program does over and over while it runs, in each of its processes, and once when it starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from bot.logs import where
from bot.wiring import Parts
from cases.absences import forget_absences
from cases.broadcasts.forgetting import forget_answers
from cases.corrections import forget_corrections
from cases.nudges.telling import tell_nudges
from cases.questions import forget_questions
from cases.recompute import recompute_open_cases
from cases.training.completing import forget_training

log = structlog.get_logger()

_NOTE_EVERY = 5.0
_LATE_EVERY = 60.0
_FORGET_EVERY = 3600.0


@asynccontextmanager
async def housekeeping(parts: Parts) -> AsyncIterator[None]:
    """Do it from now on, until the end of the block. What only one of the replicas does is in `bot.schedules`."""
    tasks = [
        asyncio.create_task(_repeat(parts.turns.note_delivered, _NOTE_EVERY)),
        asyncio.create_task(_repeat(parts.turns.note_read, _NOTE_EVERY)),
        asyncio.create_task(_repeat(parts.turns.send_late, _LATE_EVERY, first=parts.turns.take_up)),
        asyncio.create_task(_repeat(parts.checker.sweep, _LATE_EVERY)),
        asyncio.create_task(_repeat(parts.shelf.look_again, _LATE_EVERY)),
        asyncio.create_task(_repeat(lambda: _forget(parts), _FORGET_EVERY)),
        asyncio.create_task(_take_up_dates(parts)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _repeat(
    work: Callable[[], Awaitable[None]], seconds: float, first: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Do the work every so many seconds, and `first` before it begins. A failure is logged and not the end of it."""
    now = first
    while True:
        try:
            if now is not None:
                await now()
        except Exception as error:
            log.warning("housekeeping failed", where=where(error))
        await asyncio.sleep(seconds)
        now = work


async def _forget(parts: Parts) -> None:
    """What was asked about policy, put right of triage, answered to a message to many, said of who is away, or done of
    training longer ago than it is kept for goes."""
    async with parts.database.work() as work:
        await forget_questions(work, parts.desk, parts.settings.question_months)
        await forget_corrections(work, parts.desk, parts.settings.correction_months)
        await forget_answers(work, parts.desk, parts.settings.answer_months)
        await forget_absences(work, parts.desk)
        await forget_training(work, parts.desk, parts.settings.training_years)
        await work.commit()


async def _take_up_dates(parts: Parts) -> None:
    """What fell due while the program was off is told at once, by the dates that hold now."""
    await _recompute_dates(parts)
    try:
        await tell_nudges(parts.database, parts.desk)
    except Exception as error:
        log.warning("nudges not told", where=where(error))


async def _recompute_dates(parts: Parts) -> None:
    """Dates hang on the settings' holidays, which are read at start, so at start they are looked at anew."""
    try:
        done = await recompute_open_cases(parts.database, parts.desk)
        await parts.engine.deliver(done.notices)
    except Exception as error:
        log.warning("dates not recomputed", where=where(error))
        return
    log.info("dates recomputed", count=len(done.moved))
    for reference in done.impossible:
        log.warning("no date fits", case=reference)
