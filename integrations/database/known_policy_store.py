"""The policies as they were last looked at, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.known_policy import KnownPolicy
from integrations.database import tables
from integrations.database.dialect import upsert

_KNOWN = tables.known_policies


class KnownPolicies:
    """`cases.ports.KnownPolicyStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[KnownPolicy]:
        rows = await self._connection.execute(sa.select(_KNOWN).order_by(_KNOWN.c.key))
        return [KnownPolicy(**row._mapping) for row in rows]

    async def put(self, policy: KnownPolicy) -> None:
        values = asdict(policy)
        await self._connection.execute(
            upsert(self._connection, _KNOWN)
            .values(**values)
            .on_conflict_do_update(index_elements=["key"], set_=values)
        )

    async def remove(self, key: str) -> None:
        await self._connection.execute(sa.delete(_KNOWN).where(_KNOWN.c.key == key))
