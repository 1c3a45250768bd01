import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles import mvt
from tests.tiles.decoding import decoded, runs_as_specified, shapes

ORIGIN = (8192, 4096)
SPEC_RING = Polygon([(3, 6), (8, 12), (20, 34)])
"""Section 4.3.5.5 of the specification."""


def encoded(*geometries: BaseGeometry, origin: tuple[int, int] = (0, 0)) -> bytes:
    table = mvt.Table(range(len(geometries)), [{"a": 1}] * len(geometries))
    commands = mvt.polygons(np.array(geometries, dtype=object), origin)
    return mvt.layer("layer", table, np.arange(len(geometries)), commands)


def read(tile: bytes) -> dict[int, BaseGeometry]:
    return shapes(decoded(tile).get("layer", []))


def test_a_polygon_has_the_numbers_of_the_specification() -> None:
    commands = mvt.polygons(np.array([SPEC_RING], dtype=object), (0, 0))

    assert commands.numbers.tolist() == [9, 6, 12, 18, 10, 12, 24, 44, 15]
    assert commands.counts.tolist() == [9]


def test_several_polygons_with_a_hole_have_those_of_the_specification() -> None:
    first = box(0, 0, 10, 10)
    second = Polygon(
        [(11, 11), (20, 11), (20, 20), (11, 20)],
        [[(13, 13), (13, 17), (17, 17), (17, 13)]],
    )
    given = Polygon([(0, 0), (10, 0), (10, 10), (0, 10)])
    assert given.equals(first)

    commands = mvt.polygons(np.array([MultiPolygon([given, second])], object), (0, 0))

    assert commands.numbers.tolist() == [
        *(9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15),
        *(9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15),
        *(9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15),
    ]


def test_points_are_one_move_each() -> None:
    commands = mvt.points(np.array([[25, 17], [0, 0]]), (0, 0))

    assert commands.numbers.tolist() == [9, 50, 34, 9, 0, 0]


def test_every_kind_of_value_comes_back_and_none_is_left_out() -> None:
    rows: list[dict[str, mvt.Value | None]] = [
        {"t": "老陈醋", "i": 300, "n": -7, "f": 0.5, "b": True, "x": None},
        {"t": "", "i": 1, "n": 0, "f": 1.0, "b": False, "x": "x"},
    ]
    table = mvt.Table([7, 2**40], rows)
    commands = mvt.points(np.array([[1, 1], [2, 2]]), (0, 0))

    tile = mvt.layer("named", table, np.arange(2), commands)

    features = mapbox_vector_tile.decode(tile)["named"]["features"]
    assert [feature["id"] for feature in features] == [7, 2**40]
    left_out = {key: value for key, value in rows[0].items() if value is not None}
    assert features[0]["properties"] == left_out
    assert features[1]["properties"] == rows[1]
    assert features[1]["properties"]["b"] is False


def test_a_tile_has_only_the_values_that_it_uses() -> None:
    table = mvt.Table([0, 1, 2], [{"n": "一"}, {"n": "二"}, {"n": None}])
    commands = mvt.points(np.array([[1, 1], [3, 3]]), (0, 0))

    tile = mvt.layer("layer", table, np.array([1, 2]), commands)

    assert "一".encode() not in tile
    said = [feature["properties"] for feature in decoded(tile)["layer"]]
    assert said == [{"n": "二"}, {}]


@pytest.mark.parametrize("is_clockwise", [True, False])
def test_rings_run_as_specified_whichever_way_they_come(*, is_clockwise: bool) -> None:
    holed = Polygon(
        box(0, 0, 90, 90).exterior.coords,
        [box(10, 10, 30, 30).exterior.coords, box(50, 50, 70, 80).exterior.coords],
    )
    given = shapely.orient_polygons(holed, exterior_cw=is_clockwise)

    tile = encoded(given, box(100, 0, 120, 20))

    (first, second) = decoded(tile)["layer"]
    assert runs_as_specified(first)
    assert runs_as_specified(second)
    assert shape(first["geometry"]).equals(holed)


def test_what_has_no_area_is_left_out_with_its_holes() -> None:
    flat = Polygon([(0, 0), (5, 5), (9, 9)], [[(1, 1), (1, 3), (3, 3)]])
    kept = Polygon(
        [(20, 20), (40, 20), (40, 20), (40, 40), (20, 40)],
        [[(25, 25), (30, 30), (35, 35)]],
    )

    assert read(encoded(flat)) == {}
    found = read(encoded(flat, MultiPolygon([flat, kept]), Polygon()))
    assert list(found) == [1]
    assert found[1].equals(box(20, 20, 40, 40))
    assert encoded(Polygon()) == b""
    assert encoded() == b""


@st.composite
def polygons(draw: st.DrawFn) -> BaseGeometry:
    """Draw something polygonal of whole numbers, with holes and parts."""
    corner = st.tuples(st.integers(-64, 4160), st.integers(-64, 4160))
    stars = [
        shapely.MultiPoint(draw(st.lists(corner, min_size=3, max_size=9))).convex_hull
        for _ in range(draw(st.integers(1, 4)))
    ]
    whole: BaseGeometry = shapely.union_all(stars[:-1])
    mixed = shapely.set_precision(whole.symmetric_difference(stars[-1]), 1.0)
    parts = [part for part in shapely.get_parts(mixed) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


@given(st.lists(polygons(), min_size=1, max_size=4))
def test_what_is_encoded_is_decoded(geometries: list[BaseGeometry]) -> None:
    moved = [shapely.transform(g, lambda p: p + ORIGIN) for g in geometries]

    tile = encoded(*moved, origin=ORIGIN)

    features = decoded(tile).get("layer", [])
    found = shapes(features)
    for at, geometry in enumerate(geometries):
        if geometry.is_empty:
            assert at not in found
        else:
            assert found[at].is_valid
            assert found[at].equals(geometry)
    assert all(runs_as_specified(feature) for feature in features)


@given(st.lists(st.lists(st.integers(0, 2**35 - 1)), max_size=6))
def test_varints_are_those_of_protocol_buffers(lists: list[list[int]]) -> None:
    numbers = np.array([n for numbers in lists for n in numbers], dtype=np.int64)
    counts = np.array([len(numbers) for numbers in lists], dtype=np.int64)

    found = mvt.pieces(numbers, counts)

    assert [_numbers(piece) for piece in found] == lists


def _numbers(octets: bytes) -> list[int]:
    found, number, shift = [], 0, 0
    for octet in octets:
        number |= (octet & 0x7F) << shift
        shift += 7
        if octet < 0x80:
            found.append(number)
            number = shift = 0
    return found
