"""What conversations need to outlive the process: dialog state, the turns done, and where people are reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.errors import Conflict
from cases.notices import Recipient
from integrations.database import tables
from integrations.database.dialect import upsert


@dataclass(frozen=True)
class StoredState:
    """A person's dialog state with the version it was read at; version 0 means that there is none yet."""

    version: int
    state: Mapping[str, Any]


class DialogStates:
    """Dialog state as plain JSON with a version check. Nothing in it is ever executed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self, key: str) -> StoredState:
        """The state under the key, or an empty one."""
        row = (
            await self._connection.execute(
                sa.select(tables.dialog_states.c.version, tables.dialog_states.c.state).where(
                    tables.dialog_states.c.key == key
                )
            )
        ).one_or_none()
        return StoredState(row.version, row.state) if row else StoredState(0, {})

    async def save(self, key: str, version: int, state: Mapping[str, Any], at: datetime) -> None:
        """Store the state read at `version` as the next one. Raises `Conflict` if another was saved since."""
        states = tables.dialog_states
        statement = (
            upsert(self._connection, states)
            .values(key=key, version=1, state=dict(state), changed_at=at)
            .on_conflict_do_nothing()
            if version == 0
            else sa.update(states)
            .where(states.c.key == key, states.c.version == version)
            .values(version=version + 1, state=dict(state), changed_at=at)
        )
        # What was written is asked for, as drivers differ in counting what was not.
        if (await self._connection.execute(statement.returning(states.c.key))).one_or_none() is None:
            raise Conflict(key)


@dataclass(frozen=True)
class DoneTurn:
    """A turn that was committed: what it answers with, while that is kept, and whether it was delivered."""

    replies: Mapping[str, Any] | None
    delivered: bool


class Turns:
    """Which messages have been worked on, so that a resend changes nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, key: str) -> DoneTurn | None:
        """The turn of this message, if it was committed before."""
        row = (
            await self._connection.execute(
                sa.select(tables.turns.c.replies, tables.turns.c.delivered).where(tables.turns.c.key == key)
            )
        ).one_or_none()
        return DoneTurn(row.replies, row.delivered) if row else None

    async def record(self, key: str, replies: Mapping[str, Any], at: datetime) -> None:
        """Record the turn. Raises `Conflict` when another replica recorded it first."""
        statement = (
            upsert(self._connection, tables.turns)
            .values(key=key, at=at, replies=dict(replies), delivered=False)
            .on_conflict_do_nothing()
            .returning(tables.turns.c.key)
        )
        if (await self._connection.execute(statement)).one_or_none() is None:
            raise Conflict(key)

    async def delivered(self, keys: Sequence[str]) -> None:
        """These turns' answers arrived."""
        await self._connection.execute(
            sa.update(tables.turns).where(tables.turns.c.key.in_(keys)).values(delivered=True)
        )

    async def forget_before(self, at: datetime) -> None:
        """Drop the turns from before this time: a resend no longer comes."""
        await self._connection.execute(sa.delete(tables.turns).where(tables.turns.c.at < at))


class Addresses:
    """Where people and the team's channel are reached."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, recipient: Recipient) -> Mapping[str, Any] | None:
        """The address on record."""
        row = (
            await self._connection.execute(
                sa.select(tables.addresses.c.address).where(
                    tables.addresses.c.kind == recipient.kind, tables.addresses.c.id == recipient.id
                )
            )
        ).one_or_none()
        return dict(row.address) if row else None

    async def put(self, recipient: Recipient, address: Mapping[str, Any], at: datetime) -> None:
        """Remember where the recipient is reached now."""
        addresses = tables.addresses
        await self._connection.execute(
            upsert(self._connection, addresses)
            .values(kind=recipient.kind, id=recipient.id, address=dict(address), changed_at=at)
            .on_conflict_do_update(
                index_elements=[addresses.c.kind, addresses.c.id],
                set_={"address": dict(address), "changed_at": at},
            )
        )

    async def forget(self, recipient: Recipient) -> None:
        """The bot was removed there."""
        await self._connection.execute(
            sa.delete(tables.addresses).where(
                tables.addresses.c.kind == recipient.kind, tables.addresses.c.id == recipient.id
            )
        )
