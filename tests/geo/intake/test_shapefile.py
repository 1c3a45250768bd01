import struct
import zipfile
from io import BytesIO
from pathlib import Path

import geopandas
import pytest
import shapely
from pyproj import CRS
from shapely import MultiPolygon, Point, Polygon, box

from gi_registry.geo.crs import Crs, from_cgcs2000, to_cgcs2000
from tests.geo.intake.files import PLOT, fates, named, read, reasons, shapefile, zipped

ZONE = from_cgcs2000(PLOT, Crs.GK3_ZONE_37)
PLAIN = from_cgcs2000(PLOT, Crs.GK3_CM_111)
LOCAL = b'LOCAL_CS["drawing",UNIT["metre",1]]'
ESRI = (
    'PROJCS["zone 37, ours",GEOGCS["any",DATUM["any",'
    'SPHEROID["any",{ellipsoid}]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",{easting}],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",{middle}],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize("folder", ["", "地块数据/2026/"])
def test_a_shapefile_comes_as_a_zip(tmp_path: Path, folder: str) -> None:
    parts = shapefile(tmp_path / "a", ZONE, crs="EPSG:4525")

    file = read(tmp_path, "a.zip", zipped(named(parts, f"{folder}地块")))

    assert (file.kind, file.crs, file.crs_from) == (
        "Shapefile",
        Crs.GK3_ZONE_37,
        "file",
    )
    assert (reasons(file), fates(file)) == ([], [[]])
    assert file.features[0].properties == {"name": "地块0"}
    shape = file.features[0].geometry
    assert shape is not None
    back = to_cgcs2000(shape, Crs.GK3_ZONE_37).normalize()
    assert shapely.equals_exact(back, PLOT.normalize(), 1e-9)


@pytest.mark.parametrize(
    ("ellipsoid", "easting", "middle", "crs"),
    [
        ("6378137.0,298.257222101", "37500000.0", "111.0", Crs.GK3_ZONE_37),
        ("6378137.0,298.257222101", "500000.0", "111.0", Crs.GK3_CM_111),
        ("6378137.0,298.257223563", "500000.0", "111.0", Crs.GK3_CM_111),
        ("6378140.0,298.257", "37500000.0", "111.0", Crs("EPSG:2361")),
        ("6378245.0,298.3", "37500000.0", "111.0", Crs("EPSG:2413")),
    ],
)
def test_a_prj_of_another_program_is_known_by_its_figures(
    tmp_path: Path, ellipsoid: str, easting: str, middle: str, crs: Crs
) -> None:
    parts = shapefile(tmp_path / "a", from_cgcs2000(PLOT, crs), crs=None)
    text = ESRI.format(ellipsoid=ellipsoid, easting=easting, middle=middle)
    parts[".prj"] = text.encode()

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert (file.crs, file.crs_from) == (crs, "file")
    assert reasons(file) == (["datum_approximate"] if crs.is_approximate else [])


@pytest.mark.parametrize("version", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
@pytest.mark.parametrize(
    "code", [4490, 4326, 4610, 4214, 4525, 4546, 2361, 2382, 2413, 21419, 32649, 3857]
)
def test_a_prj_may_be_written_in_any_way(
    tmp_path: Path, code: int, version: str
) -> None:
    crs = Crs(f"EPSG:{code}")
    parts = shapefile(tmp_path / "a", from_cgcs2000(PLOT, crs), crs=None)
    parts[".prj"] = CRS(code).to_wkt(version).encode()

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert (file.crs, file.crs_from) == (crs, "file")


@pytest.mark.parametrize("text", [b"", b"garbage", b"\xff\xfe\0", b"GEOGCS[", LOCAL])
def test_a_prj_that_says_nothing_is_none(tmp_path: Path, text: bytes) -> None:
    parts = {**shapefile(tmp_path / "a", PLOT), ".prj": text}

    unsaid = read(tmp_path, "a.zip", zipped(named(parts)))
    declared = read(tmp_path, "a.zip", zipped(named(parts)), Crs.GCJ02)

    assert reasons(unsaid) == ["crs_missing"]
    assert declared.crs is Crs.GCJ02


def test_a_prj_of_a_system_that_is_not_ours_is_refused_by_name(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", box(1, 1, 2, 2), crs="EPSG:27700")

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert reasons(file) == ["crs_unknown"]
    assert "British National Grid" in file.findings[0].words.zh


@pytest.mark.parametrize("language", [0, 0x4D, 0x57])
@pytest.mark.parametrize(
    ("encoding", "page"),
    [
        ("gb18030", None),
        ("gb18030", b"GBK"),
        ("gb18030", b"936"),
        ("gb18030", b"UTF-8"),  # a page that is wrong
        ("utf-8", None),
        ("utf-8", b"UTF-8\r\n"),
        ("utf-8", b"GBK"),
        ("gb18030", b"\xff???"),
        ("big5", b"950"),
    ],
)
def test_tables_are_read_in_the_encoding_that_fits(
    tmp_path: Path, encoding: str, page: bytes | None, language: int
) -> None:
    table: dict[str, list[object]] = {"權利人": ["張三", "沁縣"], "亩数": [18.5, 7.0]}
    if encoding != "big5":
        table = {"权利人": ["张三", "垚鑫合作社"], "亩数": [18.5, 7.0]}
    else:
        table = {"權利人": ["張三", "沁縣"], "畝數": [18.5, 7.0]}
    codec = "GBK" if encoding == "gb18030" else encoding
    parts = shapefile(tmp_path / "a", PLOT, PLOT, encoding=codec, columns=table)
    parts[".dbf"] = parts[".dbf"][:29] + bytes([language]) + parts[".dbf"][30:]
    del parts[".cpg"]
    if page is not None:
        parts[".cpg"] = page

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    (holder, mu) = table
    assert [one.properties[holder] for one in file.features] == table[holder]
    assert [one.properties[mu] for one in file.features] == ["18.5", "7"]


def test_a_text_cut_in_half_a_character_does_not_turn_the_table(tmp_path: Path) -> None:
    parts = shapefile(
        tmp_path / "a", PLOT, encoding="GBK", columns={"户主": ["张三李四"]}
    )
    del parts[".cpg"]
    whole = "张三李四".encode("gbk")
    parts[".dbf"] = parts[".dbf"].replace(whole, whole[:-1] + b" ")

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert file.features[0].properties == {"户主": "张三李"}


def test_heights_and_measures_are_dropped_and_said(tmp_path: Path) -> None:
    high = shapely.force_3d(PLOT, 900.0)
    parts = shapefile(tmp_path / "a", high)

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert fates(file) == [["z_dropped"]]
    shape = file.features[0].geometry
    assert shape is not None
    assert shape.normalize() == PLOT.normalize()


Corners = list[tuple[float, float]]
SHELL: Corners = [(111, 35), (111, 36), (112, 36), (112, 35), (111, 35)]
INSIDE: Corners = [
    (111.2, 35.2),
    (111.2, 35.8),
    (111.8, 35.8),
    (111.8, 35.2),
    (111.2, 35.2),
]


def written(*rings: Corners, kind: int = 5, after: bytes = b"") -> bytes:
    """Return a .shp of one record by ESRI's technical description of 1998."""
    points = [point for ring in rings for point in ring]
    xs, ys = zip(*points, strict=True)
    box_ = struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))
    starts = [sum(len(ring) for ring in rings[:at]) for at in range(len(rings))]
    content = struct.pack("<i", kind) + box_
    content += struct.pack(f"<{2 + len(rings)}i", len(rings), len(points), *starts)
    content += b"".join(struct.pack("<2d", *point) for point in points) + after
    record = struct.pack(">2i", 1, len(content) // 2) + content
    header = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(record)) // 2)
    header += struct.pack("<2i", 1000, kind) + box_ + struct.pack("<4d", 0, 0, 0, 9)
    return header + record


def drawn(folder: Path, shp: bytes) -> bytes:
    """Return an archive of a .shp with the table of another, without index."""
    parts = shapefile(folder / "a", PLOT)
    del parts[".shx"]
    return zipped(named({**parts, ".shp": shp}))


def test_a_measured_polygon_is_taken(tmp_path: Path) -> None:
    measures = struct.pack("<7d", 0, 9, *range(5))

    file = read(
        tmp_path, "a.zip", drawn(tmp_path, written(SHELL, kind=25, after=measures))
    )

    assert fates(file) == [["z_dropped"]]
    shape = file.features[0].geometry
    assert shape is not None
    assert shape.area == pytest.approx(1)


@pytest.mark.parametrize(
    "rings",
    [
        (SHELL, INSIDE[::-1]),  # as the description prescribes
        (SHELL, INSIDE),
        (SHELL[::-1], INSIDE),
        (SHELL[::-1], INSIDE[::-1]),
        (INSIDE[::-1], SHELL),
    ],
)
def test_a_hole_is_one_however_it_runs(
    tmp_path: Path, rings: tuple[Corners, Corners]
) -> None:
    file = read(tmp_path, "a.zip", drawn(tmp_path, written(*rings)))

    shape = file.features[0].geometry
    assert isinstance(shape, Polygon)
    assert len(shape.interiors) == 1
    assert shape.area == pytest.approx(1 - 0.36)


def test_a_ring_that_is_open_is_closed_and_said(tmp_path: Path) -> None:
    file = read(tmp_path, "a.zip", drawn(tmp_path, written(SHELL[:-1])))

    assert fates(file) == [["ring_closed"]]


def test_a_null_shape_keeps_its_place(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", PLOT, None, PLOT)

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert fates(file) == [[], ["no_geometry"], []]
    assert [one.properties["name"] for one in file.features] == [
        "地块0",
        "地块1",
        "地块2",
    ]


def test_several_parts_of_one_plot_stay_together(tmp_path: Path) -> None:
    both = MultiPolygon([PLOT, box(111.03, 35.01, 111.04, 35.02)])
    parts = shapefile(tmp_path / "a", both)

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert len(file.features) == 1
    assert isinstance(file.features[0].geometry, MultiPolygon)


def test_a_lost_index_is_made_again(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", PLOT, PLOT)
    del parts[".shx"]

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert fates(file) == [[], []]


def test_a_lost_table_is_said(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", PLOT)
    del parts[".dbf"]

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert reasons(file) == ["unreadable"]
    assert ".dbf" in file.findings[0].words.zh


def test_a_shp_alone_is_not_enough(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", PLOT)

    file = read(tmp_path, "a.shp", parts[".shp"])

    assert reasons(file) == ["unreadable"]
    assert ".dbf" in file.findings[0].words.zh


def test_points_are_no_plots(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", Point(111, 35))

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert fates(file) == [["not_a_polygon"]]


def test_several_layers_of_one_system_are_read_in_turn(tmp_path: Path) -> None:
    one = shapefile(tmp_path / "a", PLOT, columns={"name": ["甲"]})
    two = shapefile(tmp_path / "b", PLOT, columns={"name": ["乙"]})
    other = shapefile(tmp_path / "c", ZONE, crs="EPSG:4525")

    same = read(tmp_path, "a.zip", zipped({**named(one, "1"), **named(two, "2")}))
    mixed = read(tmp_path, "a.zip", zipped({**named(one, "1"), **named(other, "2")}))

    assert [feature.properties["name"] for feature in same.features] == ["甲", "乙"]
    assert [feature.index for feature in same.features] == [0, 1]
    assert reasons(mixed) == ["crs_conflict"]


def test_what_an_independent_program_packs_is_read(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[PLOT], crs=4490)
    frame.to_file(tmp_path / "packed.shz", driver="ESRI Shapefile")
    content = (tmp_path / "packed.shz").read_bytes()
    assert len(zipfile.ZipFile(BytesIO(content)).namelist()) > 3

    file = read(tmp_path, "packed.zip", content)

    assert file.features[0].properties == {"a": "1"}
