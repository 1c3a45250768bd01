"""Imported files of plots and outlines, with what was found in each feature.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


class _Geometry(sa.types.UserDefinedType[str]):
    """PostGIS's column type."""

    cache_ok = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def get_col_spec(self, **_kw: object) -> str:
        return f"geometry({self.kind},4490)"


def _json() -> sa.types.TypeEngine[object]:
    return sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "area_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("crs", sa.String(length=20), nullable=False),
        sa.Column("crs_from", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("county_code", sa.String(length=12), nullable=True),
        sa.Column("gi_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reasons", _json(), nullable=False),
        sa.Column("findings", _json(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_area_import_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_area_import_gi_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_area_import_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_import")),
    )
    for column in ("sha256", "gi_id", "organisation_id"):
        name = op.f(f"ix_area_import_{column}")
        op.create_index(name, "area_import", [column], unique=False)
    op.create_table(
        "imported_feature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("findings", _json(), nullable=False),
        sa.Column("area_m2", sa.Double(), nullable=True),
        sa.Column("declared_m2", sa.Double(), nullable=True),
        sa.Column("county_code", sa.String(length=12), nullable=True),
        sa.Column("properties", _json(), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column(
            "geometry",
            sa.LargeBinary().with_variant(_Geometry("Geometry"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["area_import.id"],
            name=op.f("fk_imported_feature_import_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["plot.id"], name=op.f("fk_imported_feature_plot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_feature")),
    )
    for column in ("import_id", "plot_id"):
        name = op.f(f"ix_imported_feature_{column}")
        op.create_index(name, "imported_feature", [column], unique=False)


def downgrade() -> None:
    op.drop_table("imported_feature")
    op.drop_table("area_import")
