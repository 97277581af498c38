"""How messages are sent: who is sending each, how often it was tried, and the pace that all replicas share"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from integrations.database.tables import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("sender", sa.Text(), nullable=True))
        notices.add_column(sa.Column("attempts", sa.SmallInteger(), nullable=False, server_default="0"))
        notices.add_column(sa.Column("first_tried_at", Moment(timezone=True), nullable=True))
    op.create_table(
        "send_pace",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column(
            "taken",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            server_default="[]",
        ),
        sa.Column("paused_until", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_send_pace")),
    )
    op.create_table(
        "chat_rests",
        sa.Column("recipient_kind", sa.String(length=16), nullable=False),
        sa.Column("recipient_id", sa.String(length=64), nullable=False),
        sa.Column("free_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("recipient_kind", "recipient_id", name=op.f("pk_chat_rests")),
    )
    op.create_index(op.f("ix_chat_rests_free_at"), "chat_rests", ["free_at"])


def downgrade() -> None:
    op.drop_table("chat_rests")
    op.drop_table("send_pace")
    with op.batch_alter_table("notices") as notices:
        for column in ("sender", "attempts", "first_tried_at"):
            notices.drop_column(column)
