"""Reports keep the version of the form that they were filled in by.

Safe to run while the old code serves: a report that it begins is on the second version,
of 68 questions, which is the only one it knows and which campaigns called 1; the first
asked eighteen of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    form = sa.Column("form", sa.Integer, server_default="2", nullable=False)
    op.add_column("annual_report", form)
    op.execute("UPDATE report_campaign SET form = 2")


def downgrade() -> None:
    op.execute("UPDATE report_campaign SET form = 1")
    op.drop_column("annual_report", "form")
