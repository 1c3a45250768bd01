"""Who works a plot.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_ACTIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "plot_worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=False),
        sa.Column("individual_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plot_worker")),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_plot_worker_plot_id")
        ),
        sa.ForeignKeyConstraint(
            ["individual_id"],
            ["primary_producer.id"],
            name=op.f("fk_plot_worker_individual_id"),
        ),
        sa.ForeignKeyConstraint(
            ["named_by_id"], ["account.id"], name=op.f("fk_plot_worker_named_by_id")
        ),
    )
    op.create_index(
        op.f("ix_plot_worker_individual_id"), "plot_worker", ["individual_id"]
    )
    op.create_index(
        "uq_plot_worker_active",
        "plot_worker",
        ["plot_id"],
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    )


def downgrade() -> None:
    op.drop_table("plot_worker")
