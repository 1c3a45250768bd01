"""The coordinate systems of the answers and of the boxes that are asked for.

What is kept is CGCS2000. WGS84 differs from it by decimetres, less than the border
of any division is exact, so its coordinates are the same numbers (ADR 0003). Part 2
of the standard takes the order of the axes from the definition of each system:
latitude first in EPSG:4326 and EPSG:4490, longitude first in CRS84.
"""

import math
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Bounds

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
EPSG_4490 = "http://www.opengis.net/def/crs/EPSG/0/4490"
EPSG_3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"

_RADIUS_M = 6_378_137.0
"""Of the sphere of EPSG:3857."""
_FARTHEST_M = 1e9
"""Metres; what is farther off is as far as a pole."""


class Axes(StrEnum):
    """How coordinates are written."""

    LON_LAT = "lon-lat"
    LAT_LON = "lat-lon"
    MERCATOR = "mercator"


AXES = {
    CRS84: Axes.LON_LAT,
    EPSG_4326: Axes.LAT_LON,
    EPSG_4490: Axes.LAT_LON,
    EPSG_3857: Axes.MERCATOR,
}
"""The coordinate systems of every collection; CRS84 is the default."""

STORED = EPSG_4490

_DECIMALS = {Axes.LON_LAT: 6, Axes.LAT_LON: 6, Axes.MERCATOR: 2}
"""A decimetre, which is how the layers come; a centimetre."""


def written(geometry: BaseGeometry, axes: Axes) -> bytes:
    """Return a geometry as GeoJSON, its shells counter-clockwise in lon, lat.

    Args:
        geometry: EPSG:4490, longitude and latitude in degrees.
        axes: how it is written; metres in MERCATOR.
    """
    turned = shapely.orient_polygons(geometry)
    moved = shapely.transform(turned, lambda points: _moved(points, axes))
    return bytes(shapely.to_geojson(moved).encode())


def boxes(numbers: tuple[float, float, float, float], axes: Axes) -> list[Bounds]:
    """Return a box as boxes in longitude and latitude, EPSG:4490, degrees.

    Args:
        numbers: the lower corner, then the upper one.
        axes: in which they are written; a western edge east of the eastern one
            spans the antimeridian, except in MERCATOR.

    Raises:
        ValueError: the lower corner is not below the upper one.
    """
    low = _in_degrees(numbers[0], numbers[1], axes)
    high = _in_degrees(numbers[2], numbers[3], axes)
    if low[1] > high[1] or (axes is Axes.MERCATOR and low[0] > high[0]):
        msg = "a box has its lower corner first"
        raise ValueError(msg)
    if low[0] <= high[0]:
        return [Bounds(*low, *high)]
    return [Bounds(*low, 180.0, high[1]), Bounds(-180.0, low[1], *high)]


def _in_degrees(first: float, second: float, axes: Axes) -> tuple[float, float]:
    if axes is Axes.LON_LAT:
        return first, second
    if axes is Axes.LAT_LON:
        return second, first
    east, north = (max(-_FARTHEST_M, min(_FARTHEST_M, v)) for v in (first, second))
    lat = math.degrees(math.atan(math.sinh(north / _RADIUS_M)))
    return math.degrees(east / _RADIUS_M), lat


def _moved(points: NDArray[Any], axes: Axes) -> NDArray[Any]:
    if axes is Axes.LAT_LON:
        points = points[:, ::-1]
    elif axes is Axes.MERCATOR:
        radians = np.radians(points)
        north = np.arcsinh(np.tan(radians[:, 1]))
        points = np.column_stack([radians[:, 0], north]) * _RADIUS_M
    return points.round(_DECIMALS[axes])
