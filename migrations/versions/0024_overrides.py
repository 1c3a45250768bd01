"""Exceptions that two people must want.

Safe to run while the old code serves: it only adds a table.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_PEOPLE = ("asked_by_id", "asked_for_id", "decided_by_id", "decided_for_id")


def upgrade() -> None:
    op.create_table(
        "override_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=True),
        sa.Column(
            "what", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_for_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_for_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'withdrawn' OR decided_by_id <> asked_by_id",
            name=op.f("ck_override_request_two_people"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL) "
            "AND (outcome IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_override_request_decided"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["account.id"], name=op.f(f"fk_override_request_{column}")
            )
            for column in _PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override_request")),
    )
    for column in ("subject", "division", "asked_by_id", "asked_at"):
        op.create_index(
            op.f(f"ix_override_request_{column}"), "override_request", [column]
        )
    op.create_index(
        "uq_override_request_open",
        "override_request",
        ["kind", "subject"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("override_request")
