"""Plots beside each other: the same one twice, one in another, overlaps and gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.intake import say
from gi_registry.geo.intake.ground import Standing
from gi_registry.geo.intake.judged import Judged
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.intake.plane import Shapes, plane_at

MOST_OVERLAP = 0.05
"""Of the smaller of two plots; more refuses the later one."""
_SAME = 0.99
"""Of both plots, or of the contained one."""
_NARROW_M = 0.5
_LITTLE = 0.01
_NOTHING_M2 = 0.01
"""An overlap of less is rounding of coordinates."""
_NO_GAP_M = 0.001


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot in the comparison: of the file, or standing (`feature` is none)."""

    name: str
    product: str | None
    feature: Judged | None


def compare(features: Sequence[Judged], standing: Sequence[Standing]) -> None:
    """Add to the later of two plots what is to be said of the two.

    One that is refused no longer stands in the way of those that follow.

    Args:
        features: with sound geometries, in the order of the file.
        standing: plots that are registered; each comes before every feature.
    """
    plots = [_Plot(it.name, it.product, None) for it in standing]
    plots += [_Plot(_name(it), it.product, it) for it in features]
    shapes = [it.geometry for it in standing]
    shapes += [cast("Polygon", it.geometry) for it in features]
    if len(plots) <= len(standing):
        return
    latitude = float(np.nanmean([it.bounds[1] for it in shapes[len(standing) :]]))
    flat = plane_at(latitude).of(shapes)
    for earlier, later in _pairs(flat, len(standing)):
        one, other = plots[earlier], plots[later]
        gone = one.feature is not None and one.feature.is_refused
        if one.product == other.product and not gone:
            _say(one, other, flat[earlier], flat[later])


def _pairs(flat: Shapes, standing: int) -> Iterator[tuple[int, int]]:
    """Give the pairs that overlap, or nearly touch, as earlier and later."""
    tree = shapely.STRtree(flat)
    asked = flat[standing:]
    left, right = tree.query(asked, predicate="dwithin", distance=_NARROW_M)
    left = left + standing
    earlier = right < left
    first, second = right[earlier], left[earlier]
    order = np.lexsort((first, second))
    first, second = first[order], second[order]
    apart = ~shapely.intersects(flat[first], flat[second])
    shared = np.zeros(len(first))
    shared[~apart] = shapely.area(
        shapely.intersection(flat[first[~apart]], flat[second[~apart]])
    )
    worth = apart | (shared > _NOTHING_M2)
    yield from zip(first[worth].tolist(), second[worth].tolist(), strict=True)


def _say(one: _Plot, other: _Plot, first: Polygon, second: Polygon) -> None:
    """Add the finding of a pair; `other` comes later and is of the file."""
    later = cast("Judged", other.feature)
    if not first.intersects(second):
        width = first.distance(second)
        if width > _NO_GAP_M:
            later.findings.append(say.small_gap(one.name, width))
        return
    shared = first.intersection(second)
    smaller = min(first.area, second.area)
    later.findings.append(_overlap(one.name, shared, first, second, smaller))


def _overlap(
    other: str, shared: BaseGeometry, first: Polygon, second: Polygon, smaller: float
) -> Finding:
    share = shared.area / smaller
    if shared.area >= _SAME * max(first.area, second.area):
        return say.duplicate(other)
    if shared.area >= _SAME * second.area:
        return say.contained(other)
    width = 2 * shared.area / shared.length
    if width < _NARROW_M and share < _LITTLE:
        return say.small_overlap(other, width)
    return say.overlap(other, share, shared.area, refuses=share > MOST_OVERLAP)


def _name(feature: Judged) -> str:
    """Return what a person finds a feature by."""
    for field in ("地块名称", "名称", "name", "Name", "DKMC"):
        if feature.properties.get(field):
            return f"{feature.index + 1} {feature.properties[field]}"
    return str(feature.index + 1)
