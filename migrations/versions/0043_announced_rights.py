"""Lines of announcements of rights, kept as they came.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "right_announced",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "cells",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["right_event.id"], name=op.f("fk_right_announced_event_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_right_announced")),
    )
    op.create_index(op.f("ix_right_announced_name"), "right_announced", ["name"])


def downgrade() -> None:
    op.drop_table("right_announced")
