import csv
import io
from pathlib import Path

import pytest
import shapely
from shapely import MultiPolygon

from gi_registry.geo.crs import Crs, from_cgcs2000
from tests.geo.intake.files import PLOT, fates, read, reasons

WKT = shapely.to_wkt(PLOT, rounding_precision=-1)


def table(*rows: list[str], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("column", ["wkt", "WKT", "geometry", "geom", "图形", "坐标"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_with_well_known_text_is_read(
    tmp_path: Path, column: str, encoding: str
) -> None:
    text = table(["名称", column, "亩"], ["甲", WKT, "3"])

    file = read(tmp_path, "a.csv", text.encode(encoding), Crs.CGCS2000)

    assert (file.kind, file.crs, file.crs_from) == ("CSV", Crs.CGCS2000, "declared")
    assert file.features[0].properties == {"名称": "甲", "亩": "3"}
    assert file.features[0].geometry == PLOT


@pytest.mark.parametrize(
    ("hint", "delimiter"), [("", ";"), ("", "\t"), ("", ","), ("sep=;\r\n", ";")]
)
def test_other_delimiters_and_another_column_are_found(
    tmp_path: Path, hint: str, delimiter: str
) -> None:
    lines = ["名称", "边界"], ["空", ""], ["甲", WKT.lower()]
    text = hint + table(*lines, delimiter=delimiter)

    file = read(tmp_path, "a.txt", text, Crs.CGCS2000)

    assert fates(file) == [["no_geometry"], []]
    assert file.features[1].geometry == PLOT


def test_bare_lines_need_no_header(tmp_path: Path) -> None:
    other = shapely.to_wkt(MultiPolygon([PLOT]))

    file = read(tmp_path, "a.wkt", f"{WKT}\n\n{other}\n", Crs.CGCS2000)

    assert len(file.features) == 2


def test_degrees_and_metres_without_a_word_are_refused(tmp_path: Path) -> None:
    metres = shapely.to_wkt(from_cgcs2000(PLOT, Crs.GK3_CM_111))

    for shape in (WKT, metres):
        assert reasons(read(tmp_path, "a.csv", table(["wkt"], [shape]))) == [
            "crs_missing"
        ]


def test_the_srid_of_ewkt_is_what_the_file_says(tmp_path: Path) -> None:
    def rows(*numbers: int) -> str:
        return table(["wkt"], *[[f"SRID={number};{WKT}"] for number in numbers])

    said = read(tmp_path, "a.csv", rows(4490, 4490))

    assert (said.crs, said.crs_from) == (Crs.CGCS2000, "file")
    assert said.features[0].geometry == PLOT
    assert reasons(read(tmp_path, "a.csv", rows(4490, 4326))) == ["crs_unknown"]
    assert reasons(read(tmp_path, "a.csv", rows(27700))) == ["crs_unknown"]
    assert reasons(read(tmp_path, "a.csv", rows(0))) == ["crs_missing"]


@pytest.mark.parametrize(
    ("shape", "fate"),
    [
        ("POLYGON ((111 35, 112 35, 112 36))", ["ring_closed"]),
        ("POLYGON ((111 35, 112 35))", ["zero_area"]),
        ("POLYGON Z ((111 35 9, 112 35 9, 112 36 9, 111 35 9))", ["z_dropped"]),
        ("POLYGON M ((111 35 9, 112 35 9, 112 36 9, 111 35 9))", ["z_dropped"]),
        ("POLYGON EMPTY", ["empty_geometry"]),
        ("POINT (111 35)", ["not_a_polygon"]),
        ("POLYGON ((111 35, nan 35, 112 36, 111 35))", ["bad_coordinate"]),
        ("POLYGON ((111 35, 112", ["bad_coordinate"]),
        ("CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 0 0))", ["not_a_polygon"]),
        ("TIN (((0 0, 0 1, 1 1, 0 0)))", ["bad_coordinate"]),
        ("甲", ["bad_coordinate"]),
        ("", ["no_geometry"]),
        (f"GEOMETRYCOLLECTION ({WKT}, POINT (1 2))", ["polygon_taken_from_collection"]),
    ],
)
def test_each_row_has_its_own_fate(tmp_path: Path, shape: str, fate: list[str]) -> None:
    text = table(["wkt", "n"], [shape, "1"], [WKT, "2"])

    file = read(tmp_path, "a.csv", text, Crs.CGCS2000)

    assert fates(file) == [fate, []]


def test_a_short_row_has_no_geometry(tmp_path: Path) -> None:
    file = read(tmp_path, "a.csv", f'n,wkt\n1\n2,"{WKT}"\n', Crs.CGCS2000)

    assert fates(file) == [["no_geometry"], []]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "wkt\n", "\n\n", "a", "\0\0\0a"])
def test_a_table_of_no_shape_is_refused(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, "a.csv", text, Crs.CGCS2000)

    assert reasons(file)[0] in {"unreadable", "no_geometry"}
    assert file.features == ()
