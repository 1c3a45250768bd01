"""Annual reports and their steps.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annual_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("total_output_g", sa.BigInteger(), nullable=True),
        sa.Column("standard_output_g", sa.BigInteger(), nullable=True),
        sa.Column("marked_output_g", sa.BigInteger(), nullable=True),
        sa.Column("sales_fen", sa.BigInteger(), nullable=True),
        sa.Column("marked_sales_fen", sa.BigInteger(), nullable=True),
        sa.Column("export_fen", sa.BigInteger(), nullable=True),
        sa.Column("base_m2", sa.BigInteger(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("jobs", sa.Integer(), nullable=True),
        sa.Column("tests", sa.Integer(), nullable=True),
        sa.Column("tests_failed", sa.Integer(), nullable=True),
        sa.Column("complaints", sa.Integer(), nullable=True),
        sa.Column("labels_issued", sa.BigInteger(), nullable=True),
        sa.Column("labels_activated", sa.BigInteger(), nullable=True),
        sa.Column("labels_void", sa.BigInteger(), nullable=True),
        sa.Column("labels_closing", sa.BigInteger(), nullable=True),
        sa.Column("standard_number", sa.String(length=60), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column(
            "prefilled",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("signatory", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR export_fen <= sales_fen",
            name=op.f("ck_annual_report_exports"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR marked_output_g <= standard_output_g",
            name=op.f("ck_annual_report_marked"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR marked_sales_fen <= sales_fen",
            name=op.f("ck_annual_report_marked_sales"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR standard_output_g <= total_output_g",
            name=op.f("ck_annual_report_standard"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR tests_failed <= tests",
            name=op.f("ck_annual_report_tests"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR "
            "(total_output_g + standard_output_g + marked_output_g + sales_fen "
            "+ marked_sales_fen + export_fen + base_m2 + tests + tests_failed "
            "+ complaints + labels_issued + labels_activated + labels_void "
            "+ labels_closing) IS NOT NULL",
            name=op.f("ck_annual_report_complete"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_annual_report_authorization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report")),
        sa.UniqueConstraint(
            "authorization_id",
            "year",
            "version",
            name=op.f("uq_annual_report_authorization_id_year_version"),
        ),
    )
    op.create_index(
        op.f("ix_annual_report_authorization_id"),
        "annual_report",
        ["authorization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_annual_report_state"), "annual_report", ["state"], unique=False
    )
    op.create_index(
        op.f("ix_annual_report_year"), "annual_report", ["year"], unique=False
    )
    op.create_table(
        "annual_report_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_annual_report_event_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["annual_report.id"],
            name=op.f("fk_annual_report_event_report_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report_event")),
    )
    op.create_index(
        op.f("ix_annual_report_event_report_id"),
        "annual_report_event",
        ["report_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_annual_report_event_report_id"), table_name="annual_report_event"
    )
    op.drop_table("annual_report_event")
    op.drop_index(op.f("ix_annual_report_year"), table_name="annual_report")
    op.drop_index(op.f("ix_annual_report_state"), table_name="annual_report")
    op.drop_index(op.f("ix_annual_report_authorization_id"), table_name="annual_report")
    op.drop_table("annual_report")
