import sqlite3
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely
from shapely import MultiPolygon, Point

from gi_registry.geo.crs import Crs, from_cgcs2000
from tests.geo.intake.files import PLOT, fates, read, reasons, zipped

ZONE = from_cgcs2000(PLOT, Crs.GK3_ZONE_37)


def saved(path: Path, shape: object = ZONE, layer: str = "地块") -> bytes:
    columns = {"名称": ["甲"], "亩": [3.0], "日期": [pd.Timestamp(2026, 5, 1)]}
    frame = geopandas.GeoDataFrame(columns, geometry=[shape], crs="EPSG:4525")
    mode = "a" if path.exists() else "w"
    frame.to_file(path, layer=layer, mode=mode)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.gpkg", "GeoPackage"), ("a.fgb", "FlatGeobuf")]
)
def test_a_layer_is_read_with_its_attributes(
    tmp_path: Path, name: str, kind: str
) -> None:
    file = read(tmp_path, name, saved(tmp_path / name))

    assert (file.kind, file.crs, file.crs_from) == (kind, Crs.GK3_ZONE_37, "file")
    assert (reasons(file), fates(file)) == ([], [[]])
    properties = file.features[0].properties
    assert (properties["名称"], properties["亩"]) == ("甲", "3")
    assert properties["日期"].startswith("2026-05-01")
    shape = file.features[0].geometry
    assert shape is not None
    assert shape.normalize() == ZONE.normalize()


def test_content_counts_not_the_ending(tmp_path: Path) -> None:
    content = saved(tmp_path / "a.fgb")

    assert read(tmp_path, "b.gpkg", content).kind == "FlatGeobuf"
    assert read(tmp_path, "b.zip", zipped({"x/地块.fgb": content})).kind == "FlatGeobuf"


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb"])
def test_heights_and_nulls(tmp_path: Path, name: str) -> None:
    shapes = [shapely.force_3d(ZONE, 9.0), None]
    frame = geopandas.GeoDataFrame(geometry=shapes, crs="EPSG:4525")
    frame.to_file(tmp_path / name, SPATIAL_INDEX="NO")

    file = read(tmp_path, name, (tmp_path / name).read_bytes())

    assert sorted(fates(file)) == [["no_geometry"], ["z_dropped"]]


def test_of_several_layers_the_one_with_polygons_is_taken(tmp_path: Path) -> None:
    saved(tmp_path / "a.gpkg", Point(37_500_000, 3_900_000), "水井")
    content = saved(tmp_path / "a.gpkg", MultiPolygon([ZONE]), "地块")

    file = read(tmp_path, "a.gpkg", content)

    assert reasons(file) == ["non_polygon_skipped"]
    assert "水井" in file.findings[0].words.zh
    assert fates(file) == [[]]


def test_of_two_layers_of_polygons_none_is_chosen(tmp_path: Path) -> None:
    saved(tmp_path / "a.gpkg", layer="去年")
    content = saved(tmp_path / "a.gpkg", layer="今年")

    file = read(tmp_path, "a.gpkg", content)

    assert reasons(file) == ["unreadable"]
    assert "去年, 今年" in file.findings[0].words.zh


def test_points_alone_are_no_plots(tmp_path: Path) -> None:
    content = saved(tmp_path / "a.gpkg", Point(37_500_000, 3_900_000))

    assert fates(read(tmp_path, "a.gpkg", content)) == [["not_a_polygon"]]


def test_drawing_units_are_no_system(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(geometry=[PLOT])
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(tmp_path / "a.gpkg")

    file = read(tmp_path, "a.gpkg", (tmp_path / "a.gpkg").read_bytes())

    assert reasons(file) == ["crs_missing"]


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb"])
def test_a_torn_file_is_refused(tmp_path: Path, name: str) -> None:
    content = saved(tmp_path / name)

    for length in (16, 100, len(content) // 2):
        assert reasons(read(tmp_path, name, content[:length])) == ["unreadable"]


@pytest.mark.parametrize(
    "content", [b"<OGRVRTDataSource></OGRVRTDataSource>", b"SQLite format 3\0", b"x"]
)
def test_what_only_calls_itself_a_geopackage_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    assert reasons(read(tmp_path, "a.gpkg", content)) == ["unreadable"]


def test_a_database_without_layers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE plots (a INTEGER)")

    file = read(tmp_path, "a.gpkg", path.read_bytes())

    assert reasons(file) == ["unreadable"]
