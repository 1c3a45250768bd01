"""People without a credit code who produce under a business.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "primary_producer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("identity_salt", sa.String(length=32), nullable=False),
        sa.Column("identity_hash", sa.String(length=64), nullable=False),
        sa.Column("identity_key", sa.String(length=64), nullable=False),
        sa.Column("identity_last4", sa.String(length=4), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_primary_producer_period")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["account.id"],
            name=op.f("fk_primary_producer_added_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_primary_producer_entity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_primary_producer")),
    )
    op.create_index(
        op.f("ix_primary_producer_entity_id"),
        "primary_producer",
        ["entity_id"],
        unique=False,
    )
    op.create_index(
        "uq_primary_producer_active",
        "primary_producer",
        ["entity_id", "identity_key"],
        unique=True,
        sqlite_where=sa.text("to_on IS NULL"),
        postgresql_where=sa.text("to_on IS NULL"),
    )


def downgrade() -> None:

    op.drop_index(
        "uq_primary_producer_active",
        table_name="primary_producer",
        sqlite_where=sa.text("to_on IS NULL"),
        postgresql_where=sa.text("to_on IS NULL"),
    )
    op.drop_index(op.f("ix_primary_producer_entity_id"), table_name="primary_producer")
    op.drop_table("primary_producer")
