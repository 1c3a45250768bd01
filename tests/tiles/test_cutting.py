import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles import mvt
from gi_registry.tiles.cutting import PolygonSheet, Shapes, simplified, whole
from gi_registry.tiles.rules import Tile
from tests.tiles.decoding import decoded, runs_as_specified, shapes

HERE = Tile(3, 2, 1)
WEST, NORTH = 2 * 4096, 4096
REACH = box(-64, -64, 4160, 4160)
EDGES = (-64, 0, 4096, 4160)
"""Corners on them are where clipping goes wrong."""

along = st.one_of(st.sampled_from(EDGES), st.integers(-3000, 7000))
corners = st.lists(st.tuples(along, along), min_size=3, max_size=12)


def cut(*given: BaseGeometry) -> dict[int, BaseGeometry]:
    """Return what of polygons, in units of a tile, is in the tile."""
    moved = [shapely.transform(g, lambda p: p + [WEST, NORTH]) for g in given]  # noqa: RUF005 -- an array
    drawn: Shapes = np.array(moved, dtype=object)
    table = mvt.Table(range(len(given)), [{}] * len(given))
    made = PolygonSheet("layer", table, lambda _zoom: drawn).cut(HERE)
    features = decoded(made).get("layer", [])
    assert all(runs_as_specified(feature) for feature in features)
    return shapes(features)


def polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons of a geometry."""
    parts = shapely.get_parts(geometry)
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


@given(st.lists(corners, min_size=1, max_size=3))
def test_what_is_cut_is_valid_and_where_it_was(
    rings: list[list[tuple[int, int]]],
) -> None:
    knots = [shapely.make_valid(Polygon(ring)) for ring in rings]
    given = [polygonal(shapely.set_precision(knot, 1.0)) for knot in knots]

    found = cut(*given)

    for number, polygon in enumerate(given):
        true = polygon.intersection(REACH)
        ours = found.get(number, Polygon())
        assert ours.is_valid
        assert ours.difference(REACH).is_empty
        assert ours.symmetric_difference(true).area <= true.length + 1


def test_a_polygon_around_the_tile_fills_it() -> None:
    assert cut(box(-9000, -9000, 9000, 9000))[0].equals(REACH)


def test_a_hole_around_the_tile_leaves_nothing() -> None:
    ring = box(-2000, -2000, 6000, 6000).difference(box(-1000, -1000, 5000, 5000))

    assert cut(ring) == {}


def test_what_touches_the_reach_from_outside_is_not_in_the_tile() -> None:
    assert cut(box(4160, 0, 5000, 100)) == {}
    assert cut(Point(5000, 5000).buffer(840)) == {}


def test_a_notch_that_touches_the_edge_of_the_reach_parts_the_polygon() -> None:
    """The quick clip leaves one ring that touches itself."""
    notched = Polygon([(4096, 0), (0, -64), (-64, 0), (-64, -66)])

    ours = cut(notched)[0]

    assert ours.is_valid
    assert len(shapely.get_parts(ours)) == 2
    assert ours.equals(polygonal(notched.intersection(REACH, grid_size=1)))


def test_neighbours_are_simplified_once() -> None:
    line = [(0.5 + 1e-6 * (n % 2), 0.4 + 1e-5 * n) for n in range(50)]
    west = Polygon([(0.49, 0.4), *line, (0.49, line[-1][1])])
    east = Polygon([(0.51, 0.4), *line, (0.51, line[-1][1])])

    one, other = simplified([west, east], 7)

    assert len(one.exterior.coords) < len(west.exterior.coords)
    assert one.intersection(other).area == 0
    assert shapely.union_all([one, other]).area == one.area + other.area
    assert len(shapely.get_parts(one.union(other))) == 1
    assert not one.union(other).interiors


def test_what_is_brought_to_whole_units_stays_valid() -> None:
    needle = Polygon([(0, 0), (100, 0.4), (200, 0), (100, -0.3), (60, 0.2)])
    bow = Polygon([(0, 0), (10.4, 10.4), (10.6, 10.6), (20, 0), (10.4, 10.2)])

    for shape in whole(np.array([needle, bow], dtype=object)):
        assert shape.is_valid
        corners = shapely.get_coordinates(shape)
        assert (corners == np.rint(corners)).all()
