"""Divisions, area versions with clauses, plots.

Safe to run while the old code serves: it only adds tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


class _Geometry(sa.types.UserDefinedType[str]):
    """PostGIS's column type."""

    cache_ok = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def get_col_spec(self, **_kw: object) -> str:
        return f"geometry({self.kind},4490)"


INDEXED = ("division", "area_version", "plot")


def _index(table: str) -> None:
    """Make the GiST index, or the R*Tree and the triggers that keep it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE INDEX gix_{table}_geometry ON {table} USING gist (geometry)"
        )
        return
    boxes = f"{table}_rtree"
    known = "gi_bound(NEW.geometry, 0) IS NOT NULL"
    row = (
        "NEW.id, gi_bound(NEW.geometry, 0), gi_bound(NEW.geometry, 2), "
        "gi_bound(NEW.geometry, 1), gi_bound(NEW.geometry, 3)"
    )
    insert = f"INSERT INTO {boxes} SELECT {row} WHERE {known};"
    delete = f"DELETE FROM {boxes} WHERE id = OLD.id;"  # noqa: S608 -- our own name
    for event, body in (
        ("INSERT", insert),
        ("UPDATE OF id, geometry", delete + insert),
        ("DELETE", delete),
    ):
        name = f"{boxes}_{event.split()[0].lower()}"
        if event == "INSERT":
            columns = "id, min_x, max_x, min_y, max_y"
            op.execute(f"CREATE VIRTUAL TABLE {boxes} USING rtree({columns})")
        op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END")


def upgrade() -> None:
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("area_m2", sa.BigInteger(), nullable=False),
        sa.Column("label_lon", sa.Double(), nullable=False),
        sa.Column("label_lat", sa.Double(), nullable=False),
        sa.Column("border_uncertainty_m", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "geometry",
            sa.LargeBinary().with_variant(_Geometry("Geometry"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sa.UniqueConstraint(
            "code", "valid_from", name=op.f("uq_division_code_valid_from")
        ),
    )
    op.create_index(op.f("ix_division_code"), "division", ["code"], unique=False)
    op.create_index(op.f("ix_division_level"), "division", ["level"], unique=False)
    op.create_index(
        op.f("ix_division_parent_code"), "division", ["parent_code"], unique=False
    )
    op.create_table(
        "division_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("old_code", sa.String(length=12), nullable=False),
        sa.Column("old_name", sa.String(length=60), nullable=False),
        sa.Column("new_code", sa.String(length=12), nullable=False),
        sa.Column("new_name", sa.String(length=60), nullable=False),
        sa.Column("changed_year", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division_alias")),
    )
    op.create_index(
        op.f("ix_division_alias_new_code"), "division_alias", ["new_code"], unique=False
    )
    op.create_index(
        op.f("ix_division_alias_old_name"), "division_alias", ["old_name"], unique=False
    )
    op.create_table(
        "area_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("finest_level", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uncertainty_m", sa.Integer(), nullable=False),
        sa.Column("area_m2", sa.BigInteger(), nullable=False),
        sa.Column(
            "geometry",
            sa.LargeBinary().with_variant(_Geometry("Geometry"), "postgresql"),
            nullable=True,
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_area_version_period"),
        ),
        sa.ForeignKeyConstraint(
            ["gi_id"], ["gi.id"], name=op.f("fk_area_version_gi_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_version")),
        sa.UniqueConstraint(
            "gi_id", "number", name=op.f("uq_area_version_gi_id_number")
        ),
    )
    op.create_index(
        op.f("ix_area_version_gi_id"), "area_version", ["gi_id"], unique=False
    )
    op.create_table(
        "plot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("gi_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("division_code", sa.String(length=12), nullable=False),
        sa.Column("declared_m2", sa.Integer(), nullable=False),
        sa.Column("measured_m2", sa.Integer(), nullable=False),
        sa.Column("crs_given", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "geometry",
            sa.LargeBinary().with_variant(_Geometry("Geometry"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("declared_m2 >= 0", name=op.f("ck_plot_declared")),
        sa.ForeignKeyConstraint(["gi_id"], ["gi.id"], name=op.f("fk_plot_gi_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_plot_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plot")),
    )
    op.create_index(
        op.f("ix_plot_division_code"), "plot", ["division_code"], unique=False
    )
    op.create_index(op.f("ix_plot_gi_id"), "plot", ["gi_id"], unique=False)
    op.create_index(
        op.f("ix_plot_organisation_id"), "plot", ["organisation_id"], unique=False
    )
    op.create_table(
        "area_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_version_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("division_code", sa.String(length=12), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_version_id"],
            ["area_version.id"],
            name=op.f("fk_area_clause_area_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_clause")),
        sa.UniqueConstraint(
            "area_version_id",
            "ordinal",
            name=op.f("uq_area_clause_area_version_id_ordinal"),
        ),
    )
    op.create_index(
        op.f("ix_area_clause_area_version_id"),
        "area_clause",
        ["area_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_area_clause_division_code"),
        "area_clause",
        ["division_code"],
        unique=False,
    )
    for table in INDEXED:
        _index(table)


def downgrade() -> None:
    op.drop_index(op.f("ix_area_clause_division_code"), table_name="area_clause")
    op.drop_index(op.f("ix_area_clause_area_version_id"), table_name="area_clause")
    op.drop_table("area_clause")
    op.drop_index(op.f("ix_plot_organisation_id"), table_name="plot")
    op.drop_index(op.f("ix_plot_gi_id"), table_name="plot")
    op.drop_index(op.f("ix_plot_division_code"), table_name="plot")
    op.drop_table("plot")
    op.drop_index(op.f("ix_area_version_gi_id"), table_name="area_version")
    op.drop_table("area_version")
    op.drop_index(op.f("ix_division_alias_old_name"), table_name="division_alias")
    op.drop_index(op.f("ix_division_alias_new_code"), table_name="division_alias")
    op.drop_table("division_alias")
    op.drop_index(op.f("ix_division_parent_code"), table_name="division")
    op.drop_index(op.f("ix_division_level"), table_name="division")
    op.drop_index(op.f("ix_division_code"), table_name="division")
    op.drop_table("division")
    if op.get_bind().dialect.name == "sqlite":
        for table in INDEXED:
            op.execute(f"DROP TABLE {table}_rtree")
