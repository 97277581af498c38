"""The pace that all replicas share: the moments at which messages go out, and a pause that Teams asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.notices import Recipient
from integrations.database import tables
from integrations.database.dialect import SHORT, upsert

_ALL = "all"
"""One row: a program serves one tenant."""

_LOCKED = (
    sa.select(tables.send_pace.c.taken, tables.send_pace.c.paused_until)
    .where(tables.send_pace.c.name == _ALL)
    .with_for_update()
    .execution_options(**{SHORT: True})
)
_KEEP = sa.update(tables.send_pace).where(tables.send_pace.c.name == _ALL).execution_options(**{SHORT: True})


@dataclass(frozen=True)
class PaceRow:
    """Moments in seconds since 1970 (UTC), and until when nothing is sent."""

    taken: Sequence[float] = ()
    paused_until: datetime | None = None


class SendPace:
    """The row of the pace, and when each chat may be written to again."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def locked(self) -> PaceRow:
        """The row as it stands. Others wait for it until this transaction ends."""
        row = (await self._connection.execute(_LOCKED)).one_or_none()
        if row is None:
            first = upsert(self._connection, tables.send_pace).on_conflict_do_nothing()
            await self._connection.execute(first, {"name": _ALL, "taken": []})
            row = (await self._connection.execute(_LOCKED)).one()
        return PaceRow(row.taken, row.paused_until)

    async def keep(self, pace: PaceRow) -> None:
        """Write the row."""
        await self._connection.execute(_KEEP, {"taken": list(pace.taken), "paused_until": pace.paused_until})

    async def rest(self, chats: Mapping[Recipient, datetime]) -> None:
        """No more is sent to each of these before its moment."""
        if not chats:
            return
        # In one order everywhere, so that no two replicas wait for each other.
        rows = [
            {"recipient_kind": one.kind, "recipient_id": one.id, "free_at": free_at}
            for one, free_at in sorted(chats.items(), key=lambda item: (item[0].kind, item[0].id))
        ]
        put = upsert(self._connection, tables.chat_rests)
        put = put.on_conflict_do_update(
            index_elements=["recipient_kind", "recipient_id"], set_={"free_at": put.excluded.free_at}
        )
        await self._connection.execute(put, rows)

    async def forget_rests(self, before: datetime) -> None:
        """Forget the chats that may be written to again since before this time."""
        await self._connection.execute(
            sa.delete(tables.chat_rests).where(tables.chat_rests.c.free_at < before)
        )
