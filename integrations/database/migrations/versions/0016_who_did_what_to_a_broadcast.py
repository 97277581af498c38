"""Who did what to a message to many, what of it was tested, and its totals for when no names are kept any more"""

import sqlalchemy as sa
from alembic import op

from integrations.database.tables import JSON, JSON_OR_NULL, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_BROADCASTS = sa.table(
    "broadcasts",
    sa.column("id", sa.String),
    sa.column("by", sa.String),
    sa.column("made_at", Moment),
    sa.column("steps", JSON),
)


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("steps", JSON, nullable=False, server_default="[]"))
    op.add_column("broadcasts", sa.Column("tested", JSON, nullable=False, server_default="{}"))
    op.add_column("broadcasts", sa.Column("outcome", JSON_OR_NULL, nullable=True))
    connection = op.get_bind()
    # Of those that are there it is known who wrote them and when.
    for row in connection.execute(sa.select(_BROADCASTS)).all():
        written = {"kind": "written", "at": row.made_at.isoformat(), "by": row.by}
        connection.execute(sa.update(_BROADCASTS).where(_BROADCASTS.c.id == row.id).values(steps=[written]))


def downgrade() -> None:
    for name in ("outcome", "tested", "steps"):
        op.drop_column("broadcasts", name)
