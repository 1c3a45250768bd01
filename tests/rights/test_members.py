"""The register of a mark's registrant, and who uses the mark on its ground."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service as producers
from gi_registry.producers.errors import (
    LicenceTermError,
    MemberDayError,
    MemberTakenError,
    NotMemberError,
)
from gi_registry.producers.models import Application, Authorization
from gi_registry.producers.rules import AuthorizationState, Route
from gi_registry.producers.rules.batches import LineOutcome
from gi_registry.producers.rules.members import MemberState, MemberStep, NewMember
from gi_registry.producers.service import By
from gi_registry.producers.service.members import tie
from gi_registry.products.models import GiRight
from gi_registry.products.rules import RightKind
from gi_registry.rights.errors import AnnouncementMissingError
from gi_registry.rights.service import members as service
from gi_registry.rights.service.members import WantedMembers
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted
from tests.producers.test_batches import code

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ON = date(2026, 11, 23)
S = MemberState

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
"""Pages are tried on one engine: what they do is tried on both."""


@pytest.fixture
def by(session: Session) -> By:
    return By(make.officer(session, Role.PROVINCE, "14").id, NOW)


@pytest.fixture
def mark(session: Session) -> GiRight:
    return make.right(
        session,
        kind=RightKind.CERTIFICATION_MARK,
        holder="示例协会",
        valid_to=date(2030, 6, 30),
    )


def licensee(serial: int = 1, from_on: date = date(2026, 8, 23)) -> NewMember:
    return NewMember(
        f"示例公司{serial}", code(serial), f"许{serial}", from_on, date(2028, 8, 31)
    )


def used(session: Session, mark: GiRight, uscc: str) -> Authorization:
    entity = make.entity(session, uscc=uscc)
    found = make.authorization(session, entity, mark, valid_to=date(2028, 8, 31))
    session.refresh(found, ["application"])
    found.application.licence_ends_on = date(2028, 8, 31)
    session.flush()
    return found


def test_a_licence_is_recorded_announced_cancelled(
    session: Session, mark: GiRight, by: By
) -> None:
    found = service.add(session, mark.id, licensee(), by=by)
    user = used(session, mark, code(1))
    assert service.member(session, found.id, on=ON).state is S.RECORDAL_DUE

    def step(state: MemberState, on: date, text: str = "示例备1号") -> None:
        new = MemberStep(state, on, text)
        service.record_step(session, found.id, new, None, by=by)

    step(S.RECORDED, date(2026, 9, 10))
    with pytest.raises(AnnouncementMissingError):
        step(S.ANNOUNCED, date(2026, 10, 10), "902")
    step(S.CANCELLED, date(2026, 11, 1), "不符合使用条件")
    step(S.CANCEL_RECORDED, date(2026, 11, 20), "示例备2号")

    session.expire_all()
    assert found.recordal_number == "示例备1号"
    assert found.cancel_recordal_number == "示例备2号"
    assert user.state is AuthorizationState.SUSPENDED
    statuses = producers.authorization(session, user.number).statuses
    assert "不符合使用条件" in statuses[-1].reason
    assert statuses[-1].from_on == date(2026, 11, 1)


def test_a_second_row_for_the_same_is_refused(
    session: Session, mark: GiRight, by: By
) -> None:
    service.add(session, mark.id, licensee(), by=by)

    for again in (
        NewMember("示例公司1", code(1), "许9", ON),
        NewMember("示例公司2", code(2), "许1", ON),
    ):
        with pytest.raises(MemberTakenError):
            service.add(session, mark.id, again, by=by)


def test_a_renewal_moves_the_last_day_of_use(
    session: Session, mark: GiRight, by: By
) -> None:
    found = service.add(session, mark.id, licensee(), by=by)
    user = used(session, mark, code(1))

    with pytest.raises(MemberDayError):
        service.renew_term(session, found.id, date(2028, 8, 31), by=by)
    with pytest.raises(LicenceTermError):
        service.renew_term(session, found.id, date(2030, 7, 1), by=by)
    service.renew_term(session, found.id, date(2030, 6, 30), by=by)

    session.expire_all()
    assert found.ends_on == user.valid_to == date(2030, 6, 30)


def test_overdue_is_the_day_after_the_last_one(
    session: Session, mark: GiRight, by: By
) -> None:
    for serial, began in enumerate((22, 23, 24), start=1):
        service.add(session, mark.id, licensee(serial, date(2026, 8, began)), by=by)
    future = licensee(4, date(2026, 12, 1))
    service.add(session, mark.id, future, by=by)
    province = Caller(
        by.account_id, "示例", None, "示例", (Grant(Role.PROVINCE, "14"),)
    )

    def names(view: str) -> list[str]:
        found = service.every_member(session, WantedMembers(view), on=ON)
        return [row.member.name for row in found]

    assert names("overdue") == ["示例公司1"]
    assert names("due") == ["示例公司1", "示例公司2", "示例公司3"]
    assert len(names("all")) == 4
    assert service.overdue(session, province, ON) == 1


def test_an_application_rests_on_the_register(
    session: Session, mark: GiRight, by: By
) -> None:
    mine = make.entity(session, uscc=code(1))
    number = make.application(session, mine, mark, route=Route.TRADE_MARK).number
    session.expire_all()
    application = producers.application(session, number)
    tie(session, application, on=ON)
    before = application.member_id
    assert before is None
    service.add(session, mark.id, licensee(2), by=by)
    with pytest.raises(NotMemberError):
        tie(session, application, on=ON)
    found = service.add(session, mark.id, licensee(1), by=by)

    tie(session, application, on=ON)

    assert application.member_id == found.id
    assert application.licence_record == "许1"
    assert application.licence_ends_on == date(2028, 8, 31)
    found.ends_on = date(2026, 11, 22)
    session.flush()
    with pytest.raises(NotMemberError):
        tie(session, application, on=ON)
    assert session.get(Application, application.id)


def line(at: int, serial: int, **cells: str) -> SheetRow:
    given = {
        "name": f"示例公司{serial}",
        "uscc": code(serial),
        "number": f"许{serial}",
        "from_on": "2026-08-23",
        "ends_on": "2028-08-31",
    }
    return SheetRow(at, given | cells)


def test_a_list_is_judged_line_by_line(session: Session, mark: GiRight, by: By) -> None:
    service.add(session, mark.id, licensee(1), by=by)
    service.add(session, mark.id, licensee(2), by=by)
    service.add(session, mark.id, licensee(8), by=by)
    rows = [
        line(2, 1),
        line(3, 2, ends_on="2029/08/31"),
        line(4, 3),
        line(5, 3),
        line(6, 4, ends_on="2031-01-01"),
        line(7, 5, name="示例协会"),
        line(8, 6, uscc="91140727MA0000000X"),
        line(9, 7, from_on="不详"),
        line(10, 9, number="许1"),
    ]

    lines = service.judge_list(session, mark.id, rows)

    new, same, differs, refused = LineOutcome
    assert [each.outcome for each in lines] == [
        same,
        differs,
        new,
        *[refused] * 6,
        differs,
    ]
    assert all(each.words for each in lines if each.outcome in (differs, refused))
    assert (lines[-1].row, lines[-1].name) == (0, "示例公司8")
    assert service.record_list(session, mark.id, lines, by=by) == 1
    again = service.judge_list(session, mark.id, rows)
    assert again[2].outcome is LineOutcome.SAME


def test_a_list_costs_as_many_queries_for_many_rows(
    session: Session, mark: GiRight
) -> None:
    sent = []
    for size in (3, 30):
        session.expire_all()
        with counted(session) as statements:
            rows = [line(n, n) for n in range(1, size)]
            service.judge_list(session, mark.id, rows)
        sent.append(len(statements))

    assert sent[0] == sent[1]


@ONE_ENGINE
def test_a_list_goes_in_and_out_by_the_pages(app: Flask, database: Database) -> None:
    with database.write() as session:
        right_id = make.right(session, kind=RightKind.COLLECTIVE_MARK).id
        province = make.officer(session, Role.PROVINCE, "14").login
        county = make.officer(session).login
    client = signed_in(app, province)
    content = f"名称,统一社会信用代码,编号,起始日\n示例社,{code(1)},会1,2026-08-01\n"
    sheet = (io.BytesIO(content.encode()), "名单.csv")
    data = {"right_id": str(right_id)}

    preview = client.post("/desk/members/import", data=data | {"list": sheet})
    cells = {"name": "示例社", "uscc": code(1), "number": "会1"}
    rows = json.dumps([[2, cells | {"from_on": "2026-08-01"}]])
    refused = signed_in(app, county).post(
        "/desk/members/record", data=data | {"rows": rows}
    )
    done = client.post("/desk/members/record", data=data | {"rows": rows})

    assert preview.status_code == 200
    assert "新增" in preview.text
    assert (refused.status_code, done.status_code) == (403, 303)
    assert "示例社" in client.get("/desk/members?view=overdue").text
    out = client.get("/desk/members.csv?view=all").text
    assert f"示例社,{code(1)},会1,2026-08-01" in out
    assert client.get("/desk/members/template.csv").status_code == 200


@ONE_ENGINE
def test_a_member_is_followed_by_its_page(app: Flask, database: Database) -> None:
    with database.write() as session:
        right_id = make.right(session, kind=RightKind.COLLECTIVE_MARK).id
        province = make.officer(session, Role.PROVINCE, "14").login
    client, form = signed_in(app, province), "/desk/members/new"
    data = {"right_id": str(right_id), "name": "示例社", "uscc": code(1)}
    assert client.get(f"{form}?right={right_id}").status_code == 200
    assert client.post(form, data=data).status_code == 422

    made = client.post(form, data=data | {"number": "会1", "from_on": "2026-08-01"})

    page = made.headers["Location"]
    assert "备案期限" in client.get(page).text
    step = {"state": "recorded", "on": "2026-09-01", "reference": "示例备1号"}
    assert client.post(f"{page}/step", data=step | {"reference": ""}).status_code == 422
    assert client.post(f"{page}/step", data=step).status_code == 303
    assert client.post(f"{page}/step", data=step).status_code == 422
    term = {"ends_on": "2029-01-01"}
    assert client.post(f"{page}/term", data=term).status_code == 303
