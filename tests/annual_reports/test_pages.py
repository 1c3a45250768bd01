"""The pages of annual reports, as a producer and officers use them."""

import io
import json
import re
from dataclasses import dataclass

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import service
from gi_registry.annual_reports.cli import reports
from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report
from tests.conftest import signed_in
from tests.counting import counted

TYPED = {
    "contact_name": "示例联系人",
    "contact_phone": "0354-5550100",
    "base_m2": "0",
    "total_output_g": "1,000",
    "standard_output_g": "９００",
    "marked_output_g": "0",
    "sales_fen": "0.5",
    "marked_sales_fen": "0",
    "export_fen": "0",
    "tests": "2",
    "tests_failed": "0",
    "complaints": "0",
    "labels_issued": "0",
    "labels_activated": "0",
    "labels_void": "0",
    "labels_closing": "0",
    "labels_opening": "0",
    "labels_lost": "0",
    "labels_scanned": "0",
    "plots_used": "0",
    "lots": "0",
    "traced_output_g": "0",
    "standard_number": "GB/T 19777-2013",
    "problems": "",
}


@dataclass(frozen=True, slots=True)
class World:
    """A producer with one authorization in 祁县, and officers around."""

    number: str
    producer: str
    other: str
    county: str
    elsewhere: str
    prefecture: str


@pytest.fixture
def world(database: Database) -> World:
    """Give people and an authorization without a report."""
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(
            session,
            factories.entity(session, holder, name="示例醋业=1+1"),
            factories.right(session, factories.gi(session, name_zh="示例老陈醋")),
        )
        return World(
            held.number,
            factories.producer(session, holder).login,
            factories.producer(session).login,
            factories.officer(session).login,
            factories.officer(session, Role.COUNTY, "140121").login,
            factories.officer(session, Role.PREFECTURE, "1407").login,
        )


def _started(client: FlaskClient, world: World) -> str:
    answer = client.post(
        "/producer/reports", data={"authorization": world.number, "year": str(YEAR)}
    )
    assert answer.status_code == 303, answer.text
    return answer.location


def _revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_report_goes_from_the_list_to_the_totals(app: Flask, world: World) -> None:
    producer = signed_in(app, world.producer)

    listed = producer.get("/producer/reports").text
    assert "2025 示例老陈醋" in listed
    assert "已逾期" in listed
    assert "国家未规定使用人年报的表式和期限" in listed
    url = _started(producer, world)
    form = producer.get(url).text
    assert "台账：0 枚" in form
    saved = producer.post(url, data=TYPED | {"revision": _revision(form)})
    assert saved.location == f"{url}/check"
    check = producer.get(saved.location).text
    assert "没有核定产能" in check
    declared = {
        "revision": _revision(check),
        "signatory": "示例签署人",
        "is_true": "true",
    }
    handed_in = producer.post(saved.location, data=declared)
    assert handed_in.location == url
    receipt = producer.get(url).text
    assert "待县级审核" not in producer.get("/producer/reports?lang=en").text
    assert re.search(r'class="code">\s*[0-9a-f]{64}\s*<', receipt)
    assert "与提交时记入日志的摘要一致" in receipt

    county = signed_in(app, world.county)
    desk = county.get("/desk/reports?state=review").text
    review_url = re.search(r'href="(/desk/reports/\d+)"', desk)
    assert review_url
    assert "无差异" in desk
    decided = county.post(review_url[1], data={"verdict": "accept"})
    assert decided.status_code == 303
    totals = county.get(f"/desk/report-totals?year={YEAR}").text
    assert ">1,000<" in totals
    assert ">0.50<" in totals
    assert "祁县" in totals


def test_what_was_typed_wrong_is_shown_again(app: Flask, world: World) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)
    wrong = TYPED | {"revision": "1", "total_output_g": "约3万斤", "tests": "-1"}
    wrong |= {"base_m2": "10-20亩", "sales_fen": "1 234,5"}

    answer = producer.post(url, data=wrong)

    assert answer.status_code == 422
    assert 'value="约3万斤"' in answer.text
    assert "写的是约数；请填确定的数" in answer.text
    assert "是一个范围；请只填一个数" in answer.text
    assert "逗号的位置不对" in answer.text
    assert 'href="#tests"' in answer.text
    assert "已保存，只有 4 项没有保存" in answer.text
    kept = producer.get(url).text
    assert 'value="900"' in kept
    assert 'value="约3万斤"' not in kept


def test_a_draft_with_open_answers_is_kept_and_not_handed_in(
    app: Flask, world: World
) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)

    part = {"revision": "1", "total_output_g": "5", "draft": "1"}
    saved = producer.post(url, data=part)

    check = producer.get(f"{url}/check").text
    assert saved.location == url
    assert 'value="5"' in producer.get(url).text
    assert "还没有填写" in check
    assert 'name="signatory"' not in check


def test_a_contradiction_is_shown_before_it_is_handed_in(
    app: Flask, world: World
) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)
    producer.post(url, data=TYPED | {"revision": "1", "tests_failed": "3"})

    check = producer.get(f"{url}/check").text
    forced = producer.post(
        f"{url}/check", data={"revision": "2", "signatory": "示例", "is_true": "true"}
    )

    assert "其中不合格 3 次，大于质量检验次数 2 次" in check
    assert 'name="signatory"' not in check
    assert forced.status_code == 422
    assert "1 处数字互相矛盾" in forced.text


def test_a_difference_asks_for_a_reason(app: Flask, world: World) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)
    producer.post(url, data=TYPED | {"revision": "1", "base_m2": "3"})
    declared = {"revision": "2", "signatory": "示例", "is_true": "true"}

    check = producer.get(f"{url}/check").text
    without = producer.post(f"{url}/check", data=declared)
    explained = producer.post(
        f"{url}/check", data=declared | {"change_reason": "新租地块未登记"}
    )

    assert 'name="change_reason"' in check
    assert without.status_code == 422
    assert "1 处需要说明" in without.text
    assert explained.status_code == 303
    desk = signed_in(app, world.county).get("/desk/reports").text
    assert "台账为 0 亩" in desk


def test_a_declaration_is_signed_and_ticked(app: Flask, world: World) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)
    producer.post(url, data=TYPED | {"revision": "1"})

    answer = producer.post(f"{url}/check", data={"revision": "2", "signatory": " "})

    assert answer.status_code == 422
    assert 'href="#signatory"' in answer.text
    assert 'href="#is_true"' in answer.text


def test_anothers_report_is_not_found(app: Flask, world: World) -> None:
    url = _started(signed_in(app, world.producer), world)
    stranger = signed_in(app, world.other)

    for path in (url, f"{url}/check"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, data={"revision": "1"}).status_code in (404, 422)
    begun = stranger.post(
        "/producer/reports", data={"authorization": world.number, "year": "2025"}
    )
    assert begun.status_code == 404


def test_drafts_are_the_producers_own(app: Flask, world: World) -> None:
    url = _started(signed_in(app, world.producer), world)
    report_id = url.rsplit("/", 1)[1]

    assert (
        signed_in(app, world.county).get(f"/desk/reports/{report_id}").status_code
        == 404
    )


def _submitted(database: Database) -> int:
    with database.write() as session:
        (due,) = service.due(session, YEAR)
        return report(session, due.authorization).id


def test_only_the_county_of_origin_decides(
    app: Flask, database: Database, world: World
) -> None:
    report_id = _submitted(database)
    url = f"/desk/reports/{report_id}"

    elsewhere = signed_in(app, world.elsewhere)
    prefecture = signed_in(app, world.prefecture)

    assert elsewhere.get(url).status_code == 403
    assert elsewhere.post(url, data={"verdict": "accept"}).status_code in (403, 422)
    assert "由产地县级管理机构审核" in prefecture.get(url).text
    assert prefecture.post(url, data={"verdict": "accept"}).status_code == 403
    with database.read() as session:
        assert service.get(session, report_id).state is ReportState.SUBMITTED


def test_a_return_tells_the_producer_why(
    app: Flask, database: Database, world: World
) -> None:
    report_id = _submitted(database)
    county = signed_in(app, world.county)

    silent = county.post(f"/desk/reports/{report_id}", data={"verdict": "return"})
    county.post(
        f"/desk/reports/{report_id}",
        data={"verdict": "return", "words": "请核实总产量"},
    )

    producer = signed_in(app, world.producer)
    page = producer.get(f"/producer/reports/{report_id}").text
    assert silent.status_code == 422
    assert "退回时请写明原因" in silent.text
    assert "请核实总产量" in page
    assert "修改后重新提交" in page
    assert _started(producer, world) != f"/producer/reports/{report_id}"


def test_an_officer_sees_what_a_correction_changed(
    app: Flask, database: Database, world: World
) -> None:
    with database.write() as session:
        held = service.due(session, YEAR)[0].authorization
        report(session, held, state=ReportState.RETURNED, sales_fen=500_000)
        second = report(session, held, version=2, sales_fen=600_000, households=None)
        first_id, second_id = second.id - 1, second.id
    client = signed_in(app, world.county)

    page = client.get(f"/desk/reports/{second_id}").text
    first = client.get(f"/desk/reports/{first_id}").text

    assert "与第 1 版相比" in page
    assert re.findall(r"<del>(.*?)</del>", page) == ["0.5 万元"]
    assert "<b>0.6 万元</b>" in page
    assert "版相比" not in first


def test_the_ledger_is_taken_over_on_request(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    url = _started(producer, world)
    with database.write() as session:
        account = accounts.by_login(session, world.producer)
        held = service.due(session, YEAR)[0].authorization
        factories.plot(
            session,
            session.get_one(type(account.organisation), account.organisation_id),
            held.gi,
            measured_m2=10_000,
        )

    moved = producer.get(url).text
    producer.post(f"{url}/refresh")

    assert "台账有变动" in moved
    assert "台账有变动" not in producer.get(url).text
    assert 'value="15"' in producer.get(url).text


def test_a_desks_list_is_a_file_that_runs_no_formula(
    app: Flask, database: Database, world: World
) -> None:
    with database.write() as session:
        factories.authorization(session, factories.entity(session, name="=HYPERLINK()"))
    county = signed_in(app, world.county)

    answer = county.get("/desk/reports.csv?state=not-filed")

    assert answer.mimetype == "text/csv"
    assert answer.text.startswith("\ufeff年度,")
    assert "'=HYPERLINK()" in answer.text
    assert world.number in answer.text


def test_totals_are_a_file(app: Flask, database: Database, world: World) -> None:
    with database.write() as session:
        held = service.due(session, YEAR)[0].authorization
        report(session, held, state=ReportState.ACCEPTED)

    answer = signed_in(app, world.prefecture).get("/desk/report-totals.csv?lang=en")

    head, *lines = answer.text.splitlines()
    assert "Total output of this product (kg)" in head
    assert lines[0].startswith("2025,Total,,Total,1,1,1000,900,")
    assert any(line.startswith("2025,By county,140727,Qixian,1,1,") for line in lines)


def test_empty_desks_say_how_to_go_on(app: Flask, database: Database) -> None:
    with database.write() as session:
        login = factories.officer(session).login
    county = signed_in(app, login)

    assert "没有符合条件的年报" in county.get("/desk/reports").text
    assert "县级通过第一份年报后" in county.get("/desk/report-totals").text
    assert county.get("/desk/reports?year=1999").status_code == 422


@pytest.mark.parametrize("path", ["/desk/reports", "/desk/report-totals"])
def test_a_desk_takes_as_many_statements_for_many_rows_as_for_few(
    app: Flask, database: Database, world: World, path: str
) -> None:
    county = signed_in(app, world.county)

    def _measured() -> int:
        with counted(database.engine) as statements:
            assert county.get(path).status_code == 200
        return len(statements)

    with database.write() as session:
        report(session, factories.authorization(session), state=ReportState.ACCEPTED)
    few = _measured()
    with database.write() as session:
        for _ in range(8):
            held = factories.authorization(session)
            report(session, held, state=ReportState.ACCEPTED)

    assert _measured() == few


@pytest.mark.usefixtures("world")
def test_the_public_api_withholds_and_the_officers_does_not(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        held = service.due(session, YEAR)[0].authorization
        report(session, held, state=ReportState.ACCEPTED)
        account = factories.account(session, Grant(Role.PREFECTURE, "1407"))
        account = accounts.by_login(session, account.login)
        token, _ = accounts.create_token(
            session, account, name="t", scopes=["reports.totals"], now=NOW
        )
    url = f"/api/v1/annual-reports/totals?year={YEAR}"

    public = app.test_client().get(url)
    headers = {"Authorization": f"Bearer {token}"}
    full = app.test_client().get(url, headers=headers)
    unknown = app.test_client().get("/api/v1/annual-reports/totals?year=1999")

    told, whole = json.loads(public.text), json.loads(full.text)
    assert (told["is_full"], told["whole"]["sums"]) == (False, None)
    assert (told["edition"], told["by_product"]) == (None, [])
    assert whole["is_full"] is True
    assert whole["whole"]["sums"]["total_output_g"] == 1_000_000
    assert whole["by_county"][0]["name_zh"] == "祁县"
    assert unknown.status_code == 422
    assert unknown.mimetype == "application/problem+json"


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_year_is_exported_on_the_command_line(
    app: Flask, database: Database, world: World, form: str
) -> None:
    with database.write() as session:
        held = service.due(session, YEAR)[0].authorization
        report(session, held, state=ReportState.ACCEPTED)
    runner = app.test_cli_runner()

    answer = runner.invoke(reports, ["export", "--year", str(YEAR), "--format", form])

    assert answer.exit_code == 0, answer.output
    if form == "json":
        document = json.loads(answer.stdout)
        (row,) = document["reports"]
        assert row["total_output_g"] == 1_000_000
        assert row["authorization"] == world.number
        assert document["blocks"]["reports"] == 1
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.stdout_bytes))
        blocks, *_, every = book.worksheets
        values = {row[1].value: row[2].value for row in blocks}
        assert values["本产品总产量"] == 1_000  # kg of 1,000,000 g
        assert world.number in every["A2"].value
    else:
        head, line = answer.stdout.splitlines()
        assert head.startswith("\ufeffnumber,year,version,state,")
        assert "1000000" in line
