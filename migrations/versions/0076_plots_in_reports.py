"""Which registered plots an annual report names.

Safe to run while the old code serves: it only adds a column that may be empty.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("annual_report", sa.Column("plots", _JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("annual_report", "plots")
