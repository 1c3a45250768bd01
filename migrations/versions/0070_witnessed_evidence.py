"""The checkpoint that was cosigned stays beside the one that contradicts it.

Safe to run while the old code serves: it only adds a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("witnessed_log", sa.Column("contrary_to", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("witnessed_log", "contrary_to")
