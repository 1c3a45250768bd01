"""Days of the annual reports, as a province decides them.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_ORDER = (
    "opens_on < users_by AND users_by < county_by "
    "AND county_by < prefecture_by AND prefecture_by < province_by"
)


def upgrade() -> None:
    op.create_table(
        "report_campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("users_by", sa.Date(), nullable=False),
        sa.Column("county_by", sa.Date(), nullable=False),
        sa.Column("prefecture_by", sa.Date(), nullable=False),
        sa.Column("province_by", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_campaign")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_report_campaign_decided_by_id_account"),
        ),
        sa.CheckConstraint(_ORDER, name=op.f("ck_report_campaign_ordered")),
    )
    op.create_index("ix_report_campaign_year", "report_campaign", ["year", "division"])


def downgrade() -> None:
    op.drop_table("report_campaign")
