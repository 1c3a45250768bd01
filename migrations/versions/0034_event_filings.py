"""Filings for the use of the mark at public-interest events.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organiser", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("products", sa.String(length=500), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("design_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("cnipa_number", sa.String(length=60), nullable=True),
        sa.Column("cnipa_filed_on", sa.Date(), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_event_filing_period")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_filing_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["design_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_event_filing_design_sha256"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_filing")),
        sa.UniqueConstraint("number", name=op.f("uq_event_filing_number")),
    )
    for column in ("organisation_id", "division", "state"):
        op.create_index(op.f(f"ix_event_filing_{column}"), "event_filing", [column])
    op.create_table(
        "filing_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing_id"], ["event_filing.id"], name=op.f("fk_filing_step_filing_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_filing_step_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_step")),
    )
    op.create_index(op.f("ix_filing_step_filing_id"), "filing_step", ["filing_id"])


def downgrade() -> None:
    op.drop_table("filing_step")
    op.drop_table("event_filing")
