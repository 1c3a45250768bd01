"""From what is drawn to a polygon, with what had to be done for it."""

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.refusals import refusal, repair, warning

Ring = NDArray[np.float64]
"""Rows of x, y and perhaps more, as drawn, closed or not."""

Taken = tuple[BaseGeometry | None, tuple[Finding, ...]]
"""A two-dimensional polygon or several, or none; and what was found."""

_ENOUGH = 3  # distinct corners that a ring needs
_FLAT = 2  # columns of x and y


def of_rings(polygons: Sequence[Sequence[Ring]]) -> Taken:
    """Build from rings: of each polygon the shell, then its holes.

    Rings are closed where they are open. A hole without area is left out; a
    shell without area refuses the whole.
    """
    polygons = [rings for rings in polygons if rings and len(rings[0])]
    if not polygons:
        return None, (empty(),)
    every = [ring for rings in polygons for ring in rings]
    if not all(np.isfinite(ring[:, :_FLAT]).all() for ring in every):
        return None, (not_finite(),)
    built = [_polygon(rings) for rings in polygons]
    if None in built:
        return None, (no_area(),)
    findings = []
    if any(ring.shape[1] > _FLAT for ring in every):
        findings.append(flattened())
    opened = sum(_open(ring) for ring in every)
    if opened:
        findings.append(closed(opened))
    parts = [part for part in built if part is not None]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts), tuple(findings)


def _open(ring: Ring) -> bool:
    return len(ring) > 0 and tuple(ring[0, :_FLAT]) != tuple(ring[-1, :_FLAT])


def _polygon(rings: Sequence[Ring]) -> Polygon | None:
    shell, *holes = (_closed(ring[:, :_FLAT]) for ring in rings)
    if not _has_area(shell):
        return None
    return Polygon(shell, [hole for hole in holes if _has_area(hole)])


def _closed(ring: Ring) -> Ring:
    return np.vstack([ring, ring[:1]]) if _open(ring) else ring


def _has_area(ring: Ring) -> bool:
    """Say whether a closed ring has enough corners, by no more than its first 1,000."""
    return len(ring) > _ENOUGH and len({*map(tuple, ring[:1000].tolist())}) >= _ENOUGH


def of_wkb(content: bytes | None) -> Taken:
    """Build from well-known binary."""
    if content is None:
        return None, (nothing(),)
    return _of(shapely.from_wkb, content)


def of_wkt(text: str) -> Taken:
    """Build from well-known text."""
    with np.errstate(invalid="ignore"):
        return _of(shapely.from_wkt, text)


def _of(build: Callable[..., BaseGeometry | None], content: bytes | str) -> Taken:
    try:
        shape = build(content, on_invalid="ignore")
        if shape is not None:
            return of_shape(shape)
        return _repaired(build(content, on_invalid="fix"))
    except NotImplementedError:  # shapely has no arcs
        return None, (not_a_polygon("CurvePolygon"),)


def _repaired(shape: BaseGeometry | None) -> Taken:
    """Take a geometry that could be had only after its rings were closed."""
    if shape is None:
        return None, (malformed(),)
    taken, findings = of_shape(shape)
    return taken, findings if taken is None else (*findings, closed(1))


def of_shape(shape: BaseGeometry) -> Taken:
    """Take the polygons of a geometry, without heights and measures."""
    if shape.is_empty:
        return None, (empty(),)
    findings = []
    if shapely.has_z(shape) or shapely.has_m(shape):
        findings.append(flattened())
        shape = shapely.force_2d(shape)
    if shape.geom_type == "GeometryCollection":
        parts = _polygons(shape)
        if parts:
            findings.append(taken_from_collection(len(parts)))
            shape = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    if not isinstance(shape, Polygon | MultiPolygon):
        return None, (*findings, not_a_polygon(shape.geom_type))
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return None, (*findings, not_finite())
    return _with_area(shape, findings)


def _with_area(shape: Polygon | MultiPolygon, findings: list[Finding]) -> Taken:
    """Refuse what has a shell of fewer than three corners."""
    shells = shapely.get_exterior_ring(shapely.get_parts(shape))
    short = shells[shapely.get_num_coordinates(shells) <= _ENOUGH]
    if len(short):
        return None, (*findings, no_area())
    return shape, tuple(findings)


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [one for part in getattr(shape, "geoms", ()) for one in _polygons(part)]


def nothing() -> Finding:
    """Return that a feature has no geometry."""
    return refusal(
        Reason.NO_GEOMETRY,
        "这一条没有图形。请补画地块边界，或删去这一条。",
        "This entry has no shape. Draw the plot, or delete the entry.",
    )


def empty() -> Finding:
    """Return that a geometry is empty."""
    return refusal(
        Reason.EMPTY_GEOMETRY,
        "这一条的图形是空的。请补画地块边界，或删去这一条。",
        "The shape of this entry is empty. Draw the plot, or delete the entry.",
    )


def not_finite() -> Finding:
    """Return that a coordinate is no number."""
    return refusal(
        Reason.BAD_COORDINATE,
        "坐标中有无效数值（NaN 或无穷大）。请改正后重新导出。",
        "A coordinate is not a number, or infinite. Correct it and export again.",
    )


def malformed() -> Finding:
    """Return that a geometry cannot be made out."""
    return refusal(
        Reason.BAD_COORDINATE,
        "这一条的坐标写法有误，读不出图形。请改正后重新导出。",
        "The coordinates of this entry are malformed. Correct and export them again.",
    )


def no_area() -> Finding:
    """Return that a ring has fewer than three distinct corners."""
    return refusal(
        Reason.ZERO_AREA,
        "边界不足三个不同的点，围不成面。请重新绘制这个地块。",
        "The outline has fewer than three distinct points. Draw this plot again.",
    )


def flattened() -> Finding:
    """Return that heights or measures were dropped."""
    return warning(
        Reason.Z_DROPPED,
        "高程或测量值（Z、M）未采用，只取平面位置。",
        "Heights or measures (Z, M) were dropped; only the position is taken.",
    )


def closed(count: int) -> Finding:
    """Return that rings were closed."""
    return repair(
        Reason.RING_CLOSED,
        "有 {count} 条边界首尾不相接，已用直线闭合。请核对。",
        "{count} outline(s) did not end where they began; closed by a straight line. "
        "Check it.",
        count=count,
    )


def taken_from_collection(count: int) -> Finding:
    """Return that polygons were taken out of a collection."""
    return warning(
        Reason.POLYGON_TAKEN_FROM_COLLECTION,
        "图形是几何集合，只取其中的面（{count} 个），其余未采用。",
        "The shape is a collection; only its polygons ({count}) are taken.",
        count=count,
    )


_KINDS = {
    "Point": "点",
    "MultiPoint": "点",
    "LineString": "线",
    "MultiLineString": "线",
    "LinearRing": "线",
    "GeometryCollection": "不含面的几何集合",
    "CurvePolygon": "带圆弧的图形",
}


def not_a_polygon(kind: str) -> Finding:
    """Return that something else than a polygon is drawn."""
    return refusal(
        Reason.NOT_A_POLYGON,
        "这一条是{zh}，不是面。请把地块画成由直线段围成的封闭的面。",
        "This entry is a {kind}, not a polygon. Draw the plot as a closed polygon of "
        "straight lines.",
        zh=_KINDS.get(kind, kind),
        kind=kind,
    )
