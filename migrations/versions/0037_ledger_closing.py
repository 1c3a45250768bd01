"""Books of labels are closed by year.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "figures", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_ledger_closing_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"],
            ["account.id"],
            name=op.f("fk_ledger_closing_closed_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_closing")),
        sa.UniqueConstraint(
            "authorization_id",
            "year",
            name=op.f("uq_ledger_closing_authorization_id_year"),
        ),
    )


def downgrade() -> None:
    op.drop_table("ledger_closing")
