"""Which replica reads a document, and until when it is taken at its word"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("disclosure_checks", sa.Column("read_by", sa.Text(), nullable=True))
    op.add_column("disclosure_checks", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("disclosure_checks", "leased_until")
    op.drop_column("disclosure_checks", "read_by")
