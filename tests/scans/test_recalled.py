"""Goods are called back, and every way of checking a code says so at once."""

from flask import Flask

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.marks import service as marks
from gi_registry.marks.service import Act, NewPrintLot, PrintFile
from tests import factories as make
from tests.conftest import signed_in
from tests.marks.test_printing import a_printer
from tests.scans.conftest import Labels


def test_a_recall_is_answered_by_page_json_and_bulk(
    app: Flask, database: Database, labels: Labels
) -> None:
    anybody = app.test_client()
    address = f"/t/{labels.code(7)}"
    assert "召回" not in anybody.get(address).text
    with database.write() as session:
        inspector = make.officer(session, Role.INSPECTOR, "14").login
        elsewhere = make.officer(session, Role.INSPECTOR, "13").login
    recall = f"/desk/codes/{labels.code(3)}/recall"
    filled = {"recall_reason": "检出禁用添加物（示例）", "is_checked": "1"}

    assert signed_in(app, elsewhere).post(recall, data=filled).status_code == 403
    desk = signed_in(app, inspector)
    assert desk.post(recall, data=filled | {"recall_reason": ""}).status_code == 422
    assert desk.post(recall, data=filled).status_code == 303

    assert "召回：带此码的产品已被召回" in anybody.get(address).text
    told = anybody.get(address, headers={"Accept": "application/json"}).json
    assert told is not None
    assert (told["verdict"], told["reasons"]) == ("void", ["recalled"])
    codes = [labels.code(index) for index in (0, 99, 100, 500)]
    answers = anybody.post("/api/v1/codes/verify", json={"codes": codes}).json
    assert answers is not None
    said = [(each["verdict"], each["reasons"]) for each in answers["answers"]]
    recalled = ("void", ["recalled"])
    assert said == [recalled, recalled, ("void", ["lost"]), ("not_activated", [])]
    assert "已召回" in desk.get(f"/desk/codes/{labels.code(3)}").text


def test_a_label_at_the_printer_is_answered_so(
    app: Flask, database: Database, labels: Labels
) -> None:
    with database.write() as session:
        works = a_printer(session, make.officer(session))
        new = NewPrintLot(labels.run, works.id, 500, 600, "")
        act = Act(make.NOW, works.registered_by_id)
        marks.send_lot(session, new, PrintFile("示例.csv", "a" * 64), act)
    anybody = app.test_client()

    told = anybody.get(
        f"/t/{labels.code(599)}", headers={"Accept": "application/json"}
    ).json
    codes = [labels.code(index) for index in (499, 500, 600)]
    answers = anybody.post("/api/v1/codes/verify", json={"codes": codes}).json

    assert told is not None
    assert answers is not None
    assert (told["verdict"], told["reasons"]) == ("not_activated", ["at_printer"])
    reasons = [each["reasons"] for each in answers["answers"]]
    assert reasons == [[], ["at_printer"], []]
    page = anybody.get(f"/t/{labels.code(500)}").text
    assert "还在印刷厂" in page
