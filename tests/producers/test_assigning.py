"""Who of an office has an application: one person at a time, for one step."""

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, OutsideJurisdictionError, Role
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.producers import service
from gi_registry.producers.errors import NoColleagueError, NotTakenError, TakenError
from gi_registry.producers.rules import Tab
from gi_registry.producers.service import By, Wanted
from tests import factories as make
from tests.conftest import signed_in
from tests.producers.test_desk import as_caller
from tests.producers.way import S


def by(account: Account) -> By:
    return By(account.id, make.NOW)


def mine(session: Session, caller: Caller) -> list[tuple[str, str | None]]:
    page = service.desk(session, caller, Wanted(tab=Tab.MINE), now=make.NOW)
    assert service.counts(session, caller, now=make.NOW)[Tab.MINE] == page.total
    return [(row.number, row.taken_by) for row in page.items]


def test_what_one_officer_takes_is_off_the_others_desk(session: Session) -> None:
    number = make.application(session).number
    one, other = make.officer(session), make.officer(session)
    a, b = as_caller(session, one), as_caller(session, other)
    assert mine(session, a) == mine(session, b) == [(number, None)]

    service.take(session, number, a, by=by(one))
    service.take(session, number, a, by=by(one))

    assert mine(session, a) == [(number, one.name)]
    assert mine(session, b) == []
    with pytest.raises(TakenError, match=one.name):
        service.take(session, number, b, by=by(other))
    with pytest.raises(NotTakenError):
        service.put_back(session, number, b, by=by(other))
    service.put_back(session, number, a, by=by(one))
    assert mine(session, b) == [(number, None)]


def test_it_is_handed_to_a_colleague_of_the_same_jurisdiction(
    session: Session,
) -> None:
    found = make.application(session)
    one, other = make.officer(session), make.officer(session)
    elsewhere = make.officer(session, where="140728")
    prefecture = make.officer(session, Role.PREFECTURE, "1407")
    a = as_caller(session, one)
    found = service.locked(session, found.number)

    able = {each.id for each in service.colleagues(session, found)}
    service.hand_over(session, found.number, a, other.id, by=by(one))

    assert able == {one.id, other.id}
    taken = service.taken_by(session, found)
    assert taken is not None
    assert taken.id == other.id
    number = found.number
    for stranger in (elsewhere, prefecture):
        with pytest.raises(NoColleagueError):
            service.hand_over(session, number, a, stranger.id, by=by(one))
        with pytest.raises(OutsideJurisdictionError):
            service.take(session, number, as_caller(session, stranger), by=by(one))


def test_it_holds_for_one_step_and_comes_back_to_the_same_officer(
    session: Session,
) -> None:
    found = make.application(session)
    one = make.officer(session)
    service.take(session, found.number, as_caller(session, one), by=by(one))

    found = service.locked(session, found.number)
    found.state = S.RETURNED
    session.flush()
    assert service.taken_by(session, found) is None
    assert service.colleagues(session, found) == []
    found.state = S.SUBMITTED
    session.flush()

    taken = service.taken_by(session, found)
    assert taken is not None
    assert taken.id == one.id


def test_two_officers_at_once_never_both_take_it(database: Database) -> None:
    with database.write() as session:
        number = make.application(session).number
        officers = [make.officer(session) for _ in range(2)]
        callers = [as_caller(session, each) for each in officers]
    start, refused = Barrier(2), list[GiError]()

    def attempt(caller: Caller) -> None:
        start.wait()
        try:
            with database.write() as session:
                service.take(
                    session, number, caller, by=By(caller.account_id, make.NOW)
                )
        except TakenError as error:
            refused.append(error)

    threads = [Thread(target=attempt, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1


def test_the_page_takes_hands_over_and_exports(app: Flask, database: Database) -> None:
    with database.write() as session:
        make.division(session)
        found = make.application(session)
        one, other = make.officer(session), make.officer(session)
        number, to = found.number, other.id
    client, page = signed_in(app, one.login), f"/desk/applications/{number}"

    assert client.post(f"{page}/take").status_code == 303
    assert "已由您承办" in client.get(page).text
    assert one.name in client.get("/desk.csv").text
    refused = signed_in(app, other.login).post(f"{page}/take", follow_redirects=True)
    assert "已由示例用户承办" in refused.text
    client.post(f"{page}/hand-over", data={"colleague": to})
    assert "没有等您办理的申请" in client.get("/desk").text
    unknown = client.post(f"{page}/hand-over", data={}, follow_redirects=True)
    assert "请填写" in unknown.text
    assert client.post(f"{page}/put-back", follow_redirects=True).status_code == 200
    assert signed_in(app, other.login).post(f"{page}/put-back").status_code == 303
