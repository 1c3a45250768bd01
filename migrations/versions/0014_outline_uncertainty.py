"""An attached outline says how far it may be off.

Safe to run while the old code serves: the column has a default.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "area_outline",
        sa.Column("uncertainty_m", sa.Integer(), nullable=False, server_default="0"),
    )


def downgrade() -> None:
    op.drop_column("area_outline", "uncertainty_m")
