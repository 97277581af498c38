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
from integrations.database.dialect import SHORT, upsert

_AT_ONCE = 500

# Statements that every turn needs are built once.
_OF_RECIPIENT = (
    tables.addresses.c.kind == sa.bindparam("kind"),
    tables.addresses.c.id == sa.bindparam("id"),
)
_UNREACHED = (
    sa.exists()
    .where(
        tables.notices.c.recipient_kind == sa.bindparam("kind"),
        tables.notices.c.recipient_id == sa.bindparam("id"),
        tables.notices.c.state == NoticeState.NOT_INSTALLED.value,
    )
    .label("unreached")
)
_ADDRESS = sa.select(tables.addresses.c.address).where(*_OF_RECIPIENT).execution_options(**{SHORT: True})
_STANDING = sa.select(
    sa.select(tables.addresses.c.address).where(*_OF_RECIPIENT).scalar_subquery().label("address"), _UNREACHED
).execution_options(**{SHORT: True})
_OPENING = (
    sa.select(
        tables.turns.c.at,
        tables.turns.c.replies,
        tables.turns.c.delivered,
        tables.dialog_states.c.version,
        tables.dialog_states.c.state,
        tables.addresses.c.address,
        _UNREACHED,
    )
    .select_from(
        sa.select(sa.literal_column("1").label("one"))
        .subquery("always")
        .outerjoin(tables.turns, tables.turns.c.key == sa.bindparam("turn"))
        .outerjoin(tables.dialog_states, tables.dialog_states.c.key == sa.bindparam("state"))
        .outerjoin(tables.addresses, sa.and_(*_OF_RECIPIENT))
    )
    .execution_options(**{SHORT: True})
)
_NEXT_STATE = (
    sa.update(tables.dialog_states)
    .where(
        tables.dialog_states.c.key == sa.bindparam("of"),
        tables.dialog_states.c.version == sa.bindparam("read_at"),
    )
    .returning(tables.dialog_states.c.key)
    .execution_options(**{SHORT: True})
)


@dataclass(frozen=True)
class StoredState:
    """A person's dialog state with the version it was read at; version 0 means that there is none yet."""

    version: int
    state: Mapping[str, Any]


class DialogStates:
    """Dialog state as plain JSON with a version check. Nothing in it is ever executed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def save(self, key: str, version: int, state: Mapping[str, Any], at: datetime) -> None:
        """Store the state read at `version` as the next one. Raises `Conflict` if another was saved since."""
        values: dict[str, Any] = {"version": version + 1, "state": dict(state), "changed_at": at}
        if version == 0:
            statement = upsert(self._connection, tables.dialog_states).on_conflict_do_nothing()
            statement = statement.returning(tables.dialog_states.c.key)
            values["key"] = key
        else:
            statement = _NEXT_STATE
            values |= {"of": key, "read_at": version}
        # What was written is asked for, as drivers differ in counting what was not.
        if (await self._connection.execute(statement, values)).one_or_none() is None:
            raise Conflict(key)


@dataclass(frozen=True)
class DoneTurn:
    """A turn that was committed: what it answers with, while that is kept, and whether it was delivered.

    `at` is when it was committed, or when somebody last took it upon themselves to send its answer.
    """

    at: datetime
    replies: Mapping[str, Any] | None
    delivered: bool


@dataclass(frozen=True)
class Opening:
    """What a turn begins with: what was done about its message before, the person's dialog state, where they were
    reached last, and whether notices wait because nobody was reached there."""

    done: DoneTurn | None
    stored: StoredState
    address: Mapping[str, Any] | None
    has_unreached: bool


class Turns:
    """Which messages have been worked on, so that a resend changes nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, key: str, state_key: str, recipient: Recipient) -> Opening:
        """All that a turn needs to know at its beginning."""
        asked = {"turn": key, "state": state_key, "kind": recipient.kind, "id": recipient.id}
        row = (await self._connection.execute(_OPENING, asked)).one()
        return Opening(
            DoneTurn(row.at, row.replies, row.delivered) if row.at else None,
            StoredState(row.version or 0, row.state if isinstance(row.state, dict) else {}),
            dict(row.address) if row.address else None,
            bool(row.unreached),
        )

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
        values = {"key": key, "at": at, "replies": {**replies, "by": replica}, "delivered": False}
        statement = upsert(self._connection, tables.turns).on_conflict_do_nothing()
        if (
            await self._connection.execute(statement.returning(tables.turns.c.key), values)
        ).one_or_none() is None:
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
        asked = {"kind": recipient.kind, "id": recipient.id}
        row = (await self._connection.execute(_ADDRESS, asked)).one_or_none()
        return dict(row.address) if row else None

    async def standing(self, recipient: Recipient) -> tuple[Mapping[str, Any] | None, bool]:
        """The address on record, and whether notices wait because nobody was reached there."""
        asked = {"kind": recipient.kind, "id": recipient.id}
        row = (await self._connection.execute(_STANDING, asked)).one()
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
