"""What annual reports say of labels that were printed, destroyed and kept as samples.

Safe to run while the old code serves: it only adds columns that may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

_COLUMNS = ("labels_printed", "labels_destroyed", "labels_samples")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("annual_report", sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("annual_report", name)
