"""Finding cases: by their dates, by what was written of them, and by when they came to where they stand"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from cases.days import last_moment_of
from cases.search.words import words_of_details

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NO_DATE = "9999-01-01 00:00:00.000000"
_CLOCK_STANDS = ("clarifying", "awaiting_identity", "awaiting_fee", "decided")
_BATCH = 1_000

_LIVE_INDEXES = {
    "ix_cases_live_due": ["due_by", "reference", "regime", "service", "state"],
    "ix_cases_live_handler": ["handler", "due_by", "reference"],
    "ix_cases_live_service": ["service", "due_by", "reference", "regime", "state"],
}

# The words are in ASCII order and need no reading: what is no letter or digit of ASCII is part of a word too.
# Without positions (`detail`) the index is half as large; no question asks for the order of words.
_SQLITE_WORD_INDEX = (
    "CREATE VIRTUAL TABLE case_search USING fts5(words, content='case_words', content_rowid='id', "
    "tokenize=\"ascii tokenchars '_'\", detail='none', columnsize=0)",
    "CREATE TRIGGER case_words_added AFTER INSERT ON case_words BEGIN "
    "INSERT INTO case_search(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER case_words_gone AFTER DELETE ON case_words BEGIN "
    "INSERT INTO case_search(case_search, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN "
    "INSERT INTO case_search(case_search, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO case_search(rowid, words) VALUES (new.id, new.words); END",
)

_moment = sa.DateTime(timezone=True)
_words = sa.Text().with_variant(TSVECTOR(), "postgresql")
_cases = sa.table(
    "cases",
    sa.column("reference", sa.String),
    sa.column("state", sa.String),
    sa.column("opened_at", _moment),
    sa.column("due", sa.Date),
    sa.column("due_at", _moment),
    sa.column("details", sa.JSON),
    sa.column("clock_runs", sa.Boolean),
    sa.column("due_by", _moment),
)
_additions = sa.table("additions", sa.column("reference", sa.String), sa.column("text", sa.Text))
_case_words = sa.table("case_words", sa.column("reference", sa.String), sa.column("words", _words))


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_runs", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("due_by", _moment, server_default=_NO_DATE, nullable=False))
    op.create_table(
        "case_words",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("words", _words, nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_words")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_words_reference")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _SQLITE_WORD_INDEX:
            op.execute(statement)
    _fill(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("case_search", "case_words", ["words"], postgresql_using="gin")
        # With what it keeps by default PostgreSQL takes a rare word for a common one, and reads case after case.
        op.execute("ALTER TABLE case_words ALTER COLUMN words SET STATISTICS 1000")
        op.create_index(
            "case_search_reference",
            "cases",
            ["reference"],
            postgresql_ops={"reference": "varchar_pattern_ops"},
        )
    op.drop_index("ix_cases_handler_state_due", "cases")
    op.drop_index("ix_cases_state_due", "cases")
    for name, columns in _LIVE_INDEXES.items():
        op.create_index(
            name, "cases", columns, sqlite_where=sa.text("is_live = 1"), postgresql_where=sa.text("is_live")
        )
    op.create_index(
        "ix_cases_newest", "cases", ["opened_at", "reference", "regime", "service", "state", "received"]
    )
    op.create_index("ix_history_state_after_at", "history", ["state_after", "at", "reference"])


def _fill(connection: sa.Connection) -> None:
    """Give the cases that there are their moment and their words, the oldest first."""
    for rows in _batches(connection):
        references = [row.reference for row in rows]
        added: dict[str, list[str]] = {}
        for one in connection.execute(sa.select(_additions).where(_additions.c.reference.in_(references))):
            added.setdefault(one.reference, []).append(one.text)
        connection.execute(
            sa.update(_cases)
            .where(_cases.c.reference == sa.bindparam("of"))
            .values(clock_runs=sa.bindparam("runs"), due_by=sa.bindparam("by")),
            [{"of": row.reference, "runs": _clock_runs(row), "by": _due_by(row)} for row in rows],
        )
        connection.execute(
            sa.insert(_case_words),
            [
                {"reference": row.reference, "words": _words_of(row, added.get(row.reference, []))}
                for row in rows
            ],
        )


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    references = (
        connection.execute(sa.select(_cases.c.reference).order_by(_cases.c.opened_at, _cases.c.reference))
        .scalars()
        .all()
    )
    for start in range(0, len(references), _BATCH):
        part = references[start : start + _BATCH]
        rows = connection.execute(sa.select(_cases).where(_cases.c.reference.in_(part))).all()
        yield sorted(rows, key=lambda row: (row.opened_at, row.reference))


def _clock_runs(row: Any) -> bool:
    return row.state not in _CLOCK_STANDS


def _due_by(row: Any) -> datetime:
    by = row.due_at or (last_moment_of(row.due) if isinstance(row.due, date) else None)
    if by is None or not _clock_runs(row):
        return datetime.fromisoformat(_NO_DATE).replace(tzinfo=UTC)
    # SQLite gives moments back without their zone, which is UTC.
    return by if by.tzinfo else by.replace(tzinfo=UTC)


def _words_of(row: Any, added: list[str]) -> str:
    return " ".join(words_of_details(row.details, added))


def downgrade() -> None:
    op.drop_index("ix_history_state_after_at", "history")
    op.drop_index("ix_cases_newest", "cases")
    for name in _LIVE_INDEXES:
        op.drop_index(name, "cases")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE case_search")
    else:
        op.drop_index("case_search_reference", "cases")
    op.drop_table("case_words")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("due_by")
        batch_op.drop_column("clock_runs")
    op.create_index("ix_cases_handler_state_due", "cases", ["handler", "state", "due"])
    op.create_index("ix_cases_state_due", "cases", ["state", "due"])
