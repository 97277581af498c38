"""Disclosure checks in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.disclosure import CheckState, Decision, DisclosureCheck, Hit, Verdict
from cases.disclosure.copies import Copy
from cases.disclosure.deciding import standing
from cases.documents import Place, Unseen
from cases.errors import Conflict
from integrations.database import tables

_AT_ONCE = 2_000


class Disclosures:
    """`cases.ports.DisclosureStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, check: DisclosureCheck) -> None:
        await self._connection.execute(sa.insert(tables.disclosure_checks).values(**_check_row(check)))

    async def get(self, check_id: str) -> DisclosureCheck | None:
        checks, hits = tables.disclosure_checks, tables.disclosure_hits
        row = (await self._connection.execute(sa.select(checks).where(checks.c.id == check_id))).one_or_none()
        if row is None:
            return None
        found = await self._connection.execute(
            sa.select(hits).where(hits.c.check_id == check_id).order_by(hits.c.number)
        )
        decisions = standing(await self.decisions_of(check_id))
        return _check(row, tuple(_hit(one) for one in found), decisions)

    async def save(self, check: DisclosureCheck) -> None:
        checks = tables.disclosure_checks
        saved = await self._connection.execute(
            sa.update(checks)
            .where(checks.c.id == check.id, checks.c.version == check.version - 1)
            .values(**_check_row(check))
            .returning(checks.c.id)
        )
        if saved.one_or_none() is None:
            raise Conflict(check.id)

    async def add_hits(self, check_id: str, hits: Sequence[Hit]) -> None:
        for start in range(0, len(hits), _AT_ONCE):
            rows = [_hit_row(check_id, hit) for hit in hits[start : start + _AT_ONCE]]
            await self._connection.execute(sa.insert(tables.disclosure_hits), rows)

    async def decide(self, check_id: str, made: Sequence[Decision]) -> None:
        for start in range(0, len(made), _AT_ONCE):
            rows = [_decision_row(check_id, one) for one in made[start : start + _AT_ONCE]]
            await self._connection.execute(sa.insert(tables.disclosure_decisions), rows)

    async def decisions_of(self, check_id: str) -> Sequence[Decision]:
        decisions = tables.disclosure_decisions
        rows = await self._connection.execute(
            sa.select(decisions).where(decisions.c.check_id == check_id).order_by(decisions.c.id)
        )
        return [Decision(row.hit, Verdict(row.verdict), row.by, row.at, row.why, row.press) for row in rows]

    async def made_by(self, person_id: str, limit: int) -> Sequence[DisclosureCheck]:
        return await self._newest(tables.disclosure_checks.c.by == person_id, limit)

    async def of_case(self, reference: str, limit: int) -> Sequence[DisclosureCheck]:
        return await self._newest(tables.disclosure_checks.c.reference == reference, limit)

    async def _newest(self, condition: sa.ColumnElement[bool], limit: int) -> Sequence[DisclosureCheck]:
        checks = tables.disclosure_checks
        rows = await self._connection.execute(
            sa.select(checks).where(condition).order_by(checks.c.at.desc(), checks.c.id).limit(limit)
        )
        return [_check(row, (), ()) for row in rows]

    async def keep_copy(self, check_id: str, copy: Copy, until: datetime) -> None:
        kept = {"check_id": check_id, "document": copy.document, "masks": copy.masks, "until": until}
        await self._connection.execute(sa.insert(tables.disclosure_copies).values(**kept))

    async def document_of(self, check_id: str) -> bytes | None:
        return await self._sealed(tables.disclosure_copies.c.document, check_id)

    async def masks_of(self, check_id: str) -> bytes | None:
        return await self._sealed(tables.disclosure_copies.c.masks, check_id)

    async def _sealed(self, column: sa.Column[bytes], check_id: str) -> bytes | None:
        copies = tables.disclosure_copies
        found = await self._connection.scalar(sa.select(column).where(copies.c.check_id == check_id))
        return bytes(found) if found is not None else None

    async def forget_copy(self, check_id: str) -> None:
        copies = tables.disclosure_copies
        await self._connection.execute(sa.delete(copies).where(copies.c.check_id == check_id))

    async def forget_copies(self, now: datetime) -> None:
        copies = tables.disclosure_copies
        await self._connection.execute(sa.delete(copies).where(copies.c.until <= now))

    async def forget_made_before(self, at: datetime, limit: int) -> None:
        # Hits, decisions and the working copy go by cascade.
        old = checks_made_before(at, limit)
        await self._connection.execute(
            sa.delete(tables.disclosure_checks).where(tables.disclosure_checks.c.id.in_(old))
        )

    async def lease(self, check_ids: Collection[str], replica: str, until: datetime) -> None:
        checks = tables.disclosure_checks
        if check_ids:
            await self._connection.execute(
                sa.update(checks)
                .where(checks.c.id.in_(check_ids), checks.c.state == CheckState.READING.value)
                .values(read_by=replica, leased_until=until)
            )

    async def reading_by(self, replica: str) -> Sequence[str]:
        return await self._reading(tables.disclosure_checks.c.read_by == replica)

    async def abandoned(self, now: datetime) -> Sequence[str]:
        # What a release without leases began holds none, and is given up.
        checks = tables.disclosure_checks
        return await self._reading(sa.func.coalesce(checks.c.leased_until, checks.c.at) < now)

    async def _reading(self, condition: sa.ColumnElement[bool]) -> Sequence[str]:
        checks = tables.disclosure_checks
        rows = await self._connection.execute(
            sa.select(checks.c.id).where(checks.c.state == CheckState.READING.value, condition)
        )
        return [row.id for row in rows]


def checks_made_before(at: datetime, limit: int) -> sa.Select[tuple[str]]:
    """The ids of checks that were made before this time and are not being read. The states are named, so that the index
    of states and times finds them."""
    checks = tables.disclosure_checks
    ended = [state.value for state in CheckState if state is not CheckState.READING]
    return sa.select(checks.c.id).where(checks.c.state.in_(ended), checks.c.at < at).limit(limit)


def _check_row(check: DisclosureCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "name": check.name,
        "at": check.at,
        "by": check.by,
        "state": check.state.value,
        "problem": check.problem,
        "remarks": list(check.remarks),
        "readable_until": check.readable_until,
        "reference": check.reference,
        "version": check.version,
    }


def _check(row: Any, hits: tuple[Hit, ...], decisions: tuple[Decision, ...]) -> DisclosureCheck:
    return DisclosureCheck(
        row.id, row.name, row.at, row.by, hits, tuple(row.remarks), row.readable_until, decisions, row.reference,
        CheckState(row.state), row.problem, row.version,
    )  # fmt: skip


def _hit_row(check_id: str, hit: Hit) -> dict[str, Any]:
    return {
        "check_id": check_id,
        "number": hit.number,
        "label": hit.label,
        "band": hit.band,
        "score": hit.score,
        "why": hit.why,
        "place": asdict(hit.place),
        "part": hit.part,
        "first": hit.start,
        "last": hit.end,
        "unseen": hit.unseen.value if hit.unseen else None,
        "person": hit.group,
        "foi": hit.foi,
        "sar": hit.sar,
    }


def _hit(row: Any) -> Hit:
    return Hit(
        row.number, row.label, row.band, row.score, row.why, Place(**row.place), row.part, row.first, row.last,
        Unseen(row.unseen) if row.unseen else None, row.person, row.foi, row.sar,
    )  # fmt: skip


def _decision_row(check_id: str, made: Decision) -> dict[str, Any]:
    return {
        "check_id": check_id,
        "hit": made.hit,
        "verdict": made.verdict.value,
        "by": made.by,
        "at": made.at,
        "why": made.why,
        "press": made.press,
    }
