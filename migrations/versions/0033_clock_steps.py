"""Steps of clocks of which people were told; notices are found by their subject.

Safe to run while the old code serves: it only adds a table and an index.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=40), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_clock_step_authorization_id_authorization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_step")),
        sa.UniqueConstraint(
            "authorization_id",
            "ending",
            "ends_on",
            "step",
            name=op.f("uq_clock_step_authorization_id_ending_ends_on_step"),
        ),
    )
    op.create_index("ix_notice_kind_subject", "notice", ["kind", "subject"])


def downgrade() -> None:
    op.drop_index("ix_notice_kind_subject", "notice")
    op.drop_table("clock_step")
