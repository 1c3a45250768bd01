"""Scans and what is known of scanned codes.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=16), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_scan_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index("ix_scan_at", "scan", ["at"], unique=False)
    op.create_index("ix_scan_item", "scan", ["run_id", "index", "at"], unique=False)
    op.create_table(
        "scanned_item",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.String(length=40), nullable=True),
        sa.Column("judgement_reason", sa.Text(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["account.id"], name=op.f("fk_scanned_item_judged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_scanned_item_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "index", name=op.f("pk_scanned_item")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("scanned_item")
    op.drop_index("ix_scan_item", table_name="scan")
    op.drop_index("ix_scan_at", table_name="scan")
    op.drop_table("scan")
