"""Nudges: when each live case is looked at next, and who put it off"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_cases_live_version",
        "cases",
        ["reference", "version"],
        sqlite_where=sa.text("is_live = 1"),
        postgresql_where=sa.text("is_live"),
    )
    op.create_table(
        "nudge_plans",
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("told_until", Moment(timezone=True), nullable=False),
        sa.Column("next_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_nudge_plans")),
    )
    op.create_index(op.f("ix_nudge_plans_next_at_reference"), "nudge_plans", ["next_at", "reference"])
    op.create_table(
        "nudge_snoozes",
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["cases.reference"]),
        sa.PrimaryKeyConstraint("reference", "person", name=op.f("pk_nudge_snoozes")),
    )
    op.create_index(op.f("ix_nudge_snoozes_until"), "nudge_snoozes", ["until"])


def downgrade() -> None:
    op.drop_table("nudge_snoozes")
    op.drop_table("nudge_plans")
    op.drop_index("ix_cases_live_version", "cases")
