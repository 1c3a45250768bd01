"""Locked years, and what is said about annual reports.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_by_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_lock")),
        sa.ForeignKeyConstraint(
            ["locked_by_id"],
            ["account.id"],
            name=op.f("fk_report_lock_locked_by_id_account"),
        ),
    )
    op.create_index("ix_report_lock_year", "report_lock", ["year", "division"])
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("figure", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_office", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("for_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_report_comment_{column}_{table}"),
            )
            for column, table in (
                ("report_id", "annual_report"),
                ("event_id", "annual_report_event"),
                ("account_id", "account"),
                ("for_id", "account"),
            )
        ),
    )
    op.create_index(
        op.f("ix_report_comment_report_id"), "report_comment", ["report_id"]
    )


def downgrade() -> None:
    op.drop_table("report_comment")
    op.drop_table("report_lock")
