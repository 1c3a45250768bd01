"""Pictures of areas as inline SVG, drawn by the server, coloured by the stylesheet.

Equirectangular, scaled by the cosine of the middle latitude; coordinates are
whole units of the view box, so that a picture is small. Nothing is judged by
them. The classes are land, area, county, border, view and spot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Bounds

Units = NDArray[np.int64]
Box = tuple[float, float, float, float]

MOST_BYTES = 6_000
"""Of one picture, UTF-8."""

_WIDTH, _HEIGHT = 1600, 900
_INSET: Box = (20, 20, 440, 880)
_PANEL: Box = (480, 0, 1600, 900)
_CARD: Box = (0, 0, 112, 176)
_SHEET: Box = (0, 0, 560, 900)
_MARGIN = 0.35
"""Of what is shown, left free on each side."""
_LEAST_VIEW_DEG = 0.35
_SPOT = 7
"""Units; what is smaller on a card is also marked with a spot."""
_COARSER = (3.0, 5.0, 8.0, 14.0, 30.0)
"""Tolerances tried one after the other, units."""
_MOST_SHEET_BYTES = 20_000
_SHEETS = ((2.0, True), (2.0, False), (5.0, False))
"""Tolerances of the whole province and whether borders of counties are drawn."""


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """What every picture of the province stands on.

    Attributes:
        province: its outline, EPSG:4490.
        borders: of its counties, each line once.
    """

    province: BaseGeometry
    borders: BaseGeometry


@dataclass(frozen=True, eq=False, slots=True)
class Highlight:
    """A division to be marked and named.

    Attributes:
        geometry: EPSG:4490.
        name: as it is written on the map.
        label: where, inside it: longitude, latitude.
    """

    geometry: BaseGeometry
    name: str
    label: tuple[float, float]


def silhouette_svg(area: BaseGeometry | None, province: BaseGeometry) -> str:
    """Return a picture for a card: the province with the area filled.

    It says nothing to a screen reader; the card's words do.
    """
    frame = Frame(_bounds(province), _CARD)
    drawn = [path("land", province, frame, tolerance=2)]
    if area is not None:
        drawn.append(path("area", area, frame, tolerance=1))
        drawn.append(_spot(area, frame))
    width, height = _CARD[2:]
    return (
        f'<svg class="silhouette" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def area_picture_svg(
    area: BaseGeometry | None,
    ground: Ground,
    *,
    words: str,
    highlight: Highlight | None = None,
) -> str:
    """Return a 16:9 picture: the province at the left, the place itself beside it.

    Args:
        area: the production area; none where it is not drawn.
        ground: province and county borders.
        words: what is seen, for those who do not see it.
        highlight: the county that is named; without one the area fills the view.

    Returns:
        At most `MOST_BYTES`.
    """
    shown = highlight.geometry if highlight else area
    view = _view(shown if shown is not None else ground.province)
    label = _label(highlight, view)
    picture = ""
    for tolerance in _COARSER:
        parts = (
            *_inset(area, ground, view, tolerance),
            *_panel(area, ground, highlight, view, tolerance),
            label,
        )
        picture = (
            f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
        )
        if len(picture.encode()) <= MOST_BYTES:
            break
    return picture


def province_svg(area: BaseGeometry, ground: Ground, *, words: str) -> str:
    """Return a picture of the whole province with the borders of its counties.

    Args:
        area: what is filled, EPSG:4490; may be empty.
        ground: province and county borders; these are left out where the counties
            are too many to be told apart.
        words: what is seen, for those who do not see it.
    """
    frame = Frame(_bounds(ground.province), _SHEET)
    width, height = _SHEET[2:]
    picture = ""
    for tolerance, has_borders in _SHEETS:
        drawn = [
            path("land", ground.province, frame, tolerance=tolerance),
            path("area", area, frame, tolerance=tolerance),
        ]
        if has_borders:
            drawn.append(path("border", ground.borders, frame, tolerance=tolerance))
        picture = (
            f'<svg viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(words)}">{"".join(drawn)}</svg>'
        )
        if len(picture.encode()) <= _MOST_SHEET_BYTES:
            break
    return picture


def _inset(
    area: BaseGeometry | None, ground: Ground, view: Bounds, tolerance: float
) -> Iterator[str]:
    frame = Frame(_bounds(ground.province), _INSET)
    yield path("land", ground.province, frame, tolerance=tolerance + 3)
    if area is not None:
        yield path("area", area, frame, tolerance=tolerance + 2)
    shown = _clip(shapely.box(*view), _grown(_bounds(ground.province), 0.02))
    yield path("view", shown, frame, tolerance=0)


def _panel(
    area: BaseGeometry | None,
    ground: Ground,
    highlight: Highlight | None,
    view: Bounds,
    tolerance: float,
) -> Iterator[str]:
    frame = Frame(view, _PANEL)
    left, top, right, bottom = _PANEL
    yield (
        f'<svg x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" '
        f'viewBox="{left} {top} {right - left} {bottom - top}">'
    )
    seen = _grown(view, 0.05)
    yield path("land", _clip(ground.province, seen), frame, tolerance=tolerance)
    yield path("border", _clip(ground.borders, seen), frame, tolerance=tolerance)
    if area is not None:
        yield path("area", _clip(area, seen), frame, tolerance=tolerance)
    if highlight is not None:
        yield path("county", highlight.geometry, frame, tolerance=tolerance)
    yield "</svg>"


def _label(highlight: Highlight | None, view: Bounds) -> str:
    if highlight is None:
        return ""
    ((x, y),) = Frame(view, _PANEL)(np.array([highlight.label]))
    return (
        f'<text x="{x}" y="{y}" font-size="64" text-anchor="middle" '
        f'dominant-baseline="middle">{escape(highlight.name)}</text>'
    )


class Frame:
    """The way from degrees to whole units, keeping shapes and fitting a box."""

    def __init__(self, bounds: Bounds, box: Box) -> None:
        left, top, right, bottom = box
        self.squeeze = cos(radians((bounds.min_y + bounds.max_y) / 2))
        wide = (bounds.max_x - bounds.min_x) * self.squeeze
        high = bounds.max_y - bounds.min_y
        self.scale = min((right - left) / wide, (bottom - top) / high)
        self.x = (left + right - wide * self.scale) / 2
        self.y = (top + bottom - high * self.scale) / 2
        self.west, self.north = bounds.min_x, bounds.max_y

    def exact(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in units, not rounded."""
        across = (degrees[:, 0] - self.west) * self.squeeze * self.scale + self.x
        down = (self.north - degrees[:, 1]) * self.scale + self.y
        return np.column_stack([across, down])

    def __call__(self, degrees: NDArray[np.float64]) -> Units:
        """Return points in whole units."""
        return np.rint(self.exact(degrees)).astype(np.int64)


def path(kind: str, geometry: BaseGeometry, frame: Frame, *, tolerance: float) -> str:
    """Return a path of a geometry's rings or lines; nothing if none is left."""
    drawn = shapely.transform(geometry, frame.exact)
    lines = (_line(points) for points in _lines(drawn.simplify(tolerance)))
    d = "".join(line for line in lines if line)
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def _lines(geometry: BaseGeometry) -> Iterator[tuple[Units, str]]:
    """Give each ring and each line as whole units, and how it ends."""
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield _whole(shapely.get_coordinates(ring)[:-1]), "z"
        elif isinstance(part, LineString):
            yield _whole(shapely.get_coordinates(part)), ""


def _whole(points: NDArray[np.float64]) -> Units:
    """Return points rounded, without those that do not move."""
    units = np.rint(points).astype(np.int64)
    if not len(units):
        return units
    moved = np.any(np.diff(units, axis=0) != 0, axis=1)
    kept: Units = units[np.concatenate([[True], moved])]
    return kept


def _line(ring: tuple[Units, str]) -> str:
    """Return one subpath: absolute start, relative steps."""
    points, end = ring
    least = 3 if end else 2
    if len(points) < least:
        return ""
    steps = np.diff(points, axis=0).ravel().tolist()
    start = f"M{points[0, 0]} {points[0, 1]}l"
    text = "".join(f"{' ' if step >= 0 else ''}{step}" for step in steps).lstrip()
    return start + text + end


def _spot(area: BaseGeometry, frame: Frame) -> str:
    """Mark an area that is too small to be seen on a card."""
    (west, north), (east, south) = frame.exact(
        np.array([[area.bounds[0], area.bounds[3]], [area.bounds[2], area.bounds[1]]])
    )
    if max(east - west, south - north) >= _SPOT:
        return ""
    middle: Point = area.representative_point()
    ((x, y),) = frame(np.array([[middle.x, middle.y]]))
    return f'<circle class="spot" cx="{x}" cy="{y}" r="{_SPOT // 2}"/>'


def _view(shown: BaseGeometry) -> Bounds:
    """Return the box to be shown: with a margin, of the panel's proportions."""
    bounds = _bounds(shown)
    middle_x, middle_y = (
        (bounds.min_x + bounds.max_x) / 2,
        (bounds.min_y + bounds.max_y) / 2,
    )
    squeeze = cos(radians(middle_y))
    left, top, right, bottom = _PANEL
    ratio = (right - left) / (bottom - top)
    wide = (bounds.max_x - bounds.min_x) * squeeze * (1 + 2 * _MARGIN)
    high = (bounds.max_y - bounds.min_y) * (1 + 2 * _MARGIN)
    high = max(high, wide / ratio, _LEAST_VIEW_DEG)
    half_x, half_y = high * ratio / squeeze / 2, high / 2
    return Bounds(
        middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y
    )


def _clip(geometry: BaseGeometry, bounds: Bounds) -> BaseGeometry:
    return shapely.clip_by_rect(geometry, *bounds)


def _grown(bounds: Bounds, share: float) -> Bounds:
    across = (bounds.max_x - bounds.min_x) * share
    up = (bounds.max_y - bounds.min_y) * share
    return Bounds(
        bounds.min_x - across,
        bounds.min_y - up,
        bounds.max_x + across,
        bounds.max_y + up,
    )


def _bounds(geometry: BaseGeometry) -> Bounds:
    return Bounds(*geometry.bounds)
