"""Lists of standings of businesses.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "counts",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_entity_list_file_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_entity_list_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_list")),
        sa.UniqueConstraint("number", name=op.f("uq_entity_list_number")),
    )
    op.execute(
        "ALTER TABLE entity_change ADD COLUMN list_id INTEGER "
        "CONSTRAINT fk_entity_change_list_id REFERENCES entity_list (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE entity_change DROP COLUMN list_id")
    op.drop_table("entity_list")
