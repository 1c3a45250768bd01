"""Invented plots inside real counties, the same for the same seed."""

import math
from random import Random

import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

_METRES_A_DEGREE = 111_320
_INWARD_DEGREES = 0.02
"""About 2 km: farther from the drawn border than its own error."""
_TRIES = 1_000


def point_in(county: BaseGeometry, dice: Random) -> Point:
    """Return a point well inside a county.

    Args:
        county: CGCS2000 (EPSG:4490), degrees.
        dice: seeded by the caller.

    Raises:
        ValueError: the county has no middle to speak of.
    """
    inner = county.buffer(-_INWARD_DEGREES)
    shapely.prepare(inner)
    min_x, min_y, max_x, max_y = inner.bounds
    for _ in range(_TRIES):
        found = Point(dice.uniform(min_x, max_x), dice.uniform(min_y, max_y))
        if inner.contains(found):
            return found
    msg = "no point inside was found"
    raise ValueError(msg)


def plot_at(middle: Point, area_m2: float, dice: Random) -> Polygon:
    """Return a terrace-like field around a point.

    Args:
        middle: CGCS2000, degrees.
        area_m2: about how large, m2.
        dice: seeded by the caller.

    Returns:
        A quadrangle turned by a random bearing; coordinates to 7 decimals.
    """
    length = math.sqrt(area_m2 * dice.uniform(1.2, 2.4))
    width = area_m2 / length
    slant = dice.uniform(-0.12, 0.12) * length
    corners = [
        (-length / 2, -width / 2),
        (length / 2, -width / 2),
        (length / 2 + slant, width / 2),
        (-length / 2 + slant, width / 2),
    ]
    field = affinity.rotate(Polygon(corners), dice.uniform(0, 180), origin=(0, 0))
    east = _METRES_A_DEGREE * math.cos(math.radians(middle.y))
    placed = affinity.affine_transform(
        field, [1 / east, 0, 0, 1 / _METRES_A_DEGREE, middle.x, middle.y]
    )
    rounded: Polygon = shapely.set_precision(placed, 1e-7)
    return rounded
