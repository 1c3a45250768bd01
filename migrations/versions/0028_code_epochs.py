"""Epochs of the keys of item codes.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_epoch",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("leaked_on", sa.Date(), nullable=True),
        sa.Column("leaked_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_code_epoch_epoch")),
        sa.CheckConstraint(
            "(leaked_on IS NULL) = (leaked_reason IS NULL)",
            name=op.f("ck_code_epoch_leak_has_reason"),
        ),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_code_epoch")),
    )


def downgrade() -> None:
    op.drop_table("code_epoch")
