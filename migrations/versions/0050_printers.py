"""Printers have a register, and labels go to them in lots that both sides count.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _printer()
    _print_lot()
    op.create_table(
        "print_lot_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("print_lot_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("out_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"',
            name=op.f("ck_print_lot_part_half_open"),
        ),
        sa.ForeignKeyConstraint(
            ["print_lot_id"],
            ["print_lot.id"],
            name=op.f("fk_print_lot_part_print_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_print_lot_part_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_lot_part")),
    )
    op.create_index(
        op.f("ix_print_lot_part_print_lot_id"), "print_lot_part", ["print_lot_id"]
    )
    op.create_index("ix_print_lot_part_run", "print_lot_part", ["run_id", "first"])


def _printer() -> None:
    op.create_table(
        "printer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_printer_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"],
            ["account.id"],
            name=op.f("fk_printer_registered_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_printer_organisation_id")),
        sa.UniqueConstraint("uscc", name=op.f("uq_printer_uscc")),
    )
    op.create_index(op.f("ix_printer_division"), "printer", ["division"])
    op.create_table(
        "printer_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printer.id"], name=op.f("fk_printer_paper_printer_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_printer_paper_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer_paper")),
    )
    op.create_index(
        op.f("ix_printer_paper_printer_id"), "printer_paper", ["printer_id"]
    )


def _print_lot() -> None:
    op.create_table(
        "print_lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("checks", _JSON, nullable=False),
        sa.Column("form_number", sa.String(length=60), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("sampled_on", sa.Date(), nullable=True),
        sa.Column("sample_place", sa.String(length=120), nullable=True),
        sa.Column("destroyed_on", sa.Date(), nullable=True),
        sa.Column("witness", sa.String(length=60), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("settled", _JSON, nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("last_entry_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_print_lot_half_open")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_print_lot_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printer.id"], name=op.f("fk_print_lot_printer_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["account.id"], name=op.f("fk_print_lot_sent_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_lot")),
    )
    op.create_index(op.f("ix_print_lot_run_id"), "print_lot", ["run_id"])
    op.create_index(
        op.f("ix_print_lot_printer_id_state"), "print_lot", ["printer_id", "state"]
    )


def downgrade() -> None:
    op.drop_table("print_lot_part")
    op.drop_table("print_lot")
    op.drop_table("printer_paper")
    op.drop_table("printer")
