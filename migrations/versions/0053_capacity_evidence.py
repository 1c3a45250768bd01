"""Evidence behind capacities, and what of it stood behind each decision.

Safe to run while the old code serves: it only adds tables and an empty column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('waiting', 'confirmed')")


def upgrade() -> None:
    op.add_column(
        "capacity_factor", sa.Column("ageing_months", sa.Integer(), nullable=True)
    )
    op.create_table(
        "capacity_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("plot_key", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=True),
        sa.Column("party", sa.String(length=120), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_capacity_evidence_amount")),
        sa.CheckConstraint(
            "amount <= volume", name=op.f("ck_capacity_evidence_volume")
        ),
        sa.CheckConstraint(
            "begins_on <= ends_on", name=op.f("ck_capacity_evidence_period")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'superseded') OR decided_at IS NOT NULL",
            name=op.f("ck_capacity_evidence_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_capacity_evidence_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_capacity_evidence_plot_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["account.id"],
            name=op.f("fk_capacity_evidence_entered_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["capacity_evidence.id"],
            name=op.f("fk_capacity_evidence_replaces_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_capacity_evidence_decided_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_evidence")),
    )
    op.create_index(
        "ix_capacity_evidence_of",
        "capacity_evidence",
        ["authorization_id", "year", "state"],
    )
    op.create_index(
        op.f("ix_capacity_evidence_replaces_id"), "capacity_evidence", ["replaces_id"]
    )
    op.create_index(
        "uq_capacity_evidence_open",
        "capacity_evidence",
        ["authorization_id", "year", "kind", "reference", "plot_key", "state"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "capacity_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(evidence_id IS NULL) <> (plot_id IS NULL)",
            name=op.f("ck_capacity_ground_one"),
        ),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_capacity_ground_counted")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["capacity_decision.id"],
            name=op.f("fk_capacity_ground_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["capacity_evidence.id"],
            name=op.f("fk_capacity_ground_evidence_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_capacity_ground_plot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_ground")),
    )
    op.create_index(
        op.f("ix_capacity_ground_decision_id"), "capacity_ground", ["decision_id"]
    )


def downgrade() -> None:
    op.drop_table("capacity_ground")
    op.drop_table("capacity_evidence")
    op.drop_column("capacity_factor", "ageing_months")
