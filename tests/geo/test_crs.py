import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer
from shapely import Point, Polygon

from gi_registry.geo import crs as systems
from gi_registry.geo.crs import Bounds, Crs, from_cgcs2000, looks_swapped, to_cgcs2000
from gi_registry.geo.errors import CoordinateRangeError, UnknownCrsError
from gi_registry.geo.offsets import Points

SHANXI = Bounds(110.2, 34.5, 114.6, 40.8)
ELLIPSOID = Geod(a=6_378_137.0, f=1 / 298.257_222_101)

in_shanxi = st.tuples(
    st.floats(SHANXI.min_x, SHANXI.max_x), st.floats(SHANXI.min_y, SHANXI.max_y)
)


def apart_m(one: Points, other: Points) -> float:
    _, _, metres = ELLIPSOID.inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    return float(np.max(metres))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EPSG:4490", Crs.CGCS2000),
        ("4490", Crs.CGCS2000),
        ("cgcs 2000", Crs.CGCS2000),
        ("urn:ogc:def:crs:EPSG::4490", Crs.CGCS2000),
        ("urn:ogc:def:crs:EPSG:9.9.1:4546", Crs.GK3_CM_111),
        ("http://www.opengis.net/def/crs/EPSG/0/4526", Crs.GK3_ZONE_38),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs.WGS84),
        ("OGC:CRS84", Crs.WGS84),
        (" wgs-84 ", Crs.WGS84),
        ("gcj02", Crs.GCJ02),
        ("GCJ-02", Crs.GCJ02),
        ("BD-09", Crs.BD09),
    ],
)
def test_a_system_is_known_by_its_usual_names(text: str, expected: Crs) -> None:
    assert systems.parse(text) is expected


@pytest.mark.parametrize("text", ["", "EPSG:2379", "EPSG:34490", "Xian 1980", "WGS85"])
def test_an_unknown_system_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UnknownCrsError) as refusal:
        systems.parse(text)

    assert "EPSG:4490" in refusal.value.words.zh
    assert "EPSG:4490" in refusal.value.words.en
    assert refusal.value.facts == {"named": text}


@pytest.mark.parametrize("crs", [crs for crs in Crs if crs.is_gauss_kruger])
def test_the_zones_are_those_of_epsg(crs: Crs) -> None:
    operation = CRS(crs.value).coordinate_operation
    assert operation is not None
    published: dict[str, object] = {item.name: item.value for item in operation.params}

    prefix = int(crs.name.rpartition("_")[2]) if "ZONE" in crs.name else 0

    assert crs.central_meridian == published["Longitude of natural origin"]
    assert prefix * 1_000_000 + 500_000 == published["False easting"]
    assert ("3-degree" in CRS(crs.value).name) == ("GK3" in crs.name)
    datum = {"XIAN80": "Xian 1980", "BEIJING54": "Beijing 1954"}
    named = datum.get(crs.name.partition("_")[0], "CGCS2000")
    assert CRS(crs.value).name.startswith(named)


def test_a_zone_knows_its_other_way_of_writing() -> None:
    assert Crs.GK3_CM_111.other_prefix is Crs.GK3_ZONE_37
    assert Crs.GK3_ZONE_37.other_prefix is Crs.GK3_CM_111
    assert Crs.GK6_CM_111.other_prefix is Crs.GK6_ZONE_19
    assert Crs("EPSG:2361").other_prefix is Crs("EPSG:2382")  # Xian 1980, zone 37
    with pytest.raises(ValueError, match="no zone number"):
        _ = Crs.UTM_49N.other_prefix


@pytest.mark.parametrize("code", ["EPSG:4610", "EPSG:2361", "EPSG:4214", "EPSG:2435"])
def test_an_older_datum_is_taken_only_where_it_is_warned_of(code: str) -> None:
    with pytest.raises(UnknownCrsError):
        systems.parse(code)

    assert systems.parse(code, older=True).is_approximate


def test_xian_1980_keeps_its_degrees() -> None:
    # nothing better is published; the projection alone is undone
    zone = Crs("EPSG:2361")
    place = np.array([[112.5, 37.8]])
    own = Transformer.from_crs(4610, 2361, always_xy=True).transform(112.5, 37.8)

    assert to_cgcs2000(own, zone) == pytest.approx(place, rel=0, abs=1e-10)
    assert from_cgcs2000(place, zone)[0] == pytest.approx(own, rel=0, abs=1e-4)


@pytest.mark.parametrize("code", ["EPSG:4214", "EPSG:2413"])
def test_beijing_1954_goes_the_way_of_the_nearest_basin(code: str) -> None:
    # where EPSG:15918 holds, PROJ chooses it or its neighbour by itself
    crs = Crs(code)
    place = np.array([[109.5, 37.0]])
    published = Transformer.from_crs(crs.value, 4326, always_xy=True)

    own = from_cgcs2000(place, crs)

    assert apart_m(to_cgcs2000(own, crs), place) < 1e-3
    there = np.column_stack(published.transform(own[:, 0], own[:, 1]))
    assert apart_m(there, place) < 2


@pytest.mark.parametrize("crs", [Crs.UTM_49N, Crs.WEB_MERCATOR])
def test_other_projections_are_those_of_proj(crs: Crs) -> None:
    there = Transformer.from_crs(4326, crs.value, always_xy=True)

    projected = from_cgcs2000((111.5, 37.5), crs)

    assert projected[0] == pytest.approx(there.transform(111.5, 37.5), abs=1e-3)
    back = to_cgcs2000(projected, crs)
    assert back[0] == pytest.approx((111.5, 37.5), rel=0, abs=1e-9)


def test_degrees_have_no_central_meridian() -> None:
    with pytest.raises(ValueError, match="no central meridian"):
        _ = Crs.GCJ02.central_meridian


def test_every_system_has_words_with_its_code() -> None:
    for crs in Crs:
        assert crs.value in crs.words.zh
        assert crs.value in crs.words.en


# coord_transform (docs.rs) for the first, wandergis/coordtransform's test/app.js
# for the others.
@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((118, 32), (118.00543101383846, 31.997964381055795)),
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj02_is_what_others_publish(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    there = from_cgcs2000(wgs84, Crs.GCJ02)
    back = to_cgcs2000(gcj02, Crs.GCJ02)

    assert there[0] == pytest.approx(gcj02, rel=0, abs=1e-12)
    assert back[0] == pytest.approx(wgs84, rel=0, abs=1e-12)


def test_the_inverse_of_gcj02_is_the_published_one() -> None:
    # gcj_extract_wgs in the README of hive-third-functions, which halves its
    # interval until it is a millionth of a degree
    published = (116.39775549316407, 39.913596801757805)

    back = to_cgcs2000((116.404, 39.915), Crs.GCJ02)

    assert back[0] == pytest.approx(published, rel=0, abs=1e-6)


def test_bd09_is_what_others_publish() -> None:
    # the example of gcj02tobd09 in the README of wandergis/coordtransform
    published = (116.41036949371029, 39.92133699351021)

    true = to_cgcs2000((116.404, 39.915), Crs.GCJ02)
    there = from_cgcs2000(true, Crs.BD09)

    assert there[0] == pytest.approx(published, rel=0, abs=1e-12)


@pytest.mark.parametrize(
    ("place", "metres"),
    [  # Taiyuan, Datong, Yuncheng, Ji, Qin, each counted apart from this code
        ((112.55, 37.87), 556),
        ((113.30, 40.08), 612),
        ((111.00, 35.02), 536),
        ((110.68, 36.10), 495),
        ((112.70, 36.76), 563),
    ],
)
def test_gcj02_is_half_a_kilometre_off_in_shanxi(
    place: tuple[float, float], metres: float
) -> None:
    start = np.array([place])

    shifted = from_cgcs2000(start, Crs.GCJ02)

    assert apart_m(start, shifted) == pytest.approx(metres, abs=3)


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
@given(place=in_shanxi)
def test_the_way_back_ends_within_a_millimetre(
    crs: Crs, place: tuple[float, float]
) -> None:
    start = np.array([place])

    back = to_cgcs2000(from_cgcs2000(start, crs), crs)

    assert apart_m(start, back) < 1e-3


@given(place=in_shanxi)
def test_a_projection_comes_back_within_a_tenth_of_a_millimetre(
    place: tuple[float, float],
) -> None:
    start = np.array([place])

    for crs in (Crs.GK3_ZONE_37, Crs.GK3_CM_114, Crs.GK6_ZONE_19, Crs.GK6_CM_111):
        back = to_cgcs2000(from_cgcs2000(start, crs), crs)

        assert apart_m(start, back) < 1e-4


@pytest.mark.parametrize(
    ("crs", "easting"), [(Crs.GK3_ZONE_37, 37_500_000), (Crs.GK3_CM_111, 500_000)]
)
def test_the_central_meridian_keeps_its_length(crs: Crs, easting: int) -> None:
    _, _, arc = ELLIPSOID.inv(111, 0, 111, 37.5)

    projected = from_cgcs2000((111, 37.5), crs)

    assert projected[0] == pytest.approx((easting, arc), rel=0, abs=1e-4)


def test_wgs84_is_taken_as_it_is() -> None:
    assert to_cgcs2000((112.5, 37.8), Crs.WGS84).tolist() == [[112.5, 37.8]]
    assert from_cgcs2000((112.5, 37.8), Crs.WGS84).tolist() == [[112.5, 37.8]]


def test_a_geometry_keeps_its_kind_and_holes_and_loses_its_heights() -> None:
    hole = [(112.4, 37.4, 9), (112.6, 37.4, 9), (112.6, 37.6, 9), (112.4, 37.4, 9)]
    shell = [(112, 37, 9), (113, 37, 9), (113, 38, 9), (112, 37, 9)]

    moved = from_cgcs2000(Polygon(shell, [hole]), Crs.GCJ02)

    assert moved.geom_type == "Polygon"
    assert len(moved.interiors) == 1
    assert not moved.has_z
    first = from_cgcs2000((112, 37), Crs.GCJ02)[0]
    assert moved.exterior.coords[0] == tuple(first)


def test_an_empty_geometry_stays_empty() -> None:
    assert to_cgcs2000(Polygon(), Crs.GCJ02).is_empty


@pytest.mark.parametrize(
    ("x", "y", "crs"),
    [
        (37.8, 112.5, Crs.CGCS2000),  # latitude first
        (181, 0, Crs.WGS84),
        (math.nan, 37, Crs.WGS84),
        (math.inf, 37, Crs.CGCS2000),
        (-0.1, 51.5, Crs.GCJ02),  # London has no offset
        (500_000, 4_150_000, Crs.CGCS2000),  # metres for degrees
        (38_500_000, 4_150_000, Crs.GK3_CM_114),  # a prefix where none belongs
        (500_000, 4_150_000, Crs.GK3_ZONE_38),  # and none where one does
        (38_500_000, 4_150_000, Crs.GK3_ZONE_37),
        (4_150_000, 500_000, Crs.GK3_CM_114),  # northing first
    ],
)
def test_a_coordinate_out_of_range_is_refused(x: float, y: float, crs: Crs) -> None:
    with pytest.raises(CoordinateRangeError) as refusal:
        to_cgcs2000(Point(x, y), crs)

    assert crs in refusal.value.words.zh
    assert crs in refusal.value.words.en


def test_a_place_far_from_the_zone_is_not_projected_into_it() -> None:
    with pytest.raises(CoordinateRangeError):
        from_cgcs2000((75, 40), Crs.GK3_CM_114)


def test_swapped_axes_are_seen_against_the_box_of_the_place() -> None:
    right = [(112.5, 37.8), (113.1, 36.2), (111.0, 35.0)]
    swapped = [(y, x) for x, y in right]

    assert not looks_swapped(right, SHANXI)
    assert looks_swapped(swapped, SHANXI)
    assert not looks_swapped([], SHANXI)
    assert not looks_swapped([(2.3, 48.9)], SHANXI)  # elsewhere either way


def test_one_stray_point_does_not_swap_a_whole_file() -> None:
    assert not looks_swapped([(112.5, 37.8), (113, 36), (37.8, 112.5)], SHANXI)


def test_the_transform_of_many_is_that_of_each() -> None:
    places = shapely.points([[112.5, 37.8], [113.1, 36.2]])
    rows = shapely.get_coordinates(places)

    together = from_cgcs2000(rows, Crs.BD09)

    for row, place in zip(together, places, strict=True):
        assert from_cgcs2000(place, Crs.BD09).coords[0] == tuple(row)
