"""Files as counties send them, written by other programs than those that read them."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.raw import RawFile
from gi_registry.geo.intake.reading import read_file

HOLE = [(111.013, 35.013), (111.017, 35.013), (111.015, 35.017)]
PLOT = Polygon(
    [(111.01, 35.01), (111.02, 35.01), (111.021, 35.02), (111.01, 35.02)], [HOLE]
)
"""CGCS2000; about 1 km wide, with a hole, in Yongji."""


def entry(shape: object, **properties: object) -> dict[str, Any]:
    """Return a GeoJSON feature of a geometry, or of any JSON in its place."""
    if isinstance(shape, BaseGeometry):
        shape = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features: object, **members: object) -> str:
    """Return a GeoJSON text."""
    document = {"type": "FeatureCollection", **members, "features": features}
    return json.dumps(document, ensure_ascii=False)


def crs_member(name: str) -> dict[str, Any]:
    """Return the `crs` member of old GeoJSON."""
    return {"type": "name", "properties": {"name": name}}


def shapefile(
    folder: Path,
    *shapes: BaseGeometry | None,
    crs: str | None = "EPSG:4490",
    encoding: str = "utf-8",
    columns: dict[str, list[Any]] | None = None,
) -> dict[str, bytes]:
    """Return the parts of a Shapefile by their endings, written by GDAL."""
    columns = columns or {"name": [f"地块{number}" for number in range(len(shapes))]}
    system = crs or "EPSG:4490"
    frame = geopandas.GeoDataFrame(columns, geometry=[*shapes], crs=system)
    folder.mkdir(exist_ok=True)
    frame.to_file(folder / "layer.shp", encoding=encoding)
    parts = {path.suffix: path.read_bytes() for path in folder.glob("layer.*")}
    if crs is None:
        del parts[".prj"]
    return parts


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of members by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def named(parts: Mapping[str, bytes], stem: str = "地块") -> dict[str, bytes]:
    """Return the parts of a Shapefile under a name."""
    return {f"{stem}{ending}": content for ending, content in parts.items()}


def read(
    folder: Path, name: str, content: bytes | str, crs: Crs | None = None
) -> RawFile:
    """Read a file of that content."""
    path = folder / "upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, name=name, crs=crs)


def reasons(file: RawFile) -> list[str]:
    """Return why the file itself comes out as it does."""
    return [finding.reason.value for finding in file.findings]


def fates(file: RawFile) -> list[list[str]]:
    """Return the reasons of each feature."""
    return [[it.reason.value for it in one.findings] for one in file.features]
