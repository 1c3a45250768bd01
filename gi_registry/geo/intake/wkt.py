"""Tables with a column of well-known text, and bare well-known text."""

import csv
import io
import re
from pathlib import Path

from shapely import to_wkt
from shapely.geometry.base import BaseGeometry

from gi_registry.geo import crs as systems
from gi_registry.geo.crs import Crs
from gi_registry.geo.errors import UnknownCrsError
from gi_registry.geo.intake import shapes
from gi_registry.geo.intake.known import unknown_crs
from gi_registry.geo.intake.layer import Layer
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import RefusedFileError, unreadable
from gi_registry.geo.intake.text import decoded

_COLUMNS = {"wkt", "geometry", "geom", "the_geom", "shape", "图形", "坐标", "几何"}
_BEGINS = re.compile(
    r"\s*(SRID\s*=\s*(?P<srid>\d+)\s*;)?\s*"
    r"(?P<wkt>(MULTI)?(POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)",
    re.IGNORECASE,
)
_EXCEL = re.compile(r"sep=.?\s*\n", re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""
_LONGEST_FIELD = 50_000_000
_DELIMITERS = re.compile(r"[\t;,\r\n]")
_SAMPLE = 100
"""Rows in which a column of well-known text without a known name is looked for."""


def read(content: bytes) -> Layer:
    """Read a table, or lines of bare well-known text.

    The column is named wkt, geometry, geom, 图形 or 坐标, or is the first that
    begins like well-known text. EWKT's SRID is what the file says of itself.

    Raises:
        RefusedFileError: there is no such column, or its system is not ours.
    """
    table = _table(decoded(content).lstrip("\ufeff"))
    if table and any(_BEGINS.match(cell) for cell in table[0]):
        table.insert(0, [f"{number}" for number in range(1, len(table[0]) + 1)])
    header, lines = [name.strip() for name in table[0]] if table else [], table[1:]
    column = _column(header, lines)
    features, srids = [], set()
    for index, line in enumerate(lines):
        text = line[column] if column < len(line) else ""
        match = _BEGINS.match(text)
        if match and match["srid"]:
            srids.add(match["srid"])
            text = text[match.start("wkt") :]
        geometry, findings = (
            shapes.of_wkt(text) if text.strip() else (None, (shapes.nothing(),))
        )
        row = {
            name: cell.strip()
            for at, (name, cell) in enumerate(zip(header, line, strict=False))
            if at != column
        }
        features.append(RawFeature(index, row, geometry, findings))
    crs = _srid(srids)
    return Layer(features, crs, "file" if crs else "")


def write(target: Path, layer: Layer) -> None:
    """Write what a file holds as a table that `read` gives back.

    Args:
        target: the file to write.
        layer: its features; where its system is known, its number stands before
            each outline.
    """
    names = sorted({name for it in layer.features for name in it.properties})
    srid = f"SRID={layer.crs.value.rpartition(':')[2]};" if layer.crs else ""
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["wkt", *(_DELIMITERS.sub("_", name) for name in names)])
        for it in layer.features:
            cells = [it.properties.get(name, "") for name in names]
            table.writerow([_written(it.geometry, srid), *cells])


def _written(drawn: BaseGeometry | None, srid: str) -> str:
    return "" if drawn is None else srid + to_wkt(drawn, rounding_precision=-1)


def _table(text: str) -> list[list[str]]:
    hint = _EXCEL.match(text)
    if hint:
        text = text[hint.end() :]
    first = text.partition("\n")[0]
    if _BEGINS.match(text):
        return [[line] for line in text.splitlines() if line.strip()]
    delimiter = max("\t;,", key=first.count)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as broken:
        raise unreadable(
            "表格写法有误（{why}）。请另存为 UTF-8 编码的 CSV 后提交。",
            "The table is malformed ({why}). Save it as CSV in UTF-8 and send that.",
            why=broken,
        ) from broken


def _column(header: list[str], lines: list[list[str]]) -> int:
    for at, name in enumerate(header):
        if name.lower() in _COLUMNS:
            return at
    for at in range(len(header)):
        if any(_BEGINS.match(line[at]) for line in lines[:_SAMPLE] if at < len(line)):
            return at
    raise unreadable(
        "表格里没有 WKT 图形列。请把地块边界以 WKT（POLYGON…）写在名为 wkt 的一列，"
        "或改用 Shapefile、GeoJSON 提交。",
        "The table has no column of WKT. Write the outlines as WKT (POLYGON …) in a "
        "column named wkt, or send a Shapefile or GeoJSON.",
    )


def _srid(numbers: set[str]) -> Crs | None:
    numbers -= {"0"}
    if not numbers:
        return None
    named = ", ".join(sorted(numbers))
    try:
        return systems.parse(named, older=True)
    except UnknownCrsError:
        raise RefusedFileError(unknown_crs(f"SRID {named}")) from None
