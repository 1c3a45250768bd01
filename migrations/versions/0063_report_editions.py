"""Public figures of annual reports are published in editions.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "report_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("withheld", _JSON, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edition")),
        sa.UniqueConstraint(
            "year", "number", name=op.f("uq_report_edition_year_number")
        ),
    )
    op.create_table(
        "report_counted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(20), nullable=False),
        sa.Column("division", sa.String(6), nullable=False),
        sa.Column("sums", _JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_counted")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["report_edition.id"],
            name=op.f("fk_report_counted_edition_id_report_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_report_counted_authorization_id_authorization"),
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name=op.f("fk_report_counted_entity_id_entity"),
        ),
    )
    op.create_index("ix_report_counted_edition_id", "report_counted", ["edition_id"])


def downgrade() -> None:
    op.drop_table("report_counted")
    op.drop_table("report_edition")
