import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from gi_registry.areas.errors import (
    AxesSwappedError,
    OutlineCrossesError,
    OutlineTooLongError,
    OutlineUnreadableError,
    OutsideProvinceError,
)
from gi_registry.areas.service import outline_from_text
from gi_registry.core.errors import GiError
from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.errors import (
    CoordinateRangeError,
    CrsConflictError,
    UnknownCrsError,
)

CORNERS = [(112.335, 37.358), (112.338, 37.358), (112.338, 37.360), (112.335, 37.360)]
PLOT = Polygon(CORNERS)
RING = [*CORNERS, CORNERS[0]]
WKT = "POLYGON((112.335 37.358, 112.338 37.358, 112.338 37.360, 112.335 37.360"


def feature(geometry: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


GEOMETRY: dict[str, object] = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{lon},{lat}" for lon, lat in CORNERS),
        "\n".join(f"{lon},{lat}" for lon, lat in RING),
        "；".join(f"{lon}，{lat}" for lon, lat in CORNERS),
        "\r\n".join(f" {lon}\t{lat} 812.5 " for lon, lat in CORNERS),
        "\n".join(f"{lon}、{lat}" for lon, lat in CORNERS),
        json.dumps(GEOMETRY),
        json.dumps({"type": "Polygon", "coordinates": [CORNERS]}),
        json.dumps(feature(GEOMETRY)),
        json.dumps({"type": "FeatureCollection", "features": [feature(GEOMETRY)]}),
        json.dumps({"type": "MultiPolygon", "coordinates": [[RING]]}),
        f"{WKT}, 112.335 37.358))",
        f"{WKT}))",
        f"SRID=4490;{WKT}))",
        f"{WKT.lower().replace('polygon', 'polygon z').replace(',', ' 1,')} 1))",
    ],
)
def test_an_outline_is_read_in_the_forms_that_people_have(text: str) -> None:
    outline = outline_from_text(text, "CGCS2000")

    assert outline.equals(PLOT)
    assert not outline.has_z


@pytest.mark.parametrize(
    "text",
    [
        "112.335,37.358",
        "POINT(112.335 37.358)",
        '{"type": "Point", "coordinates": [112.335, 37.358]}',
    ],
)
def test_one_point_is_the_site_of_a_workshop(text: str) -> None:
    assert outline_from_text(text, Crs.CGCS2000) == Point(112.335, 37.358)


@pytest.mark.parametrize("crs", [Crs.WGS84, Crs.GCJ02, Crs.BD09, Crs.GK3_ZONE_37])
def test_an_outline_comes_back_from_the_system_it_was_drawn_in(crs: Crs) -> None:
    drawn = from_cgcs2000(PLOT, crs)

    outline = outline_from_text(drawn.wkt, crs)

    assert outline.hausdorff_distance(PLOT) < 1e-8


def test_swapped_axes_are_refused_with_the_right_way_round() -> None:
    text = "\n".join(f"{lat},{lon}" for lon, lat in CORNERS)

    with pytest.raises(AxesSwappedError) as refusal:
        outline_from_text(text, "WGS84")

    assert "112.335,37.358" in refusal.value.words.zh
    assert refusal.value.facts["suggested"] == [112.335, 37.358]


def test_a_bow_tie_is_refused_with_where_it_crosses() -> None:
    text = "112.0,37.0\n112.2,37.2\n112.2,37.0\n112.0,37.2"

    with pytest.raises(OutlineCrossesError) as refusal:
        outline_from_text(text, "CGCS2000")

    assert "112.100000, 37.100000" in refusal.value.words.zh


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有内容"),
        ("112.3,37.3\n112.4,37.4", "三个"),
        ("112.3,37.3\n112.4,37.4\n112.3,37.3", "三个"),
        ("112.3,37.3\n祁县昭余镇\n112.3,37.4", "第 2 行“祁县昭余镇”"),
        ("112.3,37.3\n112.4\n112.3,37.4", "第 2 行"),
        ("1,2,3,4", "第 1 行"),
        ("nan,nan", "不是数字"),
        ("112.3,1e999", "不是数字"),
        ("{", "GeoJSON"),
        ("{}", "GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[]]}', "GeoJSON"),
        ('{"type": "Polygon", "coordinates": [["a", "b", "c"]]}', "GeoJSON"),
        ('{"type": "Feature", "geometry": null}', "GeoJSON"),
        ('{"type": "LineString", "coordinates": [[112, 37], [113, 38]]}', "LineString"),
        ("POLYGON((112 37, 113", "WKT"),
        ("POLYGON EMPTY", "0 个部分"),
        (MultiPolygon([PLOT, box(113, 37, 113.1, 37.1)]).wkt, "2 个部分"),
        ("9" * 2_000_001, "200 万字"),
    ],
)
def test_what_cannot_be_read_is_refused_with_why(text: str, said: str) -> None:
    with pytest.raises(OutlineUnreadableError) as refusal:
        outline_from_text(text, "CGCS2000")

    assert said in refusal.value.words.zh
    assert "112.335,37.358" in refusal.value.words.zh
    assert refusal.value.field == "geometry"


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(OutlineUnreadableError):
        outline_from_text('{"a":' * 100_000, "CGCS2000")


def test_a_text_that_names_another_system_is_refused() -> None:
    named = {"crs": {"type": "name", "properties": {"name": "EPSG:4526"}}}

    with pytest.raises(CrsConflictError):
        outline_from_text(json.dumps(GEOMETRY | named), "CGCS2000")
    with pytest.raises(CrsConflictError):
        outline_from_text(f"SRID=4490;{WKT}))", "GCJ-02")
    assert outline_from_text(f"SRID=4326;{WKT}))", "CGCS2000").equals(PLOT)


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(UnknownCrsError):
        outline_from_text("112.3,37.3", "Beijing 1954")


def test_what_lies_elsewhere_is_refused() -> None:
    with pytest.raises(OutsideProvinceError):
        outline_from_text("116.3,39.9", "CGCS2000")
    with pytest.raises(CoordinateRangeError):
        outline_from_text("37500000,4100000", "CGCS2000")


def test_ten_thousand_corners_are_the_most() -> None:
    ring = Point(112.5, 37.5).buffer(0.01, quad_segs=2_500).exterior

    assert len(ring.coords) == 10_001
    assert outline_from_text(Polygon(ring).wkt, "CGCS2000").is_valid
    more = Polygon(ring).buffer(0.001, quad_segs=30).segmentize(0.000005)
    assert len(more.exterior.coords) > 10_001
    for text in (more.wkt, "\n".join(f"{x},{y}" for x, y in more.exterior.coords)):
        with pytest.raises(OutlineTooLongError):
            outline_from_text(text, "CGCS2000")


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    outline = None

    with suppress(GiError):
        outline = outline_from_text(text, "CGCS2000")

    assert outline is None or outline.intersects(box(110.1, 34.5, 114.7, 40.8))
