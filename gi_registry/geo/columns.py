"""A geometry column for both engines, and the index that goes with it.

In Python a value is a two-dimensional shapely geometry in EPSG:4490 (longitude,
latitude, SRID set). PostGIS keeps it as `geometry(<kind>,4490)`, SQLite as WKB
in a BLOB with an R*Tree beside it. The database narrows a search to boxes that
meet; shapely gives the exact answer on both.

A table with such a column has an integer key `id` and one column `geometry`.
Migrations import nothing of ours, so they say this (here for a table `plot`):

    class _Geometry(sa.types.UserDefinedType):
        cache_ok = True

        def __init__(self, kind):
            self.kind = kind

        def get_col_spec(self, **_kw):
            return f"geometry({self.kind},4490)"

    sa.Column(
        "geometry",
        sa.LargeBinary().with_variant(_Geometry("MultiPolygon"), "postgresql"),
    )

and then execute, on PostgreSQL (`postgresql_index("plot")`):

    CREATE INDEX gix_plot_geometry ON plot USING gist (geometry)

and on SQLite, one statement each (`sqlite_index("plot")`):

    CREATE VIRTUAL TABLE plot_rtree USING rtree(id, min_x, max_x, min_y, max_y)

    CREATE TRIGGER plot_rtree_insert AFTER INSERT ON plot BEGIN
        INSERT INTO plot_rtree SELECT
            NEW.id, gi_bound(NEW.geometry, 0), gi_bound(NEW.geometry, 2),
            gi_bound(NEW.geometry, 1), gi_bound(NEW.geometry, 3)
            WHERE gi_bound(NEW.geometry, 0) IS NOT NULL;
    END

    CREATE TRIGGER plot_rtree_update AFTER UPDATE OF id, geometry ON plot BEGIN
        DELETE FROM plot_rtree WHERE id = OLD.id;
        INSERT INTO plot_rtree SELECT
            NEW.id, gi_bound(NEW.geometry, 0), gi_bound(NEW.geometry, 2),
            gi_bound(NEW.geometry, 1), gi_bound(NEW.geometry, 3)
            WHERE gi_bound(NEW.geometry, 0) IS NOT NULL;
    END

    CREATE TRIGGER plot_rtree_delete AFTER DELETE ON plot BEGIN
        DELETE FROM plot_rtree WHERE id = OLD.id;
    END

`gi_bound(wkb, n)` is the SQL function that `core.db` gives each SQLite
connection: n is 0 for min x, 1 min y, 2 max x, 3 max y; NULL for no geometry.
Dropping `plot` drops its triggers, not `plot_rtree`. A batch migration, which
copies a table and renames it, loses the triggers: make them again after it.

`migrations/env.py` passes `render_item` and `include_name` of this module to
Alembic, which otherwise trips over the type, the GiST index and the R*Tree.
"""

from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    Dialect,
    Float,
    Integer,
    LargeBinary,
    Select,
    Table,
    TableClause,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from gi_registry.geo.crs import SRID, Bounds

Kind = Literal["Geometry", "Point", "Polygon", "MultiPolygon"]


def postgres_type(kind: Kind) -> str:
    """Return the column type of PostGIS, such as `geometry(Point,4490)`."""
    return f"geometry({kind},{SRID})"


class PostgisGeometry(UserDefinedType[str]):
    """The column type of PostGIS; its values are hexadecimal EWKB."""

    cache_ok = True

    def __init__(self, kind: str = "Geometry", srid: str = str(SRID)) -> None:
        self.kind = kind
        self.srid = srid

    def get_col_spec(self, **_kw: object) -> str:
        """Return the type as DDL has it."""
        return f"geometry({self.kind},{self.srid})"


# Reflection then knows the type, instead of warning that it does not.
ischema_names["geometry"] = PostgisGeometry


class Geometry(TypeDecorator[BaseGeometry]):
    """A shapely geometry in EPSG:4490, two-dimensional.

    Args:
        kind: the only kind of geometry that the column takes; "Geometry" takes
            every kind.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: Kind = "Geometry") -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use PostGIS's type where there is PostGIS."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PostgisGeometry(self.kind))
        return dialect.type_descriptor(LargeBinary())

    def process_bind_param(
        self, value: BaseGeometry | None, dialect: Dialect
    ) -> str | bytes | None:
        """Turn a geometry into hexadecimal EWKB, or WKB on SQLite."""
        if value is None:
            return None
        if self.kind not in ("Geometry", value.geom_type):
            msg = f"the column takes a {self.kind}, not a {value.geom_type}"
            raise ValueError(msg)
        if value.has_z:
            msg = "the column takes two dimensions; drop the heights"
            raise ValueError(msg)
        if dialect.name == "postgresql":
            srid = shapely.set_srid(value, SRID)
            return str(shapely.to_wkb(srid, hex=True, include_srid=True))
        return bytes(shapely.to_wkb(value))

    def process_result_value(
        self,
        value: str | bytes | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> BaseGeometry | None:
        """Turn what the database gives into a geometry with its SRID."""
        if value is None:
            return None
        geometry: BaseGeometry = shapely.from_wkb(value)
        return shapely.set_srid(geometry, SRID)

    def __repr__(self) -> str:
        return f"Geometry({self.kind!r})"


def candidates(session: Session, indexed: Table, bounds: Bounds) -> Select[tuple[int]]:
    """Return a select of the ids whose geometry's box meets a box.

    It answers from the spatial index of either engine and may give a few ids
    too many, never one too few; the caller decides exactly with shapely.

    Args:
        session: which engine to speak to.
        indexed: a table with `id`, `geometry` and the index of this module.
        bounds: the box asked about, EPSG:4490, degrees.
    """
    if session.get_bind().dialect.name == "postgresql":
        box = func.ST_MakeEnvelope(*bounds, SRID)
        meets = indexed.c.geometry.op("&&", is_comparison=True)(box)
        return select(indexed.c.id).where(meets)
    boxes = _boxes(indexed)
    return select(boxes.c.id).where(
        boxes.c.min_x <= bounds.max_x,
        boxes.c.max_x >= bounds.min_x,
        boxes.c.min_y <= bounds.max_y,
        boxes.c.max_y >= bounds.min_y,
    )


def meeting(session: Session, indexed: Table, some: Select[int]) -> Select[int, int]:
    """Return a select of `id` and `other_id` whose boxes meet, from the index.

    It may give a few pairs too many, never one too few, and none of a row with
    itself; two rows that are both in `some` come in both orders.

    Args:
        session: which engine to speak to.
        indexed: as for `candidates`.
        some: ids of the rows whose neighbours are looked for.
    """
    if session.get_bind().dialect.name == "postgresql":
        row, next_row = indexed.alias("one"), indexed.alias("other")
        meets = row.c.geometry.op("&&", is_comparison=True)(next_row.c.geometry)
        return select(row.c.id, next_row.c.id.label("other_id")).where(
            row.c.id.in_(some), next_row.c.id != row.c.id, meets
        )
    one, other = _boxes(indexed).alias("one"), _boxes(indexed).alias("other")
    return select(one.c.id, other.c.id.label("other_id")).where(
        one.c.id.in_(some),
        other.c.id != one.c.id,
        other.c.min_x <= one.c.max_x,
        other.c.max_x >= one.c.min_x,
        other.c.min_y <= one.c.max_y,
        other.c.max_y >= one.c.min_y,
    )


def _boxes(indexed: Table) -> TableClause:
    """Return the R*Tree of a table."""
    return table(
        f"{indexed.name}_rtree",
        column("id", Integer),
        *(column(name, Float) for name in ("min_x", "max_x", "min_y", "max_y")),
    )


def index_statements(dialect_name: str, table_name: str) -> tuple[str, ...]:
    """Return the DDL of a table's spatial index, for either engine."""
    if dialect_name == "postgresql":
        return (postgresql_index(table_name),)
    return sqlite_index(table_name)


def postgresql_index(table_name: str) -> str:
    """Return the DDL of the GiST index on a table's geometry."""
    return (
        f"CREATE INDEX gix_{table_name}_geometry ON {table_name} USING gist (geometry)"
    )


def sqlite_index(table_name: str) -> tuple[str, ...]:
    """Return the DDL of a table's R*Tree and the triggers that keep it."""
    known = "gi_bound(NEW.geometry, 0) IS NOT NULL"
    row = (
        "NEW.id, gi_bound(NEW.geometry, 0), gi_bound(NEW.geometry, 2), "
        "gi_bound(NEW.geometry, 1), gi_bound(NEW.geometry, 3)"
    )
    boxes = f"{table_name}_rtree"
    insert = f"INSERT INTO {boxes} SELECT {row} WHERE {known};"
    delete = f"DELETE FROM {boxes} WHERE id = OLD.id;"  # noqa: S608 -- no value in it
    trigger = f"CREATE TRIGGER {boxes}"
    update = f"BEGIN {delete} {insert} END"
    return (
        f"CREATE VIRTUAL TABLE {boxes} USING rtree(id, min_x, max_x, min_y, max_y)",
        f"{trigger}_insert AFTER INSERT ON {table_name} BEGIN {insert} END",
        f"{trigger}_update AFTER UPDATE OF id, geometry ON {table_name} {update}",
        f"{trigger}_delete AFTER DELETE ON {table_name} BEGIN {delete} END",
    )


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Tell Alembic how a migration writes a geometry column.

    The migration then needs the local class `_Geometry` of this docstring.
    """
    if kind == "type" and isinstance(item, Geometry):
        own = f"_Geometry({item.kind!r})"
        return f"sa.LargeBinary().with_variant({own}, 'postgresql')"
    return False


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Tell Alembic to leave alone what no model declares.

    These are R*Trees with their shadow tables, GiST indexes and PostGIS's own
    table of coordinate systems.
    """
    if name is None:
        return True
    if kind == "table":
        return "_rtree" not in name and name != "spatial_ref_sys"
    return not (kind == "index" and name.startswith("gix_"))
