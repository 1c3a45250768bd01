"""What offices set where the law leaves a period open.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=2), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_office_setting_amount")),
        sa.CheckConstraint(
            "(amount IS NULL) = (unit IS NULL)", name=op.f("ck_office_setting_whole")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"],
            ["account.id"],
            name=op.f("fk_office_setting_set_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_setting")),
    )


def downgrade() -> None:
    op.drop_table("office_setting")
