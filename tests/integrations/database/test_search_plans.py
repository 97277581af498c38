"""What people ask for most is answered from an index, by the databases' own account of how they would do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from cases.people import Person, Role, Service
from cases.search.finding import findable_by
from cases.search.reading import Known, parse_query
from integrations.database import tables
from integrations.database.case_search import Search
from integrations.database.engine import synchronous_url
from tests.benchmarks.many_cases import HANDLERS, NOW, SERVICES, fill
from tests.databases import new_postgres, sqlite_in

OFFICER = Person("olga", "Olga Officer", "o@x.example", frozenset({Role.STAFF, Role.OFFICER}), None)
HANDLER = Person(HANDLERS[3], "Hana Handler", "h@x.example", frozenset({Role.STAFF, Role.HANDLER}), None)

QUESTIONS = {
    "due this week": "ix_cases_live_due",
    "overdue": "ix_cases_live_due",
    "open FOI": "ix_cases_live_due",
    # Where many are unassigned, PostgreSQL reads by date and passes over the others.
    "unassigned": "ix_cases_live_handler|ix_cases_live_due",
    "open cases handled by Hana": "ix_cases_live_handler",
    "housing overdue": "ix_cases_live_service",
    "FOI housing due in the next 10 days": "ix_cases_live_service",
    "opened in the last 400 days": "ix_cases_newest",
    "FOI-2026-04": "reference",
    "search zabaglione": "case_search",
    "search FOI zabaglione parking": "case_search",
}


@dataclass(frozen=True)
class Filled:
    """A database with some thousand cases."""

    connection: sa.Connection
    dialect: str

    def plan(self, statement: sa.Select[tuple[object, ...]]) -> str:
        """How the database would answer the statement, as it is sent."""
        explain = "EXPLAIN QUERY PLAN" if self.dialect == "sqlite" else "EXPLAIN"

        def ask_how(*sent: Any) -> tuple[str, Any]:
            return f"{explain} {sent[2]}", sent[3]

        sa.event.listen(self.connection, "before_cursor_execute", ask_how, retval=True)
        try:
            rows = self.connection.execute(statement).cursor.fetchall()
        finally:
            sa.event.remove(self.connection, "before_cursor_execute", ask_how)
        return "\n".join(str(row[-1]) for row in rows)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    if request.param == "sqlite":
        url = sqlite_in(tmp_path_factory.mktemp("plans"))
    else:
        url = new_postgres(request.getfixturevalue("postgres"))
    fill(url, 0, 5_000)
    engine = sa.create_engine(synchronous_url(url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield Filled(connection, request.param)


@pytest.mark.parametrize("person", [OFFICER, HANDLER], ids=["officer", "handler"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_an_index(filled: Filled, question: str, person: Person) -> None:
    services = tuple(Service(one, one.title(), None, ()) for one in SERVICES)
    query = parse_query(question, Known(NOW, services, (HANDLER,), person))
    search = Search(query, findable_by(person, query), filled.dialect)
    plan = filled.plan(search.statement(10, None))
    assert any(index in plan for index in QUESTIONS[question].split("|")), plan
    assert "Seq Scan" not in plan
    assert "SCAN cases\n" not in f"{plan}\n"
    if filled.dialect == "sqlite" and QUESTIONS[question] != "reference":
        # It stops at the end of the page, and sorts nothing.
        assert "TEMP B-TREE" not in plan


def test_opening_a_case_reads_one_row_from_an_index(filled: Filled) -> None:
    plan = filled.plan(sa.select(tables.cases).where(tables.cases.c.reference == "FOI-2026-0117"))
    assert "cases" in plan
    assert "Index Scan" in plan or "USING INDEX" in plan
