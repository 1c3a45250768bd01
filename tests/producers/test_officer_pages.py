import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from gi_registry.accounts.models import Account
from gi_registry.core import clock
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.producers import service
from gi_registry.producers.models import Authorization, OriginCheck
from gi_registry.producers.rules import ApplicationState, AuthorizationState
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF, picture
from tests.producers import way as helpers
from tests.producers.test_desk import counted
from tests.producers.test_producer_pages import on_the_way, rows
from tests.producers.way import S, Way, way

VISIT = {
    "visited_on": "2026-11-12",
    "officer_one": "示例甲",
    "officer_two": "示例乙",
    "crs": "EPSG:4490",
    "lon": "112.3205",
    "lat": "37.3205",
    "finding": "车间在用",
    "reason": "",
}
DAY = {"announcement_number": "701", "announced_on": "2026-11-12"}


def address(on: Way, action: str = "") -> str:
    return f"/desk/applications/{on.number}{'/' if action else ''}{action}"


def announced(content: bytes = PDF) -> dict[str, Any]:
    return {"announcement_file": (io.BytesIO(content), "公告.pdf")}


def pictured() -> dict[str, Any]:
    return {"photos": (io.BytesIO(picture("PNG")), "现场.png")}


def state(database: Database, on: Way) -> ApplicationState:
    with database.read() as session:
        return service.application(session, on.number).state


def test_three_offices_and_cnipas_record_take_it_to_an_authorization(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    today = clock.today()

    def act(who: Account, action: str, **data: Any) -> None:
        client = signed_in(app, who.login)
        assert on.organisation.name in client.get("/desk").text, action
        assert client.get(address(on, action)).status_code == 200
        answer = client.post(address(on, action), data=data)
        assert answer.status_code == 303, answer.text

    act(on.county, "verify-origin", **VISIT, **pictured())
    act(on.prefecture, "prefecture-review", words="同意")
    act(on.province, "province-review", words="同意上报")
    act(
        on.province,
        "record-registration",
        register_number="示例登字1号",
        registered_on=today.isoformat(),
        examiner="province",
    )
    registered = signed_in(app, on.province.login).get(address(on)).text
    assert "受国家知识产权局委托的省级知识产权管理部门" in registered
    assert "示例登字1号" in registered
    day = DAY | {"announced_on": today.isoformat()}
    act(on.province, "record-announcement", **day, **announced())

    with database.read() as session:
        made = session.scalars(select(Authorization)).one()
    page = signed_in(app, on.province.login).get(f"/desk/authorizations/{made.number}")
    assert "国家知识产权局公告第701号" in page.text
    assert "公告.pdf" in page.text
    assert made.valid_from == today


def test_the_review_page_tells_what_may_be_done_and_why_the_rest_may_not(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.SUBMITTED)

    county = signed_in(app, on.county.login).get(address(on)).text
    province = signed_in(app, on.province.login).get(address(on)).text

    for action in ("verify-origin", "return"):
        assert f'href="{address(on, action)}"' in county
        assert f'href="{address(on, action)}"' not in province
    assert "由公告载明的产地管理部门或本县（市、区）办理" in province
    assert "尚未到这一步" in county
    assert "在产地范围内：距边界" in county, "the test of the plot is in words"
    assert "界线误差约 400 米" in county
    assert "由国家知识产权局决定" in county
    assert "祁县知识产权管理部门" in county, "who must act"
    assert "未设定" in county, "no office has set a time"
    assert "《地理标志产品保护办法》第二十条" in county


def test_the_position_of_a_visit_is_tried_and_then_kept_with_its_test(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    client = signed_in(app, on.county.login)
    far = {"lon": "112.40", "lat": "37.32", "crs": "EPSG:4490", "try": "1"}

    tried = client.post(address(on, "verify-origin"), data=VISIT | far)
    assert tried.status_code == 200
    assert "在产地范围外" in tried.text
    assert "示例甲" in tried.text, "what was typed stays"
    with database.read() as session:
        assert session.scalars(select(OriginCheck)).all() == []

    client.post(address(on, "verify-origin"), data=VISIT | pictured())
    page = client.get(address(on)).text
    assert "示例甲、示例乙" in page
    assert "112.320500, 37.320500" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"officer_two": "示例甲"}, "须由两名人员"),
        ({"officer_one": ""}, "请填写"),
        ({"visited_on": "2026-13-01"}, "应为日期"),
        ({"visited_on": "2099-01-01"}, "核验日期应在"),
        ({"lon": "东经112"}, "应为数字"),
        ({"lon": "112.40"}, "请写明据以认定的依据"),
        ({"lat": "95"}, "超出"),
        ({"crs": "EPSG:3857"}, "请从列表中选择"),
        ({}, "产地核验须有现场照片；请上传 2026-11-12 核验时拍摄的至少一张"),
    ],
)
def test_a_bad_visit_is_explained_and_changes_nothing(
    app: Flask, database: Database, given: dict[str, str], said: str
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    client = signed_in(app, on.county.login)
    with database.read() as session:
        before = rows(session)

    photos = pictured() if given else {}
    answer = client.post(address(on, "verify-origin"), data=VISIT | given | photos)

    assert answer.status_code == 422
    assert ("请重新选择照片" in answer.text) is bool(given)
    assert said in answer.text
    assert "车间在用" in answer.text, "what was typed stays"
    with database.read() as session:
        assert rows(session) == before
    assert state(database, on) is ApplicationState.SUBMITTED


def test_a_plot_outside_cannot_be_passed(app: Flask, database: Database) -> None:
    with database.write() as session:
        on = way(session)
        far = make.plot(session, on.organisation, on.gi, geometry=helpers.OUTSIDE)
        on.fill(far).submit()

    answer = signed_in(app, on.county.login).post(
        address(on, "verify-origin"), data=VISIT
    )

    assert answer.status_code == 422
    assert "第二十条、第三十条" in answer.text
    assert state(database, on) is ApplicationState.SUBMITTED


def test_an_officer_of_another_county_sees_and_does_nothing(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    with database.write() as session:
        other = make.officer(session, where="140728")
        sha256 = service.application(session, on.number).quality_report_sha256
    client = signed_in(app, other.login)
    with database.read() as session:
        before = rows(session)

    assert on.organisation.name not in client.get("/desk?view=open").text
    assert client.get(address(on)).status_code == 403
    assert client.get(address(on, "verify-origin")).status_code == 403
    assert client.post(address(on, "verify-origin"), data=VISIT).status_code == 403
    assert client.post(address(on, "return"), data={"reason": "x"}).status_code == 403
    assert client.get(f"/files/{sha256}").status_code == 404
    with database.read() as session:
        assert rows(session) == before


def test_where_the_announcement_names_an_office_the_county_has_no_say(
    app: Flask, database: Database
) -> None:
    office = "晋中市示例产业中心"
    with database.write() as session:
        on = way(session, managing_authority=office).to(S.SUBMITTED)
        named = make.account(session, Grant(Role.COUNTY, "140702", office))

    county, chosen = signed_in(app, on.county.login), signed_in(app, named.login)

    assert county.post(address(on, "verify-origin"), data=VISIT).status_code == 403
    seen = VISIT | pictured()
    assert chosen.post(address(on, "verify-origin"), data=seen).status_code == 303


@pytest.mark.parametrize(
    ("reached", "who", "action"),
    [
        (S.SUBMITTED, "province", "verify-origin"),
        (S.SUBMITTED, "prefecture", "return"),
        (S.ORIGIN_VERIFIED, "county", "prefecture-review"),
        (S.PREFECTURE_REVIEWED, "prefecture", "province-review"),
        (S.SENT_TO_CNIPA, "county", "record-registration"),
        (S.SENT_TO_CNIPA, "prefecture", "record-refusal"),
        (S.REGISTERED, "county", "record-announcement"),
    ],
)
def test_nobody_takes_another_offices_step(
    app: Flask, database: Database, reached: ApplicationState, who: str, action: str
) -> None:
    on = on_the_way(database, reached)
    client = signed_in(app, getattr(on, who).login)

    data = VISIT | DAY | {"words": "x", "reason": "x", "register_number": "1"}
    data |= {"registered_on": "2026-11-12"}

    assert client.get(address(on, action)).status_code == 403
    assert client.post(address(on, action), data=data).status_code == 403
    assert state(database, on) is reached


def test_a_step_that_is_not_due_is_refused_in_words(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    client = signed_in(app, on.province.login)

    answer = client.post(address(on, "province-review"), data={})

    assert answer.status_code == 409
    assert "请由产地管理部门实地核验产地" in answer.text


def test_a_draft_and_an_unknown_action_are_not_there(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database)
    client = signed_in(app, on.province.login)

    assert client.get(address(on)).status_code == 404
    assert client.get(address(on, "submit")).status_code == 404
    assert client.post(address(on, "withdraw"), data={}).status_code == 404


def test_an_announcement_needs_its_file(app: Flask, database: Database) -> None:
    on = on_the_way(database, S.REGISTERED)
    client = signed_in(app, on.province.login)

    missing = client.post(address(on, "record-announcement"), data=DAY)
    wrong = client.post(
        address(on, "record-announcement"), data=DAY | announced(b"<html>")
    )

    assert (missing.status_code, wrong.status_code) == (422, 422)
    assert 'id="announcement_file-error"' in missing.text
    assert 'value="701"' in wrong.text
    assert state(database, on) is ApplicationState.REGISTERED


def test_the_desk_keeps_its_filters_in_the_address(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.ORIGIN_VERIFIED)
    client = signed_in(app, on.county.login)

    mine = client.get("/desk").text
    open_ = client.get("/desk?view=open").text
    by_state = client.get("/desk?state=origin_verified&county=1407").text
    elsewhere = client.get("/desk?view=open&county=1410").text
    odd = client.get("/desk?state=nonsense&page=x&sort=--&view=x")

    assert "没有等您办理的申请" in mine
    assert on.number in open_
    assert on.number in by_state
    assert on.number not in elsewhere
    assert "清除筛选" in elsewhere
    assert odd.status_code == 200


def test_a_download_is_only_ever_a_download(app: Flask, database: Database) -> None:
    on = on_the_way(database)
    client = signed_in(app, on.producer.login)
    page = f"/producer/applications/{on.number}/papers"
    file = (io.BytesIO(PDF), "报告<script>.html")
    data = {"standard_number": "X", "product_description": "Y", "quality_report": file}
    assert client.post(page, data=data).status_code == 303
    with database.read() as session:
        own = service.own(session, on.number, on.organisation.id)
        sha256 = own.quality_report_sha256

    answer = client.get(f"/files/{sha256}")

    with answer:
        assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert ".html" not in disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for asked in ("0" * 64, "..%2f..%2fregistry.db", "x"):
        assert client.get(f"/files/{asked}").status_code == 404


class TestAuthorizations:
    """The list, its CSV, one of them and its states."""

    @staticmethod
    def made(database: Database, **given: Any) -> tuple[Authorization, Account]:
        with database.write() as session:
            entity = make.entity(session, **given)
            province = make.officer(session, Role.PROVINCE, "14")
            return make.authorization(session, entity), province

    @staticmethod
    def change(client: FlaskClient, of: Authorization, **given: Any) -> tuple[int, str]:
        data = {"state": "suspended", "on": "2026-06-08", "reason": "抽检不合格"}
        answer = client.post(
            f"/desk/authorizations/{of.number}/state", data=data | given
        )
        return answer.status_code, answer.text

    def test_the_csv_holds_the_filtered_list_and_no_formula(
        self, app: Flask, database: Database
    ) -> None:
        made, province = self.made(database, name='=HYPERLINK("http://x")')
        other, _ = self.made(database)
        client = signed_in(app, province.login)

        whole = client.get("/desk/authorizations.csv")
        one = client.get(f"/desk/authorizations.csv?q={other.number}").text

        assert whole.mimetype == "text/csv"
        lines = whole.text.removeprefix("\ufeff").splitlines()
        assert lines[0].startswith("编号,使用人,统一社会信用代码")
        assert len(lines) == 3
        assert f"{made.number},\"'=HYPERLINK" in whole.text
        assert other.number in one
        assert made.number not in one

    def test_a_county_sees_its_own_and_no_other(
        self, app: Flask, database: Database
    ) -> None:
        made, _ = self.made(database)
        with database.write() as session:
            mine = make.officer(session)
            other = make.officer(session, where="140728")
        page = f"/desk/authorizations/{made.number}"

        assert (
            made.number in signed_in(app, mine.login).get("/desk/authorizations").text
        )
        client = signed_in(app, other.login)
        assert made.number not in client.get("/desk/authorizations").text
        assert made.number not in client.get("/desk/authorizations.csv").text
        assert client.get(page).status_code == 403

    def test_only_the_province_records_a_state(
        self, app: Flask, database: Database
    ) -> None:
        made, province = self.made(database)
        with database.write() as session:
            county = make.officer(session)

        refused, _ = self.change(signed_in(app, county.login), made)
        done, _ = self.change(signed_in(app, province.login), made)

        assert (refused, done) == (403, 303)
        with database.read() as session:
            found = service.authorization(session, made.number)
            assert found.state is AuthorizationState.SUSPENDED
        page = signed_in(app, county.login).get(f"/desk/authorizations/{made.number}")
        assert "暂停用标" in page.text
        assert "抽检不合格" in page.text
        assert "省级记录" in page.text

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"reason": ""}, "请填写"),
            ({"on": "2023-01-01"}, "日期应在"),
            ({"on": ""}, "请填写"),
            ({"state": "announced"}, "不能改为"),
            ({"state": "nonsense"}, "请从列表中选择"),
            ({"state": "stopped"}, "第三十一条"),
            (
                {"state": "stopped", "announcement_number": "9"},
                "第三十一条",
            ),
        ],
    )
    def test_a_bad_change_is_explained_and_what_was_typed_stays(
        self, app: Flask, database: Database, given: dict[str, str], said: str
    ) -> None:
        made, province = self.made(database)
        client = signed_in(app, province.login)
        with database.read() as session:
            before = rows(session)

        status, text = self.change(client, made, **given)

        assert status == 422
        assert said in text
        assert given.get("reason", "抽检不合格") in text
        with database.read() as session:
            assert rows(session) == before

    def test_a_stop_is_recorded_with_the_announcements_file(
        self, app: Flask, database: Database
    ) -> None:
        made, province = self.made(database)
        client = signed_in(app, province.login)
        stop = {"state": "stopped", "on": "2026-11-12"} | DAY

        without, _ = self.change(client, made, **stop)
        done, _ = self.change(client, made, **stop, **announced())

        assert (without, done) == (422, 303)
        with database.read() as session:
            last = service.authorization(session, made.number).statuses[-1]
            assert last.announcement is not None
            assert last.announcement.number == 701

    def test_the_opening_of_the_artwork_is_recorded(
        self, app: Flask, database: Database
    ) -> None:
        made, province = self.made(database)
        client = signed_in(app, province.login)
        path = f"/desk/authorizations/{made.number}/vector"

        bad = client.post(path, data={"opened_on": "2023-01-01"})
        good = client.post(path, data={"opened_on": "2024-02-01"})

        assert (bad.status_code, good.status_code) == (422, 303)
        page = client.get(f"/desk/authorizations/{made.number}").text
        assert "2024年2月1日" in page

    def test_lists_make_no_more_queries_for_more_rows(
        self, app: Flask, database: Database
    ) -> None:
        _, province = self.made(database)
        client, counts = signed_in(app, province.login), []
        for _ in range(2):
            with database.write() as session:
                for _ in range(5):
                    make.authorization(session)
                    make.application(session)
            for path in ("/desk?view=open", "/desk/authorizations"):
                with counted(database.engine) as sent:
                    assert client.get(path).status_code == 200
                counts.append((path, len(sent)))

        assert counts[:2] == counts[2:]
