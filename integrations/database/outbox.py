"""The outbox: notices as they are recorded, and as the one who delivers them sees them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.database import tables
from integrations.database.dialect import SHORT, upsert

# Statements that every notice needs are built once.
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

_ONE_FOR_EACH = ("message", "recipient_kind", "recipient_id")
_REACHED = (NoticeState.SENT, NoticeState.READ, NoticeState.UNKNOWN)
_ADDED_AT_ONCE = 500
"""Rows in one statement: PostgreSQL takes 65,535 values in one, SQLite 32,766."""

_LONGEST_NUMBER = 19


class Notices:
    """`cases.ports.NoticeStore` in SQL: the outbox."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.recorded: list[str] = []

    async def add(self, notice: Notice) -> bool:
        new = upsert(self._connection, tables.notices).on_conflict_do_nothing(index_elements=_ONE_FOR_EACH)
        added = await self._connection.execute(new.returning(tables.notices.c.id), _row_of(notice))
        is_new = added.one_or_none() is not None
        if is_new and (notice.not_before is None or notice.not_before <= notice.recorded_at):
            self.recorded.append(notice.id)
        return is_new

    async def add_many(self, notices: Sequence[Notice]) -> int:
        added = 0
        for first in range(0, len(notices), _ADDED_AT_ONCE):
            rows = [_row_of(notice) for notice in notices[first : first + _ADDED_AT_ONCE]]
            new = upsert(self._connection, tables.notices).values(rows)
            once = new.on_conflict_do_nothing(index_elements=_ONE_FOR_EACH).returning(tables.notices.c.id)
            added += len((await self._connection.execute(once)).all())
        return added

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

    async def told(self, message: str, recipient: Recipient) -> Notice | None:
        found = await self._connection.execute(sa.select(tables.notices).where(*_to(recipient, message)))
        row = found.one_or_none()
        return notice_of(row) if row else None

    async def totals(self, message: str) -> Mapping[NoticeState, int]:
        state = tables.notices.c.state
        rows = await self._connection.execute(
            sa.select(state, sa.func.count()).where(tables.notices.c.message == message).group_by(state)
        )
        return {NoticeState(name): number for name, number in rows}

    async def of_message(self, message: str, states: Collection[NoticeState], limit: int) -> Sequence[Notice]:
        rows = await self._connection.execute(
            sa.select(tables.notices)
            .where(
                tables.notices.c.message == message,
                tables.notices.c.state.in_([state.value for state in states]),
            )
            .order_by(tables.notices.c.recipient_kind, tables.notices.c.recipient_id)
            .limit(limit)
        )
        return [notice_of(row) for row in rows]

    async def answers(self, message: str) -> Mapping[str, int]:
        answer = tables.notices.c.answer
        rows = await self._connection.execute(
            sa.select(answer, sa.func.count())
            .where(tables.notices.c.message == message, answer != "")
            .group_by(answer)
        )
        return {str(name): int(number) for name, number in rows}

    async def withdraw(self, message: str, reason: str) -> int:
        return await self._withdraw(reason, tables.notices.c.message == message)

    async def withdraw_about(self, reference: str, kinds: Collection[NoticeKind], reason: str) -> int:
        return await self._withdraw(
            reason,
            tables.notices.c.reference == reference,
            tables.notices.c.kind.in_([kind.value for kind in kinds]),
        )

    async def _withdraw(self, reason: str, *which: sa.ColumnElement[bool]) -> int:
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(tables.notices.c.state == NoticeState.WAITING.value, *which)
            .values(state=NoticeState.WITHDRAWN.value, reason=reason)
        )
        return int(done.rowcount)

    async def hold(self, message: str) -> None:
        held = upsert(self._connection, tables.held_messages).on_conflict_do_nothing()
        await self._connection.execute(held, {"message": message})

    async def release(self, message: str) -> None:
        await self._connection.execute(
            sa.delete(tables.held_messages).where(tables.held_messages.c.message == message)
        )

    async def note_read(self, recipient: Recipient, message: str) -> None:
        await self._connection.execute(
            sa.update(tables.notices)
            .where(
                *_to(recipient, message),
                # Whoever has seen it was reached, also where Teams' answer was lost.
                tables.notices.c.state.in_([NoticeState.SENT.value, NoticeState.UNKNOWN.value]),
            )
            .values(state=NoticeState.READ.value, reason="")
        )

    async def note_read_until(self, recipient: Recipient, activity_id: str) -> bool:
        if not _is_number(activity_id):
            return False
        notices = tables.notices
        rows = await self._connection.execute(
            sa.select(notices.c.id, notices.c.state, notices.c.activity_id).where(
                notices.c.recipient_kind == recipient.kind,
                notices.c.recipient_id == recipient.id,
                notices.c.state.in_([NoticeState.SENT.value, NoticeState.SENDING.value]),
            )
        )
        seen, is_being_sent = [], False
        for row in rows:
            is_being_sent = is_being_sent or row.state == NoticeState.SENDING.value
            if _is_number(row.activity_id) and int(row.activity_id) <= int(activity_id):
                seen.append(row.id)
        for first in range(0, len(seen), _ADDED_AT_ONCE):
            await self._connection.execute(
                sa.update(notices)
                .where(
                    notices.c.id.in_(seen[first : first + _ADDED_AT_ONCE]),
                    notices.c.state == NoticeState.SENT.value,
                )
                .values(state=NoticeState.READ.value, reason="")
            )
        return is_being_sent

    async def note_answer(self, recipient: Recipient, message: str, answer: str) -> bool:
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(
                *_to(recipient, message),
                tables.notices.c.state.in_([state.value for state in _REACHED]),
            )
            .values(state=NoticeState.ANSWERED.value, answer=answer, reason="")
        )
        return int(done.rowcount) == 1


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
            .where(
                tables.notices.c.state == NoticeState.WAITING.value,
                tables.notices.c.changed_at <= before,
                tables.notices.c.not_before <= before,
            )
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

    async def leave_unreached(self, recipient: Recipient, reason: str, at: datetime) -> int:
        """The recipient can't be reached any more: what should have been sent by now waits for no attempt. Returns how
        many."""
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(
                tables.notices.c.recipient_kind == recipient.kind,
                tables.notices.c.recipient_id == recipient.id,
                tables.notices.c.state == NoticeState.WAITING.value,
                tables.notices.c.not_before <= at,
            )
            .values(state=NoticeState.NOT_INSTALLED.value, reason=reason, changed_at=at)
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


def _is_number(activity_id: str | None) -> bool:
    """Whether it is an id of a message as Teams gives them: milliseconds since 1970 in figures."""
    return (
        activity_id is not None
        and len(activity_id) <= _LONGEST_NUMBER
        and activity_id.isascii()
        and activity_id.isdecimal()
    )


def _to(recipient: Recipient, message: str) -> tuple[sa.ColumnElement[bool], ...]:
    """The one notice of a message to a recipient."""
    return (
        tables.notices.c.message == message,
        tables.notices.c.recipient_kind == recipient.kind,
        tables.notices.c.recipient_id == recipient.id,
    )


def _row_of(notice: Notice) -> dict[str, Any]:
    return {
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
        "message": notice.message or notice.id,
        "urgency": notice.urgency.value,
        "not_before": notice.not_before or notice.recorded_at,
        "not_after": notice.not_after,
        "answer": notice.answer,
    }


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
        message=row.message,
        urgency=Urgency(row.urgency),
        not_before=row.not_before,
        not_after=row.not_after,
        answer=row.answer,
    )
