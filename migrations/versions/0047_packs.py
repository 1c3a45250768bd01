"""Outer packs: runs of codes, what is in them, what happened.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Integer(), nullable=True),
        sa.Column("content_g", sa.Integer(), nullable=True),
        sa.Column("key_epoch", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_to_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "size BETWEEN 1 AND 268435456", name=op.f("ck_pack_run_size")
        ),
        sa.CheckConstraint(
            "(holds IS NULL) <> (content_g IS NULL)", name=op.f("ck_pack_run_room")
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_pack_run_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_to_id"], ["account.id"], name=op.f("fk_pack_run_issued_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_pack_run_authorization_id"), "pack_run", ["authorization_id"]
    )
    op.create_table(
        "pack_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label_run_id", sa.Integer(), nullable=False),
        sa.Column("label_first", sa.Integer(), nullable=False),
        sa.Column("label_end", sa.Integer(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_pack_content_half_open")
        ),
        sa.CheckConstraint(
            'each >= 1 AND label_end = label_first + each * ("end" - "first")',
            name=op.f("ck_pack_content_conserved"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["pack_run.id"], name=op.f("fk_pack_content_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["label_run_id"],
            ["label_run.id"],
            name=op.f("fk_pack_content_label_run_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_pack_content_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_content")),
    )
    op.create_index("ix_pack_content_run", "pack_content", ["run_id", "first"])
    op.create_index(
        "ix_pack_content_label", "pack_content", ["label_run_id", "label_first"]
    )
    op.create_table(
        "pack_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            '"first" >= 0 AND "first" < "end"', name=op.f("ck_pack_event_half_open")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["pack_run.id"], name=op.f("fk_pack_event_run_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_pack_event_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_event")),
    )
    op.create_index("ix_pack_event_run", "pack_event", ["run_id", "first"])


def downgrade() -> None:
    op.drop_table("pack_event")
    op.drop_table("pack_content")
    op.drop_table("pack_run")
