"""What every replica sweeps each minute is found by an index, by the databases' own account of how they do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from integrations.database import tables
from integrations.database.disclosure_store import checks_made_before
from integrations.database.engine import migrate, synchronous_url
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
