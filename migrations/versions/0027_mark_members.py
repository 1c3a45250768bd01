"""Members of collective marks and licences of certification marks.

Safe to run while the old code serves: it adds a table, and a column that may be
empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mark_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("recordal_number", sa.String(length=60), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("cancel_recordal_number", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR from_on <= ends_on",
            name=op.f("ck_mark_member_period"),
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["gi_right.id"], name=op.f("fk_mark_member_right_id")
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_mark_member_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["account.id"],
            name=op.f("fk_mark_member_created_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_member")),
        sa.UniqueConstraint(
            "right_id", "number", name=op.f("uq_mark_member_right_id_number")
        ),
    )
    for column in ("right_id", "uscc"):
        op.create_index(op.f(f"ix_mark_member_{column}"), "mark_member", [column])
    # SQLite adds a reference in place only as a column; both engines know this.
    op.execute(
        "ALTER TABLE application ADD COLUMN member_id INTEGER "
        "CONSTRAINT fk_application_member_id REFERENCES mark_member (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE application DROP COLUMN member_id")
    op.drop_table("mark_member")
