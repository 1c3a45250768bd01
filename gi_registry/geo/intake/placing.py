"""From coordinates as a file has them to CGCS2000, feature by feature."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Bounds, Crs, to_cgcs2000
from gi_registry.geo.errors import CoordinateRangeError
from gi_registry.geo.intake import say
from gi_registry.geo.intake.outcomes import Finding

_MARGIN_DEG = 1.0
"""Around the province; what lies there is not taken for swapped."""
_LAST_LATITUDE = 90.0

Placed = BaseGeometry | Finding
"""A geometry in EPSG:4490, or why there is none."""


def place(
    shapes: Sequence[BaseGeometry], crs: Crs, *, near: Bounds, swap_axes: bool
) -> list[Placed]:
    """Bring geometries into CGCS2000.

    Args:
        shapes: two-dimensional, in `crs`.
        crs: what their coordinates are in.
        near: where they ought to be, EPSG:4490, degrees: the province's box.
        swap_axes: y was written before x, so that the two change places first.

    Returns:
        For each its place, or the finding that it has a coordinate that is no
        number or out of range, or that its axes seem to be swapped.
    """
    given = np.array(shapes, dtype=object)
    if swap_axes:
        given = shapely.transform(given, _swapped)
    try:
        placed = to_all(given, crs)
    except CoordinateRangeError:
        with np.errstate(invalid="ignore"):
            return [_checked(shape, crs, near) for shape in given]
    there = _touches(placed, _wider(near))
    return [
        moved if fits else _checked(shape, crs, near)
        for shape, moved, fits in zip(given, placed, there, strict=True)
    ]


def to_all(shapes: NDArray[np.object_], crs: Crs) -> NDArray[np.object_]:
    """Bring an array of geometries into CGCS2000 at once.

    Raises:
        CoordinateRangeError: one of them has a coordinate out of range.
    """
    coordinates = to_cgcs2000(shapely.get_coordinates(shapes), crs)
    moved: NDArray[np.object_] = shapely.set_coordinates(shapes.copy(), coordinates)
    return moved


def _checked(shape: BaseGeometry, crs: Crs, near: Bounds) -> Placed:
    """Place what is not where it ought to be, and say why if that cannot be."""
    points = shapely.get_coordinates(shape)
    if not np.isfinite(points).all():
        return say.bad_coordinate()
    found: BaseGeometry | None = None
    refused = None
    try:
        found = to_cgcs2000(shape, crs)
    except CoordinateRangeError as error:
        refused = error.words
    if found is not None and _touches(np.array([found]), _wider(near))[0]:
        return found
    if _fits_swapped(shape, crs, near):
        return say.axis_order(*points[0].tolist())
    return say.bad_coordinate(refused) if found is None else found


def _fits_swapped(shape: BaseGeometry, crs: Crs, near: Bounds) -> bool:
    """Say whether a geometry fits with its axes swapped, and only so.

    A second ordinate beyond 90 degrees is a longitude wherever it lies.
    """
    turned = shapely.transform(shape, _swapped)
    try:
        there = to_cgcs2000(turned, crs)
    except CoordinateRangeError:
        return False
    latitudes = np.abs(shapely.get_coordinates(shape)[:, 1])
    if not crs.is_projected and latitudes.min() > _LAST_LATITUDE:
        return True
    return bool(_touches(np.array([there]), near)[0])


def _wider(box: Bounds) -> Bounds:
    return Bounds(
        box.min_x - _MARGIN_DEG,
        box.min_y - _MARGIN_DEG,
        box.max_x + _MARGIN_DEG,
        box.max_y + _MARGIN_DEG,
    )


def _touches(shapes: NDArray[np.object_], box: Bounds) -> NDArray[np.bool_]:
    """Say which geometries' boxes meet a box; an empty one's does not."""
    low_x, low_y, high_x, high_y = shapely.bounds(shapes).T
    meets: NDArray[np.bool_] = (
        (low_x <= box.max_x)
        & (high_x >= box.min_x)
        & (low_y <= box.max_y)
        & (high_y >= box.min_y)
    )
    return meets


def _swapped(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[:, ::-1]
