"""API tokens no longer have a time of use, which nothing ever filled.

Not safe while code before it serves: that code still selects the column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_token") as table:
        table.drop_column("used_at")


def downgrade() -> None:
    with op.batch_alter_table("api_token") as table:
        table.add_column(
            sa.Column("used_at", sa.DateTime(timezone=True), nullable=True)
        )
