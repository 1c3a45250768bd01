"""Part 1 Core: what is there, and what every answer keeps."""

import gzip
from datetime import datetime
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from gi_registry.areas.models import Division
from gi_registry.core import clock
from gi_registry.core.db import Database
from tests import factories
from tests.counting import counted
from tests.ogc.conftest import got, ids, linked

AREAS = "/collections/production-areas/items"
DIVISIONS = "/collections/divisions/items"


def test_the_landing_page_leads_to_everything(visit: FlaskClient) -> None:
    landing = got(visit, "/")

    for rel in (
        "self",
        "service-desc",
        "service-doc",
        "conformance",
        "data",
        "license",
    ):
        href = linked(landing, rel)
        assert href is not None
        assert visit.get(href).status_code == 200, rel


def test_what_is_conformed_to_is_said(visit: FlaskClient) -> None:
    classes = got(visit, "/conformance")["conformsTo"]

    part1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
    assert {part1 + name for name in ("core", "oas30", "geojson", "html")} <= {*classes}
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in classes


def test_collections_are_described_alone_as_in_the_list(visit: FlaskClient) -> None:
    listed = {each["id"]: each for each in got(visit, "/collections")["collections"]}

    assert set(listed) == {"production-areas", "divisions", "products"}
    for name, described in listed.items():
        alone = got(visit, f"/collections/{name}")
        assert alone["extent"] == described["extent"]
        assert alone["title"] == described["title"]
        assert linked(alone, "items") == linked(described, "items")


def test_the_extent_is_that_of_all_features_and_all_times(visit: FlaskClient) -> None:
    extent = got(visit, "/collections/production-areas")["extent"]

    assert extent["spatial"]["bbox"] == [[112.30, 37.30, 113.2, 37.7]]
    # 9 August 2004 begins in China at 16 h of the day before in UTC.
    assert extent["temporal"]["interval"] == [["2004-08-08T16:00:00Z", None]]


def test_every_version_of_every_area_is_a_feature(visit: FlaskClient) -> None:
    page = got(visit, AREAS)

    assert ids(page) == ["TEST-A-v1", "TEST-A-v2", "TEST-B-v1", "TEST-C-v1"]
    assert page["numberMatched"] == page["numberReturned"] == 4
    current = {f["id"]: f["properties"]["current"] for f in page["features"]}
    assert [name for name in current if not current[name]] == ["TEST-A-v1"]
    assert page["features"][3]["geometry"] is None


def test_coordinates_are_longitude_first_and_shells_run_anticlockwise(
    visit: FlaskClient,
) -> None:
    feature = got(visit, f"{AREAS}/TEST-A-v2")

    ring = feature["geometry"]["coordinates"][0]
    assert sorted(map(tuple, ring[:-1])) == [
        (113.0, 37.5),
        (113.0, 37.7),
        (113.2, 37.5),
    ]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert twice > 0


def test_products_are_points_inside_their_area_in_force(visit: FlaskClient) -> None:
    page = got(visit, "/collections/products/items")

    assert ids(page) == ["TEST-A", "TEST-B", "TEST-C", "TEST-D"]
    first, _, unknown, bare = page["features"]
    lon, lat = first["geometry"]["coordinates"]
    assert 113.0 < lon < 113.2
    assert 37.5 < lat < 37.7
    assert first["properties"]["area"] == "TEST-A-v2"
    assert first["properties"]["kinds"] == ["product_protection", "agri_gi"]
    assert first["properties"]["season_months"] == [9, 10]
    assert unknown["geometry"] is bare["geometry"] is None
    assert bare["properties"]["area"] is None


def test_pages_follow_each_other_without_gap_or_repeat(visit: FlaskClient) -> None:
    seen: list[str] = []
    href: str | None = f"/ogc{DIVISIONS}?limit=1&datetime=2019-01-01T00:00:00Z/.."
    pages = 0

    while href is not None:
        page = visit.get(href).get_json(force=True)
        assert page["numberMatched"] == 3
        assert page["numberReturned"] == len(page["features"]) == 1
        seen += ids(page)
        pages += 1
        href = linked(page, "next")

    assert seen == ["140727-19000101", "140727-20200101", "140728-19000101"]
    assert pages == 3


@pytest.mark.parametrize(("limit", "pages"), [(1, 4), (2, 2), (3, 2)])
def test_the_way_back_leads_to_the_first_page(
    visit: FlaskClient, limit: int, pages: int
) -> None:
    page = got(visit, AREAS, limit=limit)
    first = ids(page)
    for _ in range(pages - 1):
        href = linked(page, "next")
        assert href is not None
        page = visit.get(href).get_json(force=True)
    assert linked(page, "next") is None

    while (href := linked(page, "prev")) is not None:
        page = visit.get(href).get_json(force=True)

    assert ids(page) == first


def test_a_page_says_when_it_was_made(visit: FlaskClient) -> None:
    before = clock.now().replace(microsecond=0)

    page = got(visit, AREAS, limit=2)

    made = datetime.strptime(page["timeStamp"], "%Y-%m-%dT%H:%M:%S%z")
    assert before <= made <= clock.now()


def test_a_limit_above_the_greatest_is_taken_for_it(visit: FlaskClient) -> None:
    assert got(visit, AREAS, limit=10**30)["numberReturned"] == 4


def test_a_feature_alone_is_as_in_its_page_with_links(visit: FlaskClient) -> None:
    for feature in got(visit, AREAS)["features"]:
        alone = got(visit, f"{AREAS}/{feature['id']}")

        assert {k: v for k, v in alone.items() if k != "links"} == feature
        assert {each["rel"] for each in alone["links"]} == {
            "self",
            "alternate",
            "collection",
        }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api",
        "/conformance",
        "/collections",
        "/collections/divisions",
        "/collections/divisions/queryables",
        DIVISIONS,
        f"{DIVISIONS}/140728-19000101",
    ],
)
def test_a_parameter_that_is_not_known_is_refused(
    visit: FlaskClient, path: str
) -> None:
    answer = visit.get(f"/ogc{path}?colour=red")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["field"] == "colour"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=1&limit=2",
        "bbox=1,2,3",
        "bbox=1,2,3,four",
        "bbox=1,2,3,nan",
        "bbox=1,9,3,4",
        "bbox=",
        "bbox=1,2,3,4&bbox-crs=EPSG:4490",
        "crs=http://www.opengis.net/def/crs/EPSG/0/2000",
        "datetime=yesterday",
        "datetime=2020-13-01T00:00:00Z",
        "datetime=2020-01-01T00:00:00",
        "datetime=2020-01-01T00:00:00Z/2019-01-01T00:00:00Z",
        "datetime=2018-W07-1",
        "current=yes",
        "version=two",
        "finest_level=street",
        "f=xml",
        "lang=fr",
    ],
)
def test_a_value_that_cannot_be_is_refused(visit: FlaskClient, query: str) -> None:
    answer = visit.get(f"/ogc{AREAS}?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["field"] in query


def test_what_is_not_there_is_not_found(visit: FlaskClient) -> None:
    for path in (
        "/collections/plots",
        "/collections/plots/items",
        f"{AREAS}/TEST-Z-v1",
    ):
        answer = visit.get(f"/ogc{path}")

        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"


def test_head_says_what_get_would(visit: FlaskClient) -> None:
    got_ = visit.get(f"/ogc{AREAS}")
    head = visit.head(f"/ogc{AREAS}")

    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Content-Crs"):
        assert head.headers[name] == got_.headers[name]


@pytest.mark.parametrize(
    "path", ["/", "/collections", AREAS, f"{AREAS}/TEST-A-v1", "/api"]
)
def test_who_has_it_already_gets_nothing_again(visit: FlaskClient, path: str) -> None:
    first = visit.get(f"/ogc{path}")

    again = visit.get(f"/ogc{path}", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""


def test_answers_are_squeezed_for_those_who_can(visit: FlaskClient) -> None:
    plain = visit.get(f"/ogc{AREAS}")
    squeezed = visit.get(f"/ogc{AREAS}", headers={"Accept-Encoding": "gzip"})

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_programs_of_other_sites_may_read(visit: FlaskClient) -> None:
    for path in ("/", AREAS, f"{AREAS}?limit=0"):
        answer = visit.get(f"/ogc{path}", headers={"Origin": "https://map.example"})

        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_change_is_seen_by_the_next_request(
    visit: FlaskClient, stocked: Database
) -> None:
    before = visit.get(f"/ogc{DIVISIONS}")
    with stocked.write() as session:  # as another process would
        session.execute(update(Division).values(name="新县"))

    after = visit.get(
        f"/ogc{DIVISIONS}", headers={"If-None-Match": before.headers["ETag"]}
    )

    assert after.status_code == 200
    names = {f["properties"]["name"] for f in after.get_json(force=True)["features"]}
    assert names == {"新县"}


def test_a_page_that_is_at_hand_costs_one_query(
    visit: FlaskClient, stocked: Database
) -> None:
    visit.get(f"/ogc{AREAS}")

    with counted(stocked.engine) as statements:
        visit.get(f"/ogc{AREAS}")

    assert statements == []  # the one query goes to the driver, prepared


def test_neither_plots_nor_growers_are_published(
    visit: FlaskClient, stocked: Database
) -> None:
    with stocked.write() as session:
        holder = factories.organisation(session, name="示例合作社")
        factories.plot(session, holder, factories.gi(session), name="张三家的地")

    for name in ("production-areas", "divisions", "products"):
        text = visit.get(f"/ogc/collections/{name}/items").text
        assert "示例合作社" not in text
        assert "张三" not in text
