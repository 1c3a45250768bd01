"""Plots beside each other: the same one twice, one in another, overlaps and gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np
import shapely
from shapely import Polygon

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


class _Pair(NamedTuple):
    """Two plots that meet or nearly touch, by their places in the comparison.

    Attributes:
        gap_m: between them; 0 where they meet.
        shared_m2: what both cover; no number where they do not meet.
        shared_edge_m: around that.
    """

    earlier: int
    later: int
    gap_m: float
    shared_m2: float
    shared_edge_m: float


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
    sizes = shapely.area(flat).tolist()
    for pair in _pairs(flat, len(standing)):
        one, other = plots[pair.earlier], plots[pair.later]
        gone = one.feature is not None and one.feature.is_refused
        if one.product == other.product and not gone:
            later = cast("Judged", other.feature)  # standing ones come first
            areas = sizes[pair.earlier], sizes[pair.later]
            later.findings.append(_found(one.name, pair, *areas))


def _pairs(flat: Shapes, standing: int) -> Iterator[_Pair]:
    """Give the pairs that overlap, or nearly touch, by the later and the earlier."""
    tree = shapely.STRtree(flat)
    asked = flat[standing:]
    left, right = tree.query(asked, predicate="dwithin", distance=_NARROW_M)
    left = left + standing
    earlier = right < left
    first, second = right[earlier], left[earlier]
    order = np.lexsort((first, second))
    first, second = first[order], second[order]
    gaps = shapely.distance(flat[first], flat[second])
    shared = np.full(len(first), None)
    meet = gaps == 0
    shared[meet] = shapely.intersection(flat[first[meet]], flat[second[meet]])
    areas, lengths = shapely.area(shared), shapely.length(shared)
    worth = (gaps > _NO_GAP_M) | (areas > _NOTHING_M2)
    columns = (first, second, gaps, areas, lengths)
    for values in zip(*(column[worth].tolist() for column in columns), strict=True):
        yield _Pair(*values)


def _found(other: str, pair: _Pair, earlier_m2: float, later_m2: float) -> Finding:
    """Return what is to be said of a pair; `other` names the earlier plot."""
    if pair.gap_m:
        return say.small_gap(other, pair.gap_m)
    share = pair.shared_m2 / min(earlier_m2, later_m2)
    if pair.shared_m2 >= _SAME * max(earlier_m2, later_m2):
        return say.duplicate(other)
    if pair.shared_m2 >= _SAME * later_m2:
        return say.contained(other)
    width = 2 * pair.shared_m2 / pair.shared_edge_m
    if width < _NARROW_M and share < _LITTLE:
        return say.small_overlap(other, width)
    return say.overlap(other, share, pair.shared_m2, refuses=share > MOST_OVERLAP)


def _name(feature: Judged) -> str:
    """Return what a person finds a feature by."""
    for field in ("地块名称", "名称", "name", "Name", "DKMC"):
        if feature.properties.get(field):
            return f"{feature.index + 1} {feature.properties[field]}"
    return str(feature.index + 1)
