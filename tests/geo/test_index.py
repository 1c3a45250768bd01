"""The index gives what trying each polygon gives, and what PostGIS gives."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, create_engine, text

from gi_registry.geo import layers
from gi_registry.geo.index import AreaIndex

COUNTIES = {county.adcode: county.geometry for county in layers.counties()}
CODES = np.array([*COUNTIES], dtype=np.object_)
OUTLINES = np.array([*COUNTIES.values()], dtype=np.object_)
AROUND = (109.5, 34, 115.5, 41.5)
POINTS = 100_000

Points = NDArray[np.float64]


@pytest.fixture(scope="module")
def counties() -> AreaIndex:
    return AreaIndex(COUNTIES)


def anywhere(random: np.random.Generator, count: int) -> Points:
    return random.uniform(AROUND[:2], AROUND[2:], (count, 2))


def on_edges() -> Points:
    """Return middles of edges that floating point can say, so on the line itself."""
    rings = shapely.get_rings(shapely.get_parts(OUTLINES))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = corners[:-1][same], corners[1:][same]
    middles: Points = (start + end)[_is_sum_exact(start, end)] / 2
    return middles


def _is_sum_exact(one: Points, other: Points) -> NDArray[np.bool_]:
    """Say where the sum of two coordinates is no rounded one."""
    total = one + other
    rest = (one - (total - (total - one))) + (other - (total - one))
    return np.asarray((rest == 0).all(axis=1))


def tried(points: Points) -> list[tuple[str, ...]]:
    """Return the counties of each point by trying every county."""
    held = [shapely.intersects_xy(outline, *points.T) for outline in OUTLINES]
    return [tuple(CODES[row]) for row in np.column_stack(held)]


def test_points_lie_where_trying_every_county_says(counties: AreaIndex) -> None:
    random = np.random.default_rng(20261122)
    corners = shapely.get_coordinates(OUTLINES)[::7]
    points = np.concatenate(
        [anywhere(random, 5000), corners, corners + 1e-9, on_edges()[::3]]
    )
    expected = tried(points)

    everything = counties.locate_all_many(*points.T)
    first = counties.locate_many(*points.T)

    assert everything.tolist() == expected
    assert first.tolist() == [found[0] if found else None for found in expected]
    assert [counties.locate(*point) for point in points.tolist()] == first.tolist()
    assert counties.locate_all(*points[-1].tolist()) == expected[-1]
    assert {len(found) for found in expected} >= {0, 1, 2, 3}


@pytest.fixture(scope="module")
def postgis(postgresql_url: str) -> Iterator[Engine]:
    """Give a PostgreSQL that holds the counties in a table of their own."""
    engine = create_engine(postgresql_url)
    rows = [
        {"code": code, "shape": shapely.to_wkb(outline, hex=True)}
        for code, outline in COUNTIES.items()
    ]
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE asked (code text, shape geometry)"))
        connection.execute(text("INSERT INTO asked VALUES (:code, :shape)"), rows)
        connection.execute(text("CREATE INDEX ON asked USING gist (shape)"))
    yield engine
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE asked"))
    engine.dispose()


@pytest.mark.postgresql
@pytest.mark.parametrize("predicate", ["ST_Intersects", "ST_Covers"])
def test_a_hundred_thousand_answers_are_those_of_postgis(
    counties: AreaIndex, postgis: Engine, predicate: str
) -> None:
    random = np.random.default_rng(3)
    corners, edges = np.unique(shapely.get_coordinates(OUTLINES), axis=0), on_edges()
    off = random.uniform(-1e-9, 1e-9, (len(corners), 2))
    special = np.concatenate([corners, edges, corners + off])
    points = np.concatenate([anywhere(random, POINTS - len(special)), special])
    asked = text(
        f"SELECT at - 1, array_agg(code ORDER BY code) FROM "  # noqa: S608 -- our own
        "unnest(CAST(:xs AS float8[]), CAST(:ys AS float8[])) WITH ORDINALITY "
        f"AS p (x, y, at) JOIN asked ON {predicate}(shape, ST_Point(x, y)) GROUP BY at"
    )

    with postgis.connect() as connection:
        xs, ys = points.T.tolist()
        rows = connection.execute(asked, {"xs": xs, "ys": ys}).all()

    expected = {at: tuple(codes) for at, codes in rows}
    found = counties.locate_all_many(*points.T)
    assert {at: codes for at, codes in enumerate(found.tolist()) if codes} == expected
    assert len(points) == POINTS
    assert len(edges) > 1000


def test_plots_meet_and_lie_within_what_trying_every_county_says(
    counties: AreaIndex,
) -> None:
    random = np.random.default_rng(4)
    corners = np.concatenate(
        [anywhere(random, 300), shapely.get_coordinates(OUTLINES)[::50]]
    )
    sizes = 10 ** random.uniform(-5, 0, len(corners))
    plots = [box(x, y, x + d, y + d) for (x, y), d in zip(corners, sizes, strict=True)]
    plots += [COUNTIES["140727"], box(*AROUND), Polygon()]
    expected = [
        (at, code, outline.covers(plot))
        for at, plot in enumerate(plots)
        for code, outline in COUNTIES.items()
        if outline.intersects(plot)
    ]

    found = counties.locate_polygons(plots)

    assert list(zip(*(column.tolist() for column in found), strict=True)) == expected
    assert {within for _, _, within in expected} == {True, False}


def test_areas_that_overlap_are_all_found_in_their_order() -> None:
    areas = {
        "whole": box(0, 0, 1, 1),
        "part": box(0.5, 0.5, 2, 2),
        "again": box(0, 0, 1, 1),
    }
    index = AreaIndex(areas)

    assert index.locate_all(0.7, 0.7) == ("whole", "part", "again")
    assert index.locate_all(1, 0.7) == ("whole", "part", "again")
    assert index.locate_all(0.2, 0.2) == ("whole", "again")
    assert index.locate_all(1.5, 1.5) == ("part",)
    assert index.locate(1, 0.7) == "whole"
    assert index.locate(1.0001, 0.7) == "part"


def test_a_shared_border_belongs_to_the_first() -> None:
    west, east = box(0, 0, 1, 1), box(1, 0, 2, 1)

    assert AreaIndex({"w": west, "e": east}).locate(1, 0.5) == "w"
    assert AreaIndex({"e": east, "w": west}).locate(1, 0.5) == "e"


def test_a_place_elsewhere_lies_in_no_area() -> None:
    index = AreaIndex({"a": MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)])})
    far = [math.nan, math.inf, -math.inf, 1e300]

    assert index.locate(1.5, 0.5) is None
    assert index.locate(2.5, 0.5) == "a"
    assert [index.locate(lon, 0.5) for lon in far] == [None] * 4
    assert index.locate_many([*far, 2.5], [0.5] * 5).tolist() == [None] * 4 + ["a"]
    assert index.locate_many([], []).tolist() == []


def test_without_areas_there_is_nothing_to_find() -> None:
    for index in (AreaIndex({}), AreaIndex({"empty": Polygon()})):
        assert index.locate(0, 0) is None
        assert index.locate_all(0, 0) == ()
        assert index.locate_polygons([box(0, 0, 1, 1)]).area.tolist() == []


coordinate = st.floats(0, 0.05) | st.sampled_from([n / 256 for n in range(13)])
corner = st.tuples(coordinate, coordinate)


@given(
    cloud=st.lists(st.lists(corner, min_size=3, max_size=7), min_size=1, max_size=4),
    points=st.lists(corner, min_size=1, max_size=20),
)
def test_shapes_of_any_kind_hold_what_they_hold(
    cloud: list[list[tuple[float, float]]], points: list[tuple[float, float]]
) -> None:
    shapes: dict[str, BaseGeometry] = {}
    for position, corners in enumerate(cloud):
        hull = shapely.convex_hull(shapely.multipoints(corners))
        if isinstance(hull, Polygon):
            shapes[str(position)] = hull
    asked = np.array([*points, *(point for corners in cloud for point in corners)])
    expected = [
        tuple(n for n, shape in shapes.items() if shapely.intersects_xy(shape, *point))
        for point in asked
    ]

    assert AreaIndex(shapes).locate_all_many(*asked.T).tolist() == expected
