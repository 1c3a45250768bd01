"""Absences with deputies, and for whom a deputy acted.

Safe to run while the old code serves: it adds a table and columns that may be
empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_ACTS = ("log_leaf", "application_event")


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_absence_period")),
        sa.CheckConstraint("account_id <> deputy_id", name=op.f("ck_absence_deputy")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["account.id"], name=op.f(f"fk_absence_{column}")
            )
            for column in ("account_id", "deputy_id", "recorded_by_id", "ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_account_id"), "absence", ["account_id"])
    op.create_index(op.f("ix_absence_deputy_id"), "absence", ["deputy_id"])
    for table in _ACTS:
        # Both engines add a column with its foreign key in one statement.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN for_id INTEGER "
            f"CONSTRAINT fk_{table}_for_id REFERENCES account (id)"
        )


def downgrade() -> None:
    for table in _ACTS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN for_id")
    op.drop_table("absence")
