"""What is decided for a product and year, before any one producer's capacity.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capacity_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "terms", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_capacity_factor_gi_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_capacity_factor_decided_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_factor")),
    )
    op.create_index(
        "ix_capacity_factor_of", "capacity_factor", ["gi_id", "year", "basis"]
    )


def downgrade() -> None:
    op.drop_table("capacity_factor")
