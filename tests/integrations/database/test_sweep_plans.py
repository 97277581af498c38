"""What every replica sweeps each minute is found by an index, by the databases' own account of how they do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from integrations.database import tables
from integrations.database.disclosure_store import checks_made_before
from integrations.database.engine import migrate, synchronous_url
from integrations.database.nudge_store import changed_statement, due_statement, ended_statement
from tests.benchmarks.many_cases import fill
from tests.integrations.database.test_search_plans import Filled

NOW = datetime(2026, 6, 17, 9, tzinfo=UTC)


def test_old_checks_are_found_by_an_index_and_so_is_all_that_goes_with_them(database_url: str) -> None:
    migrate(database_url)
    checks = [
        {
            "id": f"check-{number}",
            "name": "a.docx",
            "at": NOW - timedelta(hours=number),
            "by": "sam",
            "state": "read",
            "readable_until": NOW,
            "version": 1,
        }
        for number in range(5_000)
    ]
    engine = sa.create_engine(synchronous_url(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.insert(tables.disclosure_checks), checks)
        connection.execute(sa.text("ANALYZE"))
        plan = Filled(connection, engine.dialect.name).plan(checks_made_before(NOW - timedelta(days=730), 20))
        assert "ix_disclosure_checks_state_at" in plan, plan
        inspector = sa.inspect(connection)
        for table in ("disclosure_hits", "disclosure_decisions", "disclosure_copies"):
            keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
            keys += [index["column_names"] for index in inspector.get_indexes(table)]
            assert "check_id" in [key[0] for key in keys], table


def test_among_ten_thousand_cases_what_is_due_and_what_changed_is_found_by_indexes(database_url: str) -> None:
    migrate(database_url)
    fill(database_url, 0, 10_000)
    engine = sa.create_engine(synchronous_url(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        cases = tables.cases
        plans = [
            {
                "reference": reference,
                "version": version,
                "told_until": NOW,
                "next_at": NOW + timedelta(hours=n),
            }
            for n, (reference, version) in enumerate(
                connection.execute(sa.select(cases.c.reference, cases.c.version).where(cases.c.is_live))
            )
        ]
        connection.execute(sa.insert(tables.nudge_plans), plans)
        connection.execute(sa.text("ANALYZE"))
        filled = Filled(connection, engine.dialect.name)
        due = filled.plan(due_statement(NOW + timedelta(hours=3)))
        assert "ix_nudge_plans_next_at" in due, due
        # What changed is compared case by case, but without reading a case.
        changed = filled.plan(changed_statement(200))
        assert "ix_cases_live_version" in changed, changed
        assert connection.execute(changed_statement(200)).all() == []
        some = sorted(plan["reference"] for plan in plans)[:3]
        connection.execute(
            sa.update(cases).where(cases.c.reference == some[0]).values(version=cases.c.version + 1)
        )
        connection.execute(sa.update(cases).where(cases.c.reference == some[1]).values(is_live=False))
        connection.execute(sa.delete(tables.nudge_plans).where(tables.nudge_plans.c.reference == some[2]))
        assert [row.reference for row in connection.execute(changed_statement(200))] == [some[0], some[2]]
        assert [row.reference for row in connection.execute(ended_statement(200))] == [some[1]]
