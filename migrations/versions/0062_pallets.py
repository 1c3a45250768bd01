"""Outer packs stand in outer packs.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_inner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("inner_run_id", sa.Integer(), nullable=False),
        sa.Column("inner_first", sa.Integer(), nullable=False),
        sa.Column("inner_end", sa.Integer(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_pack_inner_half_open")
        ),
        sa.CheckConstraint(
            'each >= 1 AND inner_end = inner_first + each * ("end" - "first")',
            name=op.f("ck_pack_inner_conserved"),
        ),
        sa.CheckConstraint(
            "run_id <> inner_run_id", name=op.f("ck_pack_inner_not_itself")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["pack_run.id"], name=op.f("fk_pack_inner_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["inner_run_id"], ["pack_run.id"], name=op.f("fk_pack_inner_inner_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_pack_inner_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_inner")),
    )
    op.create_index("ix_pack_inner_run", "pack_inner", ["run_id", "first"])
    op.create_index(
        "ix_pack_inner_inner", "pack_inner", ["inner_run_id", "inner_first"]
    )


def downgrade() -> None:
    op.drop_table("pack_inner")
