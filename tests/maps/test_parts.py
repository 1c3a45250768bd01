"""The parts of the map's page that its script asks for."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from gi_registry.core.db import Database
from gi_registry.maps.here import here
from gi_registry.maps.search import Spot
from tests import factories

ON = date(2026, 11, 22)
QI = "112.33,37.36"
"""The county seat of 祁县."""


def test_suggestions_come_in_the_language_asked_for(visitor: FlaskClient) -> None:
    zh = visitor.get("/map/suggest?q=qixian&lang=zh").get_json()
    en = visitor.get("/map/suggest?q=qixian&lang=en").get_json()

    assert ["product", "SXGI-082", "祁县酥梨"] in [
        [each["kind"], each["key"], each["name"]] for each in zh
    ]
    (county,) = (each for each in zh if each["key"] == "140727")
    assert county == {
        "kind": "county",
        "key": "140727",
        "name": "祁县",
        "note": "晋中市",
    }
    assert {each["key"] for each in en} == {each["key"] for each in zh}
    assert "祁县" not in {each["name"] for each in en}


def test_a_prefecture_is_suggested(visitor: FlaskClient) -> None:
    (found,) = visitor.get("/map/suggest?q=晋中").get_json()

    assert (found["kind"], found["key"]) == ("prefecture", "140700")


def test_nothing_is_suggested_for_nothing(visitor: FlaskClient) -> None:
    assert visitor.get("/map/suggest").get_json() == []


def test_the_list_names_what_the_search_leaves(visitor: FlaskClient) -> None:
    all_of_it = visitor.get("/map/list").text
    some = visitor.get("/map/list?q=祁县").text

    assert 'data-number="109"' in all_of_it
    assert "data-codes" not in all_of_it
    assert re.findall(r'data-codes="([^"]*)"', some) == ["SXGI-082 SXGI-001"]
    assert some.count("<li class=") == 2


def test_a_place_in_the_search_field_leaves_every_product(visitor: FlaskClient) -> None:
    assert 'data-number="109"' in visitor.get(f"/map/list?q={QI}").text


def test_the_chosen_product_comes_first(visitor: FlaskClient) -> None:
    codes = re.findall(r'data-code="([^"]+)"', visitor.get("/map?gi=SXGI-082").text)

    assert codes[0] == "SXGI-082"
    assert len(codes) == len(set(codes)) == 109


def test_a_long_list_comes_in_pages(client: FlaskClient, database: Database) -> None:
    with database.write() as session:
        for number in range(151):
            factories.gi(session, code=f"MANY-{number:03d}")

    first, whole = client.get("/map/list"), client.get("/map/list?page=2")

    assert first.text.count("data-code=") == 150
    assert 'href="?page=2"' in first.text
    assert whole.text.count("data-code=") == 151
    assert "data-more" not in whole.text
    for nonsense in ("-1", "x", "999999999999"):
        assert client.get(f"/map/list?page={nonsense}").status_code == 200


def test_the_page_knows_a_change_at_once(
    started: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        gi = factories.gi(session, code="TEST-A", name_zh="示例一")
    before = started.get("/map/list").text
    with database.write() as session:
        factories.area(session, session.merge(gi))

    after = started.get("/map/list").text

    assert "尚未录入产地范围" in before
    assert "尚未录入产地范围" not in after


def test_a_place_is_answered_with_its_county_and_products(
    visitor: FlaskClient,
) -> None:
    part = visitor.get(f"/map/here?p={QI}").text

    assert ">祁县</h2>" in part
    assert "112.33000, 37.36000 (CGCS2000)" in part
    assert re.findall(r'data-here-code="([^"]+)" data-answer="([^"]+)"', part) == [
        ("SXGI-001", "inside"),
        ("SXGI-082", "inside"),
    ]


def test_the_page_answers_without_javascript(visitor: FlaskClient) -> None:
    by_address = visitor.get(f"/map?p={QI}").text
    typed = visitor.get("/map", query_string={"q": "37.36, 112.33"}).text

    assert 'data-here-code="SXGI-082"' in by_address
    assert 'data-here-code="SXGI-082"' in typed
    assert "纬度在前" in typed
    assert "纬度在前" not in by_address


def test_a_place_elsewhere_is_said(visitor: FlaskClient) -> None:
    part = visitor.get("/map/here?p=116.39,39.91").text

    assert "不在本省" in part
    assert "没有产品的产地包含此处" in part


@pytest.mark.parametrize("p", ["", "x", "200,100", "1,2,3"])
def test_no_place_is_no_answer(visitor: FlaskClient, p: str) -> None:
    part = visitor.get(f"/map/here?p={p}").text

    assert re.search(r"<section class=\"here\"[^>]*\shidden", part)


def test_near_a_county_border_it_is_said(database: Database) -> None:
    """The west border of the square is at 112.30; 0.002 degrees are 177 m there."""
    with database.write() as session:
        factories.division(session, border_uncertainty_m=200)
    with database.read() as session:
        near = here(session, Spot(112.302, 37.32), on=ON)
        inner = here(session, Spot(112.31, 37.32), on=ON)

    (warning,) = near.warnings
    assert "距县界约 177 米" in warning.zh
    assert inner.warnings == ()


def test_a_rough_position_makes_a_sure_answer_unsure(database: Database) -> None:
    """0.01 degrees of longitude are 886 m at 37.32 north."""
    with database.write() as session:
        factories.division(session)
        factories.area(session, factories.gi(session))
    place = Spot(112.31, 37.32)
    with database.read() as session:
        sure = here(session, place, on=ON)
        fair = here(session, place, accuracy_m=800, on=ON)
        rough = here(session, place, accuracy_m=900, on=ON)

    assert [each.answer for each in sure.products] == ["inside"]
    assert [each.answer for each in fair.products] == ["inside"]
    assert [each.answer for each in rough.products] == ["near-border"]
    assert "886 米" in rough.products[0].words.zh
    assert any("定位误差约 900 米" in warning.zh for warning in rough.warnings)


def test_an_accuracy_that_is_none_is_ignored(visitor: FlaskClient) -> None:
    plain = visitor.get(f"/map/here?p={QI}").text

    for nonsense in ("-5", "x", "nan", "1e9"):
        assert visitor.get(f"/map/here?p={QI}&accuracy={nonsense}").text == plain
