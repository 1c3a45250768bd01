"""Formats that GDAL reads: Shapefile, GeoPackage, FlatGeobuf."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pyproj import CRS
from pyproj.exceptions import CRSError

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake import dbf, shapes
from gi_registry.geo.intake.known import known
from gi_registry.geo.intake.layer import Layer, as_text
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import RefusedFileError, unreadable, warning

_DRAWN = ("Polygon", "Surface", "Unknown", "Collection")
"""Parts of the names of geometry types that may hold polygons."""


_LONGEST_PRJ = 20_000

DRIVERS = {"ESRI Shapefile", "GPKG", "FlatGeobuf", "DXF"}
"""What a stranger's file may be for GDAL; others refer to files and servers."""

UNWANTED_DRIVERS = (
    *("ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto"),
    *("DGN", "EDIGEO", "EEDA", "ESRIJSON", "Elasticsearch", "GDALG", "GML", "GPX"),
    *("GPSBabel", "GTFS", "GeoJSON", "GeoJSONSeq", "GeoRSS", "HTTP", "Idrisi", "JML"),
    *("JSONFG", "KML", "LIBKML", "LVBAG", "MBTiles", "MEM", "MVT", "MapInfo File"),
    *("MapML", "MiraMonVector", "NGW", "OAPIF", "ODS", "OGCAPI", "OGR_GMT", "OGR_PDS"),
    *("OGR_VRT", "OSM", "OpenFileGDB", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES"),
    *("PMTiles", "S57", "SQLite", "SXF", "Selafin", "TopoJSON", "VDV", "VFK", "VICAR"),
    *("WAsP", "WFS", "XLSX"),
)
"""All others of GDAL's wheel, which the reading process is started without."""

_OPTIONS = {
    "SHAPE_RESTORE_SHX": True,
    "OGR_ORGANIZE_POLYGONS": "DEFAULT",  # holes by where they lie, not how they run
}


class Records(NamedTuple):
    """A layer as GDAL hands it over: of each record number, WKB and attributes."""

    crs: str | None
    numbers: list[int]
    geometries: list[bytes | None]
    rows: list[dict[str, str]]
    is_measured: bool
    """Whether there were M values, which are dropped before we see them."""


def read_shapefile(parts: dict[str, Path], name: str) -> Layer:
    """Read a Shapefile whose parts lie in one folder under one name.

    Args:
        parts: the path of each part by its ending: .shp, .dbf and, where they
            are given, .shx (made again where missing), .prj and .cpg.
        name: what people call it.

    Raises:
        RefusedFileError: the .dbf is missing, a part is broken, or the system is
            not ours.
    """
    if ".dbf" not in parts:
        raise unreadable(
            "Shapefile“{name}”缺少 .dbf 属性表。请把 .shp、.shx、.dbf、.prj 一起"
            "压缩成 zip 提交。",
            "The Shapefile “{name}” comes without its .dbf table. Pack .shp, .shx, "
            ".dbf and .prj into one zip and send that.",
            name=name,
        )
    page = parts[".cpg"].read_bytes()[:40] if ".cpg" in parts else b""
    table = dbf.rows(parts[".dbf"].read_bytes(), page.decode("ascii", "replace"))
    crs = _of_prj(parts[".prj"]) if ".prj" in parts else None
    for ending in {".dbf", ".prj"} & set(parts):
        parts[ending].unlink()  # GDAL takes half of them for what they are not
    found = read_records(parts[".shp"])
    features: list[RawFeature] = []
    for number, content in zip(found.numbers, found.geometries, strict=True):
        row = table[number] if number < len(table) else {}
        if row is not None:
            features.append(_feature(len(features), row, content, found))
    return Layer(features, crs, "file" if crs else "")


def _of_prj(path: Path) -> Crs | None:
    """Return what a .prj says, in whichever kind of WKT; none of what says nothing."""
    text = path.read_bytes()[:_LONGEST_PRJ].decode("utf-8-sig", "replace").strip("\0 ")
    try:
        CRS(text)
    except CRSError:
        return None  # it says nothing to anybody
    return known(text)


def read_database(path: Path) -> Layer:
    """Read a GeoPackage or FlatGeobuf: its one layer of polygons.

    Raises:
        RefusedFileError: it is broken, has no layer or several of polygons, or
            its system is not ours.
    """
    layers = _layers(path)
    drawn = [name for name, kind in layers if any(it in kind for it in _DRAWN)]
    if len(drawn) > 1:
        raise unreadable(
            "文件里有多个面图层：{layers}。请只导出需要的一个图层后提交。",
            "The file has several layers of polygons: {layers}. Export only the one "
            "that is needed and send that.",
            layers=", ".join(drawn),
        )
    if not layers:
        raise unreadable(
            "文件里没有图层。请重新导出后提交。",
            "The file has no layer. Export it again and send that.",
        )
    chosen = drawn[0] if drawn else layers[0][0]
    found = read_records(path, layer=chosen)
    features = [
        _feature(index, row, content, found)
        for index, (row, content) in enumerate(
            zip(found.rows, found.geometries, strict=True)
        )
    ]
    crs = known(found.crs)
    left = [name for name, kind in layers if kind and name != chosen]
    return Layer(features, crs, "file" if crs else "", _left_out(left))


def _feature(
    index: int, row: dict[str, str], content: bytes | None, found: Records
) -> RawFeature:
    geometry, findings = shapes.of_wkb(content)
    if found.is_measured and shapes.flattened() not in findings:
        findings = (*findings, shapes.flattened())
    return RawFeature(index, row, geometry, findings)


def _left_out(names: list[str]) -> list[Finding]:
    if not names:
        return []
    return [
        warning(
            Reason.NON_POLYGON_SKIPPED,
            "未读取没有面的图层：{names}。",
            "Layers without polygons were not read: {names}.",
            names=", ".join(names),
        )
    ]


def _layers(path: Path) -> list[tuple[str, str]]:
    """Return name and geometry type of each layer; tables have an empty type."""
    import pyogrio  # noqa: PLC0415 -- GDAL costs 0.1 s and 30 MB, seldom needed

    _check_driver(path)
    listed, _ = _careful(lambda: pyogrio.list_layers(path))
    return [(str(name), str(kind or "")) for name, kind in listed]


def read_records(path: Path, *, layer: str | None = None) -> Records:
    """Read a layer as GDAL sees it, the first one if none is named.

    Raises:
        RefusedFileError: it cannot be read.
    """
    import pyogrio  # noqa: PLC0415 -- GDAL costs 0.1 s and 30 MB, seldom needed

    with _options():
        _check_driver(path)
        (meta, numbers, geometries, columns), said = _careful(
            lambda: pyogrio.raw.read(path, layer=layer, return_fids=True)
        )
    names = [str(name) for name in meta["fields"]]
    records = range(len(numbers))
    return Records(
        meta["crs"],
        [int(number) for number in numbers],
        [None for _ in records] if geometries is None else list(geometries),
        [
            {name: as_text(it[record]) for name, it in zip(names, columns, strict=True)}
            for record in records
        ],
        any("Measured" in text for text in said),
    )


@contextmanager
def _options() -> Iterator[None]:
    """Set our options while inside; they are of the whole process."""
    import pyogrio  # noqa: PLC0415 -- as above

    before = {name: pyogrio.get_gdal_config_option(name) for name in _OPTIONS}
    pyogrio.set_gdal_config_options(_OPTIONS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _check_driver(path: Path) -> None:
    """Refuse what GDAL takes for something else than what it was taken for."""
    import pyogrio  # noqa: PLC0415 -- as above

    facts, _ = _careful(lambda: pyogrio.read_info(path))
    if facts["driver"] not in DRIVERS:
        raise _broken()


def _careful(work: Callable[[], Any]) -> tuple[Any, list[str]]:
    """Return what GDAL answers, and what it warns of."""
    from pyogrio import errors  # noqa: PLC0415 -- as above

    kinds = (errors.DataSourceError, errors.DataLayerError, errors.FeatureError)
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            return work(), [str(it.message) for it in said]
    # an IndexError is pyogrio's word for no layer at all
    except (*kinds, UnicodeDecodeError, ValueError, IndexError) as broken:
        if "memory" in str(broken).lower():
            raise MemoryError from broken
        raise _broken() from broken


def _broken() -> RefusedFileError:
    return unreadable(
        "文件内容已损坏或不完整，读不出来。请从制图软件重新导出后提交。",
        "The file is broken or incomplete. Export it again and send that.",
    )
