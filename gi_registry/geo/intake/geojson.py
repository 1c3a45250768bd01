"""GeoJSON, of RFC 7946 and older, without GDAL: every entry has its own fate."""

import json
from typing import Any

import numpy as np

from gi_registry.geo import crs as systems
from gi_registry.geo.crs import Crs
from gi_registry.geo.errors import UnknownCrsError
from gi_registry.geo.intake import shapes
from gi_registry.geo.intake.known import unknown_crs
from gi_registry.geo.intake.layer import Layer, as_text
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import (
    RefusedFileError,
    refusal,
    unreadable,
    warning,
)
from gi_registry.geo.intake.shapes import Ring, Taken
from gi_registry.geo.intake.text import decoded

_GEOMETRIES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}


class _BadCoordinateError(ValueError):
    """A geometry is written in a way that means nothing."""


def read(content: bytes) -> Layer:
    """Read GeoJSON: a collection, one feature, or a bare geometry.

    Without a `crs` member it is in WGS84, as RFC 7946 prescribes.

    Raises:
        RefusedFileError: it is no GeoJSON, or names a system that is not ours.
    """
    document = _document(decoded(content))
    features = [
        _feature(index, entry) for index, entry in enumerate(_entries(document))
    ]
    crs = _member(document)
    if crs is None:
        return Layer(features, Crs.WGS84, "format")
    honoured = [] if crs is Crs.WGS84 else [_honoured(crs)]
    return Layer(features, crs, "member", honoured)


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except RecursionError:
        raise _not_geojson("嵌套过深", "it is nested too deeply") from None
    except ValueError as broken:
        place = getattr(broken, "lineno", 1), getattr(broken, "colno", 1)
        raise _not_geojson(
            "第 {} 行第 {} 列写法有误，或文件不完整".format(*place),
            "line {}, column {} is malformed, or the file is incomplete".format(*place),
        ) from None
    if not isinstance(document, dict):
        raise _not_geojson("最外层不是对象", "it is no object")
    return document


def _entries(document: dict[str, Any]) -> list[Any]:
    kind = document.get("type")
    if kind == "Feature":
        return [document]
    if isinstance(kind, str) and kind in _GEOMETRIES:
        return [{"geometry": document}]
    if kind == "Topology":
        raise _not_geojson("这是 TopoJSON", "it is TopoJSON")
    if "geometryType" in document:
        raise _not_geojson("这是 ArcGIS 自己的 JSON", "it is the JSON of ArcGIS")
    features = document.get("features")
    if not isinstance(features, list):
        raise _not_geojson("没有要素列表 features", "it has no list of features")
    return features


def _not_geojson(zh: str, en: str) -> RefusedFileError:
    return unreadable(
        "不是可用的 GeoJSON：{zh}。请从制图软件重新导出为 GeoJSON"
        "（FeatureCollection）后提交。",
        "This is not usable GeoJSON: {en}. Export it again as GeoJSON "
        "(FeatureCollection) and send that.",
        zh=zh,
        en=en,
    )


def _feature(index: int, entry: object) -> RawFeature:
    if not isinstance(entry, dict):
        return RawFeature(index, {}, None, (shapes.nothing(),))
    properties = entry.get("properties")
    if not isinstance(properties, dict):
        properties = {}
    texts = {str(name): _text(value) for name, value in properties.items()}
    geometry, findings = _taken(entry.get("geometry"))
    return RawFeature(index, texts, geometry, findings)


def _text(value: object) -> str:
    if isinstance(value, dict | list | bool):
        return json.dumps(value, ensure_ascii=False)
    return as_text(value)


def _taken(geometry: object) -> Taken:
    if geometry is None:
        return None, (shapes.nothing(),)
    try:
        polygons, others = _polygons(geometry)
    except _BadCoordinateError as bad:
        return None, (_bad_coordinate(str(bad)),)
    if others and not polygons:
        return None, (shapes.not_a_polygon(others[0]),)
    shape, findings = shapes.of_rings(polygons)
    if shape is not None and _kind(geometry) == "GeometryCollection":
        findings = (*findings, shapes.taken_from_collection(len(polygons)))
    return shape, findings


def _kind(geometry: object) -> str:
    return str(geometry.get("type")) if isinstance(geometry, dict) else ""


def _bad_coordinate(where: str) -> Finding:
    return refusal(
        Reason.BAD_COORDINATE,
        "坐标写法有误（{where}）。请改成 [经度, 纬度] 的数值后重新导出。",
        "A coordinate is malformed ({where}). Write it as numbers [x, y] and export "
        "again.",
        where=where,
    )


def _polygons(geometry: object) -> tuple[list[list[Ring]], list[str]]:
    """Return the rings of every polygon in it, and the kinds of all else."""
    if not isinstance(geometry, dict):
        raise _BadCoordinateError("geometry")
    kind = _kind(geometry)
    if kind == "GeometryCollection":
        return _of_collection(_list(geometry.get("geometries"), "geometries"))
    if kind not in {"Polygon", "MultiPolygon"}:
        return [], [kind]
    parts = _list(geometry.get("coordinates"), "coordinates")
    if kind == "Polygon":
        parts = [parts]
    return [[_ring(ring) for ring in _list(part, "polygon")] for part in parts], []


def _of_collection(members: list[Any]) -> tuple[list[list[Ring]], list[str]]:
    polygons, others = [], []
    for member in members:
        more, else_ = _polygons(member)
        polygons += more
        others += else_
    return polygons, others


def _list(value: object, where: str) -> list[Any]:
    if isinstance(value, list):
        return value
    raise _BadCoordinateError(f"{where}: {json.dumps(value)[:40]}")


def _ring(value: object) -> Ring:
    """Return a ring's positions as they are; infinities are judged later."""
    ring = _list(value, "ring")
    if not ring:
        return np.empty((0, 2))
    try:
        rows = np.array(ring)
    except (ValueError, OverflowError):  # positions of different length
        rows = np.array(0)
    numbers = rows.ndim == 2 and rows.shape[1] >= 2 and rows.dtype.kind in "fiu"  # noqa: PLR2004
    # a 0 or 1 may have been false or true
    if numbers and not ((rows[:, :2] == 0) | (rows[:, :2] == 1)).any():
        return rows.astype(np.float64)
    pairs = [_position(position) for position in ring]
    heights = any(len(position) > 2 for position in ring)  # noqa: PLR2004
    return np.array([(*pair, 0.0) for pair in pairs] if heights else pairs)


def _position(value: object) -> tuple[float, float]:
    position = _list(value, "position")
    numbers = [it for it in position[:2] if type(it) in {int, float}]
    if len(numbers) < 2:  # noqa: PLR2004 -- x and y
        raise _BadCoordinateError(json.dumps(position)[:60])
    try:
        return float(numbers[0]), float(numbers[1])
    except OverflowError:
        raise _BadCoordinateError(json.dumps(position)[:60]) from None


def _member(document: dict[str, Any]) -> Crs | None:
    """Return what the `crs` member of old GeoJSON (2008) names, if there is one."""
    member = document.get("crs")
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    named = properties if isinstance(properties, dict) else {}
    name = named.get("name") or named.get("code") or member
    try:
        return systems.parse(str(name), older=True)
    except UnknownCrsError:
        raise RefusedFileError(unknown_crs(str(name))) from None


def _honoured(crs: Crs) -> Finding:
    return warning(
        Reason.CRS_MEMBER_HONOURED,
        "文件用旧式 crs 成员写明坐标系为 {zh}，已按此读取。请核对位置。",
        "The file names its coordinate system in an old crs member, {en}; it was "
        "read by that. Check where it lies.",
        zh=crs.words.zh,
        en=crs.words.en,
    )
