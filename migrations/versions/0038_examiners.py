"""Who examined an application.

Safe to run while the old code serves: it adds a column that may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("examiner", sa.String(length=40), nullable=True)
    op.add_column("application", column)


def downgrade() -> None:
    op.drop_column("application", "examiner")
