import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from pyproj import CRS
from shapely import Point, box

from gi_registry.geo import layers
from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.errors import (
    CoordinateRangeError,
    CrsConflictError,
    CrsMissingError,
    LayerFileError,
    UnknownCrsError,
)
from gi_registry.geo.files import read_layer

PLOT = box(111.01, 35.01, 111.02, 35.02)
CRS_4546 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4546"}}


def feature(geometry: shapely.Geometry | None, **properties: object) -> dict[str, Any]:
    shape = None if geometry is None else json.loads(shapely.to_geojson(geometry))
    return {"type": "Feature", "properties": properties, "geometry": shape}


def geojson(folder: Path, *features: object, **members: object) -> Path:
    path = folder / "plots.geojson"
    layer = {"type": "FeatureCollection", "features": features, **members}
    path.write_text(json.dumps(layer), encoding="utf-8")
    return path


def saved(path: Path, crs: str | None, *shapes: shapely.Geometry) -> Path:
    frame = geopandas.GeoDataFrame({"name": ["地块"] * len(shapes)}, geometry=[*shapes])
    frame.set_crs(crs).to_file(path, encoding="utf-8")
    return path


def test_geojson_must_be_declared(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(PLOT))

    with pytest.raises(CrsMissingError) as refusal:
        read_layer(path, crs=None)

    assert "plots.geojson" in refusal.value.words.zh
    assert str(tmp_path) not in refusal.value.words.en


@pytest.mark.parametrize("crs", [Crs.CGCS2000, Crs.WGS84, Crs.GCJ02, Crs.GK3_ZONE_37])
def test_declared_geojson_comes_in_cgcs2000(tmp_path: Path, crs: Crs) -> None:
    path = geojson(tmp_path, feature(from_cgcs2000(PLOT, crs), name="甲", mu=3))

    frame = read_layer(path, crs=crs)

    assert frame.crs == CRS(4490)
    assert shapely.equals_exact(frame.geometry[0], PLOT, 1e-9)
    assert frame.drop(columns="geometry").to_dict("records") == [
        {"name": "甲", "mu": 3}
    ]


def test_the_old_crs_member_is_believed(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(from_cgcs2000(PLOT, Crs.GK3_CM_111)), crs=CRS_4546)

    frame = read_layer(path, crs=None)

    assert shapely.equals_exact(frame.geometry[0], PLOT, 1e-9)


def test_a_file_and_its_sender_must_not_disagree(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(from_cgcs2000(PLOT, Crs.GK3_CM_111)), crs=CRS_4546)

    for declared in (Crs.GK3_CM_114, Crs.WGS84, Crs.GCJ02):
        with pytest.raises(CrsConflictError):
            read_layer(path, crs=declared)
    # the same projection under its other number
    assert len(read_layer(path, crs=Crs.GK6_CM_111)) == 1


def test_degrees_may_be_declared_to_be_offset(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.gpkg", "EPSG:4326", from_cgcs2000(PLOT, Crs.GCJ02))

    frame = read_layer(path, crs=Crs.GCJ02)

    assert shapely.equals_exact(frame.geometry[0], PLOT, 1e-9)


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.shp"])
def test_a_file_that_says_what_it_is_in_is_taken(tmp_path: Path, name: str) -> None:
    plot = from_cgcs2000(PLOT, Crs.GK3_ZONE_37)
    path = saved(tmp_path / name, "EPSG:4525", plot)

    frame = read_layer(path, crs=None)

    assert frame.crs == CRS(4490)
    assert shapely.equals_exact(frame.geometry[0].normalize(), PLOT.normalize(), 1e-9)
    assert list(frame["name"]) == ["地块"]


def test_a_prj_of_another_program_is_known_by_its_figures(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.shp", "EPSG:4525", from_cgcs2000(PLOT, Crs.GK3_ZONE_37))
    path.with_suffix(".prj").write_text(
        'PROJCS["zone 37, ours",GEOGCS["any",DATUM["any",'
        'SPHEROID["any",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
        'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
        'PARAMETER["False_Easting",37500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )

    frame = read_layer(path, crs=None)

    assert shapely.equals_exact(frame.geometry[0].normalize(), PLOT.normalize(), 1e-9)


def test_a_shapefile_without_a_prj_must_be_declared(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.shp", "EPSG:4547", Point(500_000, 4_150_000))
    path.with_suffix(".prj").unlink()

    with pytest.raises(CrsMissingError):
        read_layer(path, crs=None)

    assert read_layer(path, crs=Crs.GK3_CM_114).geometry[0].x == pytest.approx(114)


@pytest.mark.parametrize(
    "other",
    ["EPSG:2363", "EPSG:4610", "EPSG:2415", "EPSG:32649", "EPSG:3857"],
    ids=["Xian 1980 zone 39", "Xian 1980", "Beijing 1954", "UTM", "web Mercator"],
)
def test_a_datum_that_is_not_ours_is_refused(tmp_path: Path, other: str) -> None:
    path = saved(tmp_path / "a.gpkg", other, Point(1, 1))

    with pytest.raises(UnknownCrsError) as refusal:
        read_layer(path, crs=None)

    assert CRS(other).name in refusal.value.words.zh


def test_heights_go_and_a_feature_without_geometry_stays(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(shapely.force_3d(PLOT, 900)), feature(None, n=2))

    frame = read_layer(path, crs=Crs.CGCS2000)

    assert not frame.geometry[0].has_z
    assert frame.geometry[1] is None
    assert len(frame) == 2


def test_an_empty_layer_has_no_rows(tmp_path: Path) -> None:
    assert len(read_layer(geojson(tmp_path), crs=Crs.WGS84)) == 0


def test_swapped_axes_do_not_get_in(tmp_path: Path) -> None:
    path = geojson(tmp_path, feature(Point(35.01, 111.01)))

    with pytest.raises(CoordinateRangeError):
        read_layer(path, crs=Crs.CGCS2000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": [3]}',
        b'{"features": [{"geometry": {"type": "Polygon", "coordinates": "no"}}]}',
        b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1,2]]]}}]}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_broken_geojson_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.geojson"
    path.write_bytes(content)

    with pytest.raises(LayerFileError) as refusal:
        read_layer(path, crs=Crs.WGS84)

    assert "broken.geojson" in refusal.value.words.zh
    assert "GeoPackage" in refusal.value.words.en


def test_a_crs_member_of_no_form_is_an_unknown_crs(tmp_path: Path) -> None:
    with pytest.raises(UnknownCrsError):
        read_layer(geojson(tmp_path, crs={"type": "link"}), crs=None)


def test_a_file_is_what_its_ending_says(tmp_path: Path) -> None:
    disguised = tmp_path / "a.gpkg"
    disguised.write_text("<OGRVRTDataSource></OGRVRTDataSource>")
    renamed = saved(tmp_path / "b.fgb", "EPSG:4490", PLOT).rename(tmp_path / "b.gpkg")

    for path in (disguised, renamed, tmp_path / "missing.shp", tmp_path / "none.json"):
        with pytest.raises(LayerFileError) as refusal:
            read_layer(path, crs=None)

        assert path.name in refusal.value.words.en
        assert str(tmp_path) not in refusal.value.words.en + refusal.value.words.zh


def test_a_format_that_is_not_taken_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "")

    with pytest.raises(LayerFileError) as refusal:
        read_layer(path, crs=Crs.WGS84)

    assert ".zip" in refusal.value.words.en


def test_a_file_of_two_layers_does_not_say_which(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame = geopandas.GeoDataFrame(geometry=[PLOT], crs=4490)
    frame.to_file(path, layer="one")
    frame.to_file(path, layer="two", mode="a")

    with pytest.raises(LayerFileError):
        read_layer(path, crs=None)


def test_the_reference_layer_reads_as_any_file_does() -> None:
    path = layers.layer_path("shanxi_counties.geojson")

    frame = read_layer(path, crs=Crs.CGCS2000)

    assert len(frame) == 117
    assert sorted(frame["adcode"]) == [county.adcode for county in layers.counties()]
