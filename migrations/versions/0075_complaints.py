"""What consumers report, and what offices do about it.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def _indexed(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("index", sa.Integer(), nullable=True),
        sa.Column("authorization_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column(
            "reasons", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("shop", sa.String(length=120), nullable=False),
        sa.Column("bought_in", sa.String(length=12), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("telephone_erased_at", _AT, nullable=True),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.CheckConstraint(
            "telephone IS NULL OR telephone_erased_at IS NULL",
            name=op.f("ck_complaint_telephone_erased"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["label_run.id"], name=op.f("fk_complaint_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_complaint_authorization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
        sa.UniqueConstraint("secret_sha256", name=op.f("uq_complaint_secret_sha256")),
    )
    op.create_index("ix_complaint_label", "complaint", ["run_id", "index"])
    _indexed(
        "complaint", "authorization_id", "division", "matter", "received_at", "state"
    )
    op.create_table(
        "complaint_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_photo_complaint_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_photo")),
    )
    _indexed("complaint_photo", "complaint_id")
    op.create_table(
        "complaint_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_event_complaint_id"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_complaint_event_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
    )
    _indexed("complaint_event", "complaint_id")


def downgrade() -> None:
    op.drop_table("complaint_event")
    op.drop_table("complaint_photo")
    op.drop_table("complaint")
