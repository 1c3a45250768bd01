"""What one person may not do alone: one asks, another decides, it is carried out."""

from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core.access import (
    Caller,
    Grant,
    HeldFor,
    OutsideJurisdictionError,
    Role,
)
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.core.words import Words
from gi_registry.overrides import service as overrides
from gi_registry.overrides.errors import (
    NotAskedError,
    RequestDecidedError,
    RequestNotFoundError,
    RequestOpenError,
    SamePersonError,
)
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.rules import Outcome
from gi_registry.producers import service
from gi_registry.producers.errors import SecondPersonError
from gi_registry.producers.models import AuthorizationStatus, OriginCheck
from gi_registry.producers.rules import ApplicationState, AuthorizationState, Change
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.producers import way as helpers
from tests.producers.way import S, Way, way

T = AuthorizationState


def caller(session: Session, who: Account, *lent: Grant) -> Caller:
    return accounts.caller_of(accounts.account_by_id(session, who.id), lent=lent)


def decide(
    session: Session, request: OverrideRequest, by: Caller, outcome: Outcome
) -> None:
    overrides.decide(session, request.id, outcome, "看过现场", by, now=make.NOW)


def near_the_border(session: Session) -> tuple[Way, OverrideRequest]:
    """Give an application whose plot is near the border, and its request."""
    on = way(session)
    near = make.plot(session, on.organisation, on.gi, geometry=helpers.NEAR)
    on.fill(near).submit().photograph()
    seen = helpers.visit(reason="公告文字含此村，底图有误")
    with pytest.raises(SecondPersonError):
        service.verify_origin(session, on.number, seen, **on.by(on.county))
    asked = service.verify_or_ask(session, on.number, seen, **on.by(on.county))
    assert asked is not None
    assert on.application.state is S.SUBMITTED
    told = dict(overrides.kind_of(asked).told(asked.what))
    assert told[Words("现场照片", "Photos of the visit")] == "1"
    assert "界线误差" in told[Words("地图：地块", "The map, of the plot")]
    return on, asked


def test_what_the_map_does_not_settle_passes_by_two_people(session: Session) -> None:
    on, asked = near_the_border(session)
    second = make.officer(session)

    decide(session, asked, caller(session, second), Outcome.APPROVED)

    assert on.application.state is ApplicationState.ORIGIN_VERIFIED
    check = session.scalars(select(OriginCheck)).one()
    assert check.point_test["plot"]["answer"] == "near-border"
    assert (check.recorded_by_id, check.reason) == (on.county.id, asked.reason)
    assert on.application.events[-1].account_id == second.id
    kinds = [
        (leaf.kind, leaf.account_id) for leaf in translog.history(session, on.number)
    ]
    assert kinds[-3:] == [
        ("override.asked", on.county.id),
        ("application.verify-origin", second.id),
        ("override.approved", second.id),
    ]


def test_nobody_decides_what_he_asked_nor_whoever_has_no_say(session: Session) -> None:
    on, asked = near_the_border(session)
    own = caller(session, on.county)
    lent = Grant(Role.COUNTY, "140727", None, HeldFor(on.county.id, "甲", make.TODAY))
    deputy = caller(session, make.officer(session, where="140728"), lent)

    for somebody, error in (
        (own, SamePersonError),
        (deputy, SamePersonError),
        (caller(session, on.province), OutsideJurisdictionError),
    ):
        with pytest.raises(error):
            decide(session, asked, somebody, Outcome.APPROVED)
    assert asked.outcome is None
    assert overrides.to_decide(session, own) == 0
    assert overrides.to_decide(session, caller(session, on.prefecture)) == 1


def test_a_request_is_made_once_and_decided_once(session: Session) -> None:
    on, asked = near_the_border(session)
    other = caller(session, make.officer(session))
    seen = helpers.visit(reason="再提一次")
    with pytest.raises(RequestOpenError):
        service.verify_or_ask(session, on.number, seen, **on.by(on.county))
    mine: dict[str, Any] = on.by(on.prefecture)
    with pytest.raises(NotAskedError):
        overrides.withdraw(session, asked.id, **mine)

    decide(session, asked, other, Outcome.REFUSED)

    assert on.application.state is S.SUBMITTED
    with pytest.raises(RequestDecidedError):
        decide(session, asked, other, Outcome.APPROVED)
    with pytest.raises(RequestDecidedError):
        overrides.withdraw(session, asked.id, **on.by(on.county))
    again = service.verify_or_ask(session, on.number, seen, **on.by(on.county))
    assert again is not None
    overrides.withdraw(session, again.id, **on.by(on.county))
    assert again.outcome is Outcome.WITHDRAWN
    with pytest.raises(RequestNotFoundError):
        overrides.withdraw(session, 10**6, **on.by(on.county))


def test_two_officers_at_once_never_both_decide(database: Database) -> None:
    with database.write() as session:
        made = make.authorization(session, state=T.SUSPENDED)
        one, *others = (make.officer(session, Role.PROVINCE, "14") for _ in range(3))
        change = Change(T.IN_USE, make.TODAY, "复检合格")
        asked = service.change_or_ask(
            session, made.number, change, now=make.NOW, account_id=one.id
        )
        assert asked is not None
        request_id = asked.id
        callers = [caller(session, each) for each in others]
    start, refused = Barrier(2), list[GiError]()

    def attempt(by: Caller) -> None:
        start.wait()
        try:
            with database.write() as session:
                overrides.decide(
                    session, request_id, Outcome.APPROVED, "同意", by, now=make.NOW
                )
        except RequestDecidedError as error:
            refused.append(error)

    threads = [Thread(target=attempt, args=(each,)) for each in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    with database.read() as session:
        states = session.scalars(
            select(AuthorizationStatus.state).order_by(AuthorizationStatus.id)
        ).all()
    assert states == [T.SUSPENDED, T.IN_USE]


def test_the_page_says_who_asked_and_only_another_decides(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        made = make.authorization(session, state=T.SUSPENDED)
        one, other = (make.officer(session, Role.PROVINCE, "14") for _ in range(2))
        number = made.number
    client, second = signed_in(app, one.login), signed_in(app, other.login)
    page = f"/desk/authorizations/{number}"
    data = {"state": "in_use", "on": make.TODAY.isoformat(), "reason": "复检合格"}

    answer = client.post(f"{page}/state", data=data, follow_redirects=True)
    assert "须两人办理" in answer.text
    assert "须由另一位同事决定" in client.get(page).text
    again = client.post(f"{page}/state", data=data)
    assert again.status_code == 422
    assert "待第二人决定" in again.text
    with database.read() as session:
        request_id = session.scalars(select(OverrideRequest.id)).one()
    decision = f"/desk/overrides/{request_id}/decide"
    yes = {"outcome": "approved", "words": "同意"}

    assert "撤回" in client.get("/desk/overrides").text
    assert "提出的人不能自己决定" in client.post(decision, data=yes).text
    assert second.post(decision, data=yes | {"words": ""}).status_code == 422
    assert second.post(decision, data=yes).status_code == 303
    assert "已同意并执行" in client.get("/desk/overrides?view=decided").text
    assert "已有决定" in second.post(decision, data=yes).text
    assert second.post(f"/desk/overrides/{request_id}/withdraw").status_code == 409
    with database.read() as session:
        assert service.authorization(session, number).state is T.IN_USE


def test_a_jurisdictions_exceptions_are_taken_away_as_a_list(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        on, asked = near_the_border(session)
        decide(session, asked, caller(session, on.prefecture), Outcome.REFUSED)
        here, elsewhere = on.county.login, make.officer(session, where="140728").login
    county, path = signed_in(app, here), "/desk/overrides.csv?view=decided"

    head, row, rest = county.get(f"{path}&lang=en").text.split("\r\n")

    what = f"Pass an origin check that the map does not settle,{on.number},"
    assert row.startswith(f'{what}"Day of the visit: ')
    assert ("公告文字含此村" in row, "Refused" in row, rest) == (True, True, "")
    assert "".join(row.split('"')[::2]).count(",") == head.count(",")
    assert county.get("/desk/overrides.csv").text.count("\r\n") == 1
    assert on.number not in signed_in(app, elsewhere).get(path).text
