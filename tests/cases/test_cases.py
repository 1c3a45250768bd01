"""Cases carried on, and the authorizations that follow them."""

import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.cases import service
from gi_registry.cases.errors import (
    CaseAnnouncementError,
    CaseOpenError,
    CaseOverError,
    NonUseCaseError,
)
from gi_registry.cases.models import MarkCase
from gi_registry.cases.rules import CaseState, NewStep, Trigger
from gi_registry.cases.service import NewCase, Papers, Wanted
from gi_registry.clocks import service as clocks
from gi_registry.clocks.rules import Decision
from gi_registry.clocks.service import NewDecision
from gi_registry.core import clock
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.db import Database
from gi_registry.producers.errors import SecondPersonError
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState, NewAnnouncement
from gi_registry.producers.service import By
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.counting import counted

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ON, DUE = date(2026, 11, 23), date(2026, 12, 31)
A, S, T = AuthorizationState, CaseState, Trigger

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
"""Pages are tried on one engine: what they do is tried on both."""


@pytest.fixture
def by(session: Session) -> By:
    return By(make.officer(session, Role.PROVINCE, "14").id, NOW)


def opened(session: Session, of: Authorization, by: By, trigger: Trigger) -> MarkCase:
    new = NewCase(trigger, date(2026, 11, 20), "检查发现")
    return service.open_case(session, of.number, new, by=by)


def step(
    session: Session, case: MarkCase, state: CaseState, by: By, **given: object
) -> MarkCase:
    papers = given.pop("papers", Papers())
    on, due = given.pop("on", ON), given.pop("due_on", None)
    new = NewStep(state, on, "核查情况", due)  # type: ignore[arg-type]
    return service.record_step(session, case.number, new, papers, by=by)  # type: ignore[arg-type]


def announcement(session: Session, by: By) -> Papers:
    kept = make.file(session, by.account_id, "9" * 64)
    return Papers(NewAnnouncement(903, ON, kept.sha256), kept.sha256)


def test_what_has_no_cure_period_leads_to_cnipas_cancellation(
    session: Session, by: By
) -> None:
    found = make.authorization(session)
    case = opened(session, found, by, T.MOVED)
    states = [found.state]
    step(session, case, S.HELD, by)
    states.append(found.state)
    step(session, case, S.REPORTED, by)
    with pytest.raises(CaseAnnouncementError):
        step(session, case, S.CANCELLED, by)
    session.expire_all()
    step(session, case, S.CANCELLED, by, papers=announcement(session, by))
    states.append(found.state)

    assert states == [A.IN_USE, A.SUSPENDED, A.STOPPED]
    whole = service.find(session, case.number)
    assert [each.state for each in whole.events] == [
        S.OPEN,
        S.HELD,
        S.REPORTED,
        S.CANCELLED,
    ]
    assert whole.events[-1].announcement is not None
    assert all(each.rules == ["order80.31@2024-02-01"] for each in whole.events)


def test_what_is_put_right_in_time_goes_on(session: Session, by: By) -> None:
    found = make.authorization(session)
    case = opened(session, found, by, T.NOT_TO_STANDARD)
    step(session, case, S.CURE, by, due_on=DUE)
    assert (found.state, case.due_on) == (A.RECTIFY, DUE)

    step(session, case, S.CURED, by)

    assert found.state == A.IN_USE


def test_what_is_called_right_too_late_takes_two_people(
    session: Session, by: By
) -> None:
    found = make.authorization(session)
    case = opened(session, found, by, T.NOT_TO_STANDARD)
    step(session, case, S.CURE, by, due_on=date(2026, 12, 1))
    later = By(by.account_id, datetime(2026, 12, 5, 4, 0, tzinfo=UTC))

    with pytest.raises(SecondPersonError):
        step(session, case, S.CURED, later, on=date(2026, 12, 5))


def test_a_case_is_open_once_and_only_while_there_is_a_right(
    session: Session, by: By
) -> None:
    found = make.authorization(session)
    opened(session, found, by, T.MOVED)
    opened(session, found, by, T.LICENCE)
    over = make.authorization(session, state=A.STOPPED)

    with pytest.raises(CaseOpenError):
        opened(session, found, by, T.MOVED)
    with pytest.raises(CaseOverError):
        opened(session, over, by, T.MOVED)
    with pytest.raises(NonUseCaseError):
        opened(session, found, by, T.NOT_USED)


def test_the_clock_of_non_use_opens_its_case(session: Session, by: By) -> None:
    found = make.authorization(session)
    new = NewDecision(Decision.RECTIFY, "两年未用标", DUE)

    clocks.decide(session, found.number, new, now=NOW, account_id=by.account_id)

    (case,) = service.of_authorization(session, found.id)
    assert (case.trigger, case.state, case.due_on) == (T.NOT_USED, S.CURE, DUE)
    session.expire_all()
    assert found.state is A.RECTIFY


def test_a_list_shows_ones_jurisdiction_with_as_many_queries(
    session: Session, by: By
) -> None:
    county = Caller(1, "示例", None, "示例", (Grant(Role.COUNTY, "140727"),))
    other = Caller(1, "示例", None, "示例", (Grant(Role.COUNTY, "140728"),))
    province = Caller(1, "示例", None, "示例", (Grant(Role.PROVINCE, "14"),))
    sent = []
    for _ in range(2):
        for _ in range(3):
            opened(session, make.authorization(session), by, T.MOVED)
        session.expire_all()
        with counted(session) as statements:
            page = service.listed(session, county, Wanted(), number=1)
            assert all(each.authorization.gi.name_zh for each in page.items)
        sent.append(len(statements))

    assert sent[0] == sent[1]
    assert page.total == 6
    assert service.listed(session, other, Wanted(), number=1).total == 0
    assert service.to_do(session, province, ON) == 6
    assert service.to_do(session, county, ON) == 0


@ONE_ENGINE
def test_a_county_opens_and_the_province_goes_on(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        organisation = make.organisation(session)
        entity = make.entity(session, organisation)
        number = make.authorization(session, entity).number
        logins = [
            make.officer(session, Role.COUNTY).login,
            make.officer(session, Role.COUNTY, "140728").login,
            make.officer(session, Role.PROVINCE, "14").login,
            make.producer(session, organisation).login,
            make.producer(session).login,
        ]
    county, elsewhere, province, mine, stranger = (signed_in(app, e) for e in logins)
    today = clock.today().isoformat()
    data = {"number": number, "trigger": "moved", "on": today, "words": "已搬到外县"}
    assert elsewhere.post("/desk/cases/new", data=data).status_code == 422
    file = {"file": (io.BytesIO(PDF), "照片.pdf")}

    made = county.post("/desk/cases/new", data=data | file)

    page = made.headers["Location"]
    step = {"state": "held", "on": today, "words": "核实"}
    assert "由省级办理" in county.get(page).text
    assert county.post(f"{page}/step", data=step).status_code == 422
    assert elsewhere.get(page).status_code == 403
    assert province.post(f"{page}/step", data=step).status_code == 303
    assert province.post(f"{page}/step", data=step).status_code == 422
    assert "已暂停用标" in mine.get("/producer/cases").text
    assert number not in stranger.get("/producer/cases").text
    assert page.rpartition("/")[2] in province.get("/desk/cases").text
    assert page.rpartition("/")[2] in province.get("/desk/cases.csv").text
    assert page.rpartition("/")[2] not in elsewhere.get("/desk/cases.csv?view=all").text
    with database.read() as session:
        held = session.scalars(select(Authorization.state)).one()
    assert held is A.SUSPENDED
    path = f"/{page.rpartition('/')[2]}/events/1/file"
    assert stranger.get(f"/producer/cases{path}").status_code == 404
