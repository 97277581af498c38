"""What people ask about policy, and the answers that the IG team saved"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_questions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found", sa.String(length=16), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=True),
        sa.Column("is_settled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_questions")),
    )
    for column in ("day", "counted_by"):
        op.create_index(op.f(f"ix_policy_questions_{column}"), "policy_questions", [column])
    op.create_table(
        "saved_answers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("review", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_answers")),
    )


def downgrade() -> None:
    op.drop_table("saved_answers")
    op.drop_table("policy_questions")
