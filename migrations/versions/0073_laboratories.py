"""Testing laboratories are kept on a register.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "laboratory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("cma", sa.String(length=20), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_from <= valid_to", name=op.f("ck_laboratory_period_ordered")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laboratory")),
    )
    op.create_index(op.f("ix_laboratory_name"), "laboratory", ["name"])
    op.create_index(op.f("ix_laboratory_division"), "laboratory", ["division"])
    op.create_index(
        "uq_laboratory_cma_not_ended",
        "laboratory",
        ["cma"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    _spans("laboratory_suspension", sa.Column("reason", sa.Text(), nullable=False))
    _spans(
        "laboratory_designation",
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_laboratory_designation_gi_id")
        ),
    )
    op.create_index(
        "ix_laboratory_designation_gi_id", "laboratory_designation", ["gi_id"]
    )


def _spans(table: str, *further: sa.schema.SchemaItem) -> None:
    """Create a table of days of a laboratory."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("laboratory_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        *further,
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on",
            name=op.f(f"ck_{table}_period_ordered"),
        ),
        sa.ForeignKeyConstraint(
            ["laboratory_id"],
            ["laboratory.id"],
            name=op.f(f"fk_{table}_laboratory_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_laboratory_id"), table, ["laboratory_id"])


def downgrade() -> None:
    op.drop_table("laboratory_designation")
    op.drop_table("laboratory_suspension")
    op.drop_table("laboratory")
