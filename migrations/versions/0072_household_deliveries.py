"""What households deliver to the business that lists them.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

_STANDS = sa.text("taken_back_at IS NULL")


def _to(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_household_delivery_{column}")
    )


def upgrade() -> None:
    op.create_table(
        "household_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("individual_id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("slip", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("grams > 0", name=op.f("ck_household_delivery_grams")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)",
            name=op.f("ck_household_delivery_taken_back"),
        ),
        _to("entity_id", "entity"),
        _to("individual_id", "primary_producer"),
        _to("gi_id", "gi"),
        _to("recorded_by_id", "account"),
        _to("taken_back_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_delivery")),
    )
    op.create_index(
        op.f("ix_household_delivery_individual_id"),
        "household_delivery",
        ["individual_id"],
    )
    op.create_index(
        "ix_household_delivery_sums",
        "household_delivery",
        ["entity_id", "gi_id", "on_day"],
    )
    op.create_index(
        "uq_household_delivery_key",
        "household_delivery",
        ["entity_id", "key"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )


def downgrade() -> None:
    op.drop_table("household_delivery")
