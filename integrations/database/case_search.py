"""Questions for cases, in the SQL of each database.

What is asked for is a `CaseQuery`; what may be found at all is a `Condition` (`cases.permissions.visible_to`). Both
become part of one statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from cases.case import LIVE_STATES, references_in
from cases.conditions import AllOf, AnyOf, Condition, Has, HasNot, Is, IsNot, Several
from cases.days import first_moment_of, last_moment_of
from cases.search.query import CaseQuery, Days, Order, PageKey, Reached, Towards
from cases.search.words import requester_words, stems
from integrations.database.tables import NO_DATE, WORD_INDEX, case_words, cases, history

Clause = sa.ColumnElement[bool]

# What a key may hold: it comes back from a card, so it can be anything.
_NUMBER = re.compile(r"[0-9]{1,18}")
_REFERENCE = re.compile(r"[A-Z0-9-]{1,24}")

# SQLite's word index as a table: its rows have the numbers of `case_words`.
_word_index = sa.table(WORD_INDEX, sa.column("rowid", sa.Integer))


@dataclass(frozen=True)
class Found:
    """The rows of a page in order, and the keys to the pages beside it."""

    rows: Sequence[Any]
    previous: PageKey | None
    next: PageKey | None


@dataclass(frozen=True)
class Search:
    """A question as statements of one dialect, `sqlite` or `postgresql`."""

    query: CaseQuery
    findable: Condition
    dialect: str

    def statement(self, limit: int, key: PageKey | None) -> sa.Select[Any]:
        """The page beyond the key with one row more than `limit`, which tells whether there is another page."""
        statement = sa.select(cases).where(
            condition_in_sql(self.findable, self.dialect), *_facts(self.query, self.dialect)
        )
        if self.query.is_by_words:
            statement = self._by_words(statement)
        columns, is_descending = self._order
        place = self._place(key)
        is_backwards = place is not None and key is not None and key.towards is Towards.PREVIOUS
        if place is not None:
            here, there = sa.tuple_(*columns), sa.tuple_(*place)
            statement = statement.where(here < there if is_descending != is_backwards else here > there)
        order = [column.desc() if is_descending != is_backwards else column.asc() for column in columns]
        return statement.order_by(*order).limit(limit + 1)

    def page(self, rows: Sequence[Any], limit: int, key: PageKey | None) -> Found:
        """The page from what the statement gave."""
        has_more = len(rows) > limit
        kept = list(rows[:limit])
        is_backwards = key is not None and key.towards is Towards.PREVIOUS and self._place(key) is not None
        if is_backwards:
            kept.reverse()
        has_before = has_more if is_backwards else self._place(key) is not None
        has_behind = True if is_backwards else has_more
        return Found(
            kept,
            self._key(Towards.PREVIOUS, kept[0]) if kept and has_before else None,
            self._key(Towards.NEXT, kept[-1]) if kept and has_behind else None,
        )

    @property
    def _order(self) -> tuple[tuple[sa.ColumnElement[Any], ...], bool]:
        """What the page is sorted by, and whether downwards."""
        if self.query.is_by_words:
            on_sqlite = self.dialect == "sqlite"
            return (_word_index.c.rowid if on_sqlite else case_words.c.id,), True
        if self.query.order is Order.NEAREST:
            return (cases.c.due_by, cases.c.reference), False
        return (cases.c.opened_at, cases.c.reference), True

    def _key(self, towards: Towards, row: Any) -> PageKey:
        if self.query.is_by_words:
            return PageKey(towards, (str(row.place),))
        at = row.due_by if self.query.order is Order.NEAREST else row.opened_at
        return PageKey(towards, (at.isoformat(), row.reference))

    def _place(self, key: PageKey | None) -> tuple[sa.ColumnElement[Any], ...] | None:
        """The key's place as values to compare with; None for no key and for one that is none of this list."""
        match key.place if key else ():
            case (number,) if self.query.is_by_words and _NUMBER.fullmatch(number):
                return (sa.literal(int(number), sa.BigInteger),)
            case (at, reference) if not self.query.is_by_words and _REFERENCE.fullmatch(reference):
                try:
                    moment = datetime.fromisoformat(at).astimezone(UTC)
                except (ValueError, OverflowError):
                    return None
                return (sa.literal(moment, cases.c.opened_at.type), sa.literal(reference))
            case _:
                return None

    def _by_words(self, statement: sa.Select[Any]) -> sa.Select[Any]:
        """The statement over the words, the newest case first: the index is read backwards until the page is full."""
        place = case_words.c.id.label("place")
        joined = sa.join(case_words, cases, cases.c.reference == case_words.c.reference)
        if self.dialect == "sqlite":
            joined = sa.join(_word_index, joined, case_words.c.id == _word_index.c.rowid)
        return statement.add_columns(place).select_from(joined).where(words_match(self.query, self.dialect))


def words_match(query: CaseQuery, dialect: str) -> Clause:
    """That the words of a query are among a case's."""
    each = [*dict.fromkeys(stem for word in query.words for stem in stems(word))]
    each += requester_words(query.requester)
    two_of = [*dict.fromkeys(stem for word in query.two_of for stem in stems(word))]
    return _match(each, two_of, dialect)


def oldest_of_the_newest(among: int) -> sa.Select[Any]:
    """The place of the oldest of so many newest cases; nothing where there are fewer."""
    return sa.select(case_words.c.id).order_by(case_words.c.id.desc()).limit(1).offset(among - 1)


def commonness_statement(found: Collection[str], oldest: int, dialect: str) -> sa.CompoundSelect[Any]:
    """For each stem that two cases have: itself, and how many of the cases from this place on have it."""
    index, place = (
        (_word_index, _word_index.c.rowid) if dialect == "sqlite" else (case_words, case_words.c.id)
    )

    def one(stem: str) -> sa.Select[Any]:
        has_it = _match([stem], [], dialect)
        newest = sa.select(sa.func.count()).select_from(index).where(has_it, place >= oldest)
        second = sa.select(sa.literal(1)).select_from(index).where(has_it).limit(1).offset(1)
        return sa.select(sa.literal(stem), newest.scalar_subquery()).where(
            second.scalar_subquery().is_not(None)
        )

    return sa.union_all(*(one(stem) for stem in found))


def _match(each: Sequence[str], two_of: Sequence[str], dialect: str) -> Clause:
    # Stems are letters and digits alone, so quoting them is all that either language needs.
    mark, all_sign, any_sign = ('"', " AND ", " OR ") if dialect == "sqlite" else ("'", " & ", " | ")
    parts = [f"{mark}{stem}{mark}" for stem in each]
    if two_of:
        named = [f"{mark}{stem}{mark}" for stem in two_of]
        # Each with any of those behind it: every pair is named once.
        pairs = [
            f"({one}{all_sign}({any_sign.join(named[place:])}))" for place, one in enumerate(named[:-1], 1)
        ]
        parts.append(f"({any_sign.join(pairs or named)})")
    if not parts:
        return sa.false()
    written = all_sign.join(parts)
    if dialect == "sqlite":
        return sa.literal_column(WORD_INDEX).op("MATCH", is_comparison=True)(written)
    asked = sa.cast(sa.literal(written, sa.Text), sa.dialects.postgresql.TSQUERY)
    return case_words.c.words.op("@@", is_comparison=True)(asked)


def condition_in_sql(condition: Condition, dialect: str) -> Clause:
    """A condition on a case as a clause over `cases`: true for exactly those for which `holds` is."""
    match condition:
        case Is(fact, value):
            column = cases.c[fact.value]
            return column.is_(None) if value is None else column == value
        case IsNot(fact, value):
            column = cases.c[fact.value]
            return sa.or_(column.is_(None), column != value) if column.nullable else column != value
        case Has(several, value):
            return _is_among(several, value, dialect)
        case HasNot(several, value):
            return sa.not_(_is_among(several, value, dialect))
        case AllOf(conditions):
            return sa.and_(sa.true(), *(condition_in_sql(one, dialect) for one in conditions))
        case AnyOf(conditions):
            return sa.or_(sa.false(), *(condition_in_sql(one, dialect) for one in conditions))
        case _:
            assert_never(condition)


def _is_among(several: Several, value: str, dialect: str) -> Clause:
    column = cases.c[several.value]
    if dialect == "sqlite":
        each = sa.func.json_each(column).table_valued("value")
        return sa.exists().where(each.c.value == value).correlate(cases)
    return column.op("@>", is_comparison=True)(sa.cast(sa.literal([value], JSONB), JSONB))


def _facts(query: CaseQuery, dialect: str) -> Iterator[Clause]:
    """What is asked of the case itself, beside its words."""
    if query.reference:
        # "FOI-2026-117" begins references, and is a way to write FOI-2026-0117.
        meant = references_in(query.reference)
        begins = _begins_with(query.reference.upper(), dialect)
        yield sa.or_(begins, cases.c.reference == meant[0]) if meant else begins
    if query.kind:
        yield cases.c.kind == query.kind.value
    if query.regimes:
        yield _one_of(cases.c.regime, query.regimes)
    if query.states:
        yield from _standing(query)
    if query.reached:
        yield cases.c.reference.in_(_came_to(query.reached))
    if query.service:
        yield cases.c.service == query.service
    if query.handler:
        yield cases.c.handler == query.handler
    if query.is_unassigned:
        yield cases.c.handler.is_(None)
    yield from _on_days(cases.c.received, query.received)
    yield from _in_time(cases.c.opened_at, query.opened)
    yield from _in_time(cases.c.due_by, query.due)
    if query.due_before:
        yield cases.c.due_by < query.due_before
    elif not query.due.is_any:
        yield cases.c.due_by < NO_DATE


def _standing(query: CaseQuery) -> Iterator[Clause]:
    # The indexes of live cases are used where it is said that the case is live.
    if query.states <= LIVE_STATES:
        yield cases.c.is_live
    if query.states != LIVE_STATES:
        yield _one_of(cases.c.state, query.states)


def _one_of(column: sa.Column[Any], values: Collection[Any]) -> Clause:
    written = sorted(value.value for value in values)
    return column == written[0] if len(written) == 1 else column.in_(written)


def _begins_with(reference: str, dialect: str) -> Clause:
    end = f"{reference[:-1]}{chr(ord(reference[-1]) + 1)}"
    if dialect == "sqlite":
        return sa.and_(cases.c.reference >= reference, cases.c.reference < end)
    # Letter by letter, whatever the database's language: the index for it is one of its own.
    return sa.and_(
        cases.c.reference.op("~>=~", is_comparison=True)(reference),
        cases.c.reference.op("~<~", is_comparison=True)(end),
    )


def _came_to(reached: Reached) -> sa.Select[Any]:
    rows = sa.select(history.c.reference).where(
        _one_of(history.c.state_after, reached.states),
        sa.or_(
            history.c.state_before.is_(None),
            history.c.state_before.not_in(sorted(state.value for state in reached.states)),
        ),
    )
    return rows.where(*_in_time(history.c.at, reached.days))


def _on_days(column: sa.Column[Any], days: Days) -> Iterator[Clause]:
    if days.first:
        yield column >= days.first
    if days.last:
        yield column <= days.last


def _in_time(column: sa.Column[Any], days: Days) -> Iterator[Clause]:
    if days.first:
        yield column >= first_moment_of(days.first)
    if days.last:
        yield column <= last_moment_of(days.last)
