"""Rights of one announcement as a list: judged, recorded at once, out again."""

import html
import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow, read_rows
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.service import By
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights import service
from gi_registry.rights.errors import TouchedChangedError
from gi_registry.rights.models import RightEvent, RightHold
from gi_registry.rights.rules import NewProcedure, NewState, Procedure, State
from gi_registry.rights.rules.batches import COLUMNS, NEEDED, Line, LineOutcome
from gi_registry.rights.rules.names import name_key
from gi_registry.rights.service import Listing, Papers, Recorded
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.counting import counted

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ON = date(2026, 9, 1)
FILE = "7" * 64
ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


def row(at: int, product: str, matter: str, **cells: str) -> SheetRow:
    return SheetRow(at, {"product": product, "matter": matter} | cells)


def listing(*rows: SheetRow, number: int = 655, on: date = ON) -> Listing:
    return Listing(number, on, rows, lambda _place: True)


def judged(session: Session, *rows: SheetRow, number: int = 655) -> list[Line]:
    return service.judge_rights(session, listing(*rows, number=number), today=TODAY)


def recorded(
    session: Session, *rows: SheetRow, number: int = 655, touched: int = 0
) -> Recorded:
    account = make.officer(session, Role.PROVINCE, "14")
    make.file(session, account.id, FILE)
    by = By(account.id, NOW)
    asked = listing(*rows, number=number)
    return service.record_rights(session, asked, FILE, touched, by=by)


def outcomes(lines: Iterable[Line]) -> list[str]:
    return [line.outcome.value for line in lines]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("平遙　牛肉", "平遥牛肉"),
        ("沁州黃小米（沁县）", "沁州黄小米沁县"),
        ("ＳＸＧＩ－００１", "sxgi001"),
        ("稷山·板棗", "稷山板枣"),
    ],
)
def test_spellings_of_one_name_are_one(written: str, meant: str) -> None:
    assert name_key(written) == meant


def test_what_is_announced_is_on_record_and_out_again_the_same(
    session: Session,
) -> None:
    names = ("示例黄小米", "示例板枣", "示例陈醋", "示例羊肉", "示例核桃", "示例花椒")
    new, known, changed, revoked, old, both = (
        make.gi(session, name_zh=each) for each in names
    )
    make.right(session, known, status=RightStatus.UNVERIFIED, holder="旧申请人")
    make.right(session, changed)
    ended = make.right(session, revoked)
    make.authorization(session, right=ended)
    agri = make.right(session, old, kind=RightKind.AGRI_GI)
    make.right(session, both)
    merged = make.right(session, both, kind=RightKind.AGRI_GI)
    rows = [
        row(2, "示例黃小米", "认定", holder="示例县人民政府", number="PI-1"),
        row(3, "示例 板棗", "认定", holder="示例市人民政府"),
        row(4, "示例陈醋", "变更", touches="产地范围", words="扩大"),
        row(5, "示例羊肉", "撤销", ground="2", words="连续三年未使用"),
        row(6, "示例核桃", "转换", words="统一认定"),
        row(7, "示例花椒", "并入", words="统一认定"),
    ]

    lines = judged(session, *rows)
    assert outcomes(lines) == ["new", "changed", "new", "new", "new", "new"]
    assert "旧申请人" in lines[1].words[-1].zh
    with pytest.raises(TouchedChangedError):
        recorded(session, *rows)

    assert recorded(session, *rows, touched=1).rights == len(rows)
    session.expire_all()
    made = session.scalars(select(GiRight).where(GiRight.gi_id == new.id)).one()
    now = (made.status, made.since, made.holder, made.number)
    assert now == (RightStatus.PROTECTED, "2026-09-01", "示例县人民政府", "PI-1")
    held = session.scalars(select(RightHold)).one()
    assert held.from_right_id == ended.id
    state = session.get_one(Authorization, held.authorization_id).state
    assert state is AuthorizationState.SUSPENDED
    left = (ended.status, agri.status, merged.status)
    assert left == (RightStatus.REVOKED, RightStatus.CONVERTED, RightStatus.MERGED)
    converted = session.scalars(
        select(GiRight).where(GiRight.supersedes_id == agri.id)
    ).one()
    assert (converted.gi_id, converted.status) == (old.id, RightStatus.PROTECTED)
    assert service.life(session, made.id).protected_from == ON
    _comes_out_the_same(session, rows)


def _comes_out_the_same(session: Session, rows: list[SheetRow]) -> None:
    out = [each.cells for each in service.announced_rights(session, 655)]
    assert out == [{key: each.cells.get(key, "") for key in COLUMNS} for each in rows]
    again = [SheetRow(n, cells) for n, cells in enumerate(out, 2)]
    assert outcomes(judged(session, *again)) == ["same"] * 6
    before = session.scalars(select(RightEvent.id)).all()
    assert recorded(session, *again).rights == 0
    assert session.scalars(select(RightEvent.id)).all() == before
    other = [row(2, "示例陈醋", "变更", words="缩小")]
    assert outcomes(judged(session, *other)) == ["differs"]


def test_what_is_under_way_goes_on_and_what_does_not_fit_is_refused(
    session: Session,
) -> None:
    running, done = (
        make.gi(session, name_zh="示例甲"),
        make.gi(session, name_zh="示例乙"),
    )
    right = make.right(session, running, status=RightStatus.PENDING)
    make.right(session, done, status=RightStatus.REVOKED)
    by = By(make.officer(session, Role.PROVINCE, "14").id, NOW)
    opened = NewProcedure(Procedure.RECOGNITION, date(2026, 5, 1), party="示例")
    begun = service.begin(session, right.id, opened, Papers(), by=by)

    early, gone, what, nobody, twice = judged(
        session,
        row(2, "示例甲", "认定"),
        row(3, "示例乙", "变更"),
        row(4, "示例乙", "宣布"),
        row(5, "示例乙丙丁", "认定"),
        row(6, "示 例 甲", "撤销", words="另一行"),
    )

    assert outcomes([early, gone, what, nobody, twice]) == ["refused"] * 5
    assert "省级初审中" in early.words[-1].zh
    assert "没有尚未终止的" in gone.words[-1].zh
    assert "宣布" in what.words[-1].zh
    assert "登记簿中没有产品" in nobody.words[-1].zh
    assert "第 2 行" in twice.words[-1].zh
    for state, day in (
        (State.SENT_TO_CNIPA, 2),
        (State.FORMAL_EXAM, 3),
        (State.ACCEPTED, 4),
        (State.TECH_EXAM, 5),
    ):
        at = NewState(state, date(2026, 5, day))
        service.record(session, begun.id, at, Papers(), by=by)
    done_now = recorded(session, row(2, "示例甲", "初步认定"))
    assert done_now.rights == 1
    session.expire_all()
    assert (begun.state, begun.due_on) == (State.PRELIM_ANNOUNCED, date(2026, 11, 1))


def test_a_name_of_an_earlier_list_is_known(session: Session) -> None:
    gi = make.gi(session, name_zh="示例老陈醋")
    make.right(session, gi, status=RightStatus.PENDING)
    recorded(session, row(2, "示例古法醋", "认定", product_code=gi.code))

    (line,) = judged(session, row(2, "示例古法醋", "变更"), number=700)

    assert (line.outcome, line.code) == (LineOutcome.NEW, gi.code)
    assert "认作登记簿中的“示例老陈醋”" in line.words[0].zh


def test_statements_do_not_grow_with_the_list(session: Session) -> None:
    sent = []
    for size, number in ((4, 700), (60, 701)):
        named = [make.gi(session).name_zh for _ in range(size)]
        rows = [row(at, name, "认定") for at, name in enumerate(named, 2)]
        make.officer(session)
        session.expire_all()
        with counted(session) as statements:
            assert recorded(session, *rows, number=number).rights == size
        sent.append(len([each for each in statements if "account" not in each]))

    assert sent[1] <= sent[0], sent


def test_a_place_outside_is_refused(session: Session) -> None:
    gi = make.gi(session)
    make.area(session, gi)
    asked = Listing(1, ON, [row(2, gi.name_zh, "认定")], lambda _place: False)

    (line,) = service.judge_rights(session, asked, today=TODAY)

    assert "不在您的辖区" in line.words[-1].zh


@ONE_ENGINE
def test_a_list_goes_through_its_pages(app: Flask, database: Database) -> None:
    with database.write() as session:
        gi = make.gi(session, name_zh="示例黄小米")
        login = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session).login
    client = signed_in(app, login)
    text = (
        "产品名称,公告事项,申请人\r\n示例黃小米,认定,示例县人民政府\r\n无名,认定,\r\n"
    )
    sent: dict[str, Any] = {
        "announcement_number": "655",
        "announced_on": "2026-09-01",
        "announcement_file": (io.BytesIO(PDF), "公告.pdf"),
        "list": (io.BytesIO(text.encode("gb18030")), "名单.csv"),
    }

    preview = client.post("/desk/announcements/rights/import", data=sent)
    assert preview.status_code == 200, preview.text
    assert "录入 1 项" in preview.text
    form = preview.text[preview.text.index('action="/desk/announcements/rights/rec') :]
    hidden = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(\w+)"\s+value="([^"]*)"', form)
    }
    done = client.post("/desk/announcements/rights/record", data=hidden)

    assert done.status_code == 303, done.text
    assert "示例黄小米" in client.get(done.location).text
    out = client.get(done.location + ".csv").data
    (only,) = read_rows(out, COLUMNS, needed=NEEDED)
    assert (only.cells["product"], only.cells["matter"]) == ("示例黃小米", "认定")
    with database.read() as session:
        right = session.scalars(select(GiRight)).one()
        assert right.gi_id == gi.id
    outside = signed_in(app, county)
    assert outside.get("/desk/announcements/rights/import").status_code == 403


def test_products_need_no_rights_to_be_found(session: Session) -> None:
    gi = session.get_one(Gi, make.gi(session).id)

    assert outcomes(judged(session, row(2, gi.name_zh, "撤销"))) == ["refused"]
