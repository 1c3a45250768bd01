"""Versions of plots, and claims on their land by product and season.

Safe to run while the old code serves: it adds a table, and columns that have
defaults. Plots that are there are first versions without a claim.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "plot", sa.Column("number", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "plot", sa.Column("reason", sa.Text(), nullable=False, server_default="")
    )
    # A batch would lose the triggers of the R*Tree; both engines know this.
    op.execute(
        "ALTER TABLE plot ADD COLUMN replaces_id INTEGER "
        "CONSTRAINT fk_plot_replaces_id REFERENCES plot (id)"
    )
    op.create_index("uq_plot_replaces_id", "plot", ["replaces_id"], unique=True)
    op.create_table(
        "plot_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gi_id"], ["gi.id"], name=op.f("fk_plot_claim_gi_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_plot_claim_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_plot_claim_plot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plot_claim")),
    )
    op.create_index(
        "ix_plot_claim_gi_id_season", "plot_claim", ["gi_id", "season"], unique=False
    )
    op.create_index(
        op.f("ix_plot_claim_plot_id"), "plot_claim", ["plot_id"], unique=False
    )
    active = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_plot_claim_active",
        "plot_claim",
        ["plot_id", "season"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )


def downgrade() -> None:
    op.drop_table("plot_claim")
    op.drop_index("uq_plot_replaces_id", table_name="plot")
    op.execute("ALTER TABLE plot DROP COLUMN replaces_id")
    op.execute("ALTER TABLE plot DROP COLUMN reason")
    op.execute("ALTER TABLE plot DROP COLUMN number")
