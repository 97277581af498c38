"""Messages to many that officers write, and what was proposed as one"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import JSON, Moment

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("send_at", Moment(timezone=True), nullable=True),
        sa.Column("started_at", Moment(timezone=True), nullable=True),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_state_made_at"), "broadcasts", ["state", "made_at"])
    op.create_table(
        "lessons",
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("category", "service", "day", name=op.f("pk_lessons")),
    )


def downgrade() -> None:
    op.drop_table("lessons")
    op.drop_table("broadcasts")
