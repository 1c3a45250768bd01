"""KML by the standard library's expat, which is told to refuse what it may not do.

GDAL's two drivers lose nested folders or attributes between them; a document
type, and with it every entity, is refused before it can grow.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import numpy as np

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake import shapes
from gi_registry.geo.intake.layer import Layer, skipping_strays
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import RefusedFileError, refusal, unreadable
from gi_registry.geo.intake.shapes import Ring, Taken
from gi_registry.geo.intake.text import decoded

_DEEPEST = 200
_SHAPES = {"Polygon", "LinearRing"}
_OTHERS = {
    "Point": "Point",
    "LineString": "LineString",
    "Track": "LineString",
    "MultiTrack": "LineString",
    "Model": "Point",
}
_LONGEST = 1000
"""Characters of a description that are kept."""


def read(content: bytes) -> Layer:
    """Read the placemarks of all folders; KML is always WGS84.

    Raises:
        RefusedFileError: it is no KML.
    """
    root = _parsed(decoded(content))
    if root.tag != "kml" and root.find(".//Placemark") is None:
        raise _not_kml("没有 kml 根元素", "it has no kml element")
    marks = enumerate(root.iter("Placemark"))
    features = [_feature(index, mark) for index, mark in marks]
    return Layer(skipping_strays(features), Crs.WGS84, "format")


def _parsed(text: str) -> Element:
    builder, depth = TreeBuilder(), 0
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _not_kml("嵌套过深", "it is nested too deeply")
        builder.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(":")[2])

    def document_type(*_: object) -> None:
        raise _not_kml("含有 DOCTYPE 声明", "it has a document type declaration")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = document_type
    parser.buffer_text = True
    try:
        parser.Parse(text.lstrip(), True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError) as broken:
        line = getattr(broken, "lineno", 1)
        raise _not_kml(
            f"第 {line} 行写法有误，或文件不完整",
            f"line {line} is malformed, or the file is incomplete",
        ) from broken


def _not_kml(zh: str, en: str) -> RefusedFileError:
    return unreadable(
        "不是可用的 KML：{zh}。请从制图软件重新导出为 KML 后提交。",
        "This is not usable KML: {en}. Export it again as KML and send that.",
        zh=zh,
        en=en,
    )


def _feature(index: int, mark: Element) -> RawFeature:
    geometry, findings = _taken(mark)
    return RawFeature(index, _properties(mark), geometry, findings)


def _properties(mark: Element) -> dict[str, str]:
    found = {
        name: text[:_LONGEST]
        for name in ("name", "description")
        if (text := _text(mark.find(name)))
    }
    for data in mark.iter("Data"):
        found[data.get("name", "")] = _text(data.find("value"))
    for data in mark.iter("SimpleData"):
        found[data.get("name", "")] = _text(data)
    return found


def _text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _taken(mark: Element) -> Taken:
    drawn = list(_drawn(mark))
    polygons = [element for element in drawn if element.tag in _SHAPES]
    if not polygons:
        kind = _OTHERS[drawn[0].tag] if drawn else ""
        return None, (shapes.not_a_polygon(kind) if drawn else shapes.nothing(),)
    try:
        shape, findings = shapes.of_rings([_rings(element) for element in polygons])
    except ValueError:
        return None, (_bad_coordinate(),)
    if shape is not None and len(polygons) < len(drawn):
        findings = (*findings, shapes.taken_from_collection(len(polygons)))
    return shape, findings


def _drawn(parent: Element) -> Iterator[Element]:
    """Return the geometries of a placemark, out of whatever they are nested in."""
    for child in parent:
        if child.tag in _SHAPES or child.tag in _OTHERS:
            yield child
        elif child.tag == "MultiGeometry":
            yield from _drawn(child)


def _rings(polygon: Element) -> list[Ring]:
    if polygon.tag == "LinearRing":
        return [_ring(polygon)]
    shell = polygon.find("outerBoundaryIs/LinearRing")
    holes = polygon.findall("innerBoundaryIs/LinearRing")
    return [_ring(ring) for ring in (shell, *holes)]


def _ring(ring: Element | None) -> Ring:
    """Return the tuples of a ring: x,y or x,y,height, parted by white space.

    Raises:
        ValueError: they are not that.
    """
    text = "" if ring is None else _text(ring.find("coordinates"))
    tuples = re.sub(r"\s*,\s*", ",", text).split()
    rows = [[float(it) for it in row.rstrip(",").split(",")] for row in tuples]
    if not rows:
        return np.empty((0, 2))
    if any(len(row) not in {2, 3} for row in rows):
        raise ValueError
    width = max(len(row) for row in rows)
    return np.array([row + [0.0] * (width - len(row)) for row in rows])


def _bad_coordinate() -> Finding:
    return refusal(
        Reason.BAD_COORDINATE,
        "坐标写法有误。KML 的坐标应为“经度,纬度,高程”，以空格分隔。请重新导出。",
        "A coordinate is malformed. In KML they are longitude,latitude,height, parted "
        "by spaces. Export it again.",
    )
