"""`askig triage-corrections`: the texts that triage took for something else than they are, for `askig train triage`."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.commands.stored import NoDatabase, settings_of_command, stored_database
from bot.settings import SettingsWrong
from cases.correction import Correction
from cases.words import counted


def export(*, database: str) -> int:
    """Print each as a JSON line, the oldest first, and how many on standard error, while the bot may be at work.

    Returns 2 when there is no database.
    """
    try:
        count = asyncio.run(_export(settings_of_command(database).database_url))
    except SettingsWrong as wrong:
        print("Nothing was read:", *wrong.sentences, sep="\n- ", file=sys.stderr)
        return 2
    except NoDatabase as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"{counted(count, 'correction')}. They may hold personal data.", file=sys.stderr)
    return 0


async def _export(url: str) -> int:
    count = 0
    async with stored_database(url) as database, database.snapshot() as snapshot:
        async for correction in snapshot.corrections.all():
            print(json.dumps(_line(correction), ensure_ascii=False))
            count += 1
    return count


def _line(correction: Correction) -> dict[str, str]:
    """A message as training reads it (`nlp.triage.training.texts`)."""
    line = {"text": correction.text, "label": correction.label}
    return {**line, "category": correction.category} if correction.category else line
