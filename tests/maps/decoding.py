"""Puts the shapes of the map's data together as its script does."""

from typing import Any

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Corner = tuple[float, float]


def drawn(data: dict[str, Any]) -> list[BaseGeometry]:
    """Return all shapes of /map/data.json, EPSG:4490, rings taken even-odd."""
    lines = _lines(data["arcs"], data["units_per_degree"])
    return [_shape(rings, lines) for rings in data["shapes"]]


def _lines(arcs: list[list[int]], units: int) -> list[list[Corner]]:
    x = y = 0
    found = []
    for steps in arcs:
        line = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x / units, y / units))
        found.append(line)
    return found


def _shape(rings: list[list[int]], lines: list[list[Corner]]) -> BaseGeometry:
    whole: BaseGeometry = Polygon()
    for ring in rings:
        corners: list[Corner] = []
        for number in ring:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            assert not corners or corners[-1] == line[0]
            corners += line
        assert corners[0] == corners[-1]
        whole = whole.symmetric_difference(Polygon(corners).buffer(0))
    return whole
