import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.notices import service as notices
from gi_registry.producers import service
from gi_registry.producers.errors import (
    AuthorizationNotFoundError,
    ChangeDecidedError,
    ChangeNotFoundError,
    ChangeOpenError,
    EndedChangeError,
    NameTakenError,
    ReasonNeededError,
)
from gi_registry.producers.models import Authorization, Entity, EntityChange
from gi_registry.producers.rules import (
    AuthorizationState,
    ChangeKind,
    ChangeState,
    NewChange,
)
from gi_registry.producers.service import By, Wanted
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.producers.way import stored

DAY = date(2026, 6, 1)


def propose(session: Session, of: Entity, who: Account, **given: Any) -> EntityChange:
    file = stored(session, who, f"evidence {given.get('new')}")
    values: dict[str, Any] = {
        "kind": ChangeKind.NAME,
        "new": "示例新名称",
        "from_on": DAY,
        "reason": "改制",
        "file_sha256": file.sha256,
    }
    return service.propose_change(
        session,
        of.organisation_id,
        NewChange(**values | given),
        by=By(who.id, make.NOW),
    )


def confirm(session: Session, change: EntityChange, who: Account) -> EntityChange:
    by = By(who.id, make.NOW)
    return service.confirm_change(session, change.number, words="", document="", by=by)


def test_a_confirmed_name_is_on_record_from_its_day_and_the_old_one_is_kept(
    session: Session,
) -> None:
    entity = make.entity(session)
    old, who, officer = entity.name, make.producer(session), make.officer(session)

    change = propose(session, entity, who)
    assert entity.name == old, "nothing changes before the office confirms it"
    confirm(session, change, officer)

    assert entity.name == "示例新名称"
    day_before = service.names_on(session, [entity], date(2026, 5, 31))
    assert day_before == {entity.id: old}
    assert service.names_on(session, [entity], DAY) == {entity.id: "示例新名称"}
    assert service.former_names(session, entity.id) == [(old, DAY)]
    kinds = [leaf.kind for leaf in translog.history(session, entity.uscc)]
    assert sorted(kinds) == ["entity.change-confirmed", "entity.change-proposed"]
    bodies = str([leaf.body for leaf in translog.history(session, entity.uscc)])
    assert old not in bodies
    assert "示例新名称" not in bodies


def test_the_county_is_told_of_a_change_and_the_producer_of_the_outcome(
    session: Session,
) -> None:
    of = make.organisation(session)
    entity, who = make.entity(session, of), make.producer(session, of)
    colleague, officer = make.producer(session, of), make.officer(session)
    elsewhere = make.officer(session, Role.COUNTY, "140430")

    change = propose(session, entity, who)
    assert notices.unread(session, officer.id) == 1
    service.refuse_change(session, change.number, "看不清", by=By(officer.id, make.NOW))

    told = [notices.unread(session, each.id) for each in (who, colleague, elsewhere)]
    assert told == [1, 1, 0]
    (row,) = notices.listed(session, who.id, notices.Wanted(), number=1).items
    assert "名称变更" in row.words_zh
    assert "看不清" in row.words_zh


def test_a_former_name_is_found(session: Session) -> None:
    authorization = make.authorization(session)
    entity = session.get_one(Entity, authorization.entity_id)
    old = entity.name
    officer = make.officer(session)
    confirm(session, propose(session, entity, make.producer(session)), officer)
    caller = accounts.caller_of(accounts.by_login(session, officer.login))

    for text in (old, "示例新名称"):
        page = service.authorizations(session, caller, Wanted(text=text), number=1)
        assert [each.id for each in page.items] == [authorization.id], text


def test_a_standard_changes_from_a_day_and_the_old_one_is_kept(
    session: Session,
) -> None:
    authorization = make.authorization(session)
    entity = session.get_one(Entity, authorization.entity_id)
    who, officer = make.producer(session), make.officer(session)
    new = "GB/T 19777-2026"
    given = {"kind": ChangeKind.STANDARD, "new": new}

    change = propose(session, entity, who, authorization=authorization.number, **given)
    service.confirm_change(
        session,
        change.number,
        words="核对无误",
        document="国家知识产权局公告第七〇一号",
        by=By(officer.id, make.NOW),
    )

    assert authorization.standard_number == new
    before = service.standard_on(session, authorization, date(2026, 5, 31))
    assert before == "GB/T 19777-2013"
    assert service.standard_on(session, authorization, DAY) == new
    assert change.document == "国家知识产权局公告第七〇一号"
    stranger = make.authorization(session)
    with pytest.raises(AuthorizationNotFoundError):
        propose(session, entity, who, authorization=stranger.number, **given)
    authorization.state = AuthorizationState.STOPPED
    with pytest.raises(EndedChangeError):
        propose(session, entity, who, authorization=authorization.number, **given)


def test_one_proposal_at_a_time_and_none_is_decided_twice(session: Session) -> None:
    entity = make.entity(session)
    who, officer = make.producer(session), make.officer(session)
    first = propose(session, entity, who)

    with pytest.raises(ChangeOpenError):
        propose(session, entity, who, new="另一个名称")
    with pytest.raises(ReasonNeededError):
        service.refuse_change(session, first.number, " ", by=By(officer.id, make.NOW))
    service.refuse_change(
        session, first.number, "证明文件不清", by=By(officer.id, make.NOW)
    )
    with pytest.raises(ChangeDecidedError):
        confirm(session, first, officer)
    other = make.entity(session)
    taken = propose(session, other, who, new=entity.name)
    with pytest.raises(NameTakenError):
        confirm(session, taken, officer)
    with pytest.raises(ChangeNotFoundError):
        service.withdraw_change(
            session,
            taken.number,
            organisation_id=entity.organisation_id,
            by=By(who.id, make.NOW),
        )


def test_two_officers_at_once_never_both_decide(database: Database) -> None:
    with database.write() as session:
        entity = make.entity(session)
        old, officer = entity.name, make.officer(session)
        number = propose(session, entity, make.producer(session)).number
    by = By(officer.id, make.NOW)

    def decide(which: int) -> bool:
        try:
            with database.write() as session:
                if which:
                    service.refuse_change(session, number, "不符", by=by)
                else:
                    service.confirm_change(
                        session, number, words="", document="", by=by
                    )
        except ChangeDecidedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(decide, (0, 1)))

    assert sorted(outcomes) == [False, True]
    with database.read() as session:
        found = service.change(session, number)
        confirmed = found.state is ChangeState.CONFIRMED
        assert confirmed is outcomes[0]
        assert found.entity.name == ("示例新名称" if confirmed else old)


class TestPages:
    """From the producer's form to the county's decision and the certificate."""

    @pytest.fixture
    def held(self, database: Database) -> Authorization:
        """Give an authorization whose holder was called 示例旧名."""
        with database.write() as session:
            make.division(session)
            of = make.organisation(session, name="示例旧名")
            make.producer(session, of)
            return make.authorization(session, make.entity(session, of))

    @staticmethod
    def holder(app: Flask, database: Database, held: Authorization) -> FlaskClient:
        with database.read() as session:
            entity = session.get_one(Entity, held.entity_id)
            logins = select(Account.login).where(
                Account.organisation_id == entity.organisation_id
            )
            login = session.scalars(logins).one()
        return signed_in(app, login)

    @staticmethod
    def officer(app: Flask, database: Database, where: str) -> FlaskClient:
        with database.write() as session:
            login = make.officer(session, Role.COUNTY, where).login
        return signed_in(app, login)

    def test_a_producer_proposes_and_the_county_confirms(
        self, app: Flask, database: Database, held: Authorization
    ) -> None:
        client = self.holder(app, database, held)
        office = self.officer(app, database, make.COUNTY)
        typed = {"new": "示例新名", "from_on": "2026-06-01", "reason": "改制"}

        without = client.post("/producer/entity/name", data=typed)
        assert without.status_code == 422
        assert "示例新名" in without.text
        given = typed | {"evidence": (io.BytesIO(PDF), "通知书.pdf")}
        assert client.post("/producer/entity/name", data=given).status_code == 303
        assert "待确认" in client.get("/producer/entity").text
        listed = office.get("/desk/changes").text
        number = listed.split("/desk/changes/")[1].split('"')[0]
        assert f"\n{number}," in office.get("/desk/changes.csv").text
        address = f"/desk/changes/{number}"
        assert "示例旧名" in office.get(address).text
        refused = office.post(f"{address}/refuse", data={"reason": ""})
        assert refused.status_code == 422
        assert office.post(f"{address}/confirm").status_code == 303
        assert "示例旧名（至 until 2026-06-01）" in client.get(f"/c/{held.number}").text
        then = client.get(f"/c/{held.number}?on=2026-05-31").text
        assert "<dd>" in then
        assert then.count("示例旧名") == 1, "the name of that day, and no former one"

    def test_nobody_else_sees_or_decides_it(
        self, app: Flask, database: Database, held: Authorization
    ) -> None:
        with database.write() as session:
            entity = session.get_one(Entity, held.entity_id)
            change = propose(session, entity, make.producer(session))
            login = make.producer(session).login
        stranger = signed_in(app, login)
        address = f"/desk/changes/{change.number}"
        far = self.officer(app, database, "140430")

        assert far.get(address).status_code == 403
        assert far.post(f"{address}/confirm").status_code == 403
        assert "示例" not in far.get("/desk/changes").text.split("<main")[1]
        assert "示例" not in far.get("/desk/changes.csv?state=all").text
        for client in (far, stranger):
            assert client.get(f"/files/{change.file_sha256}").status_code == 404
        withdrawn = f"/producer/changes/{change.number}/withdraw"
        assert stranger.post(withdrawn).status_code == 404
        with database.read() as session:
            assert service.change(session, change.number).state is ChangeState.WAITING
