"""Who is away when, in SQL."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import asdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.absence import Absence
from integrations.database import tables
from integrations.database.dialect import upsert

_KEPT = tables.absences


class Absences:
    """`cases.ports.AbsenceStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, absence_id: str) -> Absence | None:
        row = (await self._connection.execute(sa.select(_KEPT).where(_KEPT.c.id == absence_id))).one_or_none()
        return Absence(**row._mapping) if row else None

    async def put(self, absence: Absence) -> None:
        values = asdict(absence)
        await self._connection.execute(
            upsert(self._connection, _KEPT)
            .values(**values)
            .on_conflict_do_update(index_elements=["id"], set_=values)
        )

    async def remove(self, absence_id: str) -> None:
        await self._connection.execute(sa.delete(_KEPT).where(_KEPT.c.id == absence_id))

    async def on(self, person_id: str, day: date) -> Absence | None:
        found = await self._connection.execute(
            sa.select(_KEPT)
            .where(_KEPT.c.person == person_id, _KEPT.c.first <= day, _not_over_before(day))
            .order_by(_KEPT.c.first.desc(), _KEPT.c.id)
            .limit(1)
        )
        row = found.one_or_none()
        return Absence(**row._mapping) if row else None

    async def away_on(self, day: date) -> Set[str]:
        rows = await self._connection.execute(
            sa.select(_KEPT.c.person).where(_KEPT.c.first <= day, _not_over_before(day))
        )
        return {row.person for row in rows}

    async def of(self, person_id: str, since: date) -> Sequence[Absence]:
        rows = await self._connection.execute(
            sa.select(_KEPT)
            .where(_KEPT.c.person == person_id, _not_over_before(since))
            .order_by(_KEPT.c.first, _KEPT.c.id)
        )
        return [Absence(**row._mapping) for row in rows]

    async def forget(self, before: date) -> None:
        await self._connection.execute(sa.delete(_KEPT).where(_KEPT.c.last < before))


def _not_over_before(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(_KEPT.c.last.is_(None), _KEPT.c.last >= day)
