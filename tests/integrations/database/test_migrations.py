"""The schema comes from migrations alone, and replicas that start together take turns."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from integrations.database.engine import migrate, synchronous_url
from integrations.database.tables import is_described_here, metadata


def test_an_empty_database_gets_exactly_the_tables_that_the_program_knows(empty_database_url: str) -> None:
    migrate(empty_database_url)
    engine = sa.create_engine(synchronous_url(empty_database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_described_here}
        )
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    migrate(empty_database_url)
    engine = sa.create_engine(synchronous_url(empty_database_url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO reference_counters VALUES ('INC', 2026, 7)"))
    migrate(empty_database_url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT last FROM reference_counters")).scalar_one() == 7


async def test_replicas_that_start_together_do_not_disturb_each_other(empty_database_url: str) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate, empty_database_url) for _ in range(4)))
    engine = sa.create_engine(synchronous_url(empty_database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())
        assert len(connection.execute(sa.text("SELECT * FROM alembic_version")).all()) == 1


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database_url: str) -> None:
    engine = sa.create_engine(synchronous_url(empty_database_url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        # One of the later tables is there already, so that the migration fails half-way.
        connection.execute(sa.text("CREATE TABLE history (id INTEGER)"))
    with pytest.raises(sa.exc.DatabaseError):
        migrate(empty_database_url)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["history"]
        connection.execute(sa.text("DROP TABLE history"))
    migrate(empty_database_url)
    with engine.connect() as connection:
        assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())
