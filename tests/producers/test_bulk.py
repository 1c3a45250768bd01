"""Many applications at once: each by its own guard, and each told."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.producers import service
from gi_registry.producers.errors import BulkSizeError
from gi_registry.producers.models import Application, ApplicationEvent
from gi_registry.producers.rules import Bulk
from gi_registry.producers.service import BulkDeed
from tests import factories as make
from tests.conftest import signed_in
from tests.producers.test_desk import as_caller
from tests.producers.way import S


def state(session: Session, number: str) -> S:
    statement = select(Application.state).where(Application.number == number)
    return S(session.scalars(statement).one())


def test_each_is_done_or_left_as_it_was_and_told_why(session: Session) -> None:
    ready, other = (
        make.application(session, state=S.ORIGIN_VERIFIED).number for _ in "ab"
    )
    early = make.application(session).number
    entity = make.entity(session, division="141028")
    elsewhere = make.application(session, entity, state=S.ORIGIN_VERIFIED).number
    caller = as_caller(session, make.officer(session, Role.PREFECTURE, "1407"))
    deed = BulkDeed(Bulk.PREFECTURE_REVIEW, "材料齐全")

    lines = service.in_bulk(
        session,
        [ready, early, elsewhere, "AP-1999-000001", other, ready],
        deed,
        caller,
        now=make.NOW,
    )

    told = {line.number: line for line in lines}
    assert [told[n].is_done for n in (ready, other)] == [True, True]
    assert "产地管理部门实地核验" in told[early].words.zh
    assert "不在您的辖区" in told[elsewhere].words.zh
    assert told[elsewhere].entity is None, "no name of another jurisdiction"
    assert not told["AP-1999-000001"].is_done
    assert [state(session, n) for n in (ready, other, early, elsewhere)] == [
        S.PREFECTURE_REVIEWED,
        S.PREFECTURE_REVIEWED,
        S.SUBMITTED,
        S.ORIGIN_VERIFIED,
    ]
    events = session.scalars(select(ApplicationEvent)).all()
    assert [event.words for event in events] == ["材料齐全"] * 2


def test_a_guard_that_fails_late_undoes_its_own_application_alone(
    session: Session,
) -> None:
    bare = make.application(session, state=S.PREFECTURE_REVIEWED).number
    caller = as_caller(session, make.officer(session, Role.PROVINCE, "14"))

    lines = service.in_bulk(
        session, [bare], BulkDeed(Bulk.PROVINCE_REVIEW), caller, now=make.NOW
    )

    assert [line.is_done for line in lines] == [False]
    assert state(session, bare) is S.PREFECTURE_REVIEWED
    for numbers in ([], [f"AP-2026-{n:06d}" for n in range(201)]):
        with pytest.raises(BulkSizeError):
            service.in_bulk(session, numbers, BulkDeed(Bulk.TAKE), caller, now=make.NOW)


def test_the_page_tells_of_each_and_exports_what_is_ticked(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        one, two = (make.application(session) for _ in "ab")
        numbers = [one.number, two.number]
        county = make.officer(session)
    client = signed_in(app, county.login)

    taken = client.post("/desk/bulk", data={"deed": "take", "number": numbers})
    passed = client.post(
        "/desk/bulk", data={"deed": "prefecture-review", "number": numbers}
    )
    lines = client.post("/desk/bulk", data={"deed": "export", "number": numbers[0]})
    none = client.post("/desk/bulk", data={"deed": "take"}, follow_redirects=True)
    odd = client.post("/desk/bulk", data={"deed": "record-registration"})

    assert "共 2 件：已办理 2 件" in taken.text
    assert "共 2 件：已办理 0 件" in passed.text
    assert len(lines.text.splitlines()) == 2
    assert numbers[0] in lines.text
    assert "请先勾选申请" in none.text
    assert odd.status_code == 303
