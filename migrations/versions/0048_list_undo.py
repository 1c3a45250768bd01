"""Lists of standings that are taken back.

Safe to run while the old code serves: it only adds a table and a column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity_list_undo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_list_undo")),
        sa.UniqueConstraint("list_id", name=op.f("uq_entity_list_undo_list_id")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["entity_list.id"], name=op.f("fk_entity_list_undo_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_entity_list_undo_by_id")
        ),
    )
    op.add_column("entity_change", sa.Column("old_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("entity_change", "old_on")
    op.drop_table("entity_list_undo")
