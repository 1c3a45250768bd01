"""Boxes of longitude and latitude in a wording, and whether they can be right."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry

_POINT = (
    r"(\d{1,3}(?:\.\d+)?)°(?:(\d{1,2}(?:\.\d+)?)[′'’])?(?:(\d{1,2}(?:\.\d+)?)[″\"”])?"
)
_TO = r"\s*[-‐‑–—―～~至到]+\s*"
_AXIS = r"(东经|北纬|经度|纬度|[EN])?\s*"
_RANGE = rf"{_AXIS}{_POINT}\s*[EN]?{_TO}(?:东经|北纬)?{_POINT}\s*([EN])?"
_BOX = re.compile(rf"(?:地理坐标(?:为)?[:：]?\s*)?{_RANGE}[\s，,、；;和与]*{_RANGE}")
_GROUPS = 8
_EAST = {"东经", "经度", "E"}
_MOST_LATITUDE = 60.0
_INSIDE = 0.95
"""Share of the counties in a box that holds them; borders are drawn coarsely."""
_TOO_WIDE = 2.0
"""Times the counties' own box, from which a box cannot be meant."""


@dataclass(frozen=True, slots=True)
class Box:
    """A printed box, degrees; the datum is hardly ever said.

    Attributes:
        start: where in the wording it begins.
        end: the character after its last one.
    """

    start: int
    end: int
    west: float
    south: float
    east: float
    north: float


class BoxFit(StrEnum):
    """How a printed box lies to the counties that the wording names."""

    HOLDS = "holds"
    """It holds them."""
    WITHIN = "within"
    """It lies within their own box: the wording means parts of them."""
    CUTS = "cuts"
    """It cuts off parts of them."""
    WIDE = "wide"
    """It holds them and far more."""
    MISSES = "misses"
    """It misses one of them."""


def boxes(text: str) -> Iterator[Box]:
    """Yield the boxes of a wording; longitude or latitude may come first."""
    for found in _BOX.finditer(text):
        one, other = found.groups()[:_GROUPS], found.groups()[_GROUPS:]
        if _is_longitude(other) and not _is_longitude(one):
            one, other = other, one
        west, east = _bounds(one)
        south, north = _bounds(other)
        if north <= _MOST_LATITUDE < west:
            yield Box(found.start(), found.end(), west, south, east, north)


def fit(
    box: Box, counties: Collection[BaseGeometry], *, whole: bool
) -> tuple[BoxFit, float]:
    """Say how a box lies to counties.

    Args:
        box: as printed.
        counties: their polygons, at least one, EPSG:4490, degrees.
        whole: whether the wording means whole counties; if it does not, a box
            within them is right.

    Returns:
        The answer, and which share of the counties' area lies in the box, 0 to 1.
    """
    drawn = shapely.box(box.west, box.south, box.east, box.north)
    union = shapely.union_all(list(counties))
    share = float(shapely.intersection(drawn, union).area / union.area)
    if any(not drawn.intersects(county) for county in counties):
        return BoxFit.MISSES, share
    own = shapely.box(*union.bounds)
    if share >= _INSIDE:
        wide = drawn.area > _TOO_WIDE * own.area
        return (BoxFit.WIDE if wide else BoxFit.HOLDS), share
    within = shapely.intersection(drawn, own).area >= _INSIDE * drawn.area
    return (BoxFit.WITHIN if within and not whole else BoxFit.CUTS), share


def _is_longitude(groups: tuple[str | None, ...]) -> bool:
    if groups[0] or groups[-1]:
        return (groups[0] or groups[-1]) in _EAST
    return float(groups[1] or 0) > _MOST_LATITUDE


def _bounds(groups: tuple[str | None, ...]) -> tuple[float, float]:
    one, other = (_degrees(*groups[at : at + 3]) for at in (1, 4))
    return min(one, other), max(one, other)


def _degrees(degrees: str | None, minutes: str | None, seconds: str | None) -> float:
    return float(degrees or 0) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
