"""Reading a layer of geometries from a file: the only home of that.

A file is read only when its coordinate system is known: written in the file, or
declared by whoever hands it over. GeoJSON by RFC 7946 cannot say, and what goes
by its name in China is in four systems, so there it must be declared.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo import crs as systems
from gi_registry.geo.crs import SRID, Crs, to_cgcs2000
from gi_registry.geo.errors import (
    CrsConflictError,
    CrsMissingError,
    LayerFileError,
    UnknownCrsError,
)

if TYPE_CHECKING:
    import geopandas

_DRIVERS = {
    ".gpkg": "GPKG",
    ".fgb": "FlatGeobuf",
    ".shp": "ESRI Shapefile",
}
_GEOJSON = {".geojson", ".json"}


def read_layer(path: Path, *, crs: Crs | None) -> "geopandas.GeoDataFrame":
    """Read a file of one layer, in CGCS2000.

    Args:
        path: GeoJSON, GeoPackage, FlatGeobuf or Shapefile, told by its ending.
        crs: what its coordinates are in, as declared by whoever hands it over;
            None where the file says so itself. A file that says it is in plain
            longitude and latitude may be declared GCJ-02 or BD-09, for no file
            can say that of itself.

    Returns:
        A frame in EPSG:4490, two-dimensional, rows in the order of the file. A
        feature without geometry has None.

    Raises:
        LayerFileError: it is of another format, broken, or has not one layer.
        CrsMissingError: nobody says which coordinate system it is in.
        UnknownCrsError: the file names one that is not ours.
        CrsConflictError: file and caller name different ones.
        CoordinateRangeError: a coordinate lies outside its system's range.
    """
    ending = path.suffix.lower()
    if ending in _GEOJSON:
        frame, in_file = _read_geojson(path)
    elif ending in _DRIVERS:
        frame, in_file = _read_ogr(path, _DRIVERS[ending])
    else:
        raise LayerFileError(
            file=path.name,
            reason=Words(f"不支持 {ending} 格式", f"the format {ending} is not taken"),
        )
    source = _agree(path, in_file, crs)
    geometry = [
        None if it is None else to_cgcs2000(it, source) for it in frame.geometry
    ]
    return frame.set_geometry(geometry, crs=SRID)


def _agree(path: Path, in_file: Crs | None, declared: Crs | None) -> Crs:
    if declared is None:
        if in_file is None:
            raise CrsMissingError(file=path.name)
        return in_file
    if in_file is None or _same(in_file, declared):
        return declared
    raise CrsConflictError(file=path.name, in_file=str(in_file), declared=declared)


def _same(in_file: Crs, declared: Crs) -> bool:
    """Say whether a file may be in what is declared, by what it says itself."""
    if in_file.is_projected and declared.is_projected:
        return _figures(CRS(in_file.value)) == _figures(CRS(declared.value))
    return not (in_file.is_projected or declared.is_projected)


def _read_geojson(path: Path) -> tuple["geopandas.GeoDataFrame", Crs | None]:
    """Read GeoJSON without GDAL, which takes a missing `crs` for WGS84."""
    import geopandas  # noqa: PLC0415 -- half a second and 40 MB, seldom needed

    try:
        layer = json.loads(path.read_text(encoding="utf-8-sig"))
        features = _features(layer)
        geometry = [_shape(feature.get("geometry")) for feature in features]
        in_file = _crs_member(layer)
    except (OSError, ValueError, RecursionError, ShapelyError) as broken:
        raise _unreadable(path, broken) from broken
    rows = [feature.get("properties") or {} for feature in features]
    return geopandas.GeoDataFrame(rows, geometry=geometry), in_file


def _features(layer: object) -> list[dict[str, Any]]:
    features = layer.get("features") if isinstance(layer, dict) else None
    if not isinstance(features, list):
        msg = "it is no FeatureCollection"
        raise ValueError(msg)  # noqa: TRY004 -- of the file's text, not of our types
    if not all(isinstance(feature, dict) for feature in features):
        msg = "a feature is no object"
        raise ValueError(msg)
    return features


def _shape(geometry: object) -> BaseGeometry | None:
    if geometry is None:
        return None
    shape: BaseGeometry = shapely.from_geojson(json.dumps(geometry))
    return shape


def _crs_member(layer: dict[str, Any]) -> Crs | None:
    """Return what the `crs` member of old GeoJSON (2008) names, if there is one."""
    member = layer.get("crs")
    if member is None:
        return None
    try:
        name = member["properties"]["name"]
    except (TypeError, KeyError):
        name = member
    return systems.parse(str(name))


def _read_ogr(path: Path, driver: str) -> tuple["geopandas.GeoDataFrame", Crs | None]:
    import geopandas  # noqa: PLC0415 -- half a second and 40 MB, seldom needed
    import pyogrio  # noqa: PLC0415 -- the same
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    try:
        if len(pyogrio.list_layers(path)) != 1:
            raise _unreadable(path, "it has not exactly one layer")
        facts = pyogrio.read_info(path)
        if facts["driver"] != driver:
            raise _unreadable(path, f"it is {facts['driver']} by its content")
        frame = geopandas.read_file(path)  # noqa: TID251 -- this is its one home
    except (DataSourceError, DataLayerError) as broken:
        raise _unreadable(path, broken) from broken
    if "geometry" not in frame:
        raise _unreadable(path, "it has no geometries")
    return frame, _known(facts["crs"])


def _unreadable(path: Path, why: object) -> LayerFileError:
    reason = str(why).replace(str(path), path.name)  # our folders concern nobody
    words = Words(f"文件内容有误（{reason}）", reason)
    return LayerFileError(file=path.name, reason=words)


def _known(text: str | None) -> Crs | None:
    """Return which of ours a file's CRS is, by its figures, not by its name.

    A .prj of another program has other names for the same, so that only
    ellipsoid and projection are compared.

    Raises:
        UnknownCrsError: it is none of ours, such as Xian 1980.
    """
    if text is None:
        return None
    try:
        figures = _figures(CRS(text))
    except CRSError:
        raise UnknownCrsError(named=text) from None
    try:
        return _by_figures()[figures]
    except KeyError:
        raise UnknownCrsError(named=CRS(text).name) from None


@cache
def _by_figures() -> dict[tuple[object, ...], Crs]:
    named = [crs for crs in Crs if crs.startswith("EPSG:")]
    return {_figures(CRS(crs.value)): crs for crs in named}


def _figures(crs: CRS) -> tuple[object, ...]:
    """Return what a coordinate system is, without any of its names."""
    if crs.is_compound:  # heights are dropped anyway
        crs = crs.sub_crs_list[0]
    ellipsoid, prime, way = crs.ellipsoid, crs.prime_meridian, crs.coordinate_operation
    size = ellipsoid and (ellipsoid.semi_major_metre, ellipsoid.inverse_flattening)
    parameters = (
        [(item.value, item.unit_conversion_factor) for item in way.params]
        if way
        else []
    )
    return (
        crs.is_geographic,
        size and tuple(round(figure, 6) for figure in size),
        prime and round(prime.longitude, 6),
        way and way.method_name,
        tuple(round(float(value) * unit, 9) for value, unit in parameters),
        tuple(round(axis.unit_conversion_factor, 9) for axis in crs.axis_info[:2]),
    )
