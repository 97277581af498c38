"""Corrections of triage, in SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.correction import Correction
from integrations.database import tables
from integrations.database.dialect import upsert

_KEPT = tables.triage_corrections


class Corrections:
    """`cases.ports.CorrectionStore` in SQL, and all of them for the export."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, correction_id: str) -> Correction | None:
        row = (
            await self._connection.execute(sa.select(_KEPT).where(_KEPT.c.id == correction_id))
        ).one_or_none()
        return Correction(**row._mapping) if row else None

    async def put(self, correction: Correction) -> None:
        values = asdict(correction)
        await self._connection.execute(
            upsert(self._connection, _KEPT)
            .values(**values)
            .on_conflict_do_update(index_elements=["id"], set_=values)
        )

    async def remove(self, correction_id: str) -> None:
        await self._connection.execute(sa.delete(_KEPT).where(_KEPT.c.id == correction_id))

    async def forget(self, before: date) -> None:
        await self._connection.execute(sa.delete(_KEPT).where(_KEPT.c.day < before))

    async def all(self) -> AsyncIterator[Correction]:
        """All of them, the oldest first."""
        ordered = sa.select(_KEPT).order_by(_KEPT.c.day, _KEPT.c.id)
        async for row in await self._connection.stream(ordered):
            yield Correction(**row._mapping)
