"""Who is away when and who covers for them, and for whom the app was to be installed"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import Moment

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("cover", sa.String(length=64), nullable=True),
        sa.Column("noted_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_last"), "absences", ["last"])
    op.create_index(op.f("ix_absences_person_first"), "absences", ["person", "first"])
    op.create_table(
        "installs",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("tried_at", Moment(timezone=True), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_installs")),
    )


def downgrade() -> None:
    op.drop_table("installs")
    op.drop_table("absences")
