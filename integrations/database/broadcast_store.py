"""Broadcasts, and what was proposed as one, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.audience import Audience
from cases.broadcasts import (
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    IfLate,
    Link,
    Outcome,
    Picture,
    Question,
    Step,
    StepKind,
)
from cases.errors import Conflict
from cases.notices import NoticeState
from integrations.database import tables
from integrations.database.dialect import upsert

_KEPT = tables.broadcasts
_LESSONS = tables.lessons


class Broadcasts:
    """`cases.ports.BroadcastStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, broadcast: Broadcast) -> None:
        new = upsert(self._connection, _KEPT).on_conflict_do_nothing().returning(_KEPT.c.id)
        if (await self._connection.execute(new, _row_of(broadcast))).one_or_none() is None:
            raise Conflict(broadcast.id)

    async def get(self, broadcast_id: str) -> Broadcast | None:
        row = (
            await self._connection.execute(sa.select(_KEPT).where(_KEPT.c.id == broadcast_id))
        ).one_or_none()
        return _broadcast(row) if row else None

    async def save(self, broadcast: Broadcast) -> None:
        done = await self._connection.execute(
            sa.update(_KEPT)
            .where(_KEPT.c.id == broadcast.id, _KEPT.c.version == broadcast.version - 1)
            .values(**_row_of(broadcast))
        )
        if done.rowcount != 1:
            raise Conflict(broadcast.id)

    async def remove(self, broadcast: Broadcast) -> None:
        done = await self._connection.execute(
            sa.delete(_KEPT).where(_KEPT.c.id == broadcast.id, _KEPT.c.version == broadcast.version)
        )
        if done.rowcount != 1:
            raise Conflict(broadcast.id)

    async def in_states(self, states: Collection[BroadcastState], limit: int) -> Sequence[Broadcast]:
        return await self._select(
            sa.select(_KEPT)
            .where(_KEPT.c.state.in_([state.value for state in states]))
            .order_by(_KEPT.c.made_at.desc(), _KEPT.c.id)
            .limit(limit)
        )

    async def due(self, now: datetime, limit: int) -> Sequence[Broadcast]:
        return await self._select(
            sa.select(_KEPT)
            .where(_KEPT.c.state == BroadcastState.SCHEDULED.value, _KEPT.c.send_at <= now)
            .order_by(_KEPT.c.send_at, _KEPT.c.id)
            .limit(limit)
        )

    async def unfinished(self, limit: int) -> Sequence[Broadcast]:
        going = (BroadcastState.SENDING.value, BroadcastState.PAUSED.value, BroadcastState.CANCELLED.value)
        return await self._select(
            sa.select(_KEPT)
            .where(_KEPT.c.state.in_(going), _KEPT.c.ended_at.is_(None))
            .order_by(_KEPT.c.started_at, _KEPT.c.id)
            .limit(limit)
        )

    async def claim_ended(self, before: datetime, limit: int) -> Sequence[Broadcast]:
        return await self._select(
            sa.select(_KEPT)
            .where(_KEPT.c.ended_at < before, _KEPT.c.outcome.is_(None))
            .order_by(_KEPT.c.ended_at, _KEPT.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

    async def last_lesson(self, category: str, service: str) -> date | None:
        last: date | None = await self._connection.scalar(
            sa.select(sa.func.max(_LESSONS.c.day)).where(
                _LESSONS.c.category == category, _LESSONS.c.service == service
            )
        )
        return last

    async def note_lesson(self, category: str, service: str, day: date) -> None:
        new = upsert(self._connection, _LESSONS).on_conflict_do_nothing()
        await self._connection.execute(new, {"category": category, "service": service, "day": day})

    async def _select(self, statement: sa.Select[Any]) -> Sequence[Broadcast]:
        return [_broadcast(row) for row in await self._connection.execute(statement)]


def _row_of(broadcast: Broadcast) -> dict[str, Any]:
    return {
        "id": broadcast.id,
        "content": _content_as_json(broadcast.content),
        "by": broadcast.by,
        "made_at": broadcast.made_at,
        "state": broadcast.state.value,
        "send_at": broadcast.send_at,
        "started_at": broadcast.started_at,
        "ended_at": broadcast.ended_at,
        "version": broadcast.version,
        "steps": [
            {"kind": one.kind.value, "at": one.at.isoformat(), "by": one.by} for one in broadcast.steps
        ],
        "tested": {person: _content_as_json(content) for person, content in broadcast.tested.items()},
        "outcome": broadcast.outcome and _outcome_as_json(broadcast.outcome),
    }


def _content_as_json(content: Content) -> dict[str, Any]:
    return {**asdict(content), "audience": content.audience.as_json()}


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "counts": {state.value: number for state, number in outcome.counts.items()},
        "answers": {str(place): number for place, number in outcome.answers.items()},
        "confirmed": outcome.confirmed,
    }


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(
        id=row.id,
        by=row.by,
        made_at=row.made_at,
        state=BroadcastState(row.state),
        send_at=row.send_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        version=row.version,
        steps=tuple(_step(kept) for kept in row.steps),
        tested={person: Content(**_content_of(kept)) for person, kept in row.tested.items()},
        outcome=_outcome(row.outcome) if row.outcome else None,
        **_content_of(row.content),
    )


def _step(stored: Mapping[str, str]) -> Step:
    return Step(StepKind(stored["kind"]), datetime.fromisoformat(stored["at"]), stored["by"])


def _outcome(stored: Mapping[str, Any]) -> Outcome:
    return Outcome(
        {NoticeState(state): number for state, number in stored["counts"].items()},
        {int(place): number for place, number in stored["answers"].items()},
        stored["confirmed"],
    )


def _content_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    picture, link, question = stored["picture"], stored["link"], stored["question"]
    return {
        **stored,
        "kind": BroadcastKind(stored["kind"]),
        "audience": Audience.from_json(stored["audience"]),
        "picture": Picture(**picture) if picture else None,
        "link": Link(**link) if link else None,
        "question": Question(**{**question, "answers": tuple(question["answers"])}) if question else None,
        "if_late": IfLate(stored["if_late"]),
    }
