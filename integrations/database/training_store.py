"""What is remembered of people's training, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.training.quiz import Attempt
from cases.training.records import Standing, TrainingRecord
from integrations.database import tables
from integrations.database.dialect import upsert

_RECORDS = tables.training_records
_STANDINGS = tables.training_standings
_ATTEMPTS = tables.training_attempts
_AT_ONCE = 500
"""Rows in one statement: PostgreSQL takes 65,535 values in one, SQLite 32,766."""


class Training:
    """`cases.ports.TrainingStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_records(self, records: Sequence[TrainingRecord]) -> Sequence[TrainingRecord]:
        once = {(one.person, one.course, one.done_on): one for one in reversed(records)}
        keys = list(once)
        added: list[TrainingRecord] = []
        for first in range(0, len(keys), _AT_ONCE):
            rows = [
                {**asdict(once[key]), "how": once[key].how.value} for key in keys[first : first + _AT_ONCE]
            ]
            new = upsert(self._connection, _RECORDS).values(rows).on_conflict_do_nothing()
            found = await self._connection.execute(
                new.returning(_RECORDS.c.person, _RECORDS.c.course, _RECORDS.c.done_on)
            )
            added += [once[row.person, row.course, row.done_on] for row in found]
        return added

    async def done_by(self, person_id: str) -> Mapping[str, date]:
        last = sa.func.max(_RECORDS.c.done_on).label("done")
        rows = await self._connection.execute(
            sa.select(_RECORDS.c.course, last)
            .where(_RECORDS.c.person == person_id)
            .group_by(_RECORDS.c.course)
        )
        return {row.course: row.done for row in rows}

    async def all_done(self) -> Mapping[tuple[str, str], date]:
        person, course = _RECORDS.c.person, _RECORDS.c.course
        rows = await self._connection.execute(
            sa.select(person, course, sa.func.max(_RECORDS.c.done_on)).group_by(person, course)
        )
        return {(who, what): done for who, what, done in rows}

    async def standings_of(self, person_id: str) -> Sequence[Standing]:
        return await self._standings(_STANDINGS.c.person == person_id)

    async def all_standings(self) -> Sequence[Standing]:
        return await self._standings(sa.true())

    async def _standings(self, which: sa.ColumnElement[bool]) -> Sequence[Standing]:
        ordered = sa.select(_STANDINGS).where(which).order_by(_STANDINGS.c.person, _STANDINGS.c.course)
        return [Standing(**row._mapping) for row in await self._connection.execute(ordered)]

    async def put_standings(self, standings: Sequence[Standing]) -> None:
        new = upsert(self._connection, _STANDINGS)
        changed = {"since": new.excluded.since, "told": new.excluded.told}
        put = new.on_conflict_do_update(index_elements=["person", "course"], set_=changed)
        if standings:
            await self._connection.execute(put, [asdict(one) for one in standings])

    async def remove_standings(self, standings: Sequence[Standing]) -> None:
        for one in standings:
            await self._connection.execute(
                sa.delete(_STANDINGS).where(
                    _STANDINGS.c.person == one.person, _STANDINGS.c.course == one.course
                )
            )

    async def attempt_at(self, person_id: str, course_id: str) -> Attempt | None:
        found = await self._connection.execute(sa.select(_ATTEMPTS).where(*_attempt_of(person_id, course_id)))
        row = found.one_or_none()
        return Attempt(**row._mapping) if row else None

    async def put_attempt(self, attempt: Attempt) -> None:
        values: dict[str, Any] = {**asdict(attempt), "answers": dict(attempt.answers)}
        await self._connection.execute(
            upsert(self._connection, _ATTEMPTS)
            .values(**values)
            .on_conflict_do_update(index_elements=["person", "course"], set_=values)
        )

    async def remove_attempt(self, person_id: str, course_id: str) -> None:
        await self._connection.execute(sa.delete(_ATTEMPTS).where(*_attempt_of(person_id, course_id)))

    async def is_prompted(self, day: date) -> bool:
        mornings = tables.training_mornings
        found = await self._connection.execute(sa.select(mornings.c.day).where(mornings.c.day == day))
        return found.one_or_none() is not None

    async def note_prompted(self, day: date) -> None:
        noted = upsert(self._connection, tables.training_mornings).on_conflict_do_nothing()
        await self._connection.execute(noted, {"day": day})

    async def forget(self, before: date) -> None:
        mornings = tables.training_mornings
        await self._connection.execute(sa.delete(_RECORDS).where(_RECORDS.c.done_on < before))
        await self._connection.execute(sa.delete(mornings).where(mornings.c.day < before))


def _attempt_of(person_id: str, course_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _ATTEMPTS.c.person == person_id, _ATTEMPTS.c.course == course_id
