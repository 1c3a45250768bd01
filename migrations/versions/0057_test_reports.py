"""What stands on the test reports that come with annual reports.

Safe to run while the old code serves: it only adds columns, empty for files that
were attached before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_COLUMNS = {
    "tested_on": sa.Date(),
    "test_number": sa.String(60),
    "lab_name": sa.String(120),
    "lab_cma": sa.String(60),
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.add_column("report_attachment", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("report_attachment", name)
