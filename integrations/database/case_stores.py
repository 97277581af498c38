"""Cases, their history and what was added to them, in SQL."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.audit import GENESIS, SealedRow, sealed
from cases.case import Addition, Case, CaseKind, CaseState, HistoryEntry
from cases.clock import Correction, Event, EventType, ExtensionReason, Fact
from cases.conditions import Condition
from cases.errors import Conflict
from cases.regimes import Regime
from cases.search.query import CaseQuery, Page, PageKey
from cases.search.words import stems
from integrations.database import tables
from integrations.database.case_search import Search, commonness_statement, oldest_of_the_newest
from integrations.database.dialect import SHORT, short_insert, upsert
from integrations.database.word_index import index_again, index_new

_CHAIN = "history"
_CHECKED_WHEN_READ = ("at", "facts")
"""Columns of the history whose values are turned into something else when they are read."""

# Statements that a turn needs are built once.
_NEW_CASE = short_insert(tables.cases)
_NEW_ROW = short_insert(tables.history)
_MOVE_HEAD = (
    sa.update(tables.chain_heads)
    .where(tables.chain_heads.c.name == _CHAIN)
    .execution_options(**{SHORT: True})
)


class Cases:
    """`cases.ports.CaseStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next_number(self, prefix: str, year: int) -> int:
        counters = tables.reference_counters
        statement = (
            upsert(self._connection, counters)
            .values(prefix=prefix, year=year, last=1)
            .on_conflict_do_update(
                index_elements=[counters.c.prefix, counters.c.year], set_={"last": counters.c.last + 1}
            )
            .returning(counters.c.last)
        )
        return int((await self._connection.execute(statement)).scalar_one())

    async def add(self, case: Case) -> None:
        await self._connection.execute(_NEW_CASE, _case_row(case))
        await index_new(self._connection, case)

    async def get(self, reference: str) -> Case | None:
        row = (
            await self._connection.execute(
                sa.select(tables.cases).where(tables.cases.c.reference == reference)
            )
        ).one_or_none()
        return _case(row) if row else None

    async def save(self, case: Case) -> None:
        done = await self._connection.execute(
            sa.update(tables.cases)
            .where(tables.cases.c.reference == case.reference, tables.cases.c.version == case.version - 1)
            .values(**_case_row(case))
        )
        if done.rowcount != 1:
            raise Conflict(case.reference)
        await index_again(self._connection, case)

    async def several(self, references: Collection[str]) -> Sequence[Case]:
        return await self._select(
            sa.select(tables.cases)
            .where(tables.cases.c.reference.in_(references))
            .order_by(tables.cases.c.reference)
        )

    async def live_after(self, reference: str, limit: int) -> Sequence[Case]:
        return await self._select(
            sa.select(tables.cases)
            .where(tables.cases.c.is_live, tables.cases.c.reference > reference)
            .order_by(tables.cases.c.reference)
            .limit(limit)
        )

    async def reported_by(self, person_id: str, limit: int) -> Sequence[Case]:
        return await self._select(
            sa.select(tables.cases)
            .where(tables.cases.c.reporter == person_id)
            .order_by(tables.cases.c.opened_at.desc())
            .limit(limit)
        )

    async def handled_by(self, person_id: str, limit: int) -> Sequence[Case]:
        return await self._select(
            _nearest_first(
                sa.select(tables.cases).where(tables.cases.c.is_live, tables.cases.c.handler == person_id)
            ).limit(limit)
        )

    async def find(
        self, query: CaseQuery, findable: Condition, limit: int, key: PageKey | None = None
    ) -> Page:
        search = Search(query, findable, self._connection.dialect.name)
        rows = (await self._connection.execute(search.statement(limit, key))).all()
        found = search.page(rows, limit, key)
        return Page(tuple(_case(row) for row in found.rows), found.previous, found.next)

    async def commonness(self, words: Collection[str], among: int) -> Mapping[str, int]:
        found = dict.fromkeys(stem for word in words for stem in stems(word))
        if not found:
            return {}
        oldest = await self._connection.scalar(oldest_of_the_newest(among)) or 0
        statement = commonness_statement(found, oldest, self._connection.dialect.name)
        return {stem: int(count) for stem, count in await self._connection.execute(statement)}

    async def _select(self, statement: sa.Select[Any]) -> Sequence[Case]:
        return [_case(row) for row in await self._connection.execute(statement)]


def _nearest_first(statement: sa.Select[Any]) -> sa.Select[Any]:
    return statement.order_by(tables.cases.c.due_by, tables.cases.c.reference)


class History:
    """`cases.ports.HistoryStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, entry: HistoryEntry) -> None:
        sequence, previous = await self._lock_head()
        row = sealed(sequence + 1, previous, entry)
        await self._connection.execute(_MOVE_HEAD, {"sequence": row.sequence, "seal": row.seal})
        await self._connection.execute(
            _NEW_ROW,
            {
                "sequence": row.sequence,
                "previous": row.previous,
                "seal": row.seal,
                "reference": row.reference,
                "at": row.at,
                "actor": row.actor,
                "action": row.action,
                "state_before": row.before,
                "state_after": row.after,
                "facts": dict(row.facts),
            },
        )

    async def _lock_head(self) -> tuple[int, str]:
        """The chain's end, held until this transaction ends: rows are added one transaction after another."""
        heads = tables.chain_heads
        # Writing the name over itself makes the row if need be, takes its lock and reads it, in one statement.
        statement = (
            upsert(self._connection, heads)
            .values(name=_CHAIN, sequence=0, seal=GENESIS)
            .on_conflict_do_update(index_elements=[heads.c.name], set_={"name": _CHAIN})
            .returning(heads.c.sequence, heads.c.seal)
        )
        head = (await self._connection.execute(statement)).one()
        return int(head.sequence), str(head.seal)

    async def head(self) -> tuple[int, str]:
        """The number and the seal of the last row."""
        heads = tables.chain_heads
        row = (await self._connection.execute(sa.select(heads).where(heads.c.name == _CHAIN))).one_or_none()
        return (int(row.sequence), str(row.seal)) if row else (0, GENESIS)

    async def chain(self) -> AsyncIterator[SealedRow]:
        """All rows in order, read little by little and just as they are written."""
        statement = sa.select(tables.history).order_by(tables.history.c.sequence)
        if self._connection.dialect.name == "sqlite":
            # As text, since a row that was tampered with may hold what is no time and no JSON: SQLite takes anything.
            statement = sa.select(
                *(
                    sa.cast(column, sa.Text).label(column.name)
                    if column.name in _CHECKED_WHEN_READ
                    else column
                    for column in tables.history.columns
                )
            ).order_by(tables.history.c.sequence)
        rows = await self._connection.stream(statement)
        async for row in rows:
            yield SealedRow(
                row.sequence, row.reference, _moment_as_written(row.at), row.actor, row.action, row.state_before,
                row.state_after, _facts_as_written(row.facts), row.previous, row.seal,
            )  # fmt: skip

    async def of(self, reference: str) -> Sequence[HistoryEntry]:
        return await self._select(tables.history.c.reference == reference)

    async def of_several(self, references: Collection[str]) -> Sequence[HistoryEntry]:
        return await self._select(tables.history.c.reference.in_(references))

    async def _select(self, which: sa.ColumnElement[bool]) -> Sequence[HistoryEntry]:
        rows = await self._connection.execute(
            sa.select(tables.history).where(which).order_by(tables.history.c.sequence)
        )
        return [_entry(row) for row in rows]


def _moment_as_written(at: datetime | str) -> datetime:
    """A moment as the database gives it; what is none becomes one that no row was sealed with."""
    if isinstance(at, datetime):
        return at
    try:
        return datetime.fromisoformat(at).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _facts_as_written(facts: Any) -> Mapping[str, Any]:
    if isinstance(facts, str):
        try:
            facts = json.loads(facts)
        except ValueError:
            facts = None
    return facts if isinstance(facts, dict) else {"unreadable": True}


def _entry(row: Any) -> HistoryEntry:
    return HistoryEntry(
        reference=row.reference,
        at=row.at,
        actor=row.actor,
        action=row.action,
        state_before=CaseState(row.state_before) if row.state_before else None,
        state_after=CaseState(row.state_after),
        facts=row.facts,
    )


class Additions:
    """`cases.ports.AdditionStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def append(self, addition: Addition) -> None:
        await self._connection.execute(
            sa.insert(tables.additions).values(
                reference=addition.reference,
                at=addition.at,
                author=addition.author,
                text=addition.text,
                step=addition.step,
            )
        )
        if case := await Cases(self._connection).get(addition.reference):
            await index_again(self._connection, case)

    async def of(self, reference: str) -> Sequence[Addition]:
        rows = await self._connection.execute(
            sa.select(tables.additions)
            .where(tables.additions.c.reference == reference)
            .order_by(tables.additions.c.id)
        )
        return [Addition(row.reference, row.at, row.author, row.text, row.step) for row in rows]


def _case_row(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "kind": case.kind.value,
        "regime": case.regime.value if case.regime else None,
        "state": case.state.value,
        "reporter": case.reporter,
        "handler": case.handler,
        "service": case.service,
        "opened_at": case.opened_at,
        "received": case.received,
        "due": case.due,
        "due_at": case.due_at,
        "rule": case.rule,
        "reasons": list(case.reasons),
        "details": dict(case.details),
        "events": [_event_row(event) for event in case.events],
        "marks": sorted(case.marks),
        "decisions": dict(case.decisions),
        "about": sorted(case.about),
        "is_live": case.state.is_live,
        "clock_runs": case.clock_runs,
        "due_by": case.due_by or tables.NO_DATE,
        "version": case.version,
    }


def _event_row(event: Event | Correction) -> dict[str, Any]:
    if isinstance(event, Correction):
        return {
            "type": "corrected",
            "what": event.what.value,
            "was": event.was.isoformat(),
            "to": event.to.isoformat(),
            "on": event.on.isoformat(),
        }
    return {
        "type": event.type.value,
        "on": event.on.isoformat(),
        "reason": event.reason.value if event.reason else None,
        "until": event.until.isoformat() if event.until else None,
    }


def _event(row: Mapping[str, Any]) -> Event | Correction:
    if row["type"] == "corrected":
        what = Fact(row["what"]) if row["what"] in Fact._value2member_map_ else EventType(row["what"])
        return Correction(what, _day(row["was"]), _day(row["to"]), _day(row["on"]))
    return Event(
        EventType(row["type"]),
        _day(row["on"]),
        ExtensionReason(row["reason"]) if row.get("reason") else None,
        _day(row["until"]) if row.get("until") else None,
    )


def _day(written: str) -> date:
    """A day, or a moment where one was written: a breach's events have moments."""
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _case(row: Any) -> Case:
    return Case(
        reference=row.reference,
        kind=CaseKind(row.kind),
        regime=Regime(row.regime) if row.regime else None,
        state=CaseState(row.state),
        reporter=row.reporter,
        handler=row.handler,
        service=row.service,
        opened_at=row.opened_at.astimezone(UTC),
        received=row.received,
        due=row.due,
        due_at=row.due_at,
        rule=row.rule,
        reasons=tuple(row.reasons),
        details=row.details,
        events=tuple(_event(event) for event in row.events),
        marks=frozenset(row.marks),
        decisions=row.decisions,
        version=row.version,
        about=frozenset(row.about),
        clock_runs=row.clock_runs,
    )
