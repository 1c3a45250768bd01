import io
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Database
from gi_registry.producers import service
from gi_registry.producers.models import Application, Entity, StoredFile
from gi_registry.producers.rules import ApplicationState
from gi_registry.products.rules import RightKind
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.producers.test_desk import counted
from tests.producers.way import S, Way, way

PLACE = {
    "name": "酿造车间",
    "declared_mu": "15",
    "crs": "EPSG:4490",
    "geometry": "112.32,37.32\n112.321,37.32\n112.321,37.321\n112.32,37.321",
    "source": "gnss",
}
PAPERS = {"standard_number": "GB/T 19777-2013", "product_description": "瓶装老陈醋"}


def on_the_way(database: Database, to: ApplicationState = S.DRAFT) -> Way:
    """Commit an application that has come so far."""
    with database.write() as session:
        return way(session).to(to)


def registered(session: Session) -> Account:
    """Add somebody whose organisation has registered its credit code."""
    holder = make.organisation(session)
    make.entity(session, holder)
    return make.producer(session, holder)


def browser(app: Flask, on: Way) -> FlaskClient:
    return signed_in(app, on.producer.login)


def address(on: Way, page: str = "") -> str:
    return f"/producer/applications/{on.number}{page}"


def stored(database: Database, on: Way) -> Application:
    with database.read() as session:
        found = service.own(session, on.number, on.organisation.id)
        session.expunge_all()
        return found


def rows(session: Session) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name != "web_session"
    }


def upload(content: bytes, name: str = "报告.pdf") -> dict[str, Any]:
    return {"quality_report": (io.BytesIO(content), name)}


def test_a_producer_applies_from_the_credit_code_to_the_sent_application(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        gi = make.gi(session, name_zh="示例老陈醋", search_text="\n示例老陈醋\n")
        right = make.right(session, gi)
        make.area(session, gi)
        who = make.producer(session)
    client = signed_in(app, who.login)

    def sent(path: str, **data: Any) -> TestResponse:
        answer = client.post(path, data=data)
        assert answer.status_code == 303, answer.text
        return answer

    first = client.get("/producer/applications/new")
    assert first.headers["Location"] == "/producer/entity"
    sent(
        "/producer/entity",
        uscc="93140430ma0k000211",
        name="示例合作社",
        division=make.COUNTY,
        address="示例路1号",
    )
    found = client.get("/producer/applications/new?q=老陈醋").text
    assert f'name="right_id" value="{right.id}"' in found
    begun = sent("/producer/applications/new", right_id=str(right.id))
    base = begun.headers["Location"].removesuffix("/place")
    assert sent(f"{base}/place", **PLACE).headers["Location"] == f"{base}/papers"
    sent(f"{base}/papers", **PAPERS, **upload(PDF))
    shown = client.get(f"{base}/check").text
    for answer in ("93140430MA0K000211", "酿造车间", "瓶装老陈醋", "报告.pdf"):
        assert answer in shown
    assert "在产地范围内" in shown
    sent(f"{base}/check", declared="true")

    tracked = client.get(base).text
    assert "待产地核验" in tracked
    assert "请由产地管理部门实地核验产地" in tracked
    assert "省级只审核和上报" in tracked, (
        "the page says that the province never decides"
    )
    with database.read() as session:
        kept = session.scalars(select(StoredFile)).one()
    assert (kept.name, kept.media_type) == ("报告.pdf", "application/pdf")


def test_a_wrong_credit_code_is_explained_and_what_was_typed_stays(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        who = make.producer(session)
    typed = {
        "uscc": "93140430MAOK000211",
        "name": "示例合作社<b>",
        "division": make.COUNTY,
        "address": "示例路1号",
    }

    answer = signed_in(app, who.login).post("/producer/entity", data=typed)

    assert answer.status_code == 422
    assert "第 11 位是“O”" in answer.text
    assert "是不是 0？" in answer.text
    assert 'value="93140430MAOK000211"' in answer.text
    assert "示例合作社&lt;b&gt;" in answer.text
    assert '<option value="140727" selected>' in answer.text
    with database.read() as session:
        assert session.scalars(select(Entity)).all() == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"geometry": "37.32,112.32\n37.33,112.32\n37.33,112.33"}, "经纬度似乎写反了"),
        ({"geometry": "112.32;37.32 东"}, "第 1 行"),
        (
            {"geometry": "112.32,37.32\n112.33,37.33\n112.33,37.32\n112.32,37.33"},
            "自相交",
        ),
        ({"declared_mu": "九亩"}, "应为数字"),
        ({"declared_mu": "900"}, "亩"),
        ({"crs": ""}, "请填写"),
        ({"crs": "EPSG:3857"}, "请从列表中选择"),
        ({"name": ""}, "请填写"),
        ({"geometry": "121.4,31.2"}, "不在本省"),
    ],
)
def test_a_bad_place_is_explained_and_what_was_typed_stays(
    app: Flask, database: Database, given: dict[str, str], said: str
) -> None:
    on = on_the_way(database)
    client = browser(app, on)
    with database.read() as session:
        before = rows(session)

    answer = client.post(address(on, "/place"), data=PLACE | given)

    assert answer.status_code == 422
    assert said in answer.text
    for field in ("name", "declared_mu", "geometry"):
        assert (PLACE | given)[field] in answer.text
    with database.read() as session:
        assert rows(session) == before


def test_an_outline_is_tried_without_being_kept(app: Flask, database: Database) -> None:
    on = on_the_way(database)
    client = browser(app, on)

    inside = client.post(address(on, "/place"), data=PLACE | {"try": "1"})
    near = client.post(
        address(on, "/place"),
        data={"try": "1", "crs": "EPSG:4490", "geometry": "112.3395,37.32"},
    )
    unreadable = client.post(address(on, "/place"), data={"try": "1", "geometry": "x"})

    assert inside.status_code == near.status_code == 200
    assert "在产地范围内：距边界 1" in inside.text
    assert "14.7" in inside.text, "0.001 by 0.001 degrees at 37.3 N are 14.75 mu"
    assert PLACE["geometry"] in inside.text
    assert "在界线附近，不能判定" in near.text
    assert unreadable.status_code == 422
    assert stored(database, on).plot_id is None


def test_a_registered_plot_is_chosen(app: Flask, database: Database) -> None:
    on = on_the_way(database)
    with database.write() as session:
        mine = make.plot(session, on.organisation, on.gi)
        others = make.plot(session, make.organisation(session), on.gi)
    client = browser(app, on)

    chosen = client.post(address(on, "/place"), data={"plot_id": str(mine.id)})
    refused = client.post(address(on, "/place"), data={"plot_id": str(others.id)})

    assert chosen.status_code == 303
    assert refused.status_code == 422
    assert stored(database, on).plot_id == mine.id


@pytest.mark.parametrize(
    "content", [b"MZ program", b"<html>%PDF-1.4 %%EOF", b"", PDF[:-8]]
)
def test_what_a_file_is_is_read_from_its_content(
    app: Flask, database: Database, content: bytes
) -> None:
    on = on_the_way(database)

    answer = browser(app, on).post(
        address(on, "/papers"), data=PAPERS | upload(content, "报告.pdf")
    )

    assert answer.status_code == 422
    assert 'id="quality_report-error"' in answer.text
    assert "瓶装老陈醋" in answer.text
    with database.read() as session:
        assert session.scalars(select(StoredFile)).all() == []


def test_a_good_file_is_kept_even_if_another_field_is_wrong(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database)
    typed = PAPERS | {"product_description": "字" * 2_001}

    answer = browser(app, on).post(address(on, "/papers"), data=typed | upload(PDF))

    assert answer.status_code == 422
    assert "最多 2000 个字" in answer.text
    assert "报告.pdf" in answer.text
    found = stored(database, on)
    assert found.quality_report_sha256 is not None
    assert found.product_description == ""


def test_an_incomplete_application_shows_the_way_to_what_is_missing(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database)
    client = browser(app, on)

    page = client.get(address(on, "/check")).text
    refused = client.post(address(on, "/check"), data={"declared": "true"})

    for place in ("place#plot_id", "papers#standard_number", "papers#quality_report"):
        assert f'href="{address(on)}/{place}"' in page
    assert "提交申请</button>" not in page
    assert refused.status_code == 422
    assert stored(database, on).state is ApplicationState.DRAFT


def test_an_undeclared_application_is_not_sent(app: Flask, database: Database) -> None:
    with database.write() as session:
        on = way(session).fill()

    answer = browser(app, on).post(address(on, "/check"), data={})

    assert answer.status_code == 422
    assert "声明所填内容真实" in answer.text


def test_the_reason_of_a_return_stands_beside_every_form(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        on = way(session).to(S.SUBMITTED)
        service.return_(session, on.number, "报告缺总酸一项", **on.by(on.county))
    client = browser(app, on)

    for page in ("", "/place", "/papers", "/check"):
        assert "报告缺总酸一项" in client.get(address(on, page)).text, page


@pytest.mark.parametrize("page", ["/place", "/papers", "/check"])
def test_what_was_sent_cannot_be_edited(
    app: Flask, database: Database, page: str
) -> None:
    on = on_the_way(database, S.SUBMITTED)
    client = browser(app, on)

    assert client.get(address(on, page)).status_code == 409
    assert client.post(address(on, page), data={"plot_id": "1"}).status_code == 409


def test_another_producers_pages_are_not_there(app: Flask, database: Database) -> None:
    on = on_the_way(database, S.SUBMITTED)
    with database.write() as session:
        stranger = registered(session)
    client = signed_in(app, stranger.login)
    with database.read() as session:
        before = rows(session)

    for page in ("", "/place", "/papers", "/check", "/withdraw"):
        assert client.get(address(on, page)).status_code == 404, page
    for page in ("/place", "/papers", "/check", "/withdraw"):
        data = PLACE | PAPERS | {"declared": "true", "reason": "x"}
        assert client.post(address(on, page), data=data).status_code == 404, page
    with database.read() as session:
        assert rows(session) == before


def test_it_is_taken_back_only_with_a_reason(app: Flask, database: Database) -> None:
    on = on_the_way(database, S.SUBMITTED)
    client = browser(app, on)

    asked = client.get(address(on, "/withdraw"))
    refused = client.post(address(on, "/withdraw"), data={"reason": " "})
    done = client.post(address(on, "/withdraw"), data={"reason": "停产"})

    assert "撤回这份申请？" in asked.text
    assert refused.status_code == 422
    assert done.status_code == 303
    page = client.get(address(on)).text
    assert "已撤回" in page
    assert "停产" in page
    assert "/withdraw" not in page


def test_other_kinds_of_right_say_why_nobody_can_apply(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        who = registered(session)
        agri = make.right(session, kind=RightKind.AGRI_GI)
    client = signed_in(app, who.login)

    page = client.get("/producer/applications/new").text
    refused = client.post("/producer/applications/new", data={"right_id": agri.id})

    assert "须先经统一认定转换" in page
    assert not re.search(rf'name="right_id" value="{agri.id}"', page)
    assert refused.status_code == 422


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "reached", [S.DRAFT, S.SUBMITTED, S.SENT_TO_CNIPA, S.ANNOUNCED]
)
def test_the_pages_stand_in_both_languages(
    app: Flask, database: Database, reached: ApplicationState, language: str
) -> None:
    on = on_the_way(database, reached)
    client = browser(app, on)

    for path in ("/producer/applications", address(on)):
        answer = client.get(f"{path}?lang={language}")
        assert answer.status_code == 200
        assert ("The province only reviews" in answer.text) == (
            language == "en" and path == address(on)
        )


def test_the_list_makes_no_more_queries_for_more_rows(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database)
    client, counts = browser(app, on), []
    for _ in range(2):
        with database.write() as session:
            entity = service.entity_of(session, on.organisation.id)
            for _ in range(4):
                make.authorization(session, entity)
        with counted(database.engine) as sent:
            assert client.get("/producer/applications").status_code == 200
        counts.append(len(sent))

    assert counts[0] == counts[1]


def test_an_empty_list_says_how_to_begin(app: Flask, database: Database) -> None:
    with database.write() as session:
        new, known = make.producer(session), registered(session)

    assert (
        "登记生产者信息" in signed_in(app, new.login).get("/producer/applications").text
    )
    assert "开始申请" in signed_in(app, known.login).get("/producer/applications").text


def test_while_the_scanner_is_away_no_file_is_kept(
    app: Flask, database: Database
) -> None:
    on = on_the_way(database, S.DRAFT)
    parts = app.extensions["gi"]
    away = replace(parts.settings, clamd=f"unix:{parts.settings.data_dir}/clamd.ctl")
    app.extensions["gi"] = replace(parts, settings=away)
    client = signed_in(app, on.producer.login)

    answer = client.post(
        f"/producer/applications/{on.number}/papers", data=PAPERS | upload(PDF)
    )

    assert answer.status_code == 422
    assert "病毒扫描暂时不可用" in answer.text
    with database.read() as session:
        assert session.scalars(select(StoredFile)).all() == []
