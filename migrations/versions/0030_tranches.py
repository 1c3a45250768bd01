"""Capacity opens in tranches.

Safe to run while the old code serves: the column has a default, by which what was
decided before stays open as a whole.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "capacity_decision",
        sa.Column(
            "tranches",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
            server_default="[100]",
        ),
    )


def downgrade() -> None:
    op.drop_column("capacity_decision", "tranches")
