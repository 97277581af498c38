"""One message to many: who was told what, in which order, and what they answered"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("message", sa.String(length=120), nullable=True))
        notices.add_column(sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default="1"))
        notices.add_column(sa.Column("not_before", Moment(timezone=True), nullable=True))
        notices.add_column(sa.Column("not_after", Moment(timezone=True), nullable=True))
        notices.add_column(sa.Column("answer", sa.String(length=64), nullable=False, server_default=""))
    op.execute("UPDATE notices SET message = id, not_before = recorded_at")
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("message", existing_type=sa.String(length=120), nullable=False)
        notices.alter_column("not_before", existing_type=Moment(timezone=True), nullable=False)
        notices.create_index(
            op.f("ix_notices_message_recipient_kind_recipient_id"),
            ["message", "recipient_kind", "recipient_id"],
            unique=True,
        )
        notices.create_index(
            "ix_notices_next",
            ["urgency", "not_before", "id"],
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
    op.create_table(
        "held_messages",
        sa.Column("message", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_held_messages")),
    )


def downgrade() -> None:
    op.drop_table("held_messages")
    with op.batch_alter_table("notices") as notices:
        notices.drop_index("ix_notices_next")
        notices.drop_index(op.f("ix_notices_message_recipient_kind_recipient_id"))
        for column in ("message", "urgency", "not_before", "not_after", "answer"):
            notices.drop_column(column)
