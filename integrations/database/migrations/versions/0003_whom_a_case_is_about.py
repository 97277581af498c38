"""Whom a case is about, and at which step something was said"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "about", sa.JSON().with_variant(JSONB(), "postgresql"), server_default="[]", nullable=False
            )
        )
    with op.batch_alter_table("additions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("additions", schema=None) as batch_op:
        batch_op.drop_column("step")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("about")
