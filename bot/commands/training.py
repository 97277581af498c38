"""`askig training-import` and `askig training-report`: what a learning system knows, and how many are up to date."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.commands.stored import NoDatabase, settings_of_command, stored_database
from bot.settings import Settings, SettingsWrong
from cases.desk import Desk
from cases.training.completing import record_completions
from cases.training.figures import Figure, Progress, figures_of, training_of
from cases.training.importing import Imported, read_records
from cases.words import LONDON, counted
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory
from integrations.training_file import read_training, rows_of_table

_AT_ONCE = 200
"""Records that are stored in one transaction: the bot waits meanwhile."""

_Work = Callable[[Database, Desk], Awaitable[int]]


def import_records(file: str, *, database: str) -> int:
    """Import a table of who did what, while the bot may be at work. `file` is a path, or - for standard input.

    Prints a summary, and on standard error a sentence for each line that can't be used. Returns 0, 1 when there was
    such a line, 2 when nothing could be done.
    """
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        print(f"{file} can't be read: {error.strerror}.", file=sys.stderr)
        return 2

    async def work(stored: Database, desk: Desk) -> int:
        today = desk.time().astimezone(LONDON).date()
        imported = read_records(rows_of_table(content), desk.training, desk.directory, today)
        return _told(imported, await _store(stored, desk, imported))

    return _on_the_database(database, work)


def report(*, database: str) -> int:
    """Print a JSON line for each course, and for each service in it. Returns 0, or 2 when nothing could be done."""

    async def work(stored: Database, desk: Desk) -> int:
        for whole, services in figures_of(desk, await _progress(stored, desk)):
            for figure in (whole, *services):
                is_whole = figure is whole
                print(json.dumps(_figure_line(figure, desk, is_whole=is_whole), ensure_ascii=False))
        return 0

    return _on_the_database(database, work)


def report_people(*, database: str) -> int:
    """Print a JSON line for each person and course that is not up to date. Returns as `report` does."""

    async def work(stored: Database, desk: Desk) -> int:
        for line in _people_lines(await _progress(stored, desk)):
            print(json.dumps(line, ensure_ascii=False))
        return 0

    return _on_the_database(database, work)


def _on_the_database(database: str, work: _Work) -> int:
    """Do the work on the database that is set. Returns 2 with a sentence where that can't be."""

    async def run(settings: Settings) -> int:
        desk = _desk(settings)
        async with stored_database(settings.database_url) as stored:
            return await work(stored, desk)

    try:
        return asyncio.run(run(settings_of_command(database)))
    except SettingsWrong as wrong:
        print("Nothing was done:", *wrong.sentences, sep="\n- ", file=sys.stderr)
    except (NoDatabase, ValueError) as error:
        print(error, file=sys.stderr)
    return 2


def _desk(settings: Settings) -> Desk:
    directory = FileDirectory(settings.people_file, settings.services_file)
    return Desk(
        directory,
        settings.calendar(),
        lambda: datetime.now(UTC),
        lambda: secrets.token_hex(16),
        settings.working_hours(),
        training=read_training(settings.training_file, directory),
    )


async def _store(stored: Database, desk: Desk, imported: Imported) -> int:
    new = 0
    for first in range(0, len(imported.records), _AT_ONCE):
        async with stored.work() as work:
            new += await record_completions(work, desk, imported.records[first : first + _AT_ONCE])
            await work.commit()
    return new


def _told(imported: Imported, new: int) -> int:
    for problem in imported.problems:
        print(problem, file=sys.stderr)
    known = len(imported.records) - new
    print(
        f"{counted(new, 'record')} imported, {known:,} known already, "
        f"{imported.not_done:,} not completed yet, {counted(len(imported.problems), 'line')} not used."
    )
    return 1 if imported.problems else 0


async def _progress(stored: Database, desk: Desk) -> Sequence[Progress]:
    async with stored.work() as work:
        return await training_of(work, desk, desk.directory.everybody())


def _figure_line(figure: Figure, desk: Desk, *, is_whole: bool) -> dict[str, Any]:
    """`service` is None for the whole council, and "" for people without a service."""
    service = "" if figure.service is None else figure.service.id
    return {
        "course": figure.course.id,
        "title": figure.course.title,
        "service": None if is_whole else service,
        "done": figure.done,
        "should": figure.should,
        "percent": figure.percent,
        "line": desk.training.line,
        "reaches_line": figure.reaches(desk.training.line),
    }


def _people_lines(progress: Sequence[Progress]) -> Iterator[dict[str, Any]]:
    for one in progress:
        if not one.is_up_to_date:
            yield {
                "person": one.person.id,
                "email": one.person.email,
                "service": one.person.service or "",
                "manager": one.person.manager or "",
                "course": one.course.id,
                "done": one.done.isoformat() if one.done else None,
                "ran_out": one.good_until.isoformat() if one.good_until else None,
            }
