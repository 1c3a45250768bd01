import io
import logging
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service
from gi_registry.producers.errors import IndividualListedError, IndividualNotFoundError
from gi_registry.producers.models import Entity, PrimaryProducer
from gi_registry.producers.rules.individuals import (
    IndividualOutcome,
    NewIndividual,
)
from gi_registry.producers.service import By
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_identity import MAN, WOMAN

PEPPER = b"p" * 32
TEXTS = "姓名,身份证号码,加入日期"


def person(entity: Entity, number: str = MAN, name: str = "示例户") -> NewIndividual:
    concealed = service.conceal(entity, number, pepper=PEPPER)
    return NewIndividual(name, concealed, make.TODAY)


def test_nobody_is_on_a_list_twice_and_who_left_may_come_back(
    session: Session,
) -> None:
    entity, other = make.entity(session), make.entity(session)
    by = By(make.producer(session).id, make.NOW)

    service.add_individuals(session, entity.organisation_id, [person(entity)], by=by)
    with pytest.raises(IndividualListedError):
        service.add_individuals(
            session, entity.organisation_id, [person(entity)], by=by
        )
    service.add_individuals(session, other.organisation_id, [person(other)], by=by)
    (first,) = service.individuals(session, entity.id).items
    with pytest.raises(IndividualNotFoundError):
        service.end_individual(session, other.organisation_id, first.id, by=by)
    service.end_individual(session, entity.organisation_id, first.id, by=by)
    service.add_individuals(session, entity.organisation_id, [person(entity)], by=by)

    assert service.individuals(session, entity.id).total == 2
    assert service.individuals_count(session, entity.id) == 1


def test_what_is_kept_and_logged_says_nothing_of_the_number(session: Session) -> None:
    entity = make.entity(session)
    by = By(make.producer(session).id, make.NOW)
    service.add_individuals(session, entity.organisation_id, [person(entity)], by=by)

    kept = session.scalars(select(PrimaryProducer)).one()
    columns = {c.name: str(getattr(kept, c.name)) for c in kept.__table__.columns}

    assert columns["identity_last4"] == MAN[-4:]
    assert not [name for name, text in columns.items() if MAN[6:14] in text]
    (leaf,) = translog.history(session, entity.uscc)
    assert leaf.body == {"number": 1}


@pytest.mark.parametrize(
    ("cells", "outcome", "said"),
    [
        ({"identity": WOMAN.lower()}, IndividualOutcome.NEW, ""),
        ({"identity": MAN}, IndividualOutcome.SAME, "“示例户”"),
        ({"identity": MAN, "name": "示例户"}, IndividualOutcome.SAME, ""),
        ({"identity": MAN[:-1] + "5"}, IndividualOutcome.REFUSED, "校验码"),
        ({"identity": ""}, IndividualOutcome.REFUSED, "17 位数字"),
        ({"name": ""}, IndividualOutcome.REFUSED, "没有写姓名"),
        ({"from_on": "2027-01-01"}, IndividualOutcome.REFUSED, "加入日期"),
        ({"exact": False}, IndividualOutcome.REFUSED, "文本格式"),
    ],
)
def test_each_line_of_a_list_says_what_would_become_of_it(
    session: Session, cells: dict[str, Any], outcome: IndividualOutcome, said: str
) -> None:
    entity = make.entity(session)
    by = By(make.producer(session).id, make.NOW)
    service.add_individuals(session, entity.organisation_id, [person(entity)], by=by)
    given = {"name": "示例乙户", "identity": WOMAN} | cells
    rows = [SheetRow(2, given, bool(given.pop("exact", True)))]

    (line,) = service.judge_individuals(
        session, entity, rows, pepper=PEPPER, on=make.TODAY
    )

    assert line.outcome is outcome, line.words
    assert said in "".join(words.zh for words in line.words)
    assert (line.new is not None) is (outcome is IndividualOutcome.NEW)


class TestPages:
    """The producer's list with its import, and what an officer sees."""

    @staticmethod
    def producer(app: Flask, database: Database) -> tuple[FlaskClient, str]:
        with database.write() as session:
            make.division(session)
            of = make.organisation(session)
            code = make.entity(session, of).uscc
            login = make.producer(session, of).login
        return signed_in(app, login), code

    def test_a_number_never_comes_back_nor_into_a_log(
        self, app: Flask, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        client, _ = self.producer(app, database)
        wrong = MAN[:-1] + "5"

        refused = client.post(
            "/producer/individuals", data={"name": "示例户", "identity": wrong}
        )
        assert refused.status_code == 422
        assert "校验码" in refused.text
        added = client.post(
            "/producer/individuals", data={"name": "示例户", "identity": MAN}
        )
        assert added.status_code == 303
        text = f"{TEXTS}\n示例户,{MAN},\n示例乙户,{WOMAN},2026-03-01\n".encode()
        shown = client.post(
            "/producer/individuals/import",
            data={"list": (io.BytesIO(text), "名单.csv")},
        )
        token = shown.text.split('name="token" value="')[1].split('"')[0]
        done = client.post("/producer/individuals/record", data={"token": token})
        assert done.status_code == 303
        again = client.post("/producer/individuals/record", data={"token": token})
        assert again.status_code == 422, "recorded once"
        forged = client.post(
            "/producer/individuals/record", data={"token": "x" + token}
        )
        assert "预览已过期" in forged.text
        listed = client.get("/producer/individuals").text
        assert "002X" in listed
        pages = [refused.text, shown.text, again.text, listed, caplog.text]
        for number in (MAN, WOMAN, wrong):
            assert not [page for page in pages if number in page]
        with database.read() as session:
            assert len(session.scalars(select(PrimaryProducer)).all()) == 2

    def test_officers_of_the_jurisdiction_see_names_and_last_four_others_nothing(
        self, app: Flask, database: Database
    ) -> None:
        client, code = self.producer(app, database)
        client.post("/producer/individuals", data={"name": "示例户", "identity": MAN})
        with database.write() as session:
            here = make.officer(session).login
            far = make.officer(session, Role.COUNTY, "140430").login
        address = f"/desk/entities/{code}/individuals"

        shown = signed_in(app, here).get(address).text
        assert "示例户" in shown
        assert "0014" in shown
        assert signed_in(app, far).get(address).status_code == 404
        assert client.get(address).status_code == 403
