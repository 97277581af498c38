"""Training: what people did, what they need and were told, and the quizzes that they are in"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import JSON

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_records",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person", "course", "done_on", name=op.f("pk_training_records")),
    )
    op.create_table(
        "training_standings",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("told", sa.String(length=32), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("person", "course", name=op.f("pk_training_standings")),
    )
    op.create_table(
        "training_attempts",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.PrimaryKeyConstraint("person", "course", name=op.f("pk_training_attempts")),
    )
    op.create_table(
        "training_mornings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_training_mornings")),
    )


def downgrade() -> None:
    for table in ("training_mornings", "training_attempts", "training_standings", "training_records"):
        op.drop_table(table)
