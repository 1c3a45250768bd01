"""Whether an outline is sound, and what a repair of it may change.

A repair is taken only where every way of reading the outline gives nearly the
same area; where they differ by more than 1 % nobody can know what was meant.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.intake import say
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.intake.plane import Plane, plane_at
from gi_registry.geo.measure import area_m2, ring_area_m2

MOST_CHANGE = 0.01
"""Of the area, by a repair; from the specification."""
MOST_VERTICES = 200_000
_LOOP_SHARE = 0.01
"""Of the repaired area; a smaller part is a loop of the pen and taken off."""
_TOLERANCES_M = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_LEAST_M2 = 1.0
_SLIVER_WIDTH_M = 1.0
_SLIVER_ROUNDNESS = 0.05
"""4 pi area / perimeter^2: 1 for a circle, 0.05 for a strip 60 times its width."""


@dataclass(frozen=True, eq=False, slots=True)
class Mended:
    """What became of one outline.

    Attributes:
        parts: valid polygons, shells counter-clockwise; none if refused.
        findings: what was found.
    """

    parts: tuple[Polygon, ...]
    findings: tuple[Finding, ...] = ()


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons in a geometry, however deep."""
    parts = list(shapely.get_parts(shape))
    if len(parts) == 1 and parts[0].geom_type == shape.geom_type:
        return [part for part in parts if isinstance(part, Polygon)]
    return [polygon for part in parts for polygon in polygons_of(part)]


def mend(outline: Polygon) -> Mended:
    """Make one outline sound, or say why that cannot be.

    Args:
        outline: EPSG:4490, degrees, perhaps crossing itself; finite.
    """
    findings = [say.rewound()] if _runs_alike(outline) else []
    if shapely.count_coordinates(outline) > MOST_VERTICES:
        outline, found = _simplified(outline)
        findings.append(found)
        if found.weight is found.weight.REFUSAL:
            return Mended((), tuple(findings))
    if not outline.is_valid:
        mended = _repaired(outline)
        return Mended(mended.parts, (*findings, *mended.findings))
    return Mended((shapely.orient_polygons(outline),), tuple(findings))


def size_findings(part: Polygon, measured_m2: float) -> list[Finding]:
    """Say what is wrong with the size and shape of a sound polygon.

    Args:
        part: EPSG:4490, valid.
        measured_m2: its geodesic area.
    """
    if measured_m2 < _LEAST_M2:
        return [say.below_minimum(measured_m2)]
    perimeter = float(shapely.length(_plane_of(part).of([part]))[0])
    width = 2 * measured_m2 / perimeter
    roundness = 4 * np.pi * measured_m2 / perimeter**2
    if width < _SLIVER_WIDTH_M and roundness < _SLIVER_ROUNDNESS:
        return [say.sliver(width, perimeter / 2)]
    return []


def _repaired(outline: Polygon) -> Mended:
    """Repair a polygon that crosses itself or whose holes lie wrong."""
    signed = max(0.0, _signed_m2(outline))
    whole = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    parts = [part for part in polygons_of(whole) if not part.is_empty]
    areas = [area_m2(part) for part in parts]
    structure = sum(areas)
    if structure == 0:
        return Mended((), (say.zero_area(),))
    buffered = _valid_area(shapely.buffer(outline, 0))
    readings = (structure, buffered, signed)
    if max(readings) - min(readings) > MOST_CHANGE * max(readings):
        return Mended((), (say.ambiguous(*readings),))
    kept = [
        part
        for part, area in zip(parts, areas, strict=True)
        if area >= _LOOP_SHARE * structure
    ]
    left = sum(area for area in areas if area >= _LOOP_SHARE * structure)
    change = abs(left - signed) / signed
    return Mended(
        tuple(shapely.orient_polygons(part) for part in kept),
        (say.repaired(change, structure - left),),
    )


def _signed_m2(outline: Polygon) -> float:
    """Return the area by the order of points, holes taken off, m2.

    Where an outline crosses itself, what runs the other way counts against it.
    """
    holes = sum(ring_area_m2(hole) for hole in outline.interiors)
    return ring_area_m2(outline.exterior) - holes


def _valid_area(shape: BaseGeometry) -> float:
    return sum(area_m2(part) for part in polygons_of(shape) if not part.is_empty)


def _runs_alike(outline: Polygon) -> bool:
    """Whether a hole runs the same way as its shell."""
    way = _is_ccw(outline.exterior)
    return any(_is_ccw(hole) == way for hole in outline.interiors)


def _is_ccw(ring: LinearRing) -> bool:
    return bool(shapely.is_ccw(ring))


def _simplified(outline: Polygon) -> tuple[Polygon, Finding]:
    """Simplify an outline until it has no more than `MOST_VERTICES` points."""
    before = int(shapely.count_coordinates(outline))
    plane = _plane_of(outline)
    (flat,) = plane.of([outline])
    for tolerance in _TOLERANCES_M:
        less = shapely.simplify(flat, tolerance, preserve_topology=True)
        after = int(shapely.count_coordinates(less))
        if after <= MOST_VERTICES and isinstance(less, Polygon) and not less.is_empty:
            change = abs(less.area - flat.area) / flat.area if flat.area else 0.0
            back: Polygon = plane.back(less)
            said = say.simplified(before, after, tolerance_m=tolerance, change=change)
            return back, said
    return outline, say.too_large(before)


def _plane_of(shape: BaseGeometry) -> Plane:
    bounds: NDArray[np.float64] = shapely.bounds(shape)
    return plane_at(float(bounds[1] + bounds[3]) / 2)
