"""Both sides of a print lot by their pages; the file is what the order names."""

import hashlib
import io
import zipfile

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.accounts.models import Organisation
from gi_registry.core import clock
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.jobs.service import run_due
from gi_registry.marks import service
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import PrintCheck
from tests import factories as make
from tests.conftest import signed_in
from tests.marks.test_printing import USCC, a_printer, a_run


@pytest.fixture
def sides(app: Flask, database: Database) -> dict[str, FlaskClient]:
    """Give the user of run 1, printer 1, and another printer."""
    with database.write() as session:
        run = a_run(session)
        held = service.run(session, run.id).authorization
        found = a_printer(session, make.officer(session))
        works = session.get_one(Organisation, found.organisation_id)
        business = session.get_one(Organisation, held.entity.organisation_id)
        logins = {
            "user": make.producer(session, business).login,
            "printer": make.account(session, Grant(Role.PRINTER), of=works).login,
            "other": make.account(session, Grant(Role.PRINTER)).login,
        }
    return {name: signed_in(app, login) for name, login in logins.items()}


def test_the_file_is_what_the_order_names_and_both_sides_sign(
    sides: dict[str, FlaskClient],
) -> None:
    user, printer = sides["user"], sides["printer"]
    sent = {"printer": 1, "first": 100, "last": 199, "is_checked": "1"}
    taking = {"checks": [each.value for each in PrintCheck], "form_number": "示例-1"}
    handed = {"printed_on": clock.today().isoformat(), "good": "98", "is_checked": "1"}
    received = {"received": "98", "is_checked": "1"}
    page = "/printer/lots/1"

    assert user.post("/producer/labels/1/send", data=sent).status_code == 303
    assert sides["other"].get(page).status_code == 404
    assert printer.post(f"{page}/codes").status_code == 409
    assert printer.post(f"{page}/take-on", data=taking).status_code == 303
    file = printer.post(f"{page}/codes")
    wrong = printer.post(f"{page}/hand-over", data=handed | {"spoiled": "100"})
    right = printer.post(f"{page}/hand-over", data=handed | {"spoiled": "100-101"})
    receipt = user.post("/producer/printing/1/receive", data=received)

    assert [each.status_code for each in (wrong, right, receipt)] == [422, 303, 303]
    rows = file.text.split("\r\n")[1:-1]
    assert [int(row.split(",")[0]) for row in rows] == list(range(100, 200))
    digests = [hashlib.sha256(file.data).hexdigest()]
    assert digests[0] in user.get("/producer/printing/1").text
    whole = user.get("/producer/labels/1/codes.csv")
    digests.append(hashlib.sha256(whole.data).hexdigest())
    listed = user.get("/producer/labels/1/files.csv").text
    for digest, name in zip(digests, ("100-199", "0-999"), strict=True):
        assert f"labels-1-{name}.csv" in listed
        assert digest in listed


def test_systems_send_hand_over_and_acknowledge(sides: dict[str, FlaskClient]) -> None:
    user, printer = sides["user"], sides["printer"]
    sent = {"run": 1, "printer": USCC, "first": 0, "end": 50}
    day = clock.today().isoformat()
    waste = [{"first": 3, "end": 5}]

    made = user.post("/api/v1/print-lots", json=sent)
    taking = {"checks": [each.value for each in PrintCheck], "form_number": "示例-1"}
    printer.post("/printer/lots/1/take-on", data=taking)
    handed = {"printed_on": day, "good": 48, "spoiled": waste}
    over = printer.post("/api/v1/print-lots/1/hand-over", json=handed)
    foreign = sides["other"].post("/api/v1/print-lots/1/hand-over", json=handed)
    lost = [{"first": 10, "end": 11}]
    got = {"received": 47, "missing": lost}
    back = user.post("/api/v1/print-lots/1/receipt", json=got)

    assert [each.status_code for each in (made, over, foreign, back)] == [
        *(201, 200, 404, 200)
    ]
    [listed] = (user.get("/api/v1/print-lots").json or {})["items"]
    assert (back.json, listed["state"]) == (listed, "different")
    kinds = [part["kind"] for part in listed["parts"]]
    assert kinds == ["delivered", "spoiled", "delivered", "missing", "delivered"]


def test_a_printer_gets_sheets_and_pictures_of_its_order_alone(
    sides: dict[str, FlaskClient],
) -> None:
    user, printer = sides["user"], sides["printer"]
    sent = {"printer": 1, "first": 100, "last": 199, "is_checked": "1"}
    taking = {"checks": [each.value for each in PrintCheck], "form_number": "示例-1"}
    page = "/printer/lots/1/print"
    asked = {"kind": "pdf", "template": "a4-24", "first": "100", "last": "105"}

    user.post("/producer/labels/1/send", data=sent)
    early = printer.post(page, data=asked)
    printer.post("/printer/lots/1/take-on", data=taking)
    form = printer.get(page)
    drawn = printer.post(page, data=asked)
    pictures = printer.post(page, data=asked | {"kind": "svg"})
    beyond = printer.post(page, data=asked | {"first": "99"})

    codes = (early, form, drawn, pictures, beyond, sides["other"].get(page))
    assert [each.status_code for each in codes] == [409, 200, 200, 200, 422, 404]
    assert 'value="199"' in form.text
    assert "100 至 199" in beyond.text
    with pypdfium2.PdfDocument(drawn.data) as document:
        assert len(document) == 1
        assert "序号" in document[0].get_textpage().get_text_range()
    assert len(zipfile.ZipFile(io.BytesIO(pictures.data)).namelist()) == 6
    listed = user.get("/producer/labels/1/files.csv").text.splitlines()
    for file, form_of in ((drawn, "pdf"), (pictures, "svg")):
        digest = hashlib.sha256(file.data).hexdigest()
        (line,) = [line for line in listed if digest in line]
        assert f"printer,{form_of}" in line
        assert "100,105" in line


def test_kept_samples_are_not_left_and_nothing_used_is_offered_to_a_printer(
    sides: dict[str, FlaskClient], database: Database
) -> None:
    user, printer = sides["user"], sides["printer"]
    sent = {"printer": 1, "first": 0, "last": 99, "is_checked": "1"}
    taking = {"checks": [each.value for each in PrintCheck], "form_number": "示例-1"}
    handed = {"printed_on": clock.today().isoformat(), "good": "95"}
    user.post("/producer/labels/1/send", data=sent)
    printer.post("/printer/lots/1/take-on", data=taking)
    printer.post(
        "/printer/lots/1/hand-over",
        data=handed | {"spoiled": "5-7", "sample": "8-9", "is_checked": "1"},
    )
    user.post(
        "/producer/printing/1/receive", data={"received": "95", "is_checked": "1"}
    )
    offer, form = 'href="/producer/labels/1/send"', "/producer/labels/1/send"

    [line] = (user.get("/api/v1/runs").json or {})["items"]
    before, asked = user.get("/producer/labels/1").text, user.get(form).text
    with database.write() as session:
        run = session.get_one(LabelRun, 1)
        make.labels(session, run, 100, 1_000)
    after, refused = user.get("/producer/labels/1").text, user.get(form).text

    assert (line["kept"], line["left"]) == (2, 998)
    assert "留样 2 枚" in before
    assert offer in before
    assert 'value="100"' in asked  # the first that was not sent yet
    assert offer not in after
    assert "没有可送的" in refused


def test_a_file_made_for_a_printer_is_not_taken_after_the_hand_over(
    app: Flask, sides: dict[str, FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_registry.marks.sheetform.MAX_AT_ONCE", 20)
    user, printer = sides["user"], sides["printer"]
    sent = {"printer": 1, "first": 0, "last": 29, "is_checked": "1"}
    taking = {"checks": [each.value for each in PrintCheck], "form_number": "示例-1"}
    asked = {"kind": "svg", "template": "a4-24", "first": "0", "last": "29"}
    handed = {"printed_on": clock.today().isoformat(), "good": "30"}
    user.post("/producer/labels/1/send", data=sent)
    printer.post("/printer/lots/1/take-on", data=taking)

    queued = printer.post("/printer/lots/1/print", data=asked)
    run_due(app.extensions["gi"], now=clock.now)
    taken = printer.post("/jobs/1/download", buffered=True)
    printer.post("/printer/lots/1/hand-over", data=handed | {"is_checked": "1"})
    late = printer.post("/jobs/1/download", buffered=True)

    codes = [each.status_code for each in (queued, taken, late)]
    assert codes == [303, 200, 409]
    listed = user.get("/producer/labels/1/files.csv").text
    assert listed.count("printer,svg,labels-1-0-29.zip,0,29,") == 1
    assert hashlib.sha256(taken.data).hexdigest() in listed
