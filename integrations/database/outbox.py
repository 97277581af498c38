"""The outbox: notices as they are recorded, and as the one who delivers them sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from integrations.database import tables
from integrations.database.dialect import SHORT, short_insert

# Statements that every notice needs are built once.
_NEW = short_insert(tables.notices)
_CLAIM = (
    sa.update(tables.notices)
    .where(tables.notices.c.id == sa.bindparam("notice"), tables.notices.c.state == NoticeState.WAITING.value)
    .values(state=NoticeState.SENDING.value, changed_at=sa.bindparam("at"))
    .returning(tables.notices)
    .execution_options(**{SHORT: True})
)
_SETTLE = (
    sa.update(tables.notices)
    .where(tables.notices.c.id == sa.bindparam("notice"))
    .execution_options(**{SHORT: True})
)
_TEAM_CHANNEL = (
    sa.select(tables.addresses.c.id)
    .where(tables.addresses.c.kind == Recipient.team().kind, tables.addresses.c.id == Recipient.team().id)
    .execution_options(**{SHORT: True})
)


class Notices:
    """`cases.ports.NoticeStore` in SQL: the outbox."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.recorded: list[str] = []

    async def add(self, notice: Notice) -> None:
        await self._connection.execute(
            _NEW,
            {
                "id": notice.id,
                "recipient_kind": notice.recipient.kind,
                "recipient_id": notice.recipient.id,
                "kind": notice.kind.value,
                "reference": notice.reference,
                "recorded_at": notice.recorded_at,
                "facts": dict(notice.facts),
                "state": notice.state.value,
                "reason": notice.reason,
                "changed_at": notice.recorded_at,
            },
        )
        self.recorded.append(notice.id)

    async def has_team_channel(self) -> bool:
        return (await self._connection.execute(_TEAM_CHANNEL)).one_or_none() is not None

    async def for_recipient(self, recipient: Recipient, limit: int) -> Sequence[Notice]:
        rows = await self._connection.execute(
            sa.select(tables.notices)
            .where(
                tables.notices.c.recipient_kind == recipient.kind,
                tables.notices.c.recipient_id == recipient.id,
            )
            .order_by(tables.notices.c.recorded_at.desc())
            .limit(limit)
        )
        return [notice_of(row) for row in rows]


class Outbox:
    """The notices as the one who delivers them sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, notice_id: str, at: datetime) -> Notice | None:
        """Take a waiting notice for sending; None when it is not waiting, so that it is sent by one alone."""
        row = (await self._connection.execute(_CLAIM, {"notice": notice_id, "at": at})).one_or_none()
        return notice_of(row) if row else None

    async def settle(
        self, notice_id: str, state: NoticeState, reason: str, at: datetime, activity_id: str | None = None
    ) -> None:
        """Write down what became of a notice."""
        settled = {
            "state": state.value,
            "reason": reason[:300],
            "changed_at": at,
            "activity_id": activity_id,
        }
        await self._connection.execute(_SETTLE, {"notice": notice_id, **settled})

    async def waiting(self, before: datetime, limit: int) -> Sequence[str]:
        """Notices that have waited since before this time."""
        rows = await self._connection.execute(
            sa.select(tables.notices.c.id)
            .where(tables.notices.c.state == NoticeState.WAITING.value, tables.notices.c.changed_at <= before)
            .order_by(tables.notices.c.changed_at)
            .limit(limit)
        )
        return [row.id for row in rows]

    async def abandon_sending(self, before: datetime, at: datetime) -> int:
        """Notices in sending since before this time were being sent when a process died: nobody knows whether they
        arrived, so they become `unknown`. Returns how many."""
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(tables.notices.c.state == NoticeState.SENDING.value, tables.notices.c.changed_at <= before)
            .values(
                state=NoticeState.UNKNOWN.value,
                reason="The program stopped while this was being sent. It may have arrived.",
                changed_at=at,
            )
        )
        return int(done.rowcount)

    async def revive(self, recipient: Recipient, at: datetime) -> Sequence[str]:
        """The recipient can be reached now: what found nobody there waits again."""
        rows = await self._connection.execute(
            sa.update(tables.notices)
            .where(
                tables.notices.c.recipient_kind == recipient.kind,
                tables.notices.c.recipient_id == recipient.id,
                tables.notices.c.state == NoticeState.NOT_INSTALLED.value,
            )
            .values(state=NoticeState.WAITING.value, reason="", changed_at=at)
            .returning(tables.notices.c.id)
        )
        return [row.id for row in rows]


def notice_of(row: Any) -> Notice:
    """A notice from its row."""
    return Notice(
        id=row.id,
        recipient=Recipient(row.recipient_kind, row.recipient_id),
        kind=NoticeKind(row.kind),
        reference=row.reference,
        recorded_at=row.recorded_at,
        facts=row.facts,
        state=NoticeState(row.state),
        reason=row.reason,
    )
