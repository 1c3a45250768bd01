"""Refusals of registrants of certification marks.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mark_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column(
            "rules", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "asked_on <= refused_on", name=op.f("ck_mark_refusal_order")
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["gi_right.id"], name=op.f("fk_mark_refusal_right_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_mark_refusal_file_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_mark_refusal_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_refusal")),
    )
    for column in ("right_id", "uscc"):
        op.create_index(op.f(f"ix_mark_refusal_{column}"), "mark_refusal", [column])


def downgrade() -> None:
    op.drop_table("mark_refusal")
