"""What annual reports say of goods delivered by households.

Safe to run while the old code serves: it only adds a column that may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "annual_report", sa.Column("delivered_g", sa.BigInteger(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("annual_report", "delivered_g")
