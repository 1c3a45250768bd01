"""What holders ticked off of their packaging.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_pack_check_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["account.id"], name=op.f("fk_pack_check_checked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_pack_check_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_check")),
    )
    op.create_index(
        op.f("ix_pack_check_authorization_id"),
        "pack_check",
        ["authorization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pack_check_sha256"), "pack_check", ["sha256"], unique=False
    )


def downgrade() -> None:

    op.drop_index(op.f("ix_pack_check_sha256"), table_name="pack_check")
    op.drop_index(op.f("ix_pack_check_authorization_id"), table_name="pack_check")
    op.drop_table("pack_check")
