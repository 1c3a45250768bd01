import pytest
import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from gi_registry.geo import layers
from gi_registry.maps.arcs import Arcs
from tests.maps.decoding import drawn

WEST, EAST = box(0, 0, 1, 1), box(1, 0, 2, 1)
NORTH = Polygon([(0, 1), (1, 1), (2, 1), (2, 2), (0, 2)])


def put_together(arcs: Arcs, *shapes: list[list[int]]) -> list[BaseGeometry]:
    return drawn(
        {"arcs": arcs.said(), "units_per_degree": arcs.units, "shapes": [*shapes]}
    )


def test_a_line_is_a_corner_and_steps_from_the_line_before() -> None:
    arcs = Arcs(10)

    shapes = arcs.add([box(1, 1, 2, 2), box(5, 5, 6, 6)])

    assert [[len(ring) for ring in shape] for shape in shapes] == [[1], [1]]
    assert arcs.said()[0][:2] == [10, 10]
    assert [sum(line[0::2]) for line in arcs.said()] == [10, 40]
    assert [sum(line[1::2]) for line in arcs.said()] == [10, 40]


def test_a_border_between_two_is_sent_once() -> None:
    arcs = Arcs(10)

    shapes = arcs.add([WEST, EAST, NORTH])

    found = put_together(arcs, *shapes)
    assert [*map(shapely.equals, found, (WEST, EAST, NORTH))] == [True] * 3
    used = [number for shape in shapes for ring in shape for number in ring]
    twice = [number for number in used if number < 0]
    assert len(twice) == 3  # between each two of the three
    assert len(arcs.said()) == len(used) - len(twice)


def test_what_is_made_of_shapes_adds_no_line() -> None:
    arcs = Arcs(10)
    west, east, north = arcs.add([WEST, EAST, NORTH])
    before = len(arcs.said())

    all_of_it, pair = put_together(
        arcs, arcs.union([west, east, north]), arcs.union([west, east])
    )

    assert all_of_it.equals(box(0, 0, 2, 2))
    assert pair.equals(box(0, 0, 2, 1))
    assert len(arcs.said()) == before


def test_an_island_and_the_hole_that_it_fills_are_one_line() -> None:
    around = Polygon(box(0, 0, 3, 3).exterior, [box(1, 1, 2, 2).exterior])
    arcs = Arcs(10)

    shapes = arcs.add([around, box(1, 1, 2, 2)])

    assert len(arcs.said()) == 2
    assert put_together(arcs, arcs.union(shapes))[0].equals(box(0, 0, 3, 3))


def test_shapes_that_meet_in_a_corner_stay_apart() -> None:
    one, other = box(0, 0, 1, 1), box(1, 1, 2, 2)
    arcs = Arcs(10)

    both = arcs.union(arcs.add([one, other]))

    assert put_together(arcs, both)[0].equals(MultiPolygon([one, other]))


def test_what_becomes_too_small_is_left_out() -> None:
    speck = box(5, 5, 5.001, 5.001)

    assert Arcs(10).add([speck]) == [[]]
    assert len(Arcs(10).add([MultiPolygon([WEST, speck])])[0]) == 1
    assert Arcs(10).union([]) == []


@pytest.mark.parametrize("units", [1_000, 10_000])
def test_the_counties_come_out_as_they_go_in(units: int) -> None:
    counties = [*layers.overview().values()]
    arcs = Arcs(units)

    shapes = arcs.add(counties)
    found = put_together(arcs, *shapes, arcs.union(shapes))

    for county, shape in zip(counties, found, strict=False):
        assert shapely.hausdorff_distance(county, shape) <= 0.75 / units
    edge, exact = found[-1].boundary, shapely.union_all(counties).boundary
    assert shapely.hausdorff_distance(edge, exact) <= 0.75 / units
    corners = sum(len(line) // 2 for line in arcs.said())
    assert corners < 0.7 * sum(map(shapely.count_coordinates, counties))
