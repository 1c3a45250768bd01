"""What this registry remembers of the logs that it witnesses.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "witnessed_log",
        sa.Column("origin", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contrary", sa.String(length=40), nullable=True),
        sa.Column("contrary_note", sa.Text(), nullable=True),
        sa.Column("contrary_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "size >= 0", name=op.f("ck_witnessed_log_size_not_negative")
        ),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_witnessed_log")),
    )


def downgrade() -> None:
    op.drop_table("witnessed_log")
