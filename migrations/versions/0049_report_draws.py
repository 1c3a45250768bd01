"""Draws of the annual reports that a person must look at.

Safe to run while the old code serves: it only adds tables and an index.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("sampled", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("log_index", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_draw")),
        sa.ForeignKeyConstraint(
            ["drawn_by_id"],
            ["account.id"],
            name=op.f("fk_report_draw_drawn_by_id_account"),
        ),
        sa.CheckConstraint("sampled <= reports", name=op.f("ck_report_draw_share")),
    )
    op.create_table(
        "report_drawn",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "differs",
                "sampled",
                "free",
                name="drawn",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_drawn")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["annual_report.id"],
            name=op.f("fk_report_drawn_report_id_annual_report"),
        ),
        sa.ForeignKeyConstraint(
            ["draw_id"],
            ["report_draw.id"],
            name=op.f("fk_report_drawn_draw_id_report_draw"),
        ),
    )
    op.create_index(op.f("ix_report_drawn_draw_id"), "report_drawn", ["draw_id"])


def downgrade() -> None:
    op.drop_table("report_drawn")
    op.drop_table("report_draw")
