"""The officers' pages of areas, through the browser's eyes."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.areas import service
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.products.rules import Evidence
from tests import factories
from tests.conftest import signed_in
from tests.factories import NOW, TODAY

CODE = "TEST-QI"
AREA = f"/desk/areas/{CODE}"
TEXT = "祁县古县镇、东观镇30村"
POLYGON = "112.40,37.28\n112.44,37.28\n112.44,37.32\n112.40,37.32"


@pytest.fixture
def placed(app: Flask, database: Database) -> Flask:
    """Give an application with one product whose wording a machine has read."""
    with database.write() as session:
        service.load_divisions(session, now=NOW)
        gi = factories.gi(session, code=CODE, name_zh="祁县酥梨")
        new = NewArea(TEXT, ("140727",), FinestLevel.COUNTY, "a page", Evidence.SOURCED)
        service.import_area(session, gi, new, on=TODAY, now=NOW)
    return app


def _browser(placed: Flask, database: Database, role: Role, where: str) -> FlaskClient:
    with database.write() as session:
        login = factories.officer(session, role, where).login
    return signed_in(placed, login)


@pytest.fixture
def province(placed: Flask, database: Database) -> FlaskClient:
    """Give the browser of an officer of the province."""
    return _browser(placed, database, Role.PROVINCE, "14")


def _stand(client: FlaskClient, address: str = AREA) -> dict[str, str]:
    page = client.get(address).text
    return {
        name: re.findall(rf'name="{name}" value="(\d+)"', page)[0]
        for name in ("version", "revision")
    }


def test_the_list_says_what_is_not_confirmed(province: FlaskClient) -> None:
    page = province.get("/desk/areas?view=open")

    assert page.status_code == 200
    assert "祁县酥梨" in page.text
    assert "机器读法，未确认" in page.text
    assert "没有符合筛选条件" in province.get("/desk/areas?view=decided").text
    _, line = province.get("/desk/areas.csv?view=open").text.splitlines()
    assert line.startswith(f"{CODE},祁县酥梨,")
    assert line.endswith(f",1,{TODAY},未确认,0,2,0,0")
    assert len(province.get("/desk/areas.csv?view=decided").text.splitlines()) == 1


def test_the_wording_is_marked_at_its_clauses(province: FlaskClient) -> None:
    page = province.get(AREA).text

    assert 'href="#clause-1">祁县古县镇、东观镇<sup>1</sup>' in page
    assert 'href="#clause-2">30村<sup>2</sup>' in page
    assert "140727102 140727101" in page


def test_an_outline_is_attached_and_decided(province: FlaskClient) -> None:
    clause = f"{AREA}/clauses/1"
    attached = province.post(
        f"{clause}/outline",
        data=_stand(province, clause)
        | {
            "geometry": POLYGON,
            "import_id": "",
            "crs": "EPSG:4490",
            "source": "县自然资源局",
            "uncertainty_m": "50",
        },
    )
    assert attached.status_code == 303
    page = province.get(AREA).text
    assert "有草稿，尚未生效" in page
    assert "按草稿" in page

    decided = province.post(
        f"{AREA}/decide",
        data=_stand(province) | {"on": "2026-12-01", "reason": "核对公告"},
    )

    assert decided.status_code == 303
    page = province.get(AREA).text
    assert "第 2 版" in page
    assert "核对公告" in page
    public = province.get(f"/gi/{CODE}").text
    assert "第 2 版" in public
    assert "按上传的界线落图：县自然资源局" in public


def test_a_page_that_is_stale_changes_nothing(province: FlaskClient) -> None:
    stale = _stand(province)
    first = province.post(f"{AREA}/clauses/2/remove", data=stale)

    second = province.post(f"{AREA}/clauses/1/remove", data=stale)

    assert (first.status_code, second.status_code) == (303, 422)
    assert "另一位管理人员改动了这个产地" in second.text


def test_what_was_typed_is_not_lost(province: FlaskClient) -> None:
    clause = f"{AREA}/clauses/1"

    answer = province.post(
        clause,
        data=_stand(province, clause)
        | {
            "kind": "townships",
            "codes": "140727999",
            "status": "ambiguous",
            "reason": "晋政函1号",
        },
    )

    assert answer.status_code == 422
    assert "没有代码为“140727999”" in answer.text
    assert "晋政函1号" in answer.text


def test_a_judgement_a_cut_a_merge_and_a_new_clause_go_into_the_draft(
    province: FlaskClient,
) -> None:
    clause = f"{AREA}/clauses/1"
    judged = {
        "kind": "townships",
        "codes": "140727102",
        "status": "gone",
        "reason": "已并入",
    }
    steps: list[tuple[str, dict[str, str]]] = [
        (clause, judged),
        (f"{clause}/split", {"offset": "6"}),
        (f"{clause}/merge", {}),
        (f"{AREA}/clauses/new", judged | {"piece": "东观镇"}),
    ]
    for address, data in steps:
        answer = province.post(address, data=_stand(province) | data)
        assert answer.status_code == 303, answer.text

    assert "东观镇" in province.get(AREA).text
    discarded = province.post(f"{AREA}/discard", data=_stand(province))
    assert discarded.status_code == 303
    assert "有草稿" not in province.get(AREA).text


def test_another_wording_is_read_into_the_draft(province: FlaskClient) -> None:
    answer = province.post(
        f"{AREA}/reread",
        data=_stand(province) | {"text": "祁县、平遥县", "source": "公告2号"},
    )

    assert answer.status_code == 303
    assert "平遥县<sup>2</sup>" in province.get(AREA).text


def test_a_county_sees_its_own_and_decides_nothing(
    placed: Flask, database: Database
) -> None:
    own = _browser(placed, database, Role.COUNTY, "140727")
    other = _browser(placed, database, Role.COUNTY, "140405")

    assert "改这一段" not in own.get(AREA).text
    assert own.get(f"{AREA}/clauses/1").status_code == 403
    assert own.post(f"{AREA}/decide", data={}).status_code == 403
    assert other.get(AREA).status_code == 403
    assert "祁县酥梨" not in other.get("/desk/areas").text


def test_the_desk_counts_what_is_flagged(placed: Flask, database: Database) -> None:
    browser = _browser(placed, database, Role.COUNTY, "140727")

    assert "产地范围有提示待处理" in browser.get("/desk").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_open_in_both_languages(province: FlaskClient, language: str) -> None:
    for address in ("/desk/areas", AREA, f"{AREA}/clauses/1", f"{AREA}/clauses/new"):
        assert province.get(f"{address}?lang={language}").status_code == 200
