"""Which format a file is in, by its first bytes and then by its name."""

from enum import StrEnum
from pathlib import PurePosixPath

from gi_registry.core.words import Words
from gi_registry.geo.intake.refusals import RefusedFileError, unreadable
from gi_registry.geo.intake.text import decoded


class Kind(StrEnum):
    """A format that is read."""

    GEOJSON = "GeoJSON"
    SHAPEFILE = "Shapefile"
    GEOPACKAGE = "GeoPackage"
    FLATGEOBUF = "FlatGeobuf"
    KML = "KML"
    KMZ = "KMZ"
    DXF = "DXF"
    CSV = "CSV"
    ZIP = "ZIP"


_STARTS = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"SQLite format 3\0", Kind.GEOPACKAGE),
    (b"fgb\x03fgb", Kind.FLATGEOBUF),
    (b"AutoCAD Binary DXF", Kind.DXF),
)
ENDINGS = {
    ".geojson": Kind.GEOJSON,
    ".json": Kind.GEOJSON,
    ".kml": Kind.KML,
    ".dxf": Kind.DXF,
    ".csv": Kind.CSV,
    ".txt": Kind.CSV,
    ".tsv": Kind.CSV,
    ".wkt": Kind.CSV,
    ".gpkg": Kind.GEOPACKAGE,
    ".fgb": Kind.FLATGEOBUF,
    ".zip": Kind.ZIP,
    ".kmz": Kind.KMZ,
    ".shp": Kind.SHAPEFILE,
}
"""What a name's ending promises."""
_BINARY = {Kind.GEOPACKAGE, Kind.FLATGEOBUF, Kind.ZIP, Kind.KMZ}
"""Always known by their first bytes, so that an ending alone means a broken file."""

_OTHERS = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"AC10", "DWG"),
    (b"\xd0\xcf\x11\xe0", "Excel (xls)"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
OTHER_ENDINGS = {
    ".rar": "RAR",
    ".7z": "7z",
    ".gz": "gzip",
    ".tar": "tar",
    ".dwg": "DWG",
    ".xls": "Excel (xls)",
    ".xlsx": "Excel (xlsx)",
    ".et": "WPS",
    ".tab": "MapInfo TAB",
    ".mif": "MapInfo MIF",
    ".gdb": "ArcGIS GDB",
    ".mdb": "ArcGIS MDB",
    ".vct": "VCT",
    ".wp": "MapGIS",
    ".ovobj": "奥维 ovobj",
    ".gpx": "GPX",
    ".gml": "GML",
    ".pdf": "PDF",
    ".docx": "Word",
    ".dgn": "DGN",
}
"""Of formats that are met, and not read."""
_EXPORT = {
    "RAR": Words("改用 zip 压缩", "Pack it as zip instead"),
    "7z": Words("改用 zip 压缩", "Pack it as zip instead"),
    "gzip": Words("改用 zip 压缩", "Pack it as zip instead"),
    "tar": Words("改用 zip 压缩", "Pack it as zip instead"),
    "DWG": Words("在 CAD 中另存为 DXF", "Save it as DXF in the CAD program"),
    "DGN": Words("在 CAD 中另存为 DXF", "Save it as DXF in the CAD program"),
    "奥维 ovobj": Words("在奥维中导出为 KML", "Export it as KML"),
}
_USUAL = Words(
    "在制图软件中导出为 Shapefile（.shp、.shx、.dbf、.prj 压缩成 zip）、"
    "GeoPackage 或 GeoJSON",
    "Export it as Shapefile (.shp, .shx, .dbf and .prj in one zip), GeoPackage or "
    "GeoJSON",
)


def kind_of(head: bytes, name: str) -> Kind:
    """Return the format of a file.

    Args:
        head: its first bytes, 4,096 or all of it.
        name: with its ending, which decides between text formats.

    Raises:
        RefusedFileError: it is empty, or of a format that is not read; the words
            say which it is and what to make of it.
    """
    if not head:
        raise unreadable(
            "文件是空的。请重新导出后提交。",
            "The file is empty. Export it again and send that.",
        )
    ending = PurePosixPath(name.lower()).suffix
    for start, kind in _STARTS:
        if head.startswith(start):
            return _zipped(ending) if kind is Kind.ZIP else kind
    other = next((it for start, it in _OTHERS if head.startswith(start)), None)
    other = other or OTHER_ENDINGS.get(ending)
    if other is not None:
        raise not_read(other)
    kind_named = ENDINGS.get(ending)
    if kind_named in _BINARY:
        raise unreadable(
            "文件内容不是 {kind}，或已损坏。请重新导出后提交。",
            "The content is not {kind}, or broken. Export it again and send that.",
            kind=kind_named,
        )
    return kind_named or _by_text(head, ending)


def _zipped(ending: str) -> Kind:
    if ending in {".xlsx", ".docx"}:
        raise not_read(OTHER_ENDINGS[ending])
    return Kind.KMZ if ending == ".kmz" else Kind.ZIP


def _by_text(head: bytes, ending: str) -> Kind:
    """Know a text without a known ending by how it begins."""
    try:
        text = decoded(head[:512] if b"\0" in head else head[:300].rstrip(b"\x80-\xff"))
    except RefusedFileError:
        raise not_read(ending or "?") from None
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return Kind.GEOJSON
    if text.startswith("<") and "kml" in text[:300].lower():
        return Kind.KML
    if text.startswith("0") and "SECTION" in text[:40]:
        return Kind.DXF
    raise not_read(ending or "?")


def not_read(kind: str) -> RefusedFileError:
    """Return the refusal of a format that is not read, with what to send instead."""
    how = _EXPORT.get(kind, _USUAL)
    return unreadable(
        "不能读取 {kind} 格式的文件。请{zh}后提交。",
        "A file of the format {kind} cannot be read. {en} and send that.",
        kind=kind,
        zh=how.zh,
        en=how.en,
    )
