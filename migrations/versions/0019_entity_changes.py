"""Changes of name, address, standard and standing of a business.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entity_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("old", sa.String(length=200), nullable=False),
        sa.Column("new", sa.String(length=200), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("new_division", sa.String(length=12), nullable=True),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'standard') = (authorization_id IS NOT NULL)",
            name=op.f("ck_entity_change_standard"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)",
            name=op.f("ck_entity_change_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_entity_change_authorization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_entity_change_decided_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_entity_change_entity_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_entity_change_file_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["account.id"],
            name=op.f("fk_entity_change_proposed_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity_change")),
        sa.UniqueConstraint("number", name=op.f("uq_entity_change_number")),
    )
    op.create_index(
        op.f("ix_entity_change_authorization_id"),
        "entity_change",
        ["authorization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_entity_change_division"), "entity_change", ["division"], unique=False
    )
    op.create_index(
        op.f("ix_entity_change_entity_id"), "entity_change", ["entity_id"], unique=False
    )
    op.create_index(
        op.f("ix_entity_change_state"), "entity_change", ["state"], unique=False
    )


def downgrade() -> None:

    op.drop_index(op.f("ix_entity_change_state"), table_name="entity_change")
    op.drop_index(op.f("ix_entity_change_entity_id"), table_name="entity_change")
    op.drop_index(op.f("ix_entity_change_division"), table_name="entity_change")
    op.drop_index(op.f("ix_entity_change_authorization_id"), table_name="entity_change")
    op.drop_table("entity_change")
