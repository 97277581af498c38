"""When cases are looked at for nudges, and who put them off, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.nudges.plan import Plan, Snooze, Times
from integrations.database import tables
from integrations.database.dialect import upsert

_PLANS = tables.nudge_plans
_SNOOZES = tables.nudge_snoozes


class Nudges:
    """`cases.ports.NudgeStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def changed(self, limit: int) -> Sequence[str]:
        found = [row.reference for row in await self._connection.execute(changed_statement(limit))]
        if len(found) < limit:
            ended = await self._connection.execute(ended_statement(limit - len(found)))
            found += [row.reference for row in ended]
        return sorted(found)

    async def times(self, references: Collection[str]) -> Mapping[str, Times]:
        history, cases = tables.history, tables.cases
        came_to_it = sa.case(
            (
                sa.and_(
                    history.c.state_after == cases.c.state,
                    history.c.state_before.is_distinct_from(history.c.state_after),
                ),
                history.c.at,
            ),
        )
        rows = await self._connection.execute(
            sa.select(
                history.c.reference,
                sa.func.max(history.c.at).label("changed_at"),
                sa.func.max(came_to_it).label("in_state_since"),
            )
            .join(cases, cases.c.reference == history.c.reference)
            .where(history.c.reference.in_(references))
            .group_by(history.c.reference)
        )
        return {row.reference: Times(row.changed_at, row.in_state_since or row.changed_at) for row in rows}

    async def plans(self, references: Collection[str]) -> Mapping[str, Plan]:
        rows = await self._connection.execute(sa.select(_PLANS).where(_PLANS.c.reference.in_(references)))
        return {row.reference: _plan(row) for row in rows}

    async def put(self, plans: Sequence[Plan]) -> None:
        if not plans:
            return
        new = upsert(self._connection, _PLANS)
        changes = {name: new.excluded[name] for name in ("version", "told_until", "next_at")}
        await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=[_PLANS.c.reference],
                set_=changes,
                # Another replica told of it meanwhile: it is planned anew from there.
                where=new.excluded.told_until >= _PLANS.c.told_until,
            ),
            [_plan_row(plan) for plan in plans],
        )

    async def forget(self, references: Collection[str]) -> None:
        if references:
            for table in (_PLANS, _SNOOZES):
                await self._connection.execute(sa.delete(table).where(table.c.reference.in_(references)))

    async def claim_due(self, now: datetime) -> Sequence[Plan]:
        # A second replica waits here for the first, and then finds that the moments have moved on.
        rows = await self._connection.execute(due_statement(now).with_for_update())
        return sorted((_plan(row) for row in rows), key=lambda plan: plan.reference)

    async def snooze(self, snooze: Snooze) -> None:
        values = asdict(snooze)
        await self._connection.execute(
            upsert(self._connection, _SNOOZES)
            .values(**values)
            .on_conflict_do_update(
                index_elements=[_SNOOZES.c.reference, _SNOOZES.c.person], set_={"until": snooze.until}
            )
        )

    async def snoozes(self, references: Collection[str]) -> Sequence[Snooze]:
        rows = await self._connection.execute(sa.select(_SNOOZES).where(_SNOOZES.c.reference.in_(references)))
        return [_snooze(row) for row in rows]

    async def take_snoozes_over(self, now: datetime) -> Sequence[Snooze]:
        rows = await self._connection.execute(
            sa.delete(_SNOOZES).where(_SNOOZES.c.until <= now).returning(_SNOOZES)
        )
        return sorted((_snooze(row) for row in rows), key=lambda one: (one.reference, one.person))


def changed_statement(limit: int) -> sa.Select[Any]:
    """Live cases that nobody planned as they stand."""
    cases = tables.cases
    return (
        sa.select(cases.c.reference)
        .select_from(cases.outerjoin(_PLANS, _PLANS.c.reference == cases.c.reference))
        .where(cases.c.is_live, _PLANS.c.version.is_distinct_from(cases.c.version))
        .order_by(cases.c.reference)
        .limit(limit)
    )


def ended_statement(limit: int) -> sa.Select[Any]:
    """Cases that were planned for and are at rest by now."""
    cases = tables.cases
    is_live = (
        sa.select(cases.c.reference).where(cases.c.is_live, cases.c.reference == _PLANS.c.reference).exists()
    )
    return sa.select(_PLANS.c.reference).where(~is_live).order_by(_PLANS.c.reference).limit(limit)


def due_statement(now: datetime) -> sa.Select[Any]:
    """The plans whose moment has come, in an order in which two replicas don't wait for each other."""
    return sa.select(_PLANS).where(_PLANS.c.next_at <= now).order_by(_PLANS.c.next_at, _PLANS.c.reference)


def _plan_row(plan: Plan) -> dict[str, Any]:
    return {
        "reference": plan.reference,
        "version": plan.version,
        "told_until": plan.told_until,
        "next_at": plan.next_at,
    }


def _plan(row: Any) -> Plan:
    return Plan(row.reference, row.version, row.told_until, row.next_at)


def _snooze(row: Any) -> Snooze:
    return Snooze(row.person, row.reference, row.until)
