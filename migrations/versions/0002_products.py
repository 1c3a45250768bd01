"""Geographical indications, rights, announcements, standards, facts.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint(
            "issuer", "year", "number", name=op.f("uq_announcement_issuer_year_number")
        ),
    )
    op.create_table(
        "gi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("season_mask", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=False),
        sa.Column("search_text", BYTEWISE, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "season_mask BETWEEN 0 AND 4095", name=op.f("ck_gi_season_mask")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gi")),
        sa.UniqueConstraint("code", name=op.f("uq_gi_code")),
    )
    op.create_index(op.f("ix_gi_category"), "gi", ["category"], unique=False)
    op.create_index(op.f("ix_gi_name_zh"), "gi", ["name_zh"], unique=False)
    op.create_table(
        "gi_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["gi_id"], ["gi.id"], name=op.f("fk_gi_fact_gi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gi_fact")),
        sa.UniqueConstraint("gi_id", "kind", name=op.f("uq_gi_fact_gi_id_kind")),
    )
    op.create_index(op.f("ix_gi_fact_gi_id"), "gi_fact", ["gi_id"], unique=False)
    op.create_table(
        "gi_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("number_kind", sa.String(length=30), nullable=True),
        sa.Column("since", BYTEWISE, nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("managing_authority", sa.String(length=120), nullable=True),
        sa.Column("holder", sa.String(length=120), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("legal_effect_note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["gi_id"], ["gi.id"], name=op.f("fk_gi_right_gi_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["gi_right.id"], name=op.f("fk_gi_right_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gi_right")),
        sa.UniqueConstraint("gi_id", "ordinal", name=op.f("uq_gi_right_gi_id_ordinal")),
    )
    op.create_index(op.f("ix_gi_right_gi_id"), "gi_right", ["gi_id"], unique=False)
    op.create_index(op.f("ix_gi_right_kind"), "gi_right", ["kind"], unique=False)
    op.create_table(
        "gi_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_gi_standard_gi_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gi_standard")),
        sa.UniqueConstraint(
            "gi_id", "number", name=op.f("uq_gi_standard_gi_id_number")
        ),
    )
    op.create_index(
        op.f("ix_gi_standard_gi_id"), "gi_standard", ["gi_id"], unique=False
    )
    op.create_table(
        "right_announcement",
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_right_announcement_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["gi_right.id"], name=op.f("fk_right_announcement_right_id")
        ),
        sa.PrimaryKeyConstraint(
            "right_id", "announcement_id", "kind", name=op.f("pk_right_announcement")
        ),
    )
    op.create_index(
        op.f("ix_right_announcement_announcement_id"),
        "right_announcement",
        ["announcement_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_right_announcement_announcement_id"), table_name="right_announcement"
    )
    op.drop_table("right_announcement")
    op.drop_index(op.f("ix_gi_standard_gi_id"), table_name="gi_standard")
    op.drop_table("gi_standard")
    op.drop_index(op.f("ix_gi_right_kind"), table_name="gi_right")
    op.drop_index(op.f("ix_gi_right_gi_id"), table_name="gi_right")
    op.drop_table("gi_right")
    op.drop_index(op.f("ix_gi_fact_gi_id"), table_name="gi_fact")
    op.drop_table("gi_fact")
    op.drop_index(op.f("ix_gi_name_zh"), table_name="gi")
    op.drop_index(op.f("ix_gi_category"), table_name="gi")
    op.drop_table("gi")
    op.drop_table("announcement")
