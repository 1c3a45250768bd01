import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely import MultiPolygon, Polygon, box

from gi_registry.geo.crs import Crs
from tests.geo.intake.files import PLOT, fates, read, reasons, zipped

NEXT = box(111.03, 35.01, 111.04, 35.02)
KML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
)


def ring(polygon: Polygon, height: str = "") -> str:
    rows = " ".join(f"{x},{y}{height}" for x, y in polygon.exterior.coords)
    return f"<LinearRing><coordinates>\n{rows}\n</coordinates></LinearRing>"


def drawn(polygon: Polygon, height: str = "") -> str:
    holes = "".join(
        f"<innerBoundaryIs>{ring(Polygon(hole), height)}</innerBoundaryIs>"
        for hole in polygon.interiors
    )
    shell = f"<outerBoundaryIs>{ring(polygon, height)}</outerBoundaryIs>"
    return f"<Polygon>{shell}{holes}</Polygon>"


def mark(*parts: str, name: str = "甲") -> str:
    return f"<Placemark><name>{name}</name>{''.join(parts)}</Placemark>"


POINT = "<Point><coordinates>111,35,900</coordinates></Point>"
LINE = "<LineString><coordinates>111,35 111,36</coordinates></LineString>"


def test_placemarks_come_out_of_nested_folders(tmp_path: Path) -> None:
    inner = f"<Folder>{mark(drawn(NEXT), name='乙 &amp; 丙')}</Folder>"
    text = KML.format(f"<Folder>{mark(drawn(PLOT))}{inner}</Folder>")

    file = read(tmp_path, "a.kml", text)

    assert (file.kind, file.crs, file.crs_from) == ("KML", Crs.WGS84, "format")
    assert (reasons(file), fates(file)) == ([], [[], []])
    assert [one.properties for one in file.features] == [
        {"name": "甲"},
        {"name": "乙 & 丙"},
    ]
    assert [one.geometry for one in file.features] == [PLOT, NEXT]


def test_what_gdal_writes_is_read(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"Name": ["甲"], "mu": [3]}, geometry=[PLOT], crs=4326
    )
    frame.to_file(tmp_path / "a.kml", driver="LIBKML")

    file = read(tmp_path, "a.kml", (tmp_path / "a.kml").read_bytes())

    shape = file.features[0].geometry
    assert shape is not None
    assert shapely.equals_exact(shape.normalize(), PLOT.normalize(), 1e-9)
    assert file.features[0].properties["mu"] == "3"


def test_attributes_are_read_in_both_forms(tmp_path: Path) -> None:
    data = '<ExtendedData><Data name="产品"><value>红芸豆</value></Data></ExtendedData>'
    schema = (
        '<ExtendedData><SchemaData><SimpleData name="亩">3</SimpleData></SchemaData>'
        "</ExtendedData>"
    )

    file = read(tmp_path, "a.kml", KML.format(mark(data, schema, drawn(PLOT))))

    assert file.features[0].properties == {"name": "甲", "产品": "红芸豆", "亩": "3"}


def test_parts_of_one_placemark_stay_together(tmp_path: Path) -> None:
    parts = f"<MultiGeometry>{drawn(PLOT)}{drawn(NEXT)}</MultiGeometry>"
    mixed = f"<MultiGeometry>{parts}{POINT}</MultiGeometry>"

    file = read(tmp_path, "a.kml", KML.format(mark(parts) + mark(mixed)))

    both = MultiPolygon([PLOT, NEXT])
    assert [one.geometry for one in file.features] == [both, both]
    assert fates(file) == [[], ["polygon_taken_from_collection"]]


def test_heights_are_dropped_and_said(tmp_path: Path) -> None:
    file = read(tmp_path, "a.kml", KML.format(mark(drawn(PLOT, ",900.5"))))

    assert fates(file) == [["z_dropped"]]
    assert file.features[0].geometry == PLOT


def test_points_among_polygons_are_skipped(tmp_path: Path) -> None:
    file = read(tmp_path, "a.kml", KML.format(mark(POINT) + mark(drawn(PLOT))))

    assert fates(file) == [["non_polygon_skipped"], []]


def test_points_and_lines_alone_are_no_plots(tmp_path: Path) -> None:
    file = read(tmp_path, "a.kml", KML.format(mark(POINT) + mark(LINE) + mark()))

    assert fates(file) == [["not_a_polygon"], ["not_a_polygon"], ["no_geometry"]]


@pytest.mark.parametrize(
    ("rows", "fate"),
    [
        ("111,35 112,35 112,36 111,35", []),
        ("111, 35, 9\n112, 35, 9\n112, 36, 9\n111, 35, 9", ["z_dropped"]),
        ("111,35 112,35 112,36", ["ring_closed"]),
        ("111,35 112,35,8 112,36 111,35", ["z_dropped"]),
        ("111,35 112,35", ["zero_area"]),
        ("", ["empty_geometry"]),
        ("111,35 112,NaN 112,36 111,35", ["bad_coordinate"]),
        ("111,35 112,x 112,36 111,35", ["bad_coordinate"]),
        ("111 35 112 35 112 36", ["bad_coordinate"]),
        ("111,35,1,2 112,35 112,36", ["bad_coordinate"]),
    ],
)
def test_coordinates_as_they_are_met(
    tmp_path: Path, rows: str, fate: list[str]
) -> None:
    shape = (
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{rows}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )

    file = read(tmp_path, "a.kml", KML.format(mark(shape) + mark(drawn(PLOT))))

    assert fates(file) == [fate, []]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_text_may_be_in_any_encoding_that_is_met(tmp_path: Path, encoding: str) -> None:
    text = KML.replace("UTF-8", "GBK").format(mark(drawn(PLOT), name="垚鑫"))

    file = read(tmp_path, "a.kml", text.encode(encoding))

    assert file.features[0].properties == {"name": "垚鑫"}


@pytest.mark.parametrize(
    "head",
    [
        "<kml>",
        '<kml xmlns="http://earth.google.com/kml/2.1">',
        '<k:kml xmlns:k="http://www.opengis.net/kml/2.2">',
    ],
)
def test_any_namespace_will_do(tmp_path: Path, head: str) -> None:
    prefix = "k:" if head.startswith("<k:") else ""
    body = mark(drawn(PLOT)).replace("</", f"</{prefix}").replace("<", f"<{prefix}")
    body = body.replace(f"<{prefix}/{prefix}", f"</{prefix}")

    file = read(tmp_path, "a.kml", f"{head}{body}</{prefix}kml>")

    assert [one.geometry for one in file.features] == [PLOT]


def test_a_kmz_is_all_of_its_documents(tmp_path: Path) -> None:
    first, second = KML.format(mark(drawn(PLOT))), KML.format(mark(drawn(NEXT)))
    content = zipped({"doc.kml": first, "files/b.kml": second, "files/i.png": b""})

    file = read(tmp_path, "a.kmz", content)

    assert file.kind == "KMZ"
    assert [one.geometry for one in file.features] == [PLOT, NEXT]


def test_what_gdal_packs_is_read(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"Name": ["甲"]}, geometry=[PLOT], crs=4326)
    frame.to_file(tmp_path / "a.kmz", driver="LIBKML")
    content = (tmp_path / "a.kmz").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "a.kmz")

    file = read(tmp_path, "a.kmz", content)

    assert len(file.features) == 1


LAUGHS = '<!DOCTYPE kml [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{LAUGHS}]><kml>&j;</kml>", "DOCTYPE"),
        ('<!DOCTYPE k SYSTEM "file:///etc/passwd"><kml/>', "DOCTYPE"),
        ("<kml>" + "<Folder>" * 100_000, "嵌套过深"),
        (KML.format(mark(drawn(PLOT)))[:-40], "不完整"),
        ("<gpx/>", "kml"),
        ("<kml>&undefined;</kml>", "第 1 行"),
    ],
)
def test_what_is_no_kml_is_refused(tmp_path: Path, content: str, says: str) -> None:
    file = read(tmp_path, "a.kml", content)

    assert reasons(file) == ["unreadable"]
    assert says in file.findings[0].words.zh


def test_kml_of_no_placemark_is_refused(tmp_path: Path) -> None:
    for empty in ("", "<NetworkLink/>"):
        file = read(tmp_path, "a.kml", KML.format(empty))

        assert reasons(file) == ["no_geometry"]
