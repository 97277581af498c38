"""What conversations need to outlive the process: dialog state, the turns done, and where people are reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.errors import Conflict
from cases.notices import NoticeState, Recipient
from integrations.database import tables
from integrations.database.dialect import upsert

_AT_ONCE = 500


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
        if row is None:
            return StoredState(0, {})
        return StoredState(row.version, row.state if isinstance(row.state, dict) else {})

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
    """A turn that was committed: what it answers with, while that is kept, and whether it was delivered.

    `at` is when it was committed, or when somebody last took it upon themselves to send its answer.
    """

    at: datetime
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
                sa.select(tables.turns.c.at, tables.turns.c.replies, tables.turns.c.delivered).where(
                    tables.turns.c.key == key
                )
            )
        ).one_or_none()
        return DoneTurn(row.at, row.replies, row.delivered) if row else None

    async def record(self, key: str, replies: Mapping[str, Any], replica: str, at: datetime) -> None:
        """Record the turn, its answer to be sent by this replica. Raises `Conflict` when it was recorded before."""
        statement = (
            upsert(self._connection, tables.turns)
            .values(key=key, at=at, replies={**replies, "by": replica}, delivered=False)
            .on_conflict_do_nothing()
            .returning(tables.turns.c.key)
        )
        if (await self._connection.execute(statement)).one_or_none() is None:
            raise Conflict(key)

    async def take(self, key: str, seen: DoneTurn, replica: str, at: datetime) -> bool:
        """Have this replica send the answer from now on. False when somebody else took it since it was seen."""
        turns = tables.turns
        statement = (
            sa.update(turns)
            .where(turns.c.key == key, turns.c.at == seen.at, turns.c.delivered.is_(False))
            .values(at=at, replies={**(seen.replies or {}), "by": replica})
            .returning(turns.c.key)
        )
        return (await self._connection.execute(statement)).one_or_none() is not None

    async def claim_of(self, replica: str, at: datetime) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Take anew the undelivered answers that this replica was to send: their keys and what is kept of them."""
        return await self._claim(tables.turns.c.replies["by"].as_string() == replica, at)

    async def claim_before(self, before: datetime, at: datetime) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Take the undelivered answers that nobody has taken since before this time."""
        return await self._claim(tables.turns.c.at <= before, at)

    async def _claim(
        self, condition: sa.ColumnElement[bool], at: datetime
    ) -> Sequence[tuple[str, Mapping[str, Any]]]:
        turns = tables.turns
        rows = await self._connection.execute(
            sa.update(turns)
            .where(turns.c.delivered.is_(False), condition)
            .values(at=at)
            .returning(turns.c.key, turns.c.replies)
        )
        return [(row.key, row.replies or {}) for row in rows]

    async def delivered(self, keys: Sequence[str]) -> None:
        """These turns' answers arrived, so their words are kept no longer."""
        for start in range(0, len(keys), _AT_ONCE):
            await self._connection.execute(
                sa.update(tables.turns)
                .where(tables.turns.c.key.in_(keys[start : start + _AT_ONCE]))
                .values(delivered=True, replies=sa.null())
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

    async def standing(self, recipient: Recipient) -> tuple[Mapping[str, Any] | None, bool]:
        """The address on record, and whether notices wait because nobody was reached there."""
        notices, addresses = tables.notices, tables.addresses
        unreached = sa.exists().where(
            notices.c.recipient_kind == recipient.kind,
            notices.c.recipient_id == recipient.id,
            notices.c.state == NoticeState.NOT_INSTALLED.value,
        )
        address = (
            sa.select(addresses.c.address)
            .where(addresses.c.kind == recipient.kind, addresses.c.id == recipient.id)
            .scalar_subquery()
        )
        row = (
            await self._connection.execute(sa.select(address.label("address"), unreached.label("unreached")))
        ).one()
        return (dict(row.address) if row.address else None), bool(row.unreached)

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
