import io
import math
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import shapely
from ezdxf import filemanagement
from ezdxf.document import Drawing
from ezdxf.layouts.layout import Modelspace
from shapely import Polygon, box

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.raw import RawFile
from tests.geo.intake.files import fates, read, reasons

EAST, NORTH = 37_500_000.0, 3_900_000.0
CORNERS = [
    (EAST, NORTH),
    (EAST + 50, NORTH),
    (EAST + 50, NORTH + 40),
    (EAST, NORTH + 40),
]
PLOT = Polygon(CORNERS)

Draw = Callable[[Modelspace], object]


def drawing(*draw: Draw, version: str = "R2010") -> bytes:
    document: Drawing = filemanagement.new(version)
    document.layers.add("地块")
    for one in draw:
        one(document.modelspace())
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue().encode(document.output_encoding, "dxfreplace")


def closed(space: Modelspace) -> None:
    space.add_lwpolyline(CORNERS, close=True, dxfattribs={"layer": "地块"})


def opened(space: Modelspace) -> None:
    space.add_lwpolyline(CORNERS)


def strays(space: Modelspace) -> None:
    space.add_text("一号")
    space.add_text("二号")
    space.add_point((EAST, NORTH))
    space.add_line((EAST, NORTH), (EAST + 1, NORTH))


def first(file: RawFile) -> Polygon:
    shape = file.features[0].geometry
    assert isinstance(shape, Polygon)
    return shape


@pytest.mark.parametrize("version", ["R12", "R2000", "R2007", "R2018"])
def test_closed_polylines_are_plots(tmp_path: Path, version: str) -> None:
    def old(space: Modelspace) -> None:
        space.add_polyline2d(CORNERS, close=True, dxfattribs={"layer": "地块"})

    light = closed if version != "R12" else old

    file = read(tmp_path, "a.dxf", drawing(old, light, version=version))

    assert (file.kind, file.crs, file.crs_from) == ("DXF", Crs.GK3_ZONE_37, "prefix")
    assert reasons(file) == ["crs_inferred_from_zone_prefix"]
    assert fates(file) == [[], []]
    assert [one.geometry for one in file.features] == [PLOT, PLOT]
    assert {one.properties["layer"] for one in file.features} == {"地块"}


def test_what_gdal_draws_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.dxf"
    ring = shapely.get_exterior_ring(PLOT)
    frame = geopandas.GeoDataFrame(geometry=[ring], crs="EPSG:4525")
    frame.to_file(path, driver="DXF")

    file = read(tmp_path, "a.dxf", path.read_bytes())

    assert first(file).equals(PLOT)


@pytest.mark.parametrize(
    ("gap", "fate"),
    [(0.0, []), (0.009, ["ring_closed"]), (0.02, ["open_polyline"])],
)
def test_ends_within_a_centimetre_are_one(
    tmp_path: Path, gap: float, fate: list[str]
) -> None:
    def nearly(space: Modelspace) -> None:
        space.add_lwpolyline([*CORNERS, (EAST + gap, NORTH)])

    file = read(tmp_path, "a.dxf", drawing(nearly, closed))

    assert fates(file) == [fate, []]


def test_a_degree_is_no_metre(tmp_path: Path) -> None:
    def degrees(space: Modelspace) -> None:
        space.add_lwpolyline(
            [(111, 35), (111.001, 35), (111.001, 35.001), (111, 35.0001)]
        )

    file = read(tmp_path, "a.dxf", drawing(degrees), Crs.CGCS2000)

    assert fates(file) == [["open_polyline"]]


def test_open_polylines_are_refused_one_by_one(tmp_path: Path) -> None:
    file = read(tmp_path, "a.dxf", drawing(opened, closed))

    assert fates(file) == [["open_polyline"], []]


def test_all_else_is_counted(tmp_path: Path) -> None:
    file = read(tmp_path, "a.dxf", drawing(closed, strays))

    assert "non_polygon_skipped" in reasons(file)
    words = next(it.words for it in file.findings if "TEXT" in it.words.en)
    assert "LINE 1, POINT 1, TEXT 2" in words.zh
    assert fates(file) == [[]]


def test_a_drawing_of_no_polyline_is_refused_with_what_it_has(tmp_path: Path) -> None:
    file = read(tmp_path, "a.dxf", drawing(strays))

    assert reasons(file) == ["not_a_polygon"]
    assert "TEXT 2" in file.findings[0].words.zh


def test_arcs_become_lines_within_a_centimetre(tmp_path: Path) -> None:
    def circle(space: Modelspace) -> None:  # two half circles of 30 m
        ends = [(EAST - 30, NORTH, 1.0), (EAST + 30, NORTH, 1.0)]
        space.add_lwpolyline(ends, format="xyb", close=True)

    file = read(tmp_path, "a.dxf", drawing(circle))

    away = [math.hypot(x - EAST, y - NORTH) for x, y in first(file).exterior.coords]
    assert away == pytest.approx([30.0] * len(away), abs=1e-6)
    assert first(file).area == pytest.approx(math.pi * 900, rel=2 * 0.01 / 30)


def test_a_polyline_in_space_loses_its_heights(tmp_path: Path) -> None:
    def high(space: Modelspace) -> None:
        space.add_polyline3d([(x, y, 900.0) for x, y in CORNERS], close=True)

    def raised(space: Modelspace) -> None:
        space.add_lwpolyline(CORNERS, close=True, dxfattribs={"elevation": 900.0})

    file = read(tmp_path, "a.dxf", drawing(high, raised))

    assert fates(file) == [["z_dropped"], ["z_dropped"]]
    assert [one.geometry for one in file.features] == [PLOT, PLOT]


def test_a_polyline_of_two_corners_encloses_nothing(tmp_path: Path) -> None:
    def line(space: Modelspace) -> None:
        space.add_lwpolyline(CORNERS[:2], close=True)

    file = read(tmp_path, "a.dxf", drawing(line, closed))

    assert fates(file) == [["zero_area"], []]


def test_a_drawing_says_nothing_of_its_system(tmp_path: Path) -> None:
    def plain(space: Modelspace) -> None:
        box_ = box(500_000, NORTH, 500_050, NORTH + 40)
        space.add_lwpolyline(list(box_.exterior.coords), close=True)

    missing = read(tmp_path, "a.dxf", drawing(plain))
    given = read(tmp_path, "a.dxf", drawing(plain), Crs.GK3_CM_114)

    assert reasons(missing) == ["crs_missing"]
    assert "EPSG:4547" in missing.findings[0].words.zh
    assert (given.crs, given.crs_from) == (Crs.GK3_CM_114, "declared")


def tags(kind: str, closed: int, *corners: tuple[float, float]) -> list[str]:
    """Return a polyline as a small program writes it, without subclass marks."""
    head = ["0", kind, "8", "地块", "70", str(closed)]
    if kind == "LWPOLYLINE":
        places = [it for x, y in corners for it in ("10", str(x), "20", str(y))]
        return [*head, "90", str(len(corners)), *places]
    places = [
        it
        for x, y in corners
        for it in ("0", "VERTEX", "8", "地块", "10", str(x), "20", str(y))
    ]
    return [*head, "66", "1", *places, "0", "SEQEND"]


LINE = ["0", "LINE", "8", "0", "10", "1", "20", "2", "11", "3", "21", "4"]
HEADER = ["0", "SECTION", "2", "HEADER", "9", "$ACADVER", "1", "AC1015"]
PAGE = ["9", "$DWGCODEPAGE", "3", "{}", "0", "ENDSEC"]


@pytest.mark.parametrize("page", [None, "ANSI_936", "ANSI_1252"])
def test_drawings_of_small_programs_are_read(tmp_path: Path, page: str | None) -> None:
    head = [] if page is None else [it.format(page) for it in (*HEADER, *PAGE)]
    entities = [
        *tags("LWPOLYLINE", 1, *CORNERS),
        *tags("POLYLINE", 1, *CORNERS),
        *tags("LWPOLYLINE", 0, *CORNERS, CORNERS[0]),
        *tags("LWPOLYLINE", 0, *CORNERS),
        *LINE,
    ]
    text = [
        *head,
        "0",
        "SECTION",
        "2",
        "ENTITIES",
        *entities,
        "0",
        "ENDSEC",
        "0",
        "EOF",
    ]

    file = read(tmp_path, "a.dxf", "\r\n".join(text).encode("gbk"))

    assert reasons(file) == ["non_polygon_skipped", "crs_inferred_from_zone_prefix"]
    assert fates(file) == [[], [], [], ["open_polyline"]]
    assert [one.geometry for one in file.features[:3]] == [PLOT] * 3
    assert {one.properties["layer"] for one in file.features} == {"地块"}


def test_a_drawing_that_breaks_off_is_not_half_read(tmp_path: Path) -> None:
    content = drawing(*[closed] * 50)

    for length in (len(content) * 9 // 10, len(content) - 30):
        file = read(tmp_path, "a.dxf", content[:length])

        assert reasons(file) == ["unreadable"]
        assert "EOF" in file.findings[0].words.zh


@pytest.mark.parametrize(
    "content",
    [
        b"  0\nSECTION\n  2\nENTITIES\n  0\nLWPOLYLINE\n",
        b"  0\nSECTION\n",
        b"nonsense",
        b"AutoCAD Binary DXF\r\n\x1a\x00\x00\x00",
        drawing(closed)[:2000],
    ],
)
def test_a_torn_drawing_is_refused(tmp_path: Path, content: bytes) -> None:
    file = read(tmp_path, "a.dxf", content)

    assert reasons(file)[0] in {"unreadable", "not_a_polygon"}
    assert file.features == ()
