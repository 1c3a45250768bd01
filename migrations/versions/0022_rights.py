"""What CNIPA does with rights, and users whose right ended.

Safe to run while the old code serves: it adds tables, and a column that may be
empty.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "gi_right", sa.Column("mirrored_at", sa.DateTime(timezone=True), nullable=True)
    )
    _procedures()
    _events()
    _holds()


def _procedures() -> None:
    op.create_table(
        "right_procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("party", sa.String(length=120), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("has_evidence", sa.Boolean(), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=True),
        sa.Column(
            "touches", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("ground", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ground BETWEEN 1 AND 6", name=op.f("ck_right_procedure_ground")
        ),
        sa.ForeignKeyConstraint(
            ["right_id"],
            ["gi_right.id"],
            name=op.f("fk_right_procedure_right_id"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["right_procedure.id"],
            name=op.f("fk_right_procedure_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["gi_right.id"],
            name=op.f("fk_right_procedure_successor_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_procedure")),
    )
    for column in ("right_id", "parent_id", "due_on"):
        op.create_index(
            op.f(f"ix_right_procedure_{column}"), "right_procedure", [column]
        )


def _events() -> None:
    op.create_table(
        "right_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "received_on IS NULL OR on_day <= received_on",
            name=op.f("ck_right_event_order"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"],
            ["right_procedure.id"],
            name=op.f("fk_right_event_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_right_event_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_right_event_file_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_right_event_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_event")),
    )
    op.create_index(
        op.f("ix_right_event_procedure_id"), "right_event", ["procedure_id"]
    )


def _holds() -> None:
    op.create_table(
        "right_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("from_right_id", sa.Integer(), nullable=False),
        sa.Column("state_before", sa.String(length=40), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("to_right_id", sa.Integer(), nullable=True),
        sa.Column("rebased_on", sa.Date(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("rebased_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_right_hold_{column}")
            )
            for column, table in (
                ("procedure_id", "right_procedure"),
                ("authorization_id", "authorization"),
                ("from_right_id", "gi_right"),
                ("to_right_id", "gi_right"),
                ("announcement_id", "announcement"),
                ("account_id", "account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_hold")),
    )
    op.create_index(op.f("ix_right_hold_procedure_id"), "right_hold", ["procedure_id"])
    op.create_index(
        op.f("ix_right_hold_authorization_id"), "right_hold", ["authorization_id"]
    )


def downgrade() -> None:
    op.drop_table("right_hold")
    op.drop_table("right_event")
    op.drop_table("right_procedure")
    op.drop_column("gi_right", "mirrored_at")
