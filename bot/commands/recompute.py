"""`askig recompute`: the dates of all open cases, worked out anew with the holidays that are set now."""

from __future__ import annotations

import asyncio
import secrets
import sys
from datetime import UTC, datetime

from bot.commands.stored import NoDatabase, settings_of_command, stored_database
from bot.settings import Settings, SettingsWrong
from cases.desk import Desk
from cases.errors import Conflict
from cases.recompute import Recomputed, recompute_open_cases
from cases.words import counted
from integrations.people_file import FileDirectory


def run(*, database: str) -> int:
    """Recompute, while the bot may be at work, and print what came of it. The bot sends the notices.

    Returns 0 when every date is right now, 1 when some can't be told, 2 when nothing could be done.
    """
    try:
        done = asyncio.run(_recompute(settings_of_command(database)))
    except SettingsWrong as wrong:
        print("No date was looked at:", *wrong.sentences, sep="\n- ", file=sys.stderr)
        return 2
    except NoDatabase as missing:
        print(missing, file=sys.stderr)
        return 2
    except (ValueError, Conflict) as error:
        reason = (
            error if isinstance(error, ValueError) else "The cases are being changed by others. Try again."
        )
        print(reason, file=sys.stderr)
        return 2
    print(f"{counted(done.looked_at, 'open case')} looked at, {counted(len(done.moved), 'date')} moved.")
    for reference in done.impossible:
        print(f"{reference}: its steps no longer fit its dates. Open it and correct what is wrong.")
    return 1 if done.impossible else 0


async def _recompute(settings: Settings) -> Recomputed:
    directory = FileDirectory(settings.people_file, settings.services_file)
    desk = Desk(directory, settings.calendar(), _now, lambda: secrets.token_hex(16), settings.working_hours())
    async with stored_database(settings.database_url) as database:
        return await recompute_open_cases(database, desk)


def _now() -> datetime:
    return datetime.now(UTC)
