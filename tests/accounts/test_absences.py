"""A deputy has somebody's grants on the days of the absence, and no others."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service
from gi_registry.accounts.errors import (
    AbsenceDaysError,
    AbsenceNotFoundError,
    AbsenceOverlapError,
    DeputyAbsentError,
    DeputyError,
    NothingToLendError,
)
from gi_registry.accounts.models import Account
from gi_registry.accounts.rules import Party, Span, check_absence
from gi_registry.accounts.service import NewAbsence
from gi_registry.core import clock
from gi_registry.core.access import Caller, Grant, Permission, Place, Role
from gi_registry.core.db import Database
from gi_registry.producers.models import ApplicationEvent
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.conftest import signed_in

MONDAY = date(2026, 11, 23)
WEEK = Span(MONDAY, date(2026, 11, 27))
OFFICER = (Grant(Role.COUNTY, "140727"),)


def party(account_id: int, *absent: Span, grants: tuple[Grant, ...] = OFFICER) -> Party:
    return Party(account_id, grants, absent)


def test_what_cannot_be_recorded_is_refused() -> None:
    one, other = party(1), party(2)
    check_absence(WEEK, one, other, today=MONDAY)
    later, before = (
        Span(WEEK.to_on, date(2026, 12, 1)),
        Span(MONDAY, date(2026, 11, 22)),
    )

    refused = {
        AbsenceDaysError: (before, one, other),
        NothingToLendError: (
            WEEK,
            party(1, grants=(Grant(Role.ADMINISTRATOR),)),
            other,
        ),
        AbsenceOverlapError: (WEEK, party(1, later), other),
        DeputyAbsentError: (WEEK, one, party(2, later)),
    }
    for error, (span, who, deputy) in refused.items():
        with pytest.raises(error):
            check_absence(span, who, deputy, today=MONDAY)
    for nobody in (one, party(2, grants=()), party(2, grants=(Grant(Role.PRODUCER),))):
        with pytest.raises(DeputyError):
            check_absence(WEEK, one, nobody, today=MONDAY)
    with pytest.raises(AbsenceDaysError):
        check_absence(WEEK, one, other, today=MONDAY + timedelta(days=1))


def away(session: Session, who: Account, deputy: Account, **given: date) -> int:
    span = {"from_on": make.TODAY, "to_on": make.TODAY + timedelta(days=2)} | given
    new = NewAbsence(who.id, deputy.id, **span, reason="出差")
    return service.record_absence(session, new, now=make.NOW, by_id=who.id).id


def grants(session: Session, of: Account, days: int = 0) -> list[tuple[str, str]]:
    on = make.TODAY + timedelta(days=days)
    return [
        (grant.role.value, grant.division)
        for grant in service.lent_grants(session, of.id, on=on)
    ]


def test_the_deputy_has_them_for_the_span_and_what_is_taken_back_is_gone(
    session: Session,
) -> None:
    absent = make.officer(session, where="140728")
    deputy, third = make.officer(session), make.officer(session, where="141028")
    away(session, absent, deputy)

    assert [grants(session, deputy, days) for days in (-1, 0, 2, 3)] == [
        [],
        [("county", "140728")],
        [("county", "140728")],
        [],
    ]
    away(session, deputy, third, from_on=date(2026, 12, 1), to_on=date(2026, 12, 2))
    assert grants(session, third, 9) == [("county", "140727")], "no chain"
    service.disable(session, absent.id, now=make.NOW, by_id=third.id)
    session.flush()
    assert grants(session, deputy) == []


def test_an_end_before_the_last_day_holds_at_once(session: Session) -> None:
    absent, deputy = make.officer(session), make.officer(session)
    made = away(session, absent, deputy)

    with pytest.raises(AbsenceNotFoundError):
        service.end_absence(session, deputy.id, made, now=make.NOW, by_id=deputy.id)
    service.end_absence(session, absent.id, made, now=make.NOW, by_id=absent.id)

    assert grants(session, deputy) == []
    with pytest.raises(AbsenceNotFoundError):
        service.end_absence(session, absent.id, made, now=make.NOW, by_id=absent.id)


def test_ones_own_right_goes_before_that_of_the_absent(session: Session) -> None:
    absent = make.officer(session, where="1407")
    deputy = make.officer(session)
    away(session, absent, deputy)
    lent = service.lent_grants(session, deputy.id, on=make.TODAY)
    caller: Caller = service.caller_of(
        service.account_by_id(session, deputy.id), lent=lent
    )

    by_right_of = []
    for division in ("140728", "140727"):
        caller.demand(Permission.ORIGIN_CHECK, Place(division))
        held_for = caller.standing.held_for
        by_right_of.append(held_for.account_id if held_for else None)

    caller.demand_any(
        (Permission.PROVINCE_REVIEW, Permission.ORIGIN_CHECK), Place("140728")
    )
    by_any = caller.standing.held_for

    assert by_right_of == [absent.id, None]
    assert by_any == lent[0].held_for
    assert not caller.may(Permission.ORIGIN_CHECK, Place("141028"))


def test_what_a_deputy_does_is_kept_as_done_for_the_absent(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        absent = make.officer(session, where="140728")
        deputy = make.officer(session)
        elsewhere = make.entity(session, division="140728")
        theirs = make.application(session, elsewhere).number
        own = make.application(session).number
        absent_id, name = absent.id, absent.name
    client = signed_in(app, deputy.login)
    act = {number: f"/desk/applications/{number}/return" for number in (theirs, own)}
    data = {"reason": "请补正标准编号"}
    assert client.post(act[theirs], data=data).status_code == 403

    today = clock.today().isoformat()
    recorded = signed_in(app, absent.login).post(
        "/account/absence",
        data={"deputy": deputy.id, "from_on": today, "to_on": today, "reason": ""},
    )
    assert recorded.status_code == 303
    assert f"您正在代{name}办理" in client.get("/desk").text
    for address in act.values():
        assert client.post(address, data=data).status_code == 303

    assert f"代{name}" in client.get(f"/desk/applications/{theirs}").text
    with database.read() as session:
        kinds = LogLeaf.kind == "application.return"
        logged = session.execute(
            select(LogLeaf.subject, LogLeaf.account_id, LogLeaf.for_id).where(kinds)
        )
        assert {tuple(row) for row in logged} == {
            (theirs, deputy.id, absent_id),
            (own, deputy.id, None),
        }
        events = select(ApplicationEvent.for_id).order_by(ApplicationEvent.id)
        assert list(session.scalars(events)) == [absent_id, None]


def test_the_administrator_records_for_others_and_no_one_else_does(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        admin = make.account(session, Grant(Role.ADMINISTRATOR))
        absent, deputy = make.officer(session), make.officer(session)
    today = clock.today().isoformat()
    data = {"deputy": deputy.id, "from_on": today, "to_on": today}
    page = f"/people/{absent.id}/absence"
    assert signed_in(app, deputy.login).post(page, data=data).status_code == 403
    client = signed_in(app, admin.login)

    assert client.post(page, data=data | {"deputy": absent.id}).status_code == 422
    assert client.post(page, data=data).status_code == 303
    assert "代办中" in client.get(page).text
    with database.read() as session:
        (made,) = service.absences_of(session, absent.id)
        assert made.recorded_by_id == admin.id
    assert client.post(f"{page}/{made.id}/end").status_code == 303
    assert "已提前结束" in client.get(page).text
    assert client.post(f"{page}/{made.id}/end").status_code == 404
