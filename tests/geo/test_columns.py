import re
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    create_engine,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.geo import columns
from gi_registry.geo.columns import Geometry, candidates
from gi_registry.geo.crs import Bounds

METADATA = MetaData()
PLACE = Table(
    "geo_test_place",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("geometry", Geometry()),
)
PLOT = Table(
    "geo_test_plot",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("geometry", Geometry("Polygon"), nullable=False),
)
HOLED = Polygon(
    box(112, 37, 113, 38).exterior, [box(112.4, 37.4, 112.6, 37.6).exterior]
)


@pytest.fixture
def places(database: Database) -> Iterator[Database]:
    """Give a database that has the two tables of this module, indexed."""
    dialect = database.engine.dialect.name
    with database.engine.begin() as connection:
        METADATA.create_all(connection)
        for table in (PLACE, PLOT):
            for statement in columns.index_statements(dialect, table.name):
                connection.execute(text(statement))
    yield database
    with database.engine.begin() as connection:
        METADATA.drop_all(connection)
        for table in (PLACE, PLOT):
            if database.is_sqlite:
                connection.execute(text(f"DROP TABLE {table.name}_rtree"))


def found(database: Database, bounds: Bounds) -> set[int]:
    with database.read() as session:
        return set(session.scalars(candidates(session, PLACE, bounds)))


@pytest.mark.parametrize(
    "geometry",
    [
        Point(112.55, 37.87),
        LineString([(112, 37), (113, 38)]),
        HOLED,
        MultiPolygon([box(112, 37, 112.1, 37.1), box(113, 37, 113.1, 37.1)]),
        Polygon(),
    ],
)
def test_a_geometry_comes_back_as_it_went(
    places: Database, geometry: BaseGeometry
) -> None:
    with places.write() as session:
        session.execute(insert(PLACE).values(id=1, geometry=geometry))

    with places.read() as session:
        back = session.scalars(select(PLACE.c.geometry)).one()

    assert shapely.equals_identical(back, geometry)
    assert shapely.get_srid(back) == 4490


def test_no_geometry_comes_back_as_none(places: Database) -> None:
    with places.write() as session:
        session.execute(insert(PLACE), [{"id": 1, "geometry": None}])

    with places.read() as session:
        assert session.scalars(select(PLACE.c.geometry)).one() is None


def test_many_rows_go_in_at_once_and_ids_come_back(places: Database) -> None:
    rows = [{"geometry": Point(112 + i / 100, 37)} for i in range(50)]

    with places.write() as session:
        result = session.execute(insert(PLACE).returning(PLACE.c.geometry), rows)
        back = [geometry.x for geometry in result.scalars()]

    assert back == pytest.approx([112 + i / 100 for i in range(50)])


@pytest.mark.parametrize(
    "geometry", [Point(112, 37), shapely.force_3d(HOLED, 900.0)], ids=["kind", "height"]
)
def test_a_column_takes_its_own_kind_in_two_dimensions(
    places: Database, geometry: BaseGeometry
) -> None:
    with pytest.raises(StatementError, match="the column takes"), places.write() as db:
        db.execute(insert(PLOT).values(geometry=geometry))


def test_the_index_follows_insert_update_and_delete(places: Database) -> None:
    here, there = Bounds(112, 37, 113, 38), Bounds(110, 35, 111, 36)

    with places.write() as session:
        session.execute(insert(PLACE).values(id=1, geometry=HOLED))
        session.execute(insert(PLACE).values(id=2, geometry=Point(110.5, 35.5)))
    assert (found(places, here), found(places, there)) == ({1}, {2})

    with places.write() as session:
        moved = update(PLACE).where(PLACE.c.id == 1).values(geometry=Point(110, 35))
        session.execute(moved)
    assert (found(places, here), found(places, there)) == (set(), {1, 2})

    with places.write() as session:
        session.execute(update(PLACE).where(PLACE.c.id == 1).values(geometry=None))
    assert found(places, there) == {2}

    with places.write() as session:
        session.execute(update(PLACE).where(PLACE.c.id == 1).values(geometry=HOLED))
        session.execute(update(PLACE).where(PLACE.c.id == 1).values(id=7))
        session.execute(delete(PLACE).where(PLACE.c.id == 2))
    assert (found(places, here), found(places, there)) == ({7}, set())


def test_what_is_undone_leaves_no_trace_in_the_index(places: Database) -> None:
    with Session(places.engine) as session:
        session.execute(insert(PLACE).values(id=1, geometry=HOLED))
        session.rollback()

    assert found(places, Bounds(-180, -90, 180, 90)) == set()


def test_nothing_and_an_empty_geometry_are_nowhere(places: Database) -> None:
    with places.write() as session:
        session.execute(insert(PLACE).values(id=1, geometry=None))
        session.execute(insert(PLACE).values(id=2, geometry=Polygon()))

    assert found(places, Bounds(-180, -90, 180, 90)) == set()


def test_no_box_that_meets_is_missed(places: Database) -> None:
    random = np.random.default_rng(20261122)
    corners = random.uniform([110.2, 34.5], [114.6, 40.8], (400, 2))
    boxes = [box(x, y, x + 0.01, y + 0.01) for x, y in corners]
    with places.write() as session:
        rows = [{"id": i, "geometry": each} for i, each in enumerate(boxes, 1)]
        session.execute(insert(PLACE), rows)

    for x, y in corners[:40]:
        asked = Bounds(x - 0.3, y - 0.2, x, y)  # meets its own box in one corner
        meeting = {i for i, each in enumerate(boxes, 1) if each.intersects(box(*asked))}

        answered = found(places, asked)

        assert meeting <= answered
        assert len(answered - meeting) <= 1  # an R*Tree rounds outwards


def test_a_select_of_candidates_narrows_another(places: Database) -> None:
    with places.write() as session:
        session.execute(insert(PLACE).values(id=1, geometry=HOLED))

    with places.read() as session:
        near = candidates(session, PLACE, Bounds(112.5, 37.5, 112.5, 37.5))
        query = select(PLACE.c.geometry).where(PLACE.c.id.in_(near))
        (geometry,) = session.scalars(query).all()

    assert not geometry.contains(Point(112.5, 37.5))  # it is in the hole


def test_alembic_sees_the_model_and_nothing_else(places: Database) -> None:
    with places.engine.connect() as connection:
        options = {"include_name": columns.include_name, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        against_model = compare_metadata(context, METADATA)
        against_nothing = compare_metadata(context, MetaData())

    assert [each for each in against_model if "geo_test" in repr(each)] == []
    surplus = {(each[0], each[1].name) for each in against_nothing}
    assert {each for each in surplus if "geo_test" in each[1]} == {
        ("remove_table", "geo_test_place"),
        ("remove_table", "geo_test_plot"),
    }


def test_alembic_says_which_names_are_not_the_models() -> None:
    assert columns.include_name("plot", "table", {})
    assert columns.include_name(None, "schema", {})
    assert columns.include_name("ix_plot_number", "index", {})
    assert not columns.include_name("plot_rtree", "table", {})
    assert not columns.include_name("plot_rtree_node", "table", {})
    assert not columns.include_name("spatial_ref_sys", "table", {})
    assert not columns.include_name("gix_plot_geometry", "index", {})


def test_a_migration_can_write_the_column_as_alembic_renders_it() -> None:
    rendered = columns.render_item("type", Geometry("MultiPolygon"), None)

    assert rendered == (
        "sa.LargeBinary().with_variant(_Geometry('MultiPolygon'), 'postgresql')"
    )
    assert columns.render_item("type", Integer(), None) is False
    assert columns.render_item("server_default", Geometry(), None) is False


def test_the_column_is_postgis_there_and_a_blob_here() -> None:
    column = Geometry("MultiPolygon")

    there, here = (
        column.compile(dialect=create_engine(url).dialect)
        for url in ("postgresql://", "sqlite://")
    )

    assert (
        there == columns.postgres_type("MultiPolygon") == "geometry(MultiPolygon,4490)"
    )
    assert here == "BLOB"
    assert repr(column) == "Geometry('MultiPolygon')"


def test_the_statements_that_migrations_copy_are_those_that_run() -> None:
    written = re.sub(r"\s+", " ", columns.__doc__ or "")

    for dialect in ("postgresql", "sqlite"):
        for statement in columns.index_statements(dialect, "plot"):
            assert statement in written


def test_a_migrated_table_has_the_index_that_models_rely_on(
    database: Database,
) -> None:
    with database.engine.connect() as connection:
        listed = connection.execute(
            text("SELECT sql FROM sqlite_master")
            if database.is_sqlite
            else text("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%gist%'")
        )
        there = {re.sub(r"\s+|public\.", "", sql) for (sql,) in listed if sql}

    for table in ("division", "area_version", "plot"):
        for statement in columns.index_statements(database.engine.dialect.name, table):
            assert re.sub(r"\s+", "", statement) in there
