"""Disclosure checks of documents"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "disclosure_checks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("remarks", JSON, server_default="[]", nullable=False),
        sa.Column("readable_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_checks")),
    )
    for columns in (("reference",), ("by", "at"), ("state", "at")):
        name = op.f(f"ix_disclosure_checks_{'_'.join(columns)}")
        op.create_index(name, "disclosure_checks", list(columns))
    op.create_table(
        "disclosure_hits",
        sa.Column("check_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=48), nullable=False),
        sa.Column("band", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("place", JSON, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.String(length=64), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("foi", sa.Text(), server_default="", nullable=False),
        sa.Column("sar", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["disclosure_checks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("check_id", "number", name=op.f("pk_disclosure_hits")),
    )
    op.create_table(
        "disclosure_decisions",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("check_id", sa.String(length=64), nullable=False),
        sa.Column("hit", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("press", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["disclosure_checks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_decisions")),
    )
    op.create_index(op.f("ix_disclosure_decisions_check_id"), "disclosure_decisions", ["check_id"])
    op.create_table(
        "disclosure_copies",
        sa.Column("check_id", sa.String(length=64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("masks", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["disclosure_checks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_disclosure_copies")),
    )
    op.create_index(op.f("ix_disclosure_copies_until"), "disclosure_copies", ["until"])


def downgrade() -> None:
    for table in ("disclosure_copies", "disclosure_decisions", "disclosure_hits", "disclosure_checks"):
        op.drop_table(table)
