"""What belongs to a case's life: what services were asked, and which cases belong together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.ask import Ask, AskState
from cases.attachment import Attachment
from integrations.database import tables
from integrations.database.dialect import upsert


class Asks:
    """`cases.ports.AskStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, ask: Ask) -> None:
        await self._connection.execute(sa.insert(tables.asks).values(**_ask_row(ask)))

    async def get(self, ask_id: str) -> Ask | None:
        row = (
            await self._connection.execute(sa.select(tables.asks).where(tables.asks.c.id == ask_id))
        ).one_or_none()
        return _ask(row) if row else None

    async def save(self, ask: Ask) -> None:
        await self._connection.execute(
            sa.update(tables.asks).where(tables.asks.c.id == ask.id).values(**_ask_row(ask))
        )

    async def of(self, reference: str) -> Sequence[Ask]:
        rows = await self._connection.execute(
            sa.select(tables.asks)
            .where(tables.asks.c.reference == reference)
            .order_by(tables.asks.c.asked_at)
        )
        return [_ask(row) for row in rows]

    async def open_about(self, references: Collection[str]) -> Sequence[Ask]:
        rows = await self._connection.execute(
            sa.select(tables.asks)
            .where(tables.asks.c.reference.in_(references), tables.asks.c.state == AskState.OPEN.value)
            .order_by(tables.asks.c.by, tables.asks.c.id)
        )
        return [_ask(row) for row in rows]

    async def open_for(self, service_id: str, limit: int) -> Sequence[Ask]:
        rows = await self._connection.execute(
            sa.select(tables.asks)
            .where(tables.asks.c.service == service_id, tables.asks.c.state == AskState.OPEN.value)
            .order_by(tables.asks.c.by)
            .limit(limit)
        )
        return [_ask(row) for row in rows]


class Attachments:
    """`cases.ports.AttachmentStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, attachment: Attachment) -> None:
        await self._connection.execute(sa.insert(tables.attachments).values(**asdict(attachment)))

    async def of(self, reference: str) -> Sequence[Attachment]:
        kept = tables.attachments
        rows = await self._connection.execute(
            sa.select(kept).where(kept.c.reference == reference).order_by(kept.c.at, kept.c.id)
        )
        return [
            Attachment(row.id, row.reference, row.at, row.author, row.name, row.link, row.size)
            for row in rows
        ]


class Links:
    """`cases.ports.LinkStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, reference: str, other: str, kind: str) -> None:
        await self._connection.execute(
            upsert(self._connection, tables.links)
            .values(reference=reference, other=other, kind=kind)
            .on_conflict_do_nothing()
        )

    async def of(self, reference: str) -> Sequence[tuple[str, str]]:
        links = tables.links
        rows = await self._connection.execute(
            sa.select(links).where(sa.or_(links.c.reference == reference, links.c.other == reference))
        )
        return [(row.other if row.reference == reference else row.reference, row.kind) for row in rows]


def _ask_row(ask: Ask) -> dict[str, Any]:
    return {
        "id": ask.id,
        "reference": ask.reference,
        "service": ask.service,
        "question": ask.question,
        "by": ask.by,
        "asked_at": ask.asked_at,
        "asker": ask.asker,
        "state": ask.state.value,
        "answer": ask.answer,
        "answered_at": ask.answered_at,
        "answerer": ask.answerer,
    }


def _ask(row: Any) -> Ask:
    return Ask(
        row.id, row.reference, row.service, row.question, row.by, row.asked_at, row.asker, AskState(row.state),
        row.answer, row.answered_at, row.answerer,
    )  # fmt: skip
