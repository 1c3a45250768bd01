"""The order in which the desk of annual reports lists them.

Safe to run while the old code serves: it only changes indexes. Those on the year and
on the state alone go, because SQLite took them where the one on the user is better.
"""

from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_annual_report_desk",
        "annual_report",
        ["year", "state", "submitted_at", "id"],
    )
    op.drop_index("ix_annual_report_year", "annual_report")
    op.drop_index("ix_annual_report_state", "annual_report")


def downgrade() -> None:
    op.create_index("ix_annual_report_state", "annual_report", ["state"])
    op.create_index("ix_annual_report_year", "annual_report", ["year"])
    op.drop_index("ix_annual_report_desk", "annual_report")
