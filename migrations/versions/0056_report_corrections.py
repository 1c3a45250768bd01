"""An index of the corrected reports alone, which are few.

Safe to run while the old code serves: it only adds an index. The desk asks of every
report that it counts whether a later version takes its place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    corrected = sa.text("version > 1")
    op.create_index(
        "ix_annual_report_corrections",
        "annual_report",
        ["authorization_id", "year", "version", "state"],
        sqlite_where=corrected,
        postgresql_where=corrected,
    )


def downgrade() -> None:
    op.drop_index("ix_annual_report_corrections", "annual_report")
