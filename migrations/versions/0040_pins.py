"""PINs under a scratch layer.

Safe to run while the old code serves: it adds a column with a default and a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column(
        "has_pin", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("label_run", column)
    op.create_table(
        "pin_check",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last_wrong_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_pin_check_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "index", name=op.f("pk_pin_check")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("pin_check")
    op.drop_column("label_run", "has_pin")
