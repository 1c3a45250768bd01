import gzip
import re
from html import unescape

import pytest
import shapely
from flask.testing import FlaskClient

from gi_registry.core.db import Database
from gi_registry.geo import layers
from gi_registry.maps import vendor
from tests import factories
from tests.architecture.test_look import COMMENT
from tests.counting import counted
from tests.maps.decoding import drawn

MOST_BYTES = 120_000
ITEM = re.compile(r"<li class=\"maplist__item\".*?</li>", re.DOTALL)


def items(page: str) -> dict[str, str]:
    """Return the list's entries by code."""
    return {
        re.findall(r'data-code="([^"]+)"', item)[0]: unescape(item)
        for item in ITEM.findall(page)
    }


def test_every_product_is_in_the_list_with_a_way_on(visitor: FlaskClient) -> None:
    page = visitor.get("/map").text

    found = items(page)
    assert len(found) == 109
    vinegar = found["SXGI-001"]
    assert 'href="/gi/SXGI-001"' in vinegar
    assert 'href="/map?gi=SXGI-001"' in vinegar
    assert "地理标志产品" in vinegar
    assert "清徐县、杏花岭区、万柏林区 等 10 个县区" in vinegar
    assert "界线误差约 643 米" in vinegar
    assert "未核实" not in vinegar


def test_what_nobody_checked_says_so(visitor: FlaskClient) -> None:
    found = items(visitor.get("/map").text)

    assert "产地文字未核实" in found["SXGI-008"]
    assert "公告列到乡镇" in found["SXGI-003"]


def test_without_javascript_there_is_a_picture_with_words(visitor: FlaskClient) -> None:
    page = visitor.get("/map").text

    assert 'role="img" aria-label="山西省地理标志产地分布示意图"' in page
    assert "审图号以正式发布为准" in page
    assert "天地图" in page


def test_a_product_can_be_shown_by_its_address(visitor: FlaskClient) -> None:
    page = visitor.get("/map?gi=SXGI-003&lang=en").text

    assert 'aria-label="Sketch of the area of Qinzhou Huang Xiao Mi"' in page
    assert 'aria-current="true">Qinzhou Huang Xiao Mi</a>' in page
    assert items(page)["SXGI-003"].count("data-chosen") == 1
    assert "data-chosen" not in visitor.get("/map?gi=NOT-THERE").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=老陈醋", {"SXGI-001"}),
        ("q=lao+chen+cu", {"SXGI-001"}),
        ("q=祁县", {"SXGI-001", "SXGI-082"}),
        ("category=vinegar", {"SXGI-001"}),
        ("q=祁县&category=fruit", {"SXGI-082"}),
        ("q=没有这个", set()),
        ("q=没有这个&gi=SXGI-004", {"SXGI-004"}),
    ],
)
def test_the_search_works_on_the_server_too(
    visitor: FlaskClient, query: str, expected: set[str]
) -> None:
    assert set(items(visitor.get(f"/map?{query}").text)) == expected


def test_a_season_is_a_month(visitor: FlaskClient) -> None:
    cherries = "SXGI-018"

    assert cherries in items(visitor.get("/map?month=5").text)
    assert cherries not in items(visitor.get("/map?month=11").text)
    for nonsense in ("0", "13", "x", "99999999999"):
        assert len(items(visitor.get(f"/map?month={nonsense}").text)) == 109


def test_the_number_of_queries_does_not_grow_with_products(
    visitor: FlaskClient, shelf: Database
) -> None:
    visitor.get("/map")

    with counted(shelf.engine) as statements:
        assert visitor.get("/map").status_code == 200

    assert len(statements) <= 14


def test_an_empty_register_says_what_will_stand_here(client: FlaskClient) -> None:
    page = client.get("/map")

    assert page.status_code == 200
    assert "areas load" in page.text
    assert "products import" in page.text
    assert "map.js" not in page.text
    assert client.get("/map/data.json").status_code == 404


def test_a_product_without_an_area_is_in_the_list(
    started: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        factories.gi(session, code="TEST-NEW")

    assert "尚未录入产地范围" in items(started.get("/map").text)["TEST-NEW"]


def test_the_page_has_nothing_that_the_policy_forbids(visitor: FlaskClient) -> None:
    page = COMMENT.sub("", visitor.get("/map").text)

    forbidden = r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\ssrc=)|javascript:"
    assert re.findall(forbidden, page) == []


def test_all_of_the_first_view_is_small(visitor: FlaskClient) -> None:
    page = visitor.get("/map").text

    (source,) = re.findall(r'data-source="([^"]+)"', page)
    squeezed = visitor.get(unescape(source), headers={"Accept-Encoding": "gzip"})

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert len(squeezed.data) < 25_000
    leaflet = gzip.compress(vendor.files()["leaflet.js"].body)
    assert (
        len(squeezed.data) + len(leaflet) + len(gzip.compress(page.encode()))
        < MOST_BYTES
    )


def test_the_shapes_are_those_of_the_counties(visitor: FlaskClient) -> None:
    data = visitor.get("/map/data.json").get_json()

    shapes = drawn(data)
    exact = {county.adcode: county.geometry for county in layers.counties()}
    assert [county[0] for county in data["counties"]] == sorted(exact)
    assert len(data["prefectures"]) == 11
    for code, *_, number in data["counties"]:
        assert shapes[number].is_valid
        assert shapes[number].area == pytest.approx(exact[code].area, rel=0.06)
    province = shapes[data["province"]]
    assert province.area == pytest.approx(layers.province().geometry.area, rel=0.005)
    assert province.hausdorff_distance(layers.province().geometry) < 0.02


def test_each_area_is_drawn_where_it_is(visitor: FlaskClient) -> None:
    data = visitor.get("/map/data.json").get_json()
    areas = visitor.get("/api/v1/areas.geojson").get_json(force=True)["features"]

    shapes = drawn(data)
    assert [code for code, _ in data["areas"]] == [area["id"] for area in areas]
    for (_, number), area in zip(data["areas"], areas, strict=True):
        coarse = shapes[number]
        exact = shapely.geometry.shape(area["geometry"])
        both = coarse.intersection(exact).area
        assert both > 0.9 * max(coarse.area, exact.area)


def test_a_shape_is_sent_once(visitor: FlaskClient) -> None:
    data = visitor.get("/map/data.json").get_json()

    numbers = dict(data["areas"])
    counties = {county[0]: county[-1] for county in data["counties"]}
    assert numbers["SXGI-082"] == counties["140727"]
    assert numbers["SXGI-020"] == numbers["SXGI-032"]
    assert len(data["shapes"]) < 117 + 11 + 1 + 15


def test_the_finer_shapes_have_the_same_numbers(visitor: FlaskClient) -> None:
    coarse = visitor.get("/map/data.json").get_json()
    finer = visitor.get("/map/data.json?detail=full").get_json()

    assert finer["units_per_degree"] == 10 * coarse["units_per_degree"]
    assert finer["areas"] == coarse["areas"]
    assert finer["province"] == coarse["province"]
    (qi,) = (county for county in finer["counties"] if county[0] == "140727")
    exact = next(c.geometry for c in layers.counties() if c.adcode == "140727")
    shape = drawn(finer)[qi[-1]]
    assert shape.hausdorff_distance(exact) < 0.0001


def test_data_are_kept_for_good_under_their_own_address(visitor: FlaskClient) -> None:
    (source,) = re.findall(r'data-source="([^"]+)"', visitor.get("/map").text)

    kept = visitor.get(unescape(source))
    asked = visitor.get("/map/data.json?v=older")
    again = visitor.get(
        "/map/data.json", headers={"If-None-Match": asked.headers["ETag"]}
    )

    assert "immutable" in kept.headers["Cache-Control"]
    assert "no-cache" in asked.headers["Cache-Control"]
    assert (again.status_code, again.data) == (304, b"")


def test_a_new_area_has_a_new_address(started: FlaskClient, database: Database) -> None:
    before = re.findall(r'data-source="([^"]+)"', started.get("/map").text)
    with database.write() as session:
        factories.area(session, factories.gi(session))

    after = re.findall(r'data-source="([^"]+)"', started.get("/map").text)

    assert before != after
