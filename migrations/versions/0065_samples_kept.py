"""Samples that printers keep have an account of their own in the books of labels.

Those on record go there on the day of this migration: what was booked or closed
before stays as it is. The old code may not serve beside it: what it recorded as a
sample would expire with its run.
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("print_lot_part", sa.Column("kept_on", sa.Date()))
    op.execute("UPDATE print_lot_part SET kept_on = CURRENT_DATE WHERE kind = 'sample'")


def downgrade() -> None:
    op.drop_column("print_lot_part", "kept_on")
