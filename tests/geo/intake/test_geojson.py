import json
from pathlib import Path

import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.outcomes import Weight
from tests.geo.intake.files import (
    PLOT,
    collection,
    crs_member,
    entry,
    fates,
    read,
    reasons,
)

NEXT = box(111.03, 35.01, 111.04, 35.02)


def test_geojson_is_wgs84_by_its_standard(tmp_path: Path) -> None:
    file = read(
        tmp_path, "县/plots.geojson", collection(entry(PLOT, 名称="甲", mu=3.0))
    )

    assert (file.name, file.kind) == ("plots.geojson", "GeoJSON")
    assert (file.crs, file.crs_from) == (Crs.WGS84, "format")
    assert (reasons(file), fates(file)) == ([], [[]])
    assert file.features[0].properties == {"名称": "甲", "mu": "3"}
    assert file.features[0].geometry == PLOT


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_may_be_in_any_encoding_that_is_met(tmp_path: Path, encoding: str) -> None:
    text = collection(entry(PLOT, 名称="垚鑫合作社"))

    file = read(tmp_path, "a.json", text.encode(encoding))

    assert file.features[0].properties == {"名称": "垚鑫合作社"}
    assert file.features[0].geometry == PLOT


@pytest.mark.parametrize("name", ["a.geojson", "地块", "a.dat"])
def test_a_feature_or_a_bare_geometry_is_a_file_too(tmp_path: Path, name: str) -> None:
    for document in (entry(PLOT), entry(PLOT)["geometry"]):
        file = read(tmp_path, name, json.dumps(document))

        assert [one.geometry for one in file.features] == [PLOT]


@pytest.mark.parametrize(
    ("named", "crs"),
    [
        ("urn:ogc:def:crs:EPSG::4546", Crs.GK3_CM_111),
        ("EPSG:4525", Crs.GK3_ZONE_37),
        ("EPSG:4490", Crs.CGCS2000),
        ("EPSG:2361", Crs("EPSG:2361")),
    ],
)
def test_the_old_crs_member_is_honoured_and_said(
    tmp_path: Path, named: str, crs: Crs
) -> None:
    text = collection(entry(from_cgcs2000(PLOT, crs)), crs=crs_member(named))

    file = read(tmp_path, "a.geojson", text)

    assert (file.crs, file.crs_from) == (crs, "member")
    older = ["datum_approximate"] if crs.is_approximate else []
    assert reasons(file) == ["crs_member_honoured", *older]
    assert all(it.weight is Weight.WARNING for it in file.findings)


def test_a_member_that_says_what_the_standard_says_is_no_news(tmp_path: Path) -> None:
    member = crs_member("urn:ogc:def:crs:OGC:1.3:CRS84")

    file = read(tmp_path, "a.geojson", collection(entry(PLOT), crs=member))

    assert (file.crs, file.crs_from, reasons(file)) == (Crs.WGS84, "member", [])


@pytest.mark.parametrize("member", [crs_member("EPSG:27700"), {"type": "link"}, 7])
def test_a_member_of_no_system_of_ours_refuses(tmp_path: Path, member: object) -> None:
    file = read(tmp_path, "a.geojson", collection(entry(PLOT), crs=member))

    assert reasons(file) == ["crs_unknown"]
    assert file.features == ()


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (None, "no_geometry"),
        ({"type": "Polygon", "coordinates": []}, "empty_geometry"),
        ({"type": "Polygon", "coordinates": [[]]}, "empty_geometry"),
        ({"type": "MultiPolygon", "coordinates": []}, "empty_geometry"),
        (Point(111, 35), "not_a_polygon"),
        (LineString([(111, 35), (112, 36)]), "not_a_polygon"),
        (GeometryCollection([Point(111, 35)]), "not_a_polygon"),
        ({"type": "Circle", "coordinates": [111, 35]}, "not_a_polygon"),
        ({"type": "Polygon", "coordinates": None}, "bad_coordinate"),
        ({"type": "Polygon"}, "bad_coordinate"),
        ("POLYGON", "bad_coordinate"),
        ({"type": "Polygon", "coordinates": [[111, 35]]}, "bad_coordinate"),
        ({"type": "Polygon", "coordinates": [[[[111, 35]]]]}, "bad_coordinate"),
        ({"type": "Polygon", "coordinates": [[[111], [112], [113]]]}, "bad_coordinate"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, "zero_area"),
        (
            {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2], [3, 4]]]},
            "zero_area",
        ),
    ],
)
def test_what_is_no_plot_is_refused_and_the_rest_stays(
    tmp_path: Path, shape: object, reason: str
) -> None:
    text = collection(entry(PLOT), entry(shape), entry(NEXT))

    file = read(tmp_path, "a.geojson", text)

    assert fates(file) == [[], [reason], []]
    assert file.features[1].findings[0].weight is Weight.REFUSAL
    assert [one.geometry for one in file.features] == [PLOT, None, NEXT]
    assert [one.index for one in file.features] == [0, 1, 2]


@pytest.mark.parametrize(
    "bad", ["NaN", "Infinity", "1e999", "null", '"111.01"', "true", "[]", "9" * 400]
)
def test_a_coordinate_that_is_no_number_refuses_its_feature(
    tmp_path: Path, bad: str
) -> None:
    text = collection(entry(PLOT), entry(NEXT)).replace("111.03", bad)

    file = read(tmp_path, "a.geojson", text)

    assert fates(file) == [[], ["bad_coordinate"]]


def test_a_feature_that_is_none_does_not_stop_the_others(tmp_path: Path) -> None:
    text = collection(3, None, {"type": "Feature", "properties": [1]}, entry(PLOT))

    file = read(tmp_path, "a.geojson", text)

    assert fates(file) == [["no_geometry"]] * 3 + [[]]


def test_an_open_ring_is_closed_and_said(tmp_path: Path) -> None:
    opened = {
        "type": "Polygon",
        "coordinates": [[*PLOT.exterior.coords][:-1], [*PLOT.interiors[0].coords]],
    }

    file = read(tmp_path, "a.geojson", collection(entry(opened)))

    assert fates(file) == [["ring_closed"]]
    assert file.features[0].findings[0].weight is Weight.REPAIR
    assert file.features[0].geometry == PLOT


@pytest.mark.parametrize("some", [False, True])
def test_heights_are_dropped_and_said(tmp_path: Path, *, some: bool) -> None:
    shape = json.loads(shapely.to_geojson(shapely.force_3d(PLOT, 900)))
    if some:
        shape["coordinates"][0][1].pop()

    file = read(tmp_path, "a.geojson", collection(entry(shape)))

    assert fates(file) == [["z_dropped"]]
    assert file.features[0].geometry == PLOT


def test_polygons_are_taken_out_of_a_collection(tmp_path: Path) -> None:
    mixed = GeometryCollection([Point(111, 35), PLOT, GeometryCollection([NEXT])])

    file = read(tmp_path, "a.geojson", collection(entry(mixed)))

    assert fates(file) == [["polygon_taken_from_collection"]]
    assert file.features[0].geometry == MultiPolygon([PLOT, NEXT])


def test_swapped_axes_are_handed_on_as_they_are(tmp_path: Path) -> None:
    swapped = Polygon([(y, x) for x, y in PLOT.exterior.coords])

    file = read(tmp_path, "a.geojson", collection(entry(swapped)))

    assert (file.crs, fates(file)) == (Crs.WGS84, [[]])
    assert file.features[0].geometry == swapped


def test_what_no_database_holds_is_taken_out_of_the_attributes(tmp_path: Path) -> None:
    text = collection(entry(PLOT, a="x\0y", b="\ud800", c=None, d=[1], e=True))
    text = text.replace("\ud800", "\\ud800")

    file = read(tmp_path, "a.geojson", text)

    assert file.features[0].properties == {
        "a": "xy",
        "b": "?",
        "c": "",
        "d": "[1]",
        "e": "true",
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        '{"type": "FeatureCollection"}',
        '{"type": "Topology", "objects": {}}',
        '{"geometryType": "esriGeometryPolygon", "features": []}',
        collection(entry(PLOT))[:-30],
        "[" * 100_000,
        '{"a":' * 100_000,
        b"\xff\xfe\x00",
        b"\xff" * 99,
    ],
)
def test_broken_geojson_is_refused_in_words(
    tmp_path: Path, content: str | bytes
) -> None:
    file = read(tmp_path, "broken.geojson", content)

    assert reasons(file) == ["unreadable"]
    assert (file.crs, file.features) == (None, ())
    assert str(tmp_path) not in "".join(file.findings[0].words)


def test_a_collection_of_nothing_is_refused(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, "a.geojson", collection())) == ["no_geometry"]
