"""One way in for every file: read, and never raise for what is wrong with it."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from gi_registry.core import personal
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake import dxf, geojson, kml, ogr, wkt
from gi_registry.geo.intake.archive import Member, unpack
from gi_registry.geo.intake.formats import (
    ENDINGS,
    OTHER_ENDINGS,
    Kind,
    kind_of,
    not_read,
)
from gi_registry.geo.intake.layer import Layer
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature, RawFile
from gi_registry.geo.intake.refusals import (
    RefusedFileError,
    refusal,
    too_large,
    unreadable,
    warning,
)
from gi_registry.geo.intake.resolve import settle

MOST_BYTES = 200_000_000
"""Of a file as it is sent."""

_HEAD = 4096
_SAID = 5


def read_file(path: Path, *, name: str, crs: Crs | None) -> RawFile:
    """Read a file of plots as it was sent.

    Args:
        path: where its bytes are.
        name: what it was called; its ending tells text formats apart.
        crs: what its coordinates are in, as declared by whoever hands it over;
            none where the file says so itself. A file that says it is in plain
            longitude and latitude may be declared GCJ-02 or BD-09, for no file
            can say that of itself.

    Returns:
        The file's features in the system that it is in, or none and the finding
        that refuses it. Whatever is wrong with the bytes is a finding; limits of
        time and memory are `child.run_limited`'s.
    """
    sha256, short = digest(path), short_name(name)
    kind = ""
    try:
        kind = _kind(path, short)
        kind, layer = layer_of(path, kind)
        if not layer.features:
            raise _no_plots(short)
        settled, said_by, findings = settle(
            (feature.geometry for feature in layer.features),
            declared=crs,
            in_file=layer.crs,
            crs_from=layer.crs_from,
        )
    except RefusedFileError as refused:
        return RawFile(short, sha256, kind, None, "", (), (refused.finding,))
    found = (*layer.findings, *findings)
    if said_by == "declared":  # nothing was left to the file
        found = tuple(it for it in found if it.reason is not Reason.CRS_MEMBER_HONOURED)
    clean, removed = without_identity(layer.features)
    features = tuple(_clean(feature) for feature in clean)
    return RawFile(short, sha256, kind, settled, said_by, features, (*found, *removed))


def private_copy(path: Path, name: str, target: Path) -> RawFile:
    """Write a copy of a file without identity numbers, if there are any in it.

    Args:
        path: where its bytes are.
        name: what it was called.
        target: where the copy goes: a table of well-known text in the file's own
            coordinates, with the number of their system where the file says it.

    Returns:
        No features; the finding `IDENTITY_REMOVED` where a copy was written, the one
        that refuses where the file cannot be read.
    """
    sha256, short = digest(path), short_name(name)
    kind = ""
    try:
        kind = _kind(path, short)
        kind, layer = layer_of(path, kind)
    except RefusedFileError as refused:
        return RawFile(short, sha256, kind, None, "", (), (refused.finding,))
    clean, removed = without_identity(layer.features)
    if removed:
        wkt.write(target, replace(layer, features=clean))
    return RawFile(short, sha256, kind, layer.crs, "", (), tuple(removed))


def layer_of(path: Path, kind: Kind) -> tuple[Kind, Layer]:
    """Read a file of a kind, or what an archive holds.

    Raises:
        RefusedFileError: it cannot be read.
    """
    return _archived(path, kind) if kind in _ARCHIVES else _read(kind, path)


def without_identity(
    features: Iterable[RawFeature],
) -> tuple[list[RawFeature], list[Finding]]:
    """Take identity numbers of citizens out of all attributes, and say in which."""
    clean, named = list[RawFeature](), set[str]()
    for feature in features:
        properties, had = personal.without(feature.properties)
        clean.append(replace(feature, properties=properties) if had else feature)
        named |= had
    return clean, [_removed(sorted(named))] if named else []


def _removed(names: Sequence[str]) -> Finding:
    shown = names[:_SAID]
    return warning(
        Reason.IDENTITY_REMOVED,
        "文件的“{zh}”中有公民身份号码。登记簿不保存这类号码：已先行去除，"
        "写在文字中间的只留后四位，留存的是去除后的副本，原文件不保存。",
        "“{en}” in the file held identity numbers of citizens. The register keeps "
        "none: they were taken out first, within a text the last four stay; what is "
        "kept is the copy without them, not the file itself.",
        zh="”“".join(shown),
        en="”, “".join(shown),
    )


def _clean(feature: RawFeature) -> RawFeature:
    """Take out of the attributes what no database and no page may hold."""
    properties = {
        _storable(name): _storable(text) for name, text in feature.properties.items()
    }
    return replace(feature, properties=properties)


def _storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def short_name(name: str) -> str:
    """Return a file's name without the folders of whoever sent it."""
    return name.replace("\\", "/").rpartition("/")[2]


def _kind(path: Path, name: str) -> Kind:
    if path.stat().st_size > MOST_BYTES:
        raise too_large(
            "文件超过 {limit} MB。请分批导出后提交。",
            "The file is larger than {limit} MB. Export and send it in parts.",
            limit=MOST_BYTES // 1_000_000,
        )
    with path.open("rb") as stream:
        return kind_of(stream.read(_HEAD), name)


def _read(kind: Kind, path: Path) -> tuple[Kind, Layer]:
    return kind, _READERS[kind](path)


def _no_plots(name: str) -> RefusedFileError:
    return RefusedFileError(
        refusal(
            Reason.NO_GEOMETRY,
            "文件“{name}”里没有任何地块（网络链接不算）。请检查导出的图层后重新提交。",
            "There is no plot in the file “{name}” (links to the network do not "
            "count). Check which layer was exported and send it again.",
            name=name,
        )
    )


def _archived(path: Path, kind: Kind) -> tuple[Kind, Layer]:
    """Read what an archive holds: one file, or several of one format."""
    with tempfile.TemporaryDirectory(prefix="gi-intake-") as folder:
        members = unpack(path, Path(folder))
        data = _data(members)
        if len(data) != 1:
            raise _mixed(sorted(data)) if data else _no_data(members)
        inner, chosen = data.popitem()
        if inner is Kind.SHAPEFILE:
            layers = [_shapefile(it, members, Path(folder)) for it in chosen]
        else:
            layers = [_READERS[inner](it.path) for it in chosen]
        return (kind if kind is Kind.KMZ else inner), _together(layers)


def _data(members: list[Member]) -> dict[Kind, list[Member]]:
    """Return the members that hold plots, by format; tables only if alone."""
    found: dict[Kind, list[Member]] = {}
    for member in members:
        kind = ENDINGS.get(member.ending)
        if kind is not None:
            found.setdefault(kind, []).append(member)
    if len(found) > 1:  # a table or note beside a map is no map
        found.pop(Kind.CSV, None)
    return found


def _mixed(kinds: list[Kind]) -> RefusedFileError:
    return unreadable(
        "压缩包里有多种格式的数据（{kinds}），不知道以哪个为准。请只保留一种后提交。",
        "The archive holds data in several formats ({kinds}). Leave only one of them "
        "and send it again.",
        kinds=", ".join(kinds),
    )


def _no_data(members: list[Member]) -> RefusedFileError:
    for member in members:  # a .gdb is a folder
        for part in PurePosixPath(member.name.lower()).parts:
            other = OTHER_ENDINGS.get(PurePosixPath(part).suffix)
            if other is not None:
                return not_read(other)
    return unreadable(
        "压缩包里没有可读的数据文件。请放入 Shapefile（.shp、.shx、.dbf、.prj）、"
        "GeoPackage、GeoJSON、KML、DXF 或 CSV 后提交。",
        "The archive has no data file that can be read. Put a Shapefile (.shp, .shx, "
        ".dbf, .prj), GeoPackage, GeoJSON, KML, DXF or CSV into it and send that.",
    )


def _shapefile(main: Member, members: list[Member], folder: Path) -> Layer:
    """Bring the parts of a Shapefile together under one name, and read it."""
    parts = {}
    for member in members:
        if member.stem == main.stem and member.ending in _PARTS:
            parts[member.ending] = folder / f"{main.path.stem}-layer{member.ending}"
            member.path.replace(parts[member.ending])
    return ogr.read_shapefile(parts, main.name)


def _together(layers: list[Layer]) -> Layer:
    first = layers[0]
    if any(layer.crs is not first.crs for layer in layers):
        raise RefusedFileError(
            refusal(
                Reason.CRS_CONFLICT,
                "压缩包里的图层坐标系不一致。请按坐标系分开提交。",
                "The layers in the archive are in different coordinate systems. Send "
                "each on its own.",
            )
        )
    features = [feature for layer in layers for feature in layer.features]
    return Layer(
        [replace(feature, index=index) for index, feature in enumerate(features)],
        first.crs,
        first.crs_from,
        [finding for layer in layers for finding in layer.findings],
    )


def _lone_shapefile(path: Path) -> Layer:
    del path
    raise unreadable(
        "只有 .shp 不够。请把同名的 .shp、.shx、.dbf、.prj 一起压缩成 zip 提交。",
        "The .shp alone is not enough. Pack .shp, .shx, .dbf and .prj of the same name "
        "into one zip and send that.",
    )


_ARCHIVES = {Kind.ZIP, Kind.KMZ}
_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
_READERS: dict[Kind, Callable[[Path], Layer]] = {
    Kind.GEOJSON: lambda path: geojson.read(path.read_bytes()),
    Kind.KML: lambda path: kml.read(path.read_bytes()),
    Kind.DXF: dxf.read,
    Kind.CSV: lambda path: wkt.read(path.read_bytes()),
    Kind.GEOPACKAGE: ogr.read_database,
    Kind.FLATGEOBUF: ogr.read_database,
    Kind.SHAPEFILE: _lone_shapefile,
}
