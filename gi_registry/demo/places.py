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


def block_at(middle: Point, rows: int, columns: int, dice: Random) -> list[Polygon]:
    """Return neighbouring fields that share their edges exactly.

    Args:
        middle: of the first field's corner; CGCS2000, degrees.
        rows: fields one way.
        columns: fields the other way.
        dice: seeded by the caller.

    Returns:
        Quadrangles of some 4 to 12 mu, all turned by one bearing as terraces are;
        coordinates to 7 decimals.
    """
    length, width = dice.uniform(70, 95), dice.uniform(45, 65)
    bearing = math.radians(dice.uniform(0, 180))
    east = _METRES_A_DEGREE * math.cos(math.radians(middle.y))

    def corner(row: int, column: int) -> tuple[float, float]:
        along = column * length + dice.uniform(-8, 8)
        across = row * width + dice.uniform(-6, 6)
        x = along * math.cos(bearing) - across * math.sin(bearing)
        y = along * math.sin(bearing) + across * math.cos(bearing)
        return (
            round(middle.x + x / east, 7),
            round(middle.y + y / _METRES_A_DEGREE, 7),
        )

    grid = [[corner(row, at) for at in range(columns + 1)] for row in range(rows + 1)]
    return [
        Polygon(
            [grid[r][c], grid[r][c + 1], grid[r + 1][c + 1], grid[r + 1][c]],
        )
        for r in range(rows)
        for c in range(columns)
    ]
