"""The parameters: boxes, times, coordinate systems, values."""

import math
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from gi_registry.geo.crs import Bounds
from gi_registry.ogc.rules.coordinates import (
    AXES,
    CRS84,
    EPSG_3857,
    EPSG_4326,
    EPSG_4490,
    Axes,
    boxes,
)
from gi_registry.ogc.rules.times import instant, span
from tests.ogc.conftest import got, ids

AREAS = "/collections/production-areas/items"
DIVISIONS = "/collections/divisions/items"


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("112,37,112.31,37.31", ["TEST-A-v1", "TEST-B-v1"]),
        ("112,37,-1000,112.31,37.31,9000", ["TEST-A-v1", "TEST-B-v1"]),
        ("112.33,37.31,112.335,37.32", ["TEST-B-v1"]),
        ("113.2,37.5,114,38", ["TEST-A-v2"]),  # the corner alone
        ("113.15,37.65,113.2,37.7", []),  # in the triangle's box, not in it
        ("113.3,37,112.25,38", []),  # across the antimeridian: not this side
        ("-180,-90,180,90", ["TEST-A-v1", "TEST-A-v2", "TEST-B-v1"]),
        ("112.99,37.49,-170,38", ["TEST-A-v2"]),
    ],
)
def test_a_box_finds_what_meets_it_and_what_is_not_drawn(
    visit: FlaskClient, box: str, found: list[str]
) -> None:
    page = got(visit, AREAS, bbox=box)

    assert ids(page) == [*found, "TEST-C-v1"]
    assert page["numberMatched"] == len(found) + 1


@pytest.mark.parametrize("crs", [CRS84, EPSG_4326, EPSG_4490, EPSG_3857])
def test_a_box_is_read_in_the_order_of_its_axes(visit: FlaskClient, crs: str) -> None:
    low, high = _as((112.33, 37.31), crs), _as((112.335, 37.32), crs)
    box = ",".join(str(number) for number in (*low, *high))

    assert ids(got(visit, AREAS, bbox=box, bbox_crs=crs)) == ["TEST-B-v1", "TEST-C-v1"]


@pytest.mark.parametrize("crs", AXES)
def test_coordinates_are_those_of_the_system_that_is_asked_for(
    visit: FlaskClient, crs: str
) -> None:
    plain = got(visit, f"{AREAS}/TEST-A-v2")
    answer = visit.get(f"/ogc{AREAS}/TEST-A-v2", query_string={"crs": crs})
    page = got(visit, AREAS, crs=crs)

    document = answer.get_json(force=True)
    assert answer.headers["Content-Crs"] == f"<{crs}>"
    expected = {_as((x, y), crs) for x, y in plain["geometry"]["coordinates"][0]}
    given_ = {tuple(p) for p in document["geometry"]["coordinates"][0]}
    for point in given_:
        near = min(math.dist(point, other) for other in expected)
        assert near < (0.006 if crs == EPSG_3857 else 1e-9)
    assert page["features"][1]["geometry"] == document["geometry"]


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 1), st.floats(0, 1))
def test_a_box_in_metres_is_the_one_that_proj_gives(
    lon: float, lat: float, width: float, height: float
) -> None:
    transform = Transformer.from_crs(4326, 3857, always_xy=True).transform
    low = transform(lon, lat)
    high = transform(min(lon + width, 180), min(lat + height, 85))

    (box,) = boxes((*low, *high), Axes.MERCATOR)

    wanted = Bounds(lon, lat, min(lon + width, 180), min(lat + height, 85))
    assert box == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2004-08-08T15:59:59Z", []),  # still the 8th in China
        ("2004-08-08T16:00:00Z", ["TEST-A-v1"]),
        ("2015-06-30T12:00:00+08:00", ["TEST-A-v1", "TEST-B-v1", "TEST-C-v1"]),
        ("2015-07-01T00:00:00+08:00", ["TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),
        ("2015-07-01", ["TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),
        ("2015-07-01T", ["TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),  # GDAL's way
        ("../2009-12-31T00:00:00Z", ["TEST-A-v1"]),
        ("/2009-12-31T00:00:00Z", ["TEST-A-v1"]),
        ("2015-07-02T00:00:00Z/..", ["TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),
        ("2015-07-02T00:00:00Z/", ["TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),
        ("2010-01-01T00:00:00Z/2011-01-01T00:00:00Z", ["TEST-A-v1", "TEST-B-v1"]),
        ("../..", ["TEST-A-v1", "TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]),
    ],
)
def test_a_time_finds_the_versions_that_hold_then(
    visit: FlaskClient, asked: str, found: list[str]
) -> None:
    assert ids(got(visit, AREAS, datetime=asked)) == found


def test_what_has_no_time_holds_at_any(visit: FlaskClient) -> None:
    page = got(visit, "/collections/products/items", datetime="1850-01-01T00:00:00Z")

    assert page["numberMatched"] == 4


@given(st.dates(min_value=date(1, 1, 3)))
def test_a_day_begins_at_its_instant(day: date) -> None:
    text = instant(day)

    assert text is not None
    assert span(text).since == day
    second = text.replace("16:00:00Z", "15:59:59Z")
    assert span(second).since == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        (AREAS, {"code": "TEST-A"}, ["TEST-A-v1", "TEST-A-v2"]),
        (AREAS, {"code": "TEST-A", "current": "true"}, ["TEST-A-v2"]),
        (AREAS, {"current": "false"}, ["TEST-A-v1"]),
        (AREAS, {"version": 2}, ["TEST-A-v2"]),
        (AREAS, {"name": "示例小米"}, ["TEST-B-v1"]),
        (AREAS, {"valid_to": "2015-06-30"}, ["TEST-A-v1"]),
        (AREAS, {"finest_level": "village"}, []),
        (AREAS, {"current": "true", "bbox": "112,37,112.31,37.31"},
         ["TEST-B-v1", "TEST-C-v1"]),
        (DIVISIONS, {"level": "county", "code": "140727"},
         ["140727-19000101", "140727-20200101"]),
        (DIVISIONS, {"parent": "140000"}, []),
    ],
)  # fmt: skip
def test_features_are_found_by_their_values(
    visit: FlaskClient, path: str, query: dict[str, object], found: list[str]
) -> None:
    page = visit.get(f"/ogc{path}", query_string=query).get_json(force=True)

    assert ids(page) == found
    assert page["numberMatched"] == len(found)


def test_every_queryable_is_a_parameter_and_finds_what_has_its_value(
    visit: FlaskClient,
) -> None:
    for name in ("production-areas", "divisions", "products"):
        path = f"/collections/{name}"
        queryables = got(visit, f"{path}/queryables")["properties"]
        for feature in got(visit, f"{path}/items")["features"]:
            for queryable in queryables:
                value = feature["properties"][queryable]
                if value is None:
                    continue
                asked = str(value).lower() if isinstance(value, bool) else value
                answer = visit.get(f"/ogc{path}/items", query_string={queryable: asked})
                assert feature["id"] in ids(answer.get_json(force=True))


def _as(point: tuple[float, float], crs: str) -> tuple[float, float]:
    """Return a place in longitude and latitude by PROJ, in a system's own axes."""
    if crs == CRS84:
        return point
    if crs in (EPSG_4326, EPSG_4490):
        return point[1], point[0]
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*point)
    return x, y
