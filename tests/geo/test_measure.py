import math

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gi_registry.geo import layers
from gi_registry.geo.errors import ShapeError
from gi_registry.geo.measure import (
    area_m2,
    check_area,
    distance_m,
    distance_to_border_m,
    farthest_from_m,
    hectares,
    mu,
)

AXIS_M, FLATTENING = 6_378_137.0, 1 / 298.257_222_101
ELLIPSOID = Geod(a=AXIS_M, f=FLATTENING)
BOW_TIE = Polygon([(112, 37), (113, 38), (113, 37), (112, 38)])


def test_an_octant_is_an_eighth_of_the_ellipsoid() -> None:
    e = math.sqrt(FLATTENING * (2 - FLATTENING))
    whole = 2 * math.pi * AXIS_M**2 * (1 + (1 - e**2) / e * math.atanh(e))

    octant = area_m2(box(0, 0, 90, 90))

    assert octant == pytest.approx(whole / 8, rel=1e-12)


@pytest.mark.parametrize("turned", [False, True])
def test_a_hole_is_taken_off_whichever_way_it_runs(turned: bool) -> None:  # noqa: FBT001 -- pytest passes it by name
    shell, hole = box(112, 37, 113, 38), box(112.4, 37.4, 112.6, 37.6)
    ring = hole.exterior.coords[::-1] if turned else hole.exterior.coords

    left = area_m2(Polygon(shell.exterior, [ring]))

    assert left == pytest.approx(area_m2(shell) - area_m2(hole), rel=1e-12)


def test_parts_add_up() -> None:
    west, east = box(112, 37, 112.1, 37.1), box(113, 37, 113.1, 37.1)

    both = area_m2(MultiPolygon([west, east.reverse()]))

    assert both == pytest.approx(2 * area_m2(west), rel=1e-9)


@pytest.mark.parametrize("shape", [BOW_TIE, Polygon(), LineString([(0, 0), (1, 1)])])
def test_no_area_is_given_for_what_has_none(shape: BaseGeometry) -> None:
    with pytest.raises(ShapeError):
        area_m2(shape)
    with pytest.raises(ShapeError):
        check_area(shape)


def test_fifteen_mu_are_a_hectare() -> None:
    assert mu(10_000) == pytest.approx(15)
    assert hectares(10_000) == 1
    assert mu(2000 / 3) == pytest.approx(1)


def test_the_meridian_quadrant_is_that_of_grs80() -> None:
    # H. Moritz, Geodetic Reference System 1980, Bulletin geodesique 54 (1980)
    assert distance_m(Point(111, 0), Point(111, 90)) == pytest.approx(
        10_001_965.7293, abs=1e-3
    )


def test_a_degree_of_the_equator_is_as_long_as_its_arc() -> None:
    arc = AXIS_M * math.pi / 180

    assert distance_m(Point(0, 0), Point(1, 0)) == pytest.approx(arc, abs=1e-6)


def test_a_point_on_the_border_is_no_distance_from_it() -> None:
    assert distance_to_border_m(Point(112, 37.5), box(112, 37, 113, 38)) == 0


def test_inside_and_outside_are_both_distances() -> None:
    square = box(112, 37, 113, 38)

    within = distance_to_border_m(Point(112.01, 37.5), square)
    without = distance_to_border_m(Point(111.99, 37.5), square)

    assert within == pytest.approx(distance_m(Point(112, 37.5), Point(112.01, 37.5)))
    assert without == pytest.approx(within, rel=1e-6)


def test_a_hole_has_a_border() -> None:
    ring = Polygon(
        box(112, 37, 113, 38).exterior, [box(112.4, 37.4, 112.6, 37.6).exterior]
    )

    near = distance_to_border_m(Point(112.5, 37.59), ring)

    assert near == pytest.approx(
        distance_m(Point(112.5, 37.59), Point(112.5, 37.6)), rel=1e-6
    )


def test_a_plot_across_the_border_is_no_distance_from_it() -> None:
    assert distance_to_border_m(box(111.9, 37, 112.1, 37.1), box(112, 36, 113, 38)) == 0


def test_there_is_no_distance_to_nothing() -> None:
    with pytest.raises(ShapeError):
        distance_to_border_m(Point(112, 37), Polygon())
    with pytest.raises(ShapeError):
        distance_to_border_m(Point(), box(112, 37, 113, 38))
    with pytest.raises(ShapeError):
        distance_to_border_m(Point(112, 37), LineString([(0, 0), (1, 1)]))


def brute_force_m(point: Point, border: BaseGeometry) -> float:
    """Return the least geodesic distance to a border cut at every 3 m or so."""
    found = math.inf
    for step in (1e-2, 3e-5):
        corners = shapely.get_coordinates(shapely.segmentize(border, step))
        many = np.full(len(corners), point.x), np.full(len(corners), point.y)
        _, _, metres = ELLIPSOID.inv(*many, corners[:, 0], corners[:, 1])
        found = min(found, float(metres.min()))
        border = shapely.intersection(border, point.buffer(found / 80_000 + 0.02))
    return found


def test_the_border_is_as_far_as_trying_every_point_of_it_says() -> None:
    random = np.random.default_rng(20261122)
    outlines = [layers.province(), *layers.counties()[::40]]

    for division in outlines:
        west, south, east, north = division.geometry.bounds
        for _ in range(15):
            x, y = random.uniform(west - 0.5, east + 0.5), random.uniform(south, north)
            expected = brute_force_m(Point(x, y), division.geometry.boundary)

            distance = distance_to_border_m(Point(x, y), division.geometry)

            allowed = 0.1 if expected < 20_000 else expected * 0.002
            assert -0.1 <= distance - expected <= allowed


def test_the_farthest_corner_decides_how_far_a_plot_reaches_out() -> None:
    area = box(112, 37, 113, 38)
    inside, near, far = Point(112.5, 37.5), Point(111.99, 37.5), Point(111.9, 37.5)

    reach = farthest_from_m([inside, near, far], area)

    assert reach == pytest.approx(distance_to_border_m(far, area))
    assert farthest_from_m([inside], area) == 0
    assert farthest_from_m([], area) == 0
