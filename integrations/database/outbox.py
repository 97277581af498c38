"""The outbox: notices as they are recorded, and as the one who delivers them sees them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from integrations.database import tables
from integrations.database.dialect import SHORT, plan_anew, upsert

# Statements that every notice needs are built once.
_WAITING = tables.notices.c.state == sa.literal_column("'waiting'")
"""Written out, so that the index of what waits can serve."""

_IS_DUE = (
    _WAITING,
    tables.notices.c.not_before <= sa.bindparam("now"),
    sa.or_(tables.notices.c.not_after.is_(None), tables.notices.c.not_after > sa.bindparam("now")),
    tables.notices.c.message.not_in(sa.select(tables.held_messages.c.message)),
)
_REST_OF_ITS_CHAT = sa.and_(
    tables.chat_rests.c.recipient_kind == tables.notices.c.recipient_kind,
    tables.chat_rests.c.recipient_id == tables.notices.c.recipient_id,
    tables.chat_rests.c.free_at > sa.bindparam("wall"),
)
_NEXT = (
    sa.select(tables.notices)
    .where(*_IS_DUE, ~sa.exists().where(_REST_OF_ITS_CHAT))
    .order_by(tables.notices.c.urgency, tables.notices.c.not_before, tables.notices.c.id)
    .limit(sa.bindparam("count"))
    .with_for_update(skip_locked=True, of=tables.notices)
)
_BEGIN = (
    sa.update(tables.notices)
    .where(tables.notices.c.id == sa.bindparam("notice"))
    .values(state=NoticeState.SENDING.value, changed_at=sa.bindparam("at"), sender=sa.bindparam("by"))
    .execution_options(**{SHORT: True})
)
_FIRST_FREE = sa.select(sa.func.min(tables.chat_rests.c.free_at)).where(
    sa.exists().where(*_IS_DUE, _REST_OF_ITS_CHAT)
)
_ONE_IS_DUE = sa.select(sa.literal(1)).where(
    sa.exists().where(*_IS_DUE),
    ~sa.exists().where(tables.send_pace.c.paused_until > sa.bindparam("wall")),
)
# Whoever has read it, or answered, was reached, whatever the sender heard of it.
_IS_OPEN = sa.and_(
    tables.notices.c.state != NoticeState.READ.value, tables.notices.c.state != NoticeState.ANSWERED.value
)
_SETTLE = (
    sa.update(tables.notices)
    .where(tables.notices.c.id == sa.bindparam("notice"))
    .values(
        state=sa.case((_IS_OPEN, sa.bindparam("became")), else_=tables.notices.c.state),
        reason=sa.case((_IS_OPEN, sa.bindparam("because")), else_=tables.notices.c.reason),
        changed_at=sa.bindparam("at"),
        activity_id=sa.bindparam("activity"),
    )
)
_PUT_BACK = (
    sa.update(tables.notices)
    .where(tables.notices.c.id == sa.bindparam("notice"), tables.notices.c.state == NoticeState.SENDING.value)
    .values(
        state=NoticeState.WAITING.value,
        reason=sa.bindparam("because"),
        changed_at=sa.bindparam("at"),
        not_before=sa.bindparam("from_when"),
        attempts=sa.bindparam("tried"),
        first_tried_at=sa.bindparam("since"),
    )
)
_HAS_COME = (
    sa.update(tables.notices)
    .where(
        tables.notices.c.id == sa.bindparam("notice"),
        tables.notices.c.state == NoticeState.NOT_INSTALLED.value,
        sa.exists().where(
            tables.addresses.c.kind == tables.notices.c.recipient_kind,
            tables.addresses.c.id == tables.notices.c.recipient_id,
        ),
    )
    .values(state=NoticeState.WAITING.value, reason="")
)
_TEAM_CHANNEL = (
    sa.select(tables.addresses.c.id)
    .where(tables.addresses.c.kind == Recipient.team().kind, tables.addresses.c.id == Recipient.team().id)
    .execution_options(**{SHORT: True})
)

_ONE_FOR_EACH = ("message", "recipient_kind", "recipient_id")
_MAY_HAVE_IT = sa.or_(
    tables.notices.c.state.in_(
        [
            state.value
            for state in (NoticeState.SENDING, NoticeState.SENT, NoticeState.READ, NoticeState.UNKNOWN)
        ]
    ),
    sa.and_(
        tables.notices.c.attempts > 0,
        tables.notices.c.state.in_(
            [state.value for state in (NoticeState.WAITING, NoticeState.WITHDRAWN, NoticeState.FAILED)]
        ),
    ),
)
"""Teams may have shown it before it answers, and also where it said that it could not take it just then. So whoever
presses something on it has it, and is not sent it once more."""

_ADDED_AT_ONCE = 1_000
"""Rows between which others get their turn. PostgreSQL takes 65,535 values in one statement, SQLite 32,766."""

_LONGEST_REASON = 300
_LONGEST_NUMBER = 19


@dataclass(frozen=True)
class Claimed:
    """A notice that one process has taken to send: how often Teams could not take it before, and since when."""

    notice: Notice
    attempts: int
    first_tried_at: datetime | None


@dataclass(frozen=True)
class Settled:
    """What became of a notice. `activity_id` is Teams' id of the message. `never_left` is True where it was settled
    without asking Teams."""

    notice_id: str
    state: NoticeState
    reason: str = ""
    activity_id: str | None = None
    never_left: bool = False


@dataclass(frozen=True)
class PutBack:
    """A notice that surely was not sent and waits again."""

    notice_id: str
    reason: str
    not_before: datetime
    attempts: int
    first_tried_at: datetime | None


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
        new = upsert(self._connection, tables.notices).on_conflict_do_nothing(index_elements=_ONE_FOR_EACH)
        # SQLAlchemy puts many rows into one statement, which it makes once. A thousand of them are no short work.
        once = new.returning(tables.notices.c.id).execution_options(**{SHORT: False})
        added = 0
        for first in range(0, len(notices), _ADDED_AT_ONCE):
            rows = [_row_of(notice) for notice in notices[first : first + _ADDED_AT_ONCE]]
            added += len((await self._connection.execute(once, rows)).all())
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

    async def remove(self, messages: Collection[str]) -> None:
        await self._connection.execute(
            sa.delete(tables.notices).where(tables.notices.c.message.in_(messages))
        )

    async def withdraw(self, message: str, reason: str) -> int:
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(tables.notices.c.state == NoticeState.WAITING.value, tables.notices.c.message == message)
            .values(state=NoticeState.WITHDRAWN.value, reason=reason)
        )
        return int(done.rowcount)

    async def waiting(self, kinds: Collection[NoticeKind]) -> Sequence[Notice]:
        rows = await self._connection.execute(
            sa.select(tables.notices)
            .where(_WAITING, tables.notices.c.kind.in_([kind.value for kind in kinds]))
            .order_by(tables.notices.c.recorded_at, tables.notices.c.id)
        )
        return [notice_of(row) for row in rows]

    async def keep_until(self, message: str, until: datetime | None) -> None:
        await self._connection.execute(
            sa.update(tables.notices)
            .where(
                tables.notices.c.message == message,
                tables.notices.c.state.in_([NoticeState.WAITING.value, NoticeState.NOT_INSTALLED.value]),
            )
            .values(not_after=until)
        )

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
                _MAY_HAVE_IT,
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
            .where(*_to(recipient, message), _MAY_HAVE_IT)
            .values(state=NoticeState.ANSWERED.value, answer=answer, reason="")
        )
        return int(done.rowcount) == 1


class Outbox:
    """The notices as the one who delivers them sees them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, count: int, now: datetime, wall: datetime, replica: str) -> Sequence[Claimed]:
        """Take up to so many of what is to be sent next, no two for one chat, so that each is sent by one alone.

        `now` says what is due; `wall` is the time by which chats rest.
        """
        await plan_anew(self._connection)
        rows = (await self._connection.execute(_NEXT, {"now": now, "wall": wall, "count": count})).all()
        claimed: dict[Recipient, Claimed] = {}
        for row in rows:
            notice = notice_of(row)
            claimed.setdefault(notice.recipient, Claimed(notice, row.attempts, row.first_tried_at))
        for one in claimed.values():
            await self._connection.execute(_BEGIN, {"notice": one.notice.id, "at": now, "by": replica})
        return list(claimed.values())

    async def first_free(self, now: datetime, wall: datetime) -> datetime | None:
        """When the first chat may be written to again of those for which something is due; None where there is none."""
        free: datetime | None = (
            await self._connection.execute(_FIRST_FREE, {"now": now, "wall": wall})
        ).scalar_one()
        return free

    async def is_due(self, now: datetime, wall: datetime) -> bool:
        """Whether something is to be sent now."""
        return (
            await self._connection.execute(_ONE_IS_DUE, {"now": now, "wall": wall})
        ).one_or_none() is not None

    async def settle(
        self, notice_id: str, state: NoticeState, reason: str, at: datetime, activity_id: str | None = None
    ) -> None:
        """Write down what became of a notice."""
        await self.settle_all([Settled(notice_id, state, reason, activity_id)], at)

    async def settle_all(self, settled: Sequence[Settled], at: datetime) -> None:
        """Write down what became of these."""
        if settled:
            rows = [
                {
                    "notice": one.notice_id,
                    "became": one.state.value,
                    "because": one.reason[:_LONGEST_REASON],
                    "at": at,
                    "activity": one.activity_id,
                }
                for one in settled
            ]
            await self._connection.execute(_SETTLE, rows)
        # Whoever opened the bot just when nobody was found there found nothing that waited for them either.
        for one in settled:
            if one.never_left and one.state is NoticeState.NOT_INSTALLED:
                await self._connection.execute(_HAS_COME, {"notice": one.notice_id})

    async def put_back(self, again: Sequence[PutBack], at: datetime) -> None:
        """Let these wait again."""
        if again:
            rows = [
                {
                    "notice": one.notice_id,
                    "because": one.reason[:_LONGEST_REASON],
                    "at": at,
                    "from_when": one.not_before,
                    "tried": one.attempts,
                    "since": one.first_tried_at,
                }
                for one in again
            ]
            await self._connection.execute(_PUT_BACK, rows)

    async def withdraw_late(self, now: datetime) -> int:
        """Withdraw what was not sent while it was worth it. Returns how many."""
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(_WAITING, tables.notices.c.not_after <= now)
            .values(
                state=NoticeState.WITHDRAWN.value,
                reason="It could not be sent in time, and is out of date now.",
                changed_at=now,
            )
        )
        return int(done.rowcount)

    async def abandon_sending(self, before: datetime, at: datetime) -> int:
        """Notices in sending since before this time were being sent when a process died: nobody knows whether they
        arrived, so they become `unknown`. Returns how many."""
        return await self._abandon(tables.notices.c.changed_at <= before, at)

    async def abandon_sending_of(self, replica: str, at: datetime) -> int:
        """The same for what a process of this name was sending."""
        return await self._abandon(tables.notices.c.sender == replica, at)

    async def _abandon(self, which: sa.ColumnElement[bool], at: datetime) -> int:
        done = await self._connection.execute(
            sa.update(tables.notices)
            .where(tables.notices.c.state == NoticeState.SENDING.value, which)
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
            .values(
                state=NoticeState.WAITING.value, reason="", changed_at=at, attempts=0, first_tried_at=None
            )
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
