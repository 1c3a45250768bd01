"""Areas and distances on the ellipsoid of CGCS2000.

Every geometry is in CGCS2000 longitude and latitude (EPSG:4490), degrees; its
edges are straight in longitude and latitude, as RFC 7946 has them.
"""

from collections.abc import Iterable
from math import cos, radians, sin, sqrt

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import LinearRing, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo.errors import ShapeError

# EPSG:1024, the ellipsoid of China Geodetic Coordinate System 2000.
_AXIS_M = 6_378_137.0
_FLATTENING = 1 / 298.257_222_101
_ECCENTRICITY_2 = _FLATTENING * (2 - _FLATTENING)
_CGCS2000 = Geod(a=_AXIS_M, f=_FLATTENING)

_SQUARE_METRES_PER_MU = 2000 / 3
_SQUARE_METRES_PER_HECTARE = 10_000


def check_area(geometry: BaseGeometry) -> None:
    """Refuse what is not a sound polygon or multipolygon.

    Raises:
        ShapeError: it is of another kind, empty, or crosses itself.
    """
    if not isinstance(geometry, Polygon | MultiPolygon):
        raise ShapeError(
            reason=Words(
                f"它是 {geometry.geom_type}，不是面", f"it is a {geometry.geom_type}"
            )
        )
    if geometry.is_empty:
        raise ShapeError(reason=Words("它是空的", "it is empty"))
    if not geometry.is_valid:
        why = shapely.is_valid_reason(geometry)
        raise ShapeError(reason=Words(f"边界自相交（{why}）", f"it is invalid, {why}"))


def area_m2(polygon: BaseGeometry) -> float:
    """Return the geodesic area of a polygon or multipolygon.

    Args:
        polygon: in EPSG:4490, degrees; holes are taken off.

    Returns:
        Square metres, never negative, whichever way the rings run.

    Raises:
        ShapeError: it is no polygon, empty, or crosses itself.

    Source:
        C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013),
        section 6, https://doi.org/10.1007/s00190-012-0578-z; ellipsoid
        constants from EPSG:1024.
    """
    check_area(polygon)
    return sum(
        ring_area_m2(part.exterior) - sum(map(ring_area_m2, part.interiors))
        for part in shapely.get_parts(polygon)
    )


def ring_area_m2(ring: LinearRing) -> float:
    """Return what a ring encloses by the order of its points, m2, never negative.

    A ring may cross itself: what runs the other way then counts against the
    rest, so that a bow-tie of equal halves encloses nothing.

    Args:
        ring: in EPSG:4490, degrees.

    Source: Karney (2013), as for `area_m2`.
    """
    lons, lats = shapely.get_coordinates(ring).T
    square_metres, _ = _CGCS2000.polygon_area_perimeter(lons, lats)
    return abs(float(square_metres))


def mu(square_metres: float) -> float:
    """Return an area in mu (亩); 15 mu are one hectare."""
    return square_metres / _SQUARE_METRES_PER_MU


def hectares(square_metres: float) -> float:
    """Return an area in hectares."""
    return square_metres / _SQUARE_METRES_PER_HECTARE


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance between two points, metres.

    Source: Karney (2013), as for `area_m2`; exact to nanometres.
    """
    _, _, metres = _CGCS2000.inv(a.x, a.y, b.x, b.y)
    return float(metres)


def distance_to_border_m(geometry: BaseGeometry, polygon: BaseGeometry) -> float:
    """Return how far a point or other geometry is from a polygon's border.

    The nearest point of the border is looked for in a plane scaled to metres
    at the latitude half-way between the two, its distance is then geodesic.

    Args:
        geometry: a point, line or polygon in EPSG:4490, degrees.
        polygon: in EPSG:4490; holes have a border too.

    Returns:
        Metres, 0 where the geometry meets the border. Never too small; too
        large by less than 0.1 m within 20 km and 0.2 % within 250 km, measured
        on the outlines of Shanxi.

    Raises:
        ShapeError: the polygon is no polygon or empty, or the geometry is empty.
    """
    if polygon.is_empty or geometry.is_empty:
        raise ShapeError(reason=Words("它是空的", "it is empty"))
    if not isinstance(polygon, Polygon | MultiPolygon):
        check_area(polygon)
    border = polygon.boundary
    latitude = float(geometry.centroid.y)
    for _ in range(2):
        near, on_border = _nearest(geometry, border, latitude)
        latitude = (near.y + on_border.y) / 2
    return distance_m(near, on_border)


def farthest_from_m(points: Iterable[Point], polygon: BaseGeometry) -> float:
    """Return how far the farthest of some points is outside a polygon, metres.

    Points within the polygon count 0. Accuracy as for `distance_to_border_m`.
    """
    return max(
        (
            0.0 if polygon.intersects(point) else distance_to_border_m(point, polygon)
            for point in points
        ),
        default=0.0,
    )


def _nearest(
    geometry: BaseGeometry, border: BaseGeometry, latitude: float
) -> tuple[Point, Point]:
    """Return the nearest point of each, in degrees."""
    scale = metres_per_degree(latitude)
    line = shapely.shortest_line(
        shapely.transform(geometry, lambda degrees: degrees * scale),
        shapely.transform(border, lambda degrees: degrees * scale),
    )
    ends = shapely.get_coordinates(line) / scale
    return Point(ends[0]), Point(ends[1])


def metres_per_degree(latitude: float) -> NDArray[np.float64]:
    """Return the length of a degree of longitude and of latitude, metres.

    Source: radii of curvature in the prime vertical and in the meridian, as in
    any textbook of geodesy, such as EPSG Guidance Note 7-2, section 1.
    """
    w = sqrt(1 - _ECCENTRICITY_2 * sin(radians(latitude)) ** 2)
    prime_vertical = _AXIS_M / w
    meridian = _AXIS_M * (1 - _ECCENTRICITY_2) / w**3
    return np.radians([prime_vertical * cos(radians(latitude)), meridian])
