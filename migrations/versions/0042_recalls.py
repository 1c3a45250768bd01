"""Labels are recalled; labels of a product and year have a last day of their own.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label_recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("range_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_label_recall_half_open")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_label_recall_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["range_id"], ["label_range.id"], name=op.f("fk_label_recall_range_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_label_recall_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_recall")),
    )
    op.create_index("ix_label_recall_run", "label_recall", ["run_id", "first"])
    op.create_index(op.f("ix_label_recall_range_id"), "label_recall", ["range_id"])
    op.create_table(
        "label_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gi_id"], ["gi.id"], name=op.f("fk_label_term_gi_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_label_term_decided_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_term")),
    )
    op.create_index("ix_label_term_of", "label_term", ["gi_id", "year"])
    op.create_table(
        "run_expiry",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("labels >= 0", name=op.f("ck_run_expiry_labels")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_run_expiry_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_expiry")),
    )


def downgrade() -> None:
    op.drop_table("run_expiry")
    op.drop_table("label_term")
    op.drop_table("label_recall")
