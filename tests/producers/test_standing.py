import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Role
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetRow
from gi_registry.marks.errors import AuthorizationNotUsableError
from gi_registry.marks.rules import RunRequest
from gi_registry.marks.service import issue_run
from gi_registry.producers import service
from gi_registry.producers.models import (
    Authorization,
    Entity,
    EntityChange,
    EntityList,
)
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    EntityStatus,
)
from gi_registry.producers.rules.standing import StandingLine, StandingOutcome
from gi_registry.producers.service import By, NewList, Wanted
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted
from tests.producers.test_batches import code
from tests.producers.way import stored

O = StandingOutcome  # noqa: E741 -- as the table reads
LISTED = date(2026, 11, 20)
HEAD = "统一社会信用代码,名称,登记状态,日期"


def row(number: int, uscc: str, status: str = "注销", **cells: Any) -> SheetRow:
    exact = cells.pop("exact", True)
    return SheetRow(number, {"uscc": uscc, "status": status} | cells, exact)


def of(session: Session, account: Account) -> Caller:
    return accounts.caller_of(accounts.by_login(session, account.login))


def province(session: Session, where: str = "14") -> Account:
    return make.officer(session, Role.PROVINCE, where)


def judged(session: Session, *rows: SheetRow, where: str = "14") -> list[StandingLine]:
    caller = of(session, province(session, where))
    return service.judge_list(session, rows, caller, listed_on=LISTED)


def record(session: Session, *rows: SheetRow) -> EntityList:
    who = province(session)
    file = stored(session, who, "list")
    made, _ = service.record_list(
        session,
        rows,
        NewList("示例市场监管局名单", LISTED, file.sha256),
        caller=of(session, who),
        by=By(who.id, make.NOW),
    )
    return made


def held(session: Session, serial: int, **given: Any) -> tuple[Entity, Authorization]:
    entity = make.entity(session, uscc=code(serial), name=f"示例{serial}")
    return entity, make.authorization(session, entity, **given)


@pytest.mark.parametrize(
    ("cells", "outcome", "said"),
    [
        ({}, O.STATUS, "1 项用标核准随之终止"),
        ({"status": "存续"}, O.SAME, ""),
        ({"status": "存续", "name": "示例新名"}, O.NAME, "曾用名"),
        ({"uscc": code(9)}, O.UNKNOWN, "没有登记这个信用代码"),
        ({"uscc": code(1)[:-1] + "O"}, O.REFUSED, "字母 O"),
        ({"exact": False}, O.REFUSED, "18"),
        ({"status": "迁出"}, O.REFUSED, "存续、注销或吊销"),
        ({"on": "去年"}, O.REFUSED, "不是日期"),
        ({"on": "2026-11-21"}, O.REFUSED, "晚于名单日期"),
    ],
)
def test_each_line_says_what_would_become_of_it(
    session: Session, cells: dict[str, Any], outcome: StandingOutcome, said: str
) -> None:
    held(session, 1)

    (line,) = judged(session, row(2, **{"uscc": code(1)} | cells))

    assert line.outcome is outcome, line.words
    assert said in "".join(words.zh for words in line.words)


def test_a_code_counts_once_and_only_in_its_jurisdiction(session: Session) -> None:
    held(session, 1)

    twice = judged(session, row(2, code(1)), row(3, code(1), "存续"))
    (far,) = judged(session, row(2, code(1)), where="61")

    assert [line.outcome for line in twice] == [O.STATUS, O.DUPLICATE]
    assert far.outcome is O.REFUSED


def test_a_business_that_is_gone_ends_its_authorizations_without_a_cure_period(
    session: Session,
) -> None:
    entity, used = held(session, 1)
    stopped = make.authorization(session, entity, state=AuthorizationState.STOPPED)
    pending = make.application(session, entity)
    bystander, other = held(session, 2)

    made = record(session, row(2, code(1), on="2026-05-06"), row(3, code(3)))

    assert made.counts == {"status": 1, "unknown": 1}
    assert (entity.status, entity.status_on) == (
        EntityStatus.CANCELLED,
        date(2026, 5, 6),
    )
    found = service.authorization(session, used.number)
    assert service.state_on(found, date(2026, 5, 5)) is AuthorizationState.IN_USE
    assert service.state_on(found, date(2026, 5, 6)) is AuthorizationState.ENTITY_GONE
    last = found.statuses[-1]
    assert "第三十一条" in last.reason
    assert made.number in last.reason
    assert last.due_on is None
    assert stopped.state is AuthorizationState.STOPPED
    assert (bystander.status, other.state) == (
        EntityStatus.ACTIVE,
        AuthorizationState.IN_USE,
    )
    caller = of(session, province(session))
    assert service.gone_count(session, caller) == 1
    (desk_row,) = service.desk(
        session, caller, Wanted(text=pending.number), now=make.NOW
    ).items
    assert any("营业执照" in lack.zh for lack in desk_row.lacks)
    assert pending.state is ApplicationState.SUBMITTED, "a person decides it"


def test_labels_are_refused_to_a_business_that_is_gone(session: Session) -> None:
    _, used = held(session, 1)
    make.capacity(session, used)
    record(session, row(2, code(1), "吊销未注销", on="2026-05-06"))

    with pytest.raises(AuthorizationNotUsableError):
        issue_run(
            session,
            RunRequest(used.id, 2026, 10, 500, "500 g"),
            now=make.NOW,
            account_id=make.producer(session).id,
        )


def test_the_number_of_queries_does_not_grow_with_the_list(session: Session) -> None:
    for serial in range(1, 13):
        held(session, serial)
    few = [row(2, code(1))]
    many = [row(serial, code(serial)) for serial in range(1, 13)]
    caller = of(session, province(session))

    with counted(session) as small:
        service.judge_list(session, few, caller, listed_on=LISTED)
    with counted(session) as large:
        service.judge_list(session, many, caller, listed_on=LISTED)

    assert len(large) == len(small)


class TestPages:
    """From the upload to the register, the page of one, and what is to be reported."""

    @staticmethod
    def officer(app: Flask, database: Database) -> FlaskClient:
        with database.write() as session:
            make.division(session)
            held(session, 1)
            held(session, 2)
            login = province(session).login
        return signed_in(app, login)

    @staticmethod
    def handed_in(text: str) -> dict[str, Any]:
        return {
            "source": "示例名单",
            "listed_on": "2026-11-20",
            "list": (io.BytesIO(text.encode("gb18030")), "名单.csv"),
        }

    def test_a_list_is_seen_then_recorded_and_its_original_is_kept(
        self, app: Flask, database: Database
    ) -> None:
        client = self.officer(app, database)
        text = f"{HEAD}\n{code(1)},示例1,注销,2026-05-06\n{code(2)},示例更名,存续,\n"

        shown = client.post("/desk/entities/import", data=self.handed_in(text))
        assert shown.status_code == 200
        assert "还没有录入任何内容" in shown.text
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(EntityChange)) == 0
        sha256 = shown.text.split('name="file_sha256" value="')[1][:64]
        given = {"source": "示例名单", "listed_on": "2026-11-20"}
        done = client.post(
            "/desk/entities/record", data=given | {"file_sha256": sha256}
        )
        assert done.status_code == 303

        with client.get(f"/files/{sha256}") as original:
            assert original.data == text.encode("gb18030")
            assert original.headers["Content-Disposition"].startswith("attachment")
        one = client.get(f"/desk/entities/{code(1)}").text
        assert "已注销" in one
        by_former_name = client.get("/desk/entities?q=示例2").text
        assert "示例更名" in by_former_name
        gone = client.get("/desk/entities/gone").text
        assert code(1) in gone
        assert code(2) not in gone
        assert code(1) in client.get("/desk/entities/gone.csv").text
        assert len(client.get("/desk/entities.csv").text.splitlines()) == 3
        again = client.post("/desk/entities/import", data=self.handed_in(text))
        assert "没有要录入的" in again.text

    def test_others_neither_hand_in_lists_nor_see_the_businesses_of_others(
        self, app: Flask, database: Database
    ) -> None:
        self.officer(app, database)
        with database.write() as session:
            county = make.officer(session, Role.COUNTY, "140430").login
        client = signed_in(app, county)

        assert client.get("/desk/entities/import").status_code == 403
        data = self.handed_in(f"{HEAD}\n")
        assert client.post("/desk/entities/import", data=data).status_code == 403
        assert client.get(f"/desk/entities/{code(1)}").status_code == 404
        assert code(1) not in client.get("/desk/entities").text


@pytest.mark.parametrize("path", ["/desk/entities", "/desk/entities/gone"])
def test_the_number_of_queries_of_a_list_does_not_grow_with_its_rows(
    app: Flask, database: Database, path: str
) -> None:
    with database.write() as session:
        make.division(session)
        held(session, 1, state=AuthorizationState.ENTITY_GONE)
        login = province(session).login
    client = signed_in(app, login)
    client.get(path)
    with counted(database.engine) as one:
        assert code(1) in client.get(path).text
    with database.write() as session:
        for serial in range(2, 10):
            held(session, serial, state=AuthorizationState.ENTITY_GONE)

    with counted(database.engine) as many:
        assert code(9) in client.get(path).text

    assert len(many) == len(one)
