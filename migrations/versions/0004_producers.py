"""Entities, applications, origin checks, authorizations.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


class _Geometry(sa.types.UserDefinedType[str]):
    """PostGIS's column type."""

    cache_ok = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def get_col_spec(self, **_kw: object) -> str:
        return f"geometry({self.kind},4490)"


def upgrade() -> None:
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_entity_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_entity_organisation_id")),
        sa.UniqueConstraint("uscc", name=op.f("uq_entity_uscc")),
    )
    op.create_index(op.f("ix_entity_division"), "entity", ["division"], unique=False)
    op.create_index(op.f("ix_entity_name"), "entity", ["name"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size")),
        sa.ForeignKeyConstraint(
            ["stored_by_id"], ["account.id"], name=op.f("fk_stored_file_stored_by_id")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("standard_number", sa.String(length=60), nullable=True),
        sa.Column("product_description", sa.Text(), nullable=False),
        sa.Column("quality_report_sha256", sa.String(length=64), nullable=True),
        sa.Column("licence_record", sa.String(length=120), nullable=True),
        sa.Column("licence_ends_on", sa.Date(), nullable=True),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cnipa_register_number", sa.String(length=60), nullable=True),
        sa.Column("cnipa_registered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_application_entity_id")
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_application_plot_id")
        ),
        sa.ForeignKeyConstraint(
            ["quality_report_sha256"],
            ["stored_file.sha256"],
            name=op.f("fk_application_quality_report_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["gi_right.id"], name=op.f("fk_application_right_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
    )
    op.create_index(
        op.f("ix_application_division"), "application", ["division"], unique=False
    )
    op.create_index(
        op.f("ix_application_entity_id"), "application", ["entity_id"], unique=False
    )
    op.create_index(
        op.f("ix_application_right_id"), "application", ["right_id"], unique=False
    )
    op.create_index(
        op.f("ix_application_state"), "application", ["state"], unique=False
    )
    op.create_index(
        op.f("ix_application_submitted_at"),
        "application",
        ["submitted_at"],
        unique=False,
    )
    op.create_table(
        "application_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_application_event_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_event_application_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_event")),
    )
    op.create_index(
        op.f("ix_application_event_application_id"),
        "application_event",
        ["application_id"],
        unique=False,
    )
    op.create_table(
        "authorization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=12), nullable=False),
        sa.Column("standard_number", sa.String(length=60), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("vector_opened_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_authorization_period"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_authorization_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_authorization_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name=op.f("fk_authorization_entity_id")
        ),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_authorization_gi_id")
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["gi_right.id"], name=op.f("fk_authorization_right_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorization")),
        sa.UniqueConstraint(
            "application_id", name=op.f("uq_authorization_application_id")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_authorization_number")),
    )
    op.create_index(
        op.f("ix_authorization_division"), "authorization", ["division"], unique=False
    )
    op.create_index(
        op.f("ix_authorization_entity_id"), "authorization", ["entity_id"], unique=False
    )
    op.create_index(
        op.f("ix_authorization_gi_id"), "authorization", ["gi_id"], unique=False
    )
    op.create_index(
        op.f("ix_authorization_right_id"), "authorization", ["right_id"], unique=False
    )
    op.create_index(
        op.f("ix_authorization_state"), "authorization", ["state"], unique=False
    )
    op.create_table(
        "origin_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("officer_one", sa.String(length=60), nullable=False),
        sa.Column("officer_two", sa.String(length=60), nullable=False),
        sa.Column(
            "position",
            sa.LargeBinary().with_variant(_Geometry("Geometry"), "postgresql"),
            nullable=False,
        ),
        sa.Column("crs_given", sa.String(length=20), nullable=False),
        sa.Column(
            "point_test",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_origin_check_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["account.id"],
            name=op.f("fk_origin_check_recorded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin_check")),
    )
    op.create_index(
        op.f("ix_origin_check_application_id"),
        "origin_check",
        ["application_id"],
        unique=False,
    )
    op.create_table(
        "authorization_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authorization_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on",
            name=op.f("ck_authorization_status_period"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_authorization_status_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_authorization_status_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorization.id"],
            name=op.f("fk_authorization_status_authorization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorization_status")),
    )
    op.create_index(
        op.f("ix_authorization_status_authorization_id"),
        "authorization_status",
        ["authorization_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_authorization_status_authorization_id"),
        table_name="authorization_status",
    )
    op.drop_table("authorization_status")
    op.drop_index(op.f("ix_origin_check_application_id"), table_name="origin_check")
    op.drop_table("origin_check")
    op.drop_index(op.f("ix_authorization_state"), table_name="authorization")
    op.drop_index(op.f("ix_authorization_right_id"), table_name="authorization")
    op.drop_index(op.f("ix_authorization_gi_id"), table_name="authorization")
    op.drop_index(op.f("ix_authorization_entity_id"), table_name="authorization")
    op.drop_index(op.f("ix_authorization_division"), table_name="authorization")
    op.drop_table("authorization")
    op.drop_index(
        op.f("ix_application_event_application_id"), table_name="application_event"
    )
    op.drop_table("application_event")
    op.drop_index(op.f("ix_application_submitted_at"), table_name="application")
    op.drop_index(op.f("ix_application_state"), table_name="application")
    op.drop_index(op.f("ix_application_right_id"), table_name="application")
    op.drop_index(op.f("ix_application_entity_id"), table_name="application")
    op.drop_index(op.f("ix_application_division"), table_name="application")
    op.drop_table("application")
    op.drop_table("stored_file")
    op.drop_index(op.f("ix_entity_name"), table_name="entity")
    op.drop_index(op.f("ix_entity_division"), table_name="entity")
    op.drop_table("entity")
