"""Every file with codes of outer packs that goes out is noted with its digest.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_pack_file_half_open")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["pack_run.id"], name=op.f("fk_pack_file_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_pack_file_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_file")),
    )
    op.create_index(op.f("ix_pack_file_run_id"), "pack_file", ["run_id"])


def downgrade() -> None:
    op.drop_table("pack_file")
