"""From what people paste to an outline in CGCS2000: GeoJSON, WKT or lines of points.

The coordinate system is always named by whoever pastes; it is never guessed.
"""

import json
import re
from typing import Any
from unicodedata import normalize

import numpy as np
import shapely
import shapely.geometry
from numpy.typing import NDArray
from shapely import Point, Polygon
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from gi_registry.areas.errors import (
    AxesSwappedError,
    OutlineCrossesError,
    OutlineTooLongError,
    OutlineUnreadableError,
    OutsideProvinceError,
)
from gi_registry.areas.rules import MAX_VERTICES
from gi_registry.core.words import Words
from gi_registry.geo.crs import Bounds, Crs, looks_swapped, parse, to_cgcs2000
from gi_registry.geo.errors import CrsConflictError

_OFFSETS_REACH = 0.05
"""Degrees; no offset system moves a point farther."""
_LEAST_POINTS = 3
_PAIR, _WITH_HEIGHT = 2, 3
_LONGEST = 2_000_000
"""Characters; more than `MAX_VERTICES` points take with fifteen decimals."""
_SHOWN = 40
_FAR = 1e9
"""Beyond every coordinate of every system, degrees or metres."""

_MALFORMED = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    GEOSException,
)
_WKT = re.compile(
    r"(SRID=(?P<srid>\d+);)?\s*(POINT|POLYGON|MULTIPOLYGON)\b", re.IGNORECASE
)
_SAME_DEGREES = {Crs.CGCS2000, Crs.WGS84}


def outline_from_text(text: str, crs: Crs | str, *, province: Bounds) -> BaseGeometry:
    """Read an outline, or the point of a workshop.

    Args:
        text: GeoJSON (a geometry, a feature, or a collection of one), WKT, or one
            point a line as `lon,lat`; one point alone is a workshop's site.
            Rings that are open are closed, heights are dropped.
        crs: what its coordinates are in.
        province: where the outline ought to be, EPSG:4490, degrees.

    Returns:
        A valid polygon or a point in EPSG:4490.

    Raises:
        OutlineUnreadableError: it is in none of these forms, or of several parts.
        OutlineTooLongError: it has more than `MAX_VERTICES` points.
        UnknownCrsError: the coordinate system is none of ours.
        CrsConflictError: the text names another one than `crs`.
        AxesSwappedError: latitude seems to come first.
        OutsideProvinceError: it is nowhere near the province.
        CoordinateRangeError: a coordinate is outside the range of `crs`.
        OutlineCrossesError: it crosses itself.
    """
    system = parse(crs)
    geometry = _read(normalize("NFKC", text).strip(), system)
    _check_points(shapely.get_coordinates(geometry), system, province)
    placed = to_cgcs2000(shapely.force_2d(geometry), system)
    _check_place(placed, province)
    if not placed.is_valid:
        raise OutlineCrossesError(where_crossed(placed))
    return shapely.remove_repeated_points(placed)


def _read(text: str, system: Crs) -> BaseGeometry:
    if len(text) > _LONGEST:
        raise OutlineUnreadableError(
            Words("内容超过 200 万字", "it is longer than two million characters")
        )
    if text.startswith("{"):
        return _single(_from_geojson(text, system))
    found = _WKT.match(text)
    if found:
        if found["srid"]:
            _agree(f"EPSG:{found['srid']}", system)
        return _single(_from_wkt(text[found.end("srid") + 1 if found["srid"] else 0 :]))
    return _from_lines(text)


def _from_geojson(text: str, system: Crs) -> BaseGeometry:
    try:
        document = json.loads(text)
        named = (document.get("crs") or {}).get("properties", {}).get("name")
        if named:
            _agree(str(named), system)
        geometry = shapely.geometry.shape(_close(_geometry_member(document)))
    except _MALFORMED:
        raise OutlineUnreadableError(
            Words("GeoJSON 不完整或格式不对", "the GeoJSON is incomplete or malformed")
        ) from None
    return geometry


def _geometry_member(document: dict[str, Any]) -> dict[str, Any]:
    """Return the only geometry of a GeoJSON document."""
    if document["type"] == "FeatureCollection":
        (document,) = document["features"]
    if document["type"] == "Feature":
        document = document["geometry"]
    return document


def _close(geometry: dict[str, Any]) -> dict[str, Any]:
    """Close the rings of a polygon."""
    if geometry["type"] != "Polygon":
        return geometry
    rings = [
        ring + ring[:1] if ring[0] != ring[-1] else ring for ring in _rings(geometry)
    ]
    return {"type": "Polygon", "coordinates": rings}


def _rings(geometry: dict[str, Any]) -> list[list[Any]]:
    return [list(ring) for ring in geometry["coordinates"]]


def _from_wkt(text: str) -> BaseGeometry:
    # It closes open rings and gives nothing for what it cannot read.
    geometry: BaseGeometry | None = shapely.from_wkt(text, on_invalid="fix")
    if geometry is None:
        raise OutlineUnreadableError(
            Words("WKT 不完整或格式不对", "the WKT is incomplete or malformed")
        )
    return geometry


def _from_lines(text: str) -> BaseGeometry:
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MAX_VERTICES + 1:
        raise OutlineTooLongError(points=len(lines), most=MAX_VERTICES)
    points = [_pair(number, line) for number, line in enumerate(lines, 1)]
    if not points:
        raise OutlineUnreadableError(Words("没有内容", "there is nothing in it"))
    if len(points) == 1:
        return Point(points[0])
    if len(set(points)) < _LEAST_POINTS:
        raise OutlineUnreadableError(
            Words("轮廓至少要有三个不同的点", "an outline has at least three points")
        )
    return Polygon(points)


def _pair(number: int, line: str) -> tuple[float, float]:
    texts = [text for text in re.split(r"[,\s]+", line.replace("、", ",")) if text]
    numbers = [_number(text) for text in texts]
    if len(numbers) not in (_PAIR, _WITH_HEIGHT) or None in numbers:
        shown = line[:_SHOWN]
        raise OutlineUnreadableError(
            Words(
                f"第 {number} 行“{shown}”不是一对坐标",
                f"line {number}, “{shown}”, is no pair of coordinates",
            )
        )
    return float(texts[0]), float(texts[1])


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _single(geometry: BaseGeometry) -> BaseGeometry:
    """Return the only part of a geometry, a polygon or a point."""
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    if len(parts) != 1:
        raise OutlineUnreadableError(
            Words(
                f"它有 {len(parts)} 个部分，一个地块只能有一个；请分别登记",
                f"it has {len(parts)} parts, and a plot has one; enter each alone",
            )
        )
    part: BaseGeometry = parts[0]
    if not isinstance(part, Polygon | Point):
        raise OutlineUnreadableError(
            Words(
                f"它是 {part.geom_type}，不是面或点",
                f"it is a {part.geom_type}, neither polygon nor point",
            )
        )
    return part


def _agree(named: str, system: Crs) -> None:
    """Refuse a text that names another system than was declared.

    WGS84 is what GeoJSON means by saying nothing, and differs from CGCS2000 by
    decimetres.
    """
    inside = parse(named)
    if inside is not system and not {inside, system} <= _SAME_DEGREES:
        words = "粘贴内容 / pasted text"
        raise CrsConflictError(file=words, in_file=inside, declared=system)


def _check_points(points: NDArray[np.float64], system: Crs, province: Bounds) -> None:
    if len(points) > MAX_VERTICES + 1:
        raise OutlineTooLongError(points=len(points), most=MAX_VERTICES)
    if not (np.isfinite(points) & (np.abs(points) < _FAR)).all():
        raise OutlineUnreadableError(
            Words("有的坐标不是数字", "some of its coordinates are no numbers")
        )
    if not system.is_projected and looks_swapped(points, _widened(province)):
        raise AxesSwappedError(x=float(points[0, 0]), y=float(points[0, 1]))


def _check_place(geometry: BaseGeometry, province: Bounds) -> None:
    if not geometry.intersects(shapely.box(*province)):
        middle = geometry.centroid
        raise OutsideProvinceError(lon=middle.x, lat=middle.y)


def _widened(bounds: Bounds) -> Bounds:
    reach = _OFFSETS_REACH
    return Bounds(
        bounds.min_x - reach,
        bounds.min_y - reach,
        bounds.max_x + reach,
        bounds.max_y + reach,
    )


def where_crossed(geometry: BaseGeometry) -> str:
    """Return where a ring crosses itself, as longitude, latitude."""
    found = re.search(r"\[([-\d.]+) ([-\d.]+)\]", shapely.is_valid_reason(geometry))
    if found is None:
        return shapely.is_valid_reason(geometry)
    return f"{float(found[1]):.6f}, {float(found[2]):.6f}"
