import html
import io
import random
import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core import uscc
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.rules import AuthorizationState, NewAnnouncement
from gi_registry.producers.rules.batches import Line, LineOutcome
from gi_registry.producers.service import By
from gi_registry.products.models import Gi, GiRight
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.counting import counted

HEADS = ["使用人", "统一社会信用代码", "产品", "产地", "执行标准", "截止日"]


def code(serial: int) -> str:
    """Return a sound credit code of an invented business."""
    body = f"91140727MA{serial:06d}"
    inner = body + uscc.inner_check(body[8:16])
    return inner + uscc.outer_check(inner)


def row(number: int, **cells: Any) -> SheetRow:
    exact = cells.pop("exact", True)
    given = {"holder": f"示例{number}", "uscc": code(number), "county": "140727"}
    return SheetRow(number, given | cells, exact)


def judged(session: Session, *rows: SheetRow) -> list[Line]:
    return service.judge_batch(session, rows)


@pytest.fixture
def gi(session: Session) -> Gi:
    """Give a product with one right under which the mark is used."""
    make.division(session)
    return session.get_one(Gi, make.right(session).gi_id)


def test_a_new_user_is_new(session: Session, gi: Gi) -> None:
    (line,) = judged(session, row(2, product=gi.name_zh, valid_to="2027/12/31"))

    assert line.outcome is LineOutcome.NEW, line.words
    assert line.user is not None
    assert (line.user.division, line.user.valid_to) == ("140727", date(2027, 12, 31))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"uscc": "91140727MA0000012O"}, "统一社会信用代码|字母 O|代码"),
        ({"exact": False}, "文本格式"),
        ({"holder": ""}, "没有写使用人"),
        ({"product": "示例小米醋"}, "没有产品"),
        ({"county": "运城"}, "不是本省"),
        ({"county": ""}, "没有写产地"),
        ({"valid_to": "明年"}, "不是日期"),
        ({"right": "集体商标"}, "权利"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    session: Session, gi: Gi, cells: dict[str, Any], said: str
) -> None:
    (line,) = judged(session, row(2, **{"product": gi.name_zh} | cells))

    assert line.outcome is LineOutcome.REFUSED
    assert line.user is None
    assert any(part in words.zh for words in line.words for part in said.split("|"))


def test_a_misspelt_product_is_given_its_likely_name(session: Session, gi: Gi) -> None:
    (line,) = judged(session, row(2, product=gi.name_zh + "醋"))

    assert f"是不是 {gi.name_zh}" in line.words[0].zh


def test_lines_that_repeat_or_contradict_each_other(session: Session, gi: Gi) -> None:
    name = gi.name_zh
    lines = judged(
        session,
        row(2, product=name),
        row(3, product=name, uscc=code(2), holder="示例2"),
        row(4, product=name, holder="示例2"),
    )

    assert [line.outcome.value for line in lines] == ["new", "refused", "refused"]
    assert "第 2 行重复" in lines[1].words[-1].zh
    assert "两个信用代码" in lines[2].words[-1].zh


def test_what_is_on_record_is_compared_and_left_alone(session: Session, gi: Gi) -> None:
    organisation = make.organisation(session)
    entity = make.entity(session, organisation, uscc=code(7))
    right = session.scalars(select(GiRight)).one()
    found = make.authorization(session, entity, right)
    sheet = row(2, holder=entity.name, uscc=code(7), product_code=gi.code)
    same, differs, renamed = (
        judged(session, each)[0]
        for each in (
            sheet,
            SheetRow(2, {**sheet.cells, "standard": "DB14/T 1-2026"}),
            SheetRow(2, {**sheet.cells, "holder": "示例新名"}),
        )
    )

    assert (same.outcome, same.authorization) == (LineOutcome.SAME, found.number)
    assert differs.outcome is LineOutcome.DIFFERS
    assert "DB14/T 1-2026" in differs.words[-1].zh
    assert entity.name in renamed.words[0].zh


def test_the_number_of_queries_does_not_grow_with_the_list(
    session: Session, gi: Gi
) -> None:
    sent = []
    for size in (3, 60):
        rows = [row(number, product=gi.name_zh) for number in range(2, 2 + size)]
        session.expire_all()
        with counted(session) as statements:
            judged(session, *rows)
        sent.append(len(statements))

    assert sent[0] == sent[1]


def test_a_list_is_recorded_by_a_constant_number_of_statements(
    session: Session, gi: Gi
) -> None:
    by, sent, made = By(make.officer(session).id, make.NOW), [], list[Authorization]()
    make.file(session, by.account_id, "a" * 64)
    for first, size in ((100, 3), (200, 60)):
        rows = [row(n, product=gi.name_zh) for n in range(first, first + size)]
        lines = judged(session, *rows)
        new = NewAnnouncement(first, make.TODAY, "a" * 64)
        with counted(session) as statements:
            made = service.record_batch(session, lines, new, by=by)
        sent.append(len(statements))
    ids = [each.id for each in made]
    session.expire_all()
    kept = session.execute(
        select(Authorization.id, Entity.name)
        .join(Authorization.entity)
        .where(Authorization.id.in_(ids))
        .order_by(Authorization.number)
    ).all()

    assert sent[0] == sent[1]
    assert kept == [(id_, f"示例{n}") for n, id_ in enumerate(ids, 200)]


def csv_of(*rows: list[str]) -> io.BytesIO:
    text = "\r\n".join(",".join(cells) for cells in rows)
    return io.BytesIO(text.encode("gb18030"))


def test_a_list_is_previewed_recorded_and_comes_back_out_the_same(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        right = make.right(session)
        name = session.get_one(Gi, right.gi_id).name_zh
        login = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session).login
    client = signed_in(app, login)
    rows = [
        [f"示例{n}", code(n), name, "140727", "GB/T 19777-2013", ""]
        for n in range(100, 140)
    ]
    broken = ["示例坏", "123", name, "140727", "", ""]

    def sent(*lines: list[str]) -> dict[str, Any]:
        return {
            "announcement_number": "655",
            "announced_on": "2026-09-01",
            "announcement_file": (io.BytesIO(PDF), "公告.pdf"),
            "list": (csv_of(HEADS, *lines), "名单.csv"),
        }

    preview = client.post("/desk/announcements/import", data=sent(*rows, broken))
    assert preview.status_code == 200, preview.text
    assert "录入新增的 40 个" in preview.text
    assert "统一社会信用代码有 18 位" in preview.text
    assert _count(database, Authorization) == 0
    done = client.post("/desk/announcements/record", data=_hidden(preview.text))
    assert done.status_code == 303, done.text

    with database.read() as session:
        made = session.scalars(select(Authorization).order_by(Authorization.id)).all()
        assert [each.number for each in made] == [
            f"MA-2026-{n:06d}" for n in range(1, 41)
        ]
        assert {each.state for each in made} == {AuthorizationState.ANNOUNCED}
        assert {each.valid_from for each in made} == {date(2026, 9, 1)}
    assert _count(database, Entity) == 40
    assert "共 40 个用标主体" in client.get(done.location).text
    out = client.get("/desk/announcements/655.csv").data
    again = client.post(
        "/desk/announcements/import",
        data=sent() | {"list": (io.BytesIO(out), "名单.csv")},
    )
    assert again.text.count("已在册，一致") == 41
    assert "没有可以新增的行" in again.text
    assert "示例100" in client.get("/c/MA-2026-000001").text
    assert signed_in(app, county).get("/desk/announcements/import").status_code == 403


def test_nothing_is_recorded_when_the_announcement_contradicts_the_record(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        name = session.get_one(Gi, make.right(session).gi_id).name_zh
        login = make.officer(session, Role.PROVINCE, "14").login
    client = signed_in(app, login)
    chance = random.Random(7)  # noqa: S311 -- any code will do
    for day, expected in (("2026-09-01", 303), ("2026-09-02", 422)):
        one = ["示例" + day, code(chance.randrange(10**6)), name, "140727", "", ""]
        preview = client.post(
            "/desk/announcements/import",
            data={
                "announcement_number": "656",
                "announced_on": day,
                "announcement_file": (io.BytesIO(PDF), "公告.pdf"),
                "list": (csv_of(HEADS, one), "名单.csv"),
            },
        )
        answer = client.post("/desk/announcements/record", data=_hidden(preview.text))
        assert answer.status_code == expected

    assert _count(database, Entity) == 1


def _count(database: Database, table: type[Authorization | Entity]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count(table.id))) or 0


def _hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that records."""
    form = page[page.index('action="/desk/announcements/record"') :]
    found = re.findall(r'name="(\w+)"\s+value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}
