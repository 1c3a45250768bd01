import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import Polygon

from gi_registry.areas import service
from gi_registry.core import blobs
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from tests import factories
from tests.areas.test_imports import geojson
from tests.conftest import signed_in
from tests.factories import NOW
from tests.geo.drawings import QIXIAN, rectangle, swapped


class Stage:
    """A producer of pears in 祁县, and a browser in which he is signed in."""

    def __init__(self, app: Flask, database: Database, folder: Path) -> None:
        with database.write() as session:
            service.load_divisions(session, now=NOW)
            pears = factories.gi(session, code="TEST-P", name_zh="示例酥梨")
            area = rectangle(-9e3, -9e3, 18e3, 18e3)
            factories.area(session, pears, geometry=area)
            holder = factories.organisation(session)
            self.organisation_id = holder.id
            self.login = factories.producer(session, holder).login
            self.other = factories.producer(session).login
            self.officer = factories.officer(session, Role.PROVINCE, "14").login
            self.county = factories.officer(session, Role.COUNTY, QIXIAN).login
            self.elsewhere = factories.officer(session, Role.COUNTY, "140723").login
        self.app, self.database, self.folder = app, database, folder
        self.browser = signed_in(app, self.login)

    def hand_in(self, *shapes: Polygon, **answers: str) -> str:
        """Upload a file and return the address of its result."""
        path = geojson(self.folder, *shapes, 地块名称="东地", 权利人="示例人")
        data = {"source": "gnss", "product": "TEST-P"} | answers
        form = {**data, "file": (BytesIO(path.read_bytes()), "plots.geojson")}
        answer = self.browser.post("/producer/plots/import", data=form)
        assert answer.status_code == 303, answer.text
        return answer.location

    def plots(self) -> int:
        with self.database.read() as session:
            return len(service.plots_of(session, self.organisation_id))


@pytest.fixture
def stage(app: Flask, database: Database, tmp_path: Path) -> Stage:
    return Stage(app, database, tmp_path)


def test_a_file_is_judged_shown_and_only_then_registered(stage: Stage) -> None:
    at = stage.hand_in(rectangle(0, 0, 200, 50), rectangle(0, 0, 200, 50))

    shown = stage.browser.get(at)
    before = stage.plots()
    sha256 = at.rpartition("/")[2].partition("?")[0]
    said = {"source": "gnss", "product": "TEST-P"}
    done = stage.browser.post(f"/producer/plots/import/{sha256}", data=said)
    page = stage.browser.get(done.location)

    assert shown.status_code == 200
    assert "部分可以导入" in shown.text
    assert 'class="sketch"' in shown.text
    assert before == 0
    assert done.status_code == 303
    assert stage.plots() == 1
    assert "东地" in page.text
    assert page.text.count("不能导入") == 1
    assert blobs.path_of(stage.folder, sha256).is_file()


def test_the_result_comes_as_a_table_and_as_json(stage: Stage) -> None:
    at = stage.hand_in(rectangle(0, 0, 200, 50))

    table = stage.browser.get(f"{at}&format=csv")
    document = stage.browser.get(f"{at}&format=json")

    assert table.text.startswith("\ufeffindex,part,outcome")
    assert json.loads(document.text)["outcome"] == "accepted"
    assert document.headers["Cache-Control"] == "private, no-store"


def test_swapped_axes_are_put_right_by_one_link(stage: Stage) -> None:
    at = stage.hand_in(swapped(rectangle(0, 0, 200, 50)))

    refused, swap = stage.browser.get(at), stage.browser.get(f"{at}&swap=1")

    assert "swap=1" in refused.text
    assert "登记这" not in refused.text
    assert "登记这 1 个地块" in swap.text


def test_a_source_that_nobody_knows_is_asked_for(stage: Stage) -> None:
    form = {"source": "unknown", "file": (BytesIO(b"{}"), "a.geojson")}

    answer = stage.browser.post("/producer/plots/import", data=form)

    assert answer.status_code == 422
    assert "问清来源" in answer.text
    assert not (stage.folder / "pending").exists()


def test_no_file_is_asked_for(stage: Stage) -> None:
    answer = stage.browser.post("/producer/plots/import", data={"source": "gnss"})

    assert answer.status_code == 422
    assert "没有收到文件内容" in answer.text


def test_a_held_file_is_its_owners_alone(stage: Stage) -> None:
    at = stage.hand_in(rectangle(0, 0, 200, 50))

    other = signed_in(stage.app, stage.other).get(at)

    assert "文件已不在" in other.text
    assert "东地" not in other.text


def _register(stage: Stage) -> str:
    at = stage.hand_in(rectangle(0, 0, 200, 50))
    said = {"source": "gnss", "product": "TEST-P", "county": QIXIAN}
    done = stage.browser.post(at.partition("?")[0], data=said)
    assert done.status_code == 303, done.text
    return done.location


def test_an_import_is_seen_by_its_owner_and_the_countys_officers(stage: Stage) -> None:
    own = _register(stage)
    desk = own.replace("/producer/plots/", "/desk/areas/")

    def status(login: str, address: str) -> int:
        client: FlaskClient = signed_in(stage.app, login)
        return client.get(address).status_code

    assert status(stage.login, own) == 200
    assert status(stage.other, own) == 404
    assert status(stage.county, desk) == 200
    assert status(stage.elsewhere, desk) == 403
    assert status(stage.other, desk) == 403


def test_plots_without_a_product_are_asked_for_one(stage: Stage) -> None:
    at = stage.hand_in(rectangle(0, 0, 200, 50), product="")

    answer = stage.browser.post(at.partition("?")[0], data={"source": "gnss"})

    assert answer.status_code == 422
    assert "登记地块须写明产品" in answer.text
    assert stage.plots() == 0


def test_an_officer_keeps_an_outline_for_a_clause(stage: Stage) -> None:
    officer = signed_in(stage.app, stage.officer)
    path = geojson(stage.folder, rectangle(0, 0, 5_000, 5_000))
    form = {"source": "survey", "file": (BytesIO(path.read_bytes()), "a.geojson")}

    at = officer.post("/desk/areas/import", data=form).location
    shown = officer.get(at)
    done = officer.post(at.partition("?")[0], data={"source": "survey"})

    assert "保存这 1 个面" in shown.text
    number = int(done.location.rpartition("/")[2])
    with stage.database.read() as session:
        whole = service.polygon_of_import(session, number)
    assert whole.area == pytest.approx(rectangle(0, 0, 5_000, 5_000).area)
    assert officer.get(done.location).status_code == 200


def test_the_pages_speak_english(stage: Stage) -> None:
    at = stage.hand_in(rectangle(0, 0, 200, 50))

    form = stage.browser.get("/producer/plots/import?lang=en")
    shown = stage.browser.get(f"{at}&lang=en")

    assert "Where do the coordinates come from" in form.text
    assert "Nothing has been written yet" in shown.text


def test_identity_numbers_of_a_file_are_nowhere_kept(stage: Stage) -> None:
    number = "11010519491231002X"  # the example of GB 11643-1999
    path = geojson(stage.folder, rectangle(0, 0, 200, 50), name=f"东地{number}")
    came = path.read_bytes()
    path.unlink()
    said = {"source": "gnss", "product": "TEST-P"}
    form = {**said, "file": (BytesIO(came), f"{number}.geojson")}

    at = stage.browser.post("/producer/plots/import", data=form).location
    shown = stage.browser.get(at)
    done = stage.browser.post(at.partition("?")[0], data=said)
    page = stage.browser.get(done.location)

    assert "公民身份号码" in shown.text
    assert "东地002X" in page.text
    assert stage.plots() == 1
    assert sha256(came).hexdigest()[:12] in page.text
    for kept in stage.folder.rglob("*"):
        assert number not in kept.name
        assert kept.is_dir() or number.encode() not in kept.read_bytes()


def test_a_file_that_nobody_can_read_is_not_held(stage: Stage) -> None:
    form = {"source": "gnss", "file": (BytesIO(b"{broken"), "a.geojson")}

    answer = stage.browser.post("/producer/plots/import", data=form)

    assert answer.status_code == 422
    assert "不是可用的 GeoJSON" in answer.text
    assert not list((stage.folder / "pending").rglob("*"))
