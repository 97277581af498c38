"""`askig audit verify`: whether the history is whole, and as it was written."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

from bot.commands.stored import NoDatabase, settings_of_command, stored_database
from bot.settings import SettingsWrong
from cases.audit import SealedRow, breaks
from cases.words import counted
from integrations.database.unit_of_work import Database


def verify(*, database: str, noted: str) -> int:
    """Prove the chain of the history and print each break in a sentence, while the bot may be at work.

    `noted` is a seal that was printed earlier and kept elsewhere: it has to be in the chain, or everything was sealed
    anew since. Returns 0 when all is well, 1 when anything is broken, 2 when there is no database.
    """
    try:
        return asyncio.run(_verify(settings_of_command(database).database_url, noted.strip().lower()))
    except SettingsWrong as wrong:
        print("The history was not checked:", *wrong.sentences, sep="\n- ", file=sys.stderr)
    except NoDatabase as missing:
        print(missing, file=sys.stderr)
    return 2


async def _verify(url: str, noted: str) -> int:
    async with stored_database(url) as database:
        found = await _breaks(database, noted)
    return 1 if found else 0


async def _breaks(database: Database, noted: str) -> int:
    rows, is_noted = 0, not noted

    async def counting(chain: AsyncIterator[SealedRow]) -> AsyncIterator[SealedRow]:
        nonlocal rows, is_noted
        async for row in chain:
            rows += 1
            is_noted = is_noted or row.seal == noted
            yield row

    found = 0
    async with database.snapshot() as snapshot:
        head = await snapshot.history.head()
        async for one in breaks(counting(snapshot.history.chain()), head):
            found += 1
            print(one.sentence)
    if not is_noted:
        found += 1
        print("The seal that was noted is not in the chain: the rows up to it were written anew.")
    if found:
        print(f"{counted(rows, 'row')}, {counted(found, 'break')}.")
    else:
        print(f"{counted(rows, 'row')}, unbroken. The seal of the last: {head[1]}")
    return found
