"""Whether coordinates are those of a Chinese web map, though nobody said so.

GCJ-02 and BD-09 cannot be seen in one small plot. They can be seen where a longer
outline runs along the line of its county: it fits that line once the offset is
undone, and fits it worse as given and under every other shift of that size. The
last condition keeps honest outlines out that happen to run beside a line. And they
can be seen where many plots stray out of their county on one side, and undoing the
offset brings all of them home.

Source of the figures: the offset is 480 to 640 m (GCJ-02) and some 1,300 m (BD-09)
in Shanxi, the drawn lines are off by 140 m in the median and 500 m at the 90th
percentile (geodata/README.md). Tried on random outlines with such errors; the rates
of false alarms and detections stand in ADR 0014.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Crs, to_cgcs2000
from gi_registry.geo.errors import CoordinateRangeError
from gi_registry.geo.intake import say
from gi_registry.geo.intake.ground import Domain
from gi_registry.geo.intake.judged import Judged
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.intake.plane import plane_at

ENOUGH: Final = 6.0
"""Log-likelihood by which an offset must beat every other shift."""

OFFSETS: Final = (Crs.GCJ02, Crs.BD09)

_Points = NDArray[np.float64]

_NONE: _Points = np.empty((0, 2))
_STEP_M = 100.0
_MOST_POINTS = 400
_LEAST_RING_M = 2_000.0
"""A shorter outline follows no line."""
_LEAST_ALONG_M = 1_000.0
_MOST_FEATURES = 5_000
"""Of one county; more are plots, whose union is not looked for."""
_TRACK_M = 5.0
_REACH_M = 2_500.0
"""From the border; farther off no offset brings anything to it."""
_FAR_M = 1_000.0
"""From here on a point says nothing of the border."""
_INDEPENDENT_M = 500.0
"""Of an outline, that counts as one observation."""
_OTHER_M = 350.0
"""A shift that differs from the offset by less is taken for the offset."""
_FOLLOWING = 0.7
"""Share of points that follow the border where an outline does at all."""
_STRAYS = 8
"""Plots outside their county; fewer may be the line's own error."""
_SPREAD_M = 5_000.0
"""Over which they lie; the line's error is alike within a kilometre or two."""
_STRAY_M = 140.0
"""Half of every drawn line is nearer to the true one."""
_MOST_STAY = 0.1
_SPREADS_M = np.array([15.0, 30.0, 60.0, 120.0, 200.0, 300.0])
_AXIS_M = np.arange(-1750.0, 1751.0, 350.0)
_SHIFTS_M = np.array(list(product(_AXIS_M, _AXIS_M)))


@dataclass(frozen=True, slots=True)
class Fit:
    """How an outline fits a border once an offset is undone.

    Attributes:
        crs: whose offset.
        margin: log-likelihood by which it beats the next best shift; the outline
            fits best by this offset if it is above 0.
        given_m: median distance from the border as given, metres.
        shifted_m: the same with the offset undone.
    """

    crs: Crs
    margin: float
    given_m: float
    shifted_m: float


def suspect_offsets(
    features: Sequence[Judged], counties: Iterable[Domain], crs: Crs, *, sure: bool
) -> None:
    """Add the suspicion to all features of a county whose outlines raise it.

    Args:
        features: with sound geometries.
        counties: those in force.
        crs: what the features came in; only degrees can be offset.
        sure: whether somebody vouches for it, so that it only warns.
    """
    if crs.is_projected or crs in OFFSETS:
        return
    for county, group in _by_county(features, counties):
        fit = best_fit([cast("Polygon", it.geometry) for it in group], county.geometry)
        found = _finding(fit, sure=sure) if fit and fit.margin >= ENOUGH else None
        found = found or _strays(group, county, sure=sure)
        for feature in group:
            if found:
                feature.findings.append(found)


def best_fit(outlines: Sequence[Polygon], county: BaseGeometry) -> Fit | None:
    """Return the offset that brings outlines best onto their county's border.

    Args:
        outlines: EPSG:4490 as given.
        county: EPSG:4490.

    Returns:
        None where no outline is long enough and near enough to say.
    """
    south, north = county.bounds[1], county.bounds[3]
    plane = plane_at((south + north) / 2)
    (border,) = plane.of([county.boundary])
    points, step = _samples(plane.of(_long(outlines)), border)
    if len(points) * step < _LEAST_ALONG_M:
        return None
    middle = points.mean(axis=0)
    try:
        offsets = np.array([_undone(middle / plane.scale, crs) for crs in OFFSETS])
    except CoordinateRangeError:
        return None
    shifts = np.vstack([np.zeros((1, 2)), offsets * plane.scale, _SHIFTS_M])
    moved = shapely.points((points + shifts[:, None]).reshape(-1, 2))
    distances = shapely.distance(border, moved).reshape(len(shifts), -1)
    likely = _likelihood(distances) * step / _INDEPENDENT_M
    fits = []
    for at, crs in enumerate(OFFSETS, 1):
        others = np.hypot(*(shifts - shifts[at]).T) >= _OTHER_M
        margin = float(likely[at] - likely[others].max())
        given, shifted = np.median(distances[[0, at]], axis=1).tolist()
        fits.append(Fit(crs, margin, given, shifted))
    return max(fits, key=lambda fit: fit.margin)


def _strays(group: Sequence[Judged], county: Domain, *, sure: bool) -> Finding | None:
    """Suspect an offset that brings many stray plots home and leads none astray.

    Only plots that name their county can be astray.
    """
    if len(group) < _STRAYS or any(it.county is None for it in group):
        return None
    shapes = np.array([it.geometry for it in group], dtype=object)
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    plane = plane_at(float(middles[:, 1].mean()))
    (home,) = plane.of([county.geometry])
    given = shapely.distance(home, shapely.points(middles * plane.scale))
    astray = given > _STRAY_M
    if astray.sum() < _STRAYS or np.ptp(middles[astray] * plane.scale, axis=0).max() < (
        _SPREAD_M
    ):
        return None
    for crs in OFFSETS:
        try:
            there = to_cgcs2000(middles, crs) * plane.scale
        except CoordinateRangeError:
            return None
        left = shapely.distance(home, shapely.points(there)) > _STRAY_M
        if left.sum() <= _MOST_STAY * astray.sum():
            count = int(astray.sum())
            return say.offset_of_strays(crs, count, county.name, refuses=not sure)
    return None


def _by_county(
    features: Sequence[Judged], counties: Iterable[Domain]
) -> list[tuple[Domain, list[Judged]]]:
    """Group features by the county that they name, or in which the first lies."""
    named = {county.code: county for county in counties}
    groups: dict[str, list[Judged]] = {}
    for feature in features:
        groups.setdefault(feature.county or "", []).append(feature)
    unnamed = groups.pop("", [])
    found = [(named[code], group) for code, group in groups.items() if code in named]
    if unnamed:
        middle = cast("Polygon", unnamed[0].geometry).representative_point()
        there = [it for it in named.values() if it.geometry.intersects(middle)]
        found.extend((county, unnamed) for county in there[:1])
    return found


def _long(outlines: Sequence[Polygon]) -> list[BaseGeometry]:
    """Return the outlines; small ones that lie side by side as one."""
    if len(outlines) == 1 or len(outlines) > _MOST_FEATURES:
        return list(outlines)
    wide = shapely.buffer(np.array(outlines, dtype=object), _TRACK_M / 90_000)
    return list(shapely.get_parts(shapely.union_all(wide)))


def _samples(flat: NDArray[np.object_], border: BaseGeometry) -> tuple[_Points, float]:
    """Return points along long outlines that are near a border, and their step."""
    rings = shapely.get_exterior_ring(flat)
    rings = rings[shapely.length(rings) >= _LEAST_RING_M]
    shapely.prepare(border)
    rings = rings[shapely.dwithin(border, rings, _REACH_M)]
    step = max(_STEP_M, float(shapely.length(rings).sum()) / _MOST_POINTS)
    along = [
        shapely.line_interpolate_point(ring, np.arange(0, ring.length, step))
        for ring in rings
    ]
    points = shapely.get_coordinates(np.concatenate(along)) if along else _NONE
    near = shapely.dwithin(border, shapely.points(points), _REACH_M)
    return points[near], step


def _undone(middle: _Points, crs: Crs) -> _Points:
    """Return the shift that undoes an offset at a place, degrees."""
    shift: _Points = to_cgcs2000([middle], crs)[0] - middle
    return shift


def _likelihood(distances: _Points) -> _Points:
    """Return for each row how likely its distances are those of a line followed.

    A share of the points follows the border with a long-tailed error, of the
    spread that fits best; the rest lie anywhere within reach.
    """
    near = np.minimum(distances, _FAR_M)
    best = np.full(len(near), -np.inf)
    for spread in _SPREADS_M:
        whole = spread * np.arctan(_FAR_M / spread)
        follows = _FAR_M / whole / (1 + (near / spread) ** 2)
        density = _FOLLOWING * follows + (1 - _FOLLOWING)
        density = np.where(near >= _FAR_M, 2 * (1 - _FOLLOWING), density)
        best = np.maximum(best, np.log(density).sum(axis=1))
    return best


def _finding(fit: Fit, *, sure: bool) -> Finding:
    return say.offset_suspected(fit.crs, fit.given_m, fit.shifted_m, refuses=not sure)
