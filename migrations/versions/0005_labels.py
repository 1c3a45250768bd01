"""Lots, the capacity ledger, label runs and ranges.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capacity_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column(
            "terms",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("ceiling_g", sa.BigInteger(), nullable=False),
        sa.Column("allowance_g", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ceiling_g >= 0", name=op.f("ck_capacity_decision_ceiling")),
        sa.CheckConstraint(
            "allowance_g BETWEEN 0 AND ceiling_g",
            name=op.f("ck_capacity_decision_allowance"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_capacity_decision_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_capacity_decision_decided_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_decision")),
    )
    op.create_index(
        "ix_capacity_decision_of",
        "capacity_decision",
        ["authorization_id", "year", "id"],
        unique=False,
    )
    op.create_table(
        "label_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("net_content_g", sa.Integer(), nullable=False),
        sa.Column("pack_name", sa.String(length=60), nullable=False),
        sa.Column("key_epoch", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_to_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("net_content_g > 0", name=op.f("ck_label_run_net_content")),
        sa.CheckConstraint(
            "size BETWEEN 1 AND 268435456", name=op.f("ck_label_run_size")
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_label_run_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_to_id"], ["account.id"], name=op.f("fk_label_run_issued_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_label_run_of", "label_run", ["authorization_id", "year"], unique=False
    )
    op.create_table(
        "lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=False),
        sa.Column("quantity_g", sa.BigInteger(), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("standard_number", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity_g > 0", name=op.f("ck_lot_quantity")),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_lot_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_lot_created_by_id")
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["plot.id"], name=op.f("fk_lot_plot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint(
            "authorization_id", "number", name=op.f("uq_lot_authorization_id_number")
        ),
    )
    op.create_index(
        op.f("ix_lot_authorization_id"), "lot", ["authorization_id"], unique=False
    )
    op.create_index(op.f("ix_lot_division"), "lot", ["division"], unique=False)
    op.create_table(
        "label_range",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_scan_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'activated') = (lot_id IS NOT NULL)",
            name=op.f("ck_label_range_has_lot"),
        ),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_label_range_half_open")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["lot.id"], name=op.f("fk_label_range_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_label_range_recorded_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_label_range_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_range")),
    )
    op.create_index(
        op.f("ix_label_range_lot_id"), "label_range", ["lot_id"], unique=False
    )
    op.create_index(
        "ix_label_range_run", "label_range", ["run_id", "first"], unique=False
    )
    op.create_table(
        "lot_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["lot.id"], name=op.f("fk_lot_event_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_lot_event_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_event")),
    )
    op.create_index(op.f("ix_lot_event_lot_id"), "lot_event", ["lot_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_lot_event_lot_id"), table_name="lot_event")
    op.drop_table("lot_event")
    op.drop_index("ix_label_range_run", table_name="label_range")
    op.drop_index(op.f("ix_label_range_lot_id"), table_name="label_range")
    op.drop_table("label_range")
    op.drop_index(op.f("ix_lot_division"), table_name="lot")
    op.drop_index(op.f("ix_lot_authorization_id"), table_name="lot")
    op.drop_table("lot")
    op.drop_index("ix_label_run_of", table_name="label_run")
    op.drop_table("label_run")
    op.drop_index("ix_capacity_decision_of", table_name="capacity_decision")
    op.drop_table("capacity_decision")
