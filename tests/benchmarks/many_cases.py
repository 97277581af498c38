"""Generated open cases, as many as wanted, loaded the quick way: written by the store's own functions for rows, in bulk.

The same numbers give the same cases. Their words are spread as in ordinary text: a few in many cases, most in few.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.types.json import Jsonb

from cases.case import Case, CaseKind, CaseState, format_reference, reference_prefix
from cases.regimes import Regime
from cases.search.words import indexed_words
from integrations.database import tables
from integrations.database.case_stores import _case_row
from integrations.database.engine import synchronous_url

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
HANDLERS = tuple(f"handler-{number:02d}" for number in range(40))
SERVICES = (
    "housing",
    "planning",
    "highways-and-environment",
    "adult-social-care",
    "childrens-services",
    "revenues",
)
RARE_WORD = "zabaglione"
"""Written in one case of five thousand."""
COMMON_WORD = "parking"
"""Written in one case of ten."""

_BATCH = 5_000
_REGIMES = (
    *[Regime.FOI] * 10,
    *[Regime.EIR] * 2,
    *[Regime.SAR] * 4,
    Regime.RIGHTS,
    Regime.REUSE,
    *[Regime.BREACH] * 2,
)
_STATES = (CaseState.RECEIVED, CaseState.ASSIGNED, CaseState.ASSIGNED, CaseState.SEEKING, CaseState.DRAFTING)
_REASONS = (
    "Received on Monday 2 November.",
    "20 working days are allowed, counted from the working day after: Tuesday 3 November is day 1.",
    "Saturdays, Sundays, Christmas Day, Good Friday and bank holidays in any part of the United Kingdom do not count.",
)
_SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka"]
_VOCABULARY = tuple("".join(random.Random(number).choices(_SYLLABLES, k=4)) for number in range(30_000))
_PAST_THE_COMMONEST = 50
"""Words of every text (the, please, council) are not among these: a text's own words begin at about this rank."""
_WEIGHTS = tuple(accumulate(1 / (_PAST_THE_COMMONEST + rank) for rank in range(len(_VOCABULARY))))


def generated(first: int, last: int) -> Iterator[Case]:
    """The cases numbered from `first` to `last`, the last one left out."""
    for number in range(first, last):
        yield _case(number)


def fill(url: str, first: int, last: int) -> None:
    """Add the cases of these numbers to a migrated database, and let it take stock of them."""
    if url.startswith("postgresql"):
        _fill_postgres(url, first, last)
    else:
        _fill_sqlite(url, first, last)


def _case(number: int) -> Case:
    chance = random.Random(number)
    is_rare = number % 5_000 == 1_234
    regime = Regime.FOI if is_rare else chance.choice(_REGIMES)
    is_incident = regime is Regime.BREACH
    words = chance.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=30)
    if number % 10 == 3:
        words += [COMMON_WORD, "fines"]
    if is_rare:
        words.append(RARE_WORD)
    due = date(2026, 11, 23) + timedelta(days=chance.randint(-30, 90))
    handler = chance.choice(HANDLERS) if chance.random() < 0.8 else None
    return Case(
        reference=format_reference(reference_prefix(regime), 2026, number + 1),
        kind=CaseKind.INCIDENT if is_incident else CaseKind.REQUEST,
        regime=regime,
        state=CaseState.REPORTED if is_incident else chance.choice(_STATES) if handler else CaseState.RECEIVED,
        reporter=f"staff-{chance.randrange(3_000):04d}",
        handler=handler,
        service=chance.choice(SERVICES),
        opened_at=NOW - timedelta(days=400) + timedelta(seconds=30 * number),
        received=None if is_incident else due - timedelta(days=28),
        due=None if is_incident else due,
        due_at=NOW + timedelta(hours=chance.randint(-500, 72)) if is_incident else None,
        rule="FOI-2005-01",
        reasons=_REASONS,
        details={
            "what_happened" if is_incident else "text": f"Please tell me about {' '.join(words)}.",
            "requester": f"{chance.choice(_VOCABULARY)} {chance.choice(_VOCABULARY)}".title(),
            "contact": f"person{number}@example.org",
        },
    )  # fmt: skip


def _batches(first: int, last: int) -> Iterator[list[Case]]:
    for start in range(first, last, _BATCH):
        yield list(generated(start, min(last, start + _BATCH)))


def _words(cases: Sequence[Case]) -> list[tuple[str, str]]:
    return [(case.reference, " ".join(indexed_words(case, ()))) for case in cases]


def _fill_sqlite(url: str, first: int, last: int) -> None:
    engine = sa.create_engine(synchronous_url(url), poolclass=sa.NullPool)
    for cases in _batches(first, last):
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.execute(sa.insert(tables.cases), [_case_row(case) for case in cases])
            connection.exec_driver_sql(
                "INSERT INTO case_words (reference, words) VALUES (?, ?)", _words(cases)
            )
    engine.dispose()


def _fill_postgres(url: str, first: int, last: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        # An index that is made at once costs less than one that grows.
        connection.execute("DROP INDEX case_search")
        columns: list[str] = []
        for cases in _batches(first, last):
            rows = [_case_row(case) for case in cases]
            columns = columns or list(rows[0])
            _copy(
                connection, "cases", columns, [tuple(_plain(row[name]) for name in columns) for row in rows]
            )
            _copy(connection, "case_words", ["reference", "words"], _words(cases))
        connection.execute("CREATE INDEX case_search ON case_words USING gin (words)")
        connection.execute("VACUUM ANALYZE")


def _copy(connection: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _plain(value: Any) -> Any:
    return Jsonb(value, dumps=json.dumps) if isinstance(value, list | dict) else value
