"""The schema comes from migrations alone, and replicas that start together take turns."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from integrations.database import engine as database_engine
from integrations.database.engine import migrate, synchronous_url
from integrations.database.tables import Moment, is_described_here, metadata

MIGRATIONS = Path(database_engine.__file__).parent / "migrations"
WRITTEN_AT = datetime(2026, 12, 1, 10, tzinfo=UTC)


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


def test_of_a_message_that_is_there_already_it_is_known_who_wrote_it(empty_database_url: str) -> None:
    engine = sa.create_engine(synchronous_url(empty_database_url), poolclass=sa.NullPool)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0015")
        made = sa.text(
            "INSERT INTO broadcasts (id, content, by, made_at, state, version)"
            " VALUES ('b1', '{}', 'olga', :at, 'draft', 3)"
        ).bindparams(sa.bindparam("at", WRITTEN_AT, Moment))
        connection.execute(made)
    migrate(empty_database_url)
    kept = metadata.tables["broadcasts"].c
    with engine.connect() as connection:
        row = connection.execute(sa.select(kept.steps, kept.tested, kept.outcome)).one()
    assert (row.tested, row.outcome) == ({}, None)
    [step] = row.steps
    assert (step["kind"], step["by"]) == ("written", "olga")
    assert datetime.fromisoformat(step["at"]) == WRITTEN_AT
