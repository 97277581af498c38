"""What finding a case costs among ten thousand, a hundred thousand and a million open ones.

Each question is asked as a turn asks it: a transaction, the person's right to see as part of it, a page of ten cases.
Its peer is the same question without the indexes: SQLite told not to use any, PostgreSQL with index scans switched
off, and words looked for in the text that is indexed. Both in the same run, one after the other.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from cases.people import Person, Role, Service
from cases.regimes import Regime
from cases.search.finding import find_cases
from cases.search.query import CaseQuery
from cases.search.reading import Known, parse_query
from cases.similar import similar_answered
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database, DatabaseWork
from tests.benchmarks.many_cases import COMMON_WORD, HANDLERS, NOW, RARE_WORD, SERVICES, fill, generated
from tests.benchmarks.servers import postgres

SIZES = (10_000, 100_000, 1_000_000)
_ROUNDS = 30
_PEER_ROUNDS = 2
_PAGE = 10
_OFFICER = Person(HANDLERS[5], "Olga Officer", "o@x.example", frozenset({Role.STAFF, Role.OFFICER}), None)
_HANDLER = Person(HANDLERS[3], "Hana Handler", "h@x.example", frozenset({Role.STAFF, Role.HANDLER}), None)
_SEARCHES = (
    ("due this week", "due this week"),
    ("overdue", "overdue"),
    ("unassigned", "unassigned"),
    ("my open cases", "my open cases"),
    ("FOI, one service, two weeks", "FOI housing due in the next 14 days"),
    ("FOI handled by one, since a year", f"FOI handled by {_HANDLER.name} since last year"),
    ("a rare word", f"search {RARE_WORD}"),
    ("a common word", f"search {COMMON_WORD}"),
    ("a rare word among FOI", f"search FOI {RARE_WORD}"),
    ("two words in one service", f"search {COMMON_WORD} fines in the housing team"),
)

Ask = Callable[[DatabaseWork], Awaitable[object]]


@dataclass
class Measured:
    """Seconds of one question at one size: by index, and by the peer."""

    ours: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)


def run(sizes: Sequence[int] = SIZES) -> str:
    """Fill and measure, and return a table for a person. A million cases take some minutes on each database, so what
    is done is said on the way."""
    return asyncio.run(_run(tuple(sorted(sizes))))


async def _run(sizes: tuple[int, ...]) -> str:
    tables = []
    with tempfile.TemporaryDirectory(prefix="askig-bench-") as made, ExitStack() as stack:
        urls = {
            "SQLite": f"sqlite:///{Path(made) / 'askig.db'}",
            "PostgreSQL": stack.enter_context(postgres()),
        }
        for name, url in urls.items():
            if url is None:
                tables.append("PostgreSQL is not installed here, so SQLite alone was measured.")
                continue
            tables.append(_table(name, sizes, await _measure(url, sizes)))
            print(f"{tables[-1]}\n", file=sys.stderr, flush=True)
    return "\n\n".join([*tables, *_NOTES])


async def _measure(url: str, sizes: Sequence[int]) -> dict[str, dict[int, Measured]]:
    migrate(url)
    results: dict[str, dict[int, Measured]] = {}
    before = 0
    for size in sizes:
        fill(url, before, size)
        before = size
        print(f"{size:,} cases are there, now measuring", file=sys.stderr, flush=True)
        database = Database(create_engine(url))
        for name, ask, has_peer in _questions(size):
            measured = results.setdefault(name, {}).setdefault(size, Measured())
            await _time(database, ask, measured.ours, _ROUNDS)
            if has_peer:
                async with _without_indexes(database):
                    await _time(database, ask, measured.peer, _PEER_ROUNDS)
        await database.close()
    return results


def _questions(size: int) -> Iterator[tuple[str, Ask, bool]]:
    """The questions by name, what asks each, and whether there is a peer to compare with."""
    for person, who in ((_OFFICER, "officer"), (_HANDLER, "handler")):
        for name, text in _SEARCHES:
            yield f"{name} ({who})", _search(person, _read(text, person)), True
    reference = next(case.reference for case in generated(size // 2, size) if case.regime is Regime.FOI)
    yield "opening a case", _open(reference), True
    yield "requests like it", _similar(reference), False


def _read(text: str, person: Person) -> CaseQuery:
    services = tuple(Service(one, one.replace("-", " ").capitalize(), None, ()) for one in SERVICES)
    return parse_query(text, Known(NOW, services, (_HANDLER,), person))


def _search(person: Person, query: CaseQuery) -> Ask:
    async def ask(work: DatabaseWork) -> object:
        page = await find_cases(work, person, query, _PAGE)
        if not page.cases:
            raise RuntimeError(f"nothing is found, so nothing is measured: {query}")
        return page

    return ask


def _open(reference: str) -> Ask:
    async def ask(work: DatabaseWork) -> object:
        case = await work.cases.get(reference)
        return case, await work.additions.of(reference), await work.asks.of(reference)

    return ask


def _similar(reference: str) -> Ask:
    async def ask(work: DatabaseWork) -> object:
        case = await work.cases.get(reference)
        if case is None:
            raise RuntimeError("the case to compare with is missing")
        return await similar_answered(work, case, _OFFICER, 3)

    return ask


async def _time(database: Database, ask: Ask, into: list[float], rounds: int) -> None:
    for round_number in range(rounds + 1):
        began = perf_counter()
        async with database.work() as work:
            await ask(work)
        if round_number:  # the first one warms up
            into.append(perf_counter() - began)


@asynccontextmanager
async def _without_indexes(database: Database) -> AsyncIterator[None]:
    """The same statements, read from the first row of the table to the last."""
    engine = database.engine.sync_engine
    if engine.dialect.name == "sqlite":
        with _rewritten(engine):
            yield
        return

    def switch_off(connection: sa.Connection) -> None:
        for kind in ("indexscan", "indexonlyscan", "bitmapscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{kind} = off")

    sa.event.listen(engine, "begin", switch_off)
    try:
        yield
    finally:
        sa.event.remove(engine, "begin", switch_off)


@contextmanager
def _rewritten(engine: sa.Engine) -> Iterator[None]:
    """SQLite has no switch for its indexes, so the statements are changed on their way."""

    def rewrite(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: Any
    ) -> tuple[str, Any]:
        if _BY_WORDS in statement:
            statement, parameters = _words_in_the_text(statement, parameters)
        return statement.replace("FROM cases", "FROM cases NOT INDEXED"), parameters

    sa.event.listen(engine, "before_cursor_execute", rewrite, retval=True)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", rewrite)


_BY_WORDS = "case_search MATCH ?"


def _words_in_the_text(statement: str, parameters: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement that looks for the words in each case's list of words, from the newest case to the oldest."""
    place = statement[: statement.index(_BY_WORDS)].count("?")
    words = re.findall(r'"([^"]+)"', parameters[place])
    looked_for = " AND ".join(f"instr(' ' || case_words.words || ' ', ' {word} ') > 0" for word in words)
    statement = statement.replace(
        "FROM case_search JOIN (case_words JOIN cases ON cases.reference = case_words.reference) "
        "ON case_words.id = case_search.rowid",
        "FROM case_words JOIN cases ON cases.reference = case_words.reference",
    )
    statement = statement.replace(_BY_WORDS, looked_for).replace("case_search.rowid", "case_words.id")
    if "case_search" in statement:
        raise RuntimeError(f"the statement is not understood: {statement}")
    return statement, (*parameters[:place], *parameters[place + 1 :])


def _table(name: str, sizes: Sequence[int], results: dict[str, dict[int, Measured]]) -> str:
    head = "".join(f"{f'{size:,} open':>22}" for size in sizes)
    lines = [f"{name + ', ms (times quicker than the scan)':<46}{head}{'growth':>10}"]
    for question, by_size in results.items():
        cells = "".join(f"{_cell(by_size[size]):>22}" for size in sizes)
        growth = median(by_size[sizes[-1]].ours) / median(by_size[sizes[0]].ours)
        lines.append(f"  {question:<44}{cells}{growth:>10.1f}")
    return "\n".join(lines)


def _cell(measured: Measured) -> str:
    ours = median(measured.ours)
    ratio = f"({median(measured.peer) / ours:,.1f})" if measured.peer else ""
    return f"{1000 * ours:.2f} {ratio:>10}"


_NOTES = (
    f"Median of {_ROUNDS} ({_PEER_ROUNDS} of the scan), each a transaction of its own as a turn has it. Growth: the\n"
    "largest size's cost by the smallest's. The scan is the same question with the indexes switched off; for words\n"
    "it reads the cases' lists of words from the newest case backwards, so it stops early at a common one.",
)
