"""A sketch of the polygons of a file over the borders of counties, as inline SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.measure import metres_per_degree

_WIDTH, _HEIGHT = 960, 600
_MARGIN = 0.15
_LEAST_M = 400.0
"""On each side of the middle, so that a single plot has surroundings."""
_SMALL = 6.0
"""Units; what is smaller gets a ring around it."""
_MOST_RINGS = 300
_MOST_NUMBERS = 60
_COARSER = 0.6


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """A polygon as the sketch shows it.

    Attributes:
        geometry: EPSG:4490.
        tone: `good`, `warn` or `stop`; the class of its path.
        number: written beside it.
    """

    geometry: Polygon
    tone: str
    number: int


def sketch_svg(
    drawn: Sequence[Drawn], borders: Iterable[BaseGeometry], *, words: str
) -> str:
    """Return the sketch, north up; coloured by the stylesheet.

    Args:
        drawn: at least one polygon.
        borders: outlines of counties, EPSG:4490; those out of view are left out.
        words: what is seen, for those who do not see it.
    """
    frame = _Frame([it.geometry for it in drawn])
    view = shapely.box(*frame.box)
    seen = (line.boundary.intersection(view) for line in borders)
    lines = "".join(
        f'<path class="border" d="{frame.path(line)}"/>'
        for line in seen
        if not line.is_empty
    )
    shapes = "".join(
        f'<path class="{tone}" d="{"".join(frame.path(it.geometry) for it in group)}"/>'
        for tone, group in _by_tone(drawn).items()
    )
    marks = "".join(_mark(it, frame, len(drawn)) for it in drawn[:_MOST_RINGS])
    return (
        f'<svg class="sketch" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(words)}">{lines}{shapes}{marks}</svg>'
    )


def _by_tone(drawn: Sequence[Drawn]) -> dict[str, list[Drawn]]:
    groups: dict[str, list[Drawn]] = {}
    for it in drawn:
        groups.setdefault(it.tone, []).append(it)
    return groups


def _mark(it: Drawn, frame: "_Frame", count: int) -> str:
    """Return a ring around what is too small to be seen, and its number."""
    low_x, low_y, high_x, high_y = shapely.bounds(it.geometry)
    ((x, y), (right, top)) = frame.units(np.array([[low_x, low_y], [high_x, high_y]]))
    ring = ""
    if max(right - x, y - top) < _SMALL:
        middle = ((x + right) // 2, (y + top) // 2)
        ring = f'<circle class="{it.tone}" cx="{middle[0]}" cy="{middle[1]}" r="5"/>'
    if count > _MOST_NUMBERS:
        return ring
    return f'{ring}<text x="{right + 4}" y="{top + 4}">{it.number}</text>'


class _Frame:
    """Where degrees come to lie in the view box."""

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        low_x, low_y, high_x, high_y = shapely.total_bounds(shapes)
        middle = np.array([low_x + high_x, low_y + high_y]) / 2
        scale = metres_per_degree(float(middle[1]))
        half = np.array([high_x - low_x, high_y - low_y]) * scale / 2
        half = np.maximum(half * (1 + 2 * _MARGIN), _LEAST_M)
        self._per_m = float(min(_WIDTH / 2 / half[0], _HEIGHT / 2 / half[1]))
        self._middle, self._scale = middle, scale
        reach = np.array([_WIDTH, _HEIGHT]) / 2 / self._per_m / scale
        self.box: tuple[float, float, float, float] = (
            *(middle - reach).tolist(),
            *(middle + reach).tolist(),
        )

    def units(self, degrees: NDArray[np.float64]) -> list[list[int]]:
        """Return points in whole units of the view box."""
        away = (degrees - self._middle) * self._scale * self._per_m
        places = np.column_stack([_WIDTH / 2 + away[:, 0], _HEIGHT / 2 - away[:, 1]])
        rounded: list[list[int]] = places.round().astype(int).tolist()
        return rounded

    def path(self, shape: BaseGeometry) -> str:
        """Return a shape's lines as path data, no finer than can be seen."""
        coarse = shapely.simplify(shape, _COARSER / self._per_m / float(self._scale[1]))
        lines = [
            ring
            for part in shapely.get_parts(coarse)
            for ring in (
                shapely.get_rings(part) if isinstance(part, Polygon) else [part]
            )
        ]
        return "".join(
            "M" + "L".join(f"{x} {y}" for x, y in self.units(points))
            for points in map(shapely.get_coordinates, lines)
            if len(points) > 1
        )
