"""Files of applications and photos of visits.

Safe to run while the old code serves: it only adds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["account.id"],
            name=op.f("fk_application_file_added_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_file_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_application_file_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_file")),
    )
    op.create_index(
        op.f("ix_application_file_application_id"),
        "application_file",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_application_file_sha256"), "application_file", ["sha256"], unique=False
    )
    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.String(length=19), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("distance_m", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["account.id"], name=op.f("fk_visit_photo_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_visit_photo_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_visit_photo_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
        sa.UniqueConstraint(
            "application_id",
            "sha256",
            name=op.f("uq_visit_photo_application_id_sha256"),
        ),
    )
    op.create_index(
        op.f("ix_visit_photo_application_id"),
        "visit_photo",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_visit_photo_sha256"), "visit_photo", ["sha256"], unique=False
    )


def downgrade() -> None:

    op.drop_index(op.f("ix_visit_photo_sha256"), table_name="visit_photo")
    op.drop_index(op.f("ix_visit_photo_application_id"), table_name="visit_photo")
    op.drop_table("visit_photo")
    op.drop_index(op.f("ix_application_file_sha256"), table_name="application_file")
    op.drop_index(
        op.f("ix_application_file_application_id"), table_name="application_file"
    )
    op.drop_table("application_file")
