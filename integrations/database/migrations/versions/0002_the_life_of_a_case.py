"""The life of a case: what happened to its clock, what was decided, and whether it is live."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("cases", sa.Column("events", JSON, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("marks", JSON, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("decisions", JSON, nullable=False, server_default="{}"))
    op.add_column("cases", sa.Column("is_live", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    for name in ("is_live", "decisions", "marks", "events"):
        op.drop_column("cases", name)
