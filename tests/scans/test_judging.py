"""Officers look at one code and say what they think of it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import Database
from gi_registry.scans import service
from gi_registry.scans.errors import JudgementReasonError, SameJudgementError
from gi_registry.scans.models import Scan
from gi_registry.scans.rules import Judgement, Verdict
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.scans.conftest import Labels
from tests.scans.test_scan import asked


def officer(app: Flask, database: Database, role: Role, where: str) -> FlaskClient:
    with database.write() as session:
        login = make.officer(session, role, where).login
    return signed_in(app, login)


def test_an_officer_sees_the_checks_and_judges_the_code(
    app: Flask, client: FlaskClient, labels: Labels, database: Database
) -> None:
    code = labels.code(7)
    asked(client, code)
    asked(client, code, browser="another", query_string={"place": "11"})
    desk = officer(app, database, Role.PREFECTURE, "1407")

    before = desk.get(f"/desk/codes/{code}")
    marked = desk.post(
        f"/desk/codes/{code}",
        data={"judgement": "suspect", "reason": "实物无防伪线（示例）"},
    )
    after = desk.get(f"/desk/codes/{code}")

    assert before.status_code == 200
    assert before.text.count('data-label="设备"') == 2
    assert "北京" in before.text
    assert "还没有执法人员的结论" in before.text
    assert marked.status_code == 303
    assert "实物无防伪线（示例）" in after.text
    assert asked(client, code)["verdict"] == "suspect"
    with database.read() as session:
        [leaf] = translog.history(session, f"label-{labels.run}-7")
    assert leaf.kind == "code.suspect"
    assert code not in str(leaf.body)


def test_a_cleared_code_is_genuine_again(
    app: Flask, client: FlaskClient, labels: Labels, database: Database
) -> None:
    desk = officer(app, database, Role.PREFECTURE, "1407")
    url = f"/desk/codes/{labels.code(7)}"
    desk.post(url, data={"judgement": "suspect", "reason": "示例"})

    desk.post(url, data={"judgement": "cleared", "reason": "核对无误"})

    assert asked(client, labels.code(7))["verdict"] == "genuine"


@pytest.mark.parametrize(
    "data",
    [
        {"judgement": "suspect", "reason": " "},
        {"judgement": "", "reason": "示例"},
        {"judgement": "guilty", "reason": "示例"},
        {"judgement": "suspect", "reason": "因" * 501},
    ],
)
def test_a_judgement_without_its_reason_is_shown_again(
    app: Flask, labels: Labels, database: Database, data: dict[str, str]
) -> None:
    desk = officer(app, database, Role.PREFECTURE, "1407")

    answer = desk.post(f"/desk/codes/{labels.code(7)}", data=data)

    assert answer.status_code == 422
    assert "请改正以下内容" in answer.text


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (Role.PREFECTURE, "1407", 200),
        (Role.PROVINCE, "14", 200),
        (Role.INSPECTOR, "140727", 200),
        (Role.PREFECTURE, "1402", 403),
        (Role.AUDITOR, "14", 403),
        (Role.PRODUCER, "", 403),
    ],
)
def test_only_those_in_charge_of_the_place_see_a_code(
    app: Flask,
    labels: Labels,
    database: Database,
    role: Role,
    where: str,
    status: int,
) -> None:
    desk = officer(app, database, role, where)
    url = f"/desk/codes/{labels.code(7)}"

    seen = desk.get(url)
    said = desk.post(url, data={"judgement": "suspect", "reason": "示例"})

    assert seen.status_code == status
    assert said.status_code == (303 if status == 200 else 403)


def test_a_code_that_is_not_ours_has_no_page(
    app: Flask, labels: Labels, database: Database
) -> None:
    desk = officer(app, database, Role.PREFECTURE, "1407")

    forged = desk.get(f"/desk/codes/{CodeKeys(bytes(32)).encode(1, labels.run, 7)}")
    beyond = desk.get(f"/desk/codes/{labels.code(1_000)}")
    typo = desk.get("/desk/codes/ABC")

    assert [page.status_code for page in (forged, beyond, typo)] == [404] * 3


def test_a_code_is_looked_up_by_typing_it(
    app: Flask, labels: Labels, database: Database
) -> None:
    desk = officer(app, database, Role.PREFECTURE, "1407")

    empty = desk.get("/desk/codes")
    typo = desk.get("/desk/codes?code=ABC")
    strange = desk.get("/desk/codes", query_string={"code": "0" * 20})
    found = desk.get("/desk/codes", query_string={"code": labels.code(7)})

    assert empty.status_code == 200
    assert "有 20 位" in typo.text
    assert "没有签发过" in strange.text
    assert found.status_code == 303


def test_the_same_judgement_twice_and_none_at_all_are_refused(
    session: Session,
) -> None:
    run = make.run(session, make.authorization(session))
    code, person = Decoded(1, run.id, 3), make.officer(session)

    def say(judgement: Judgement, reason: str = "示例") -> None:
        service.judge(
            session,
            code,
            judgement,
            reason=reason,
            now=make.NOW,
            account_id=person.id,
        )

    say(Judgement.SUSPECT)
    with pytest.raises(SameJudgementError):
        say(Judgement.SUSPECT)
    with pytest.raises(JudgementReasonError):
        say(Judgement.CLEARED, "")


def test_codes_of_many_devices_are_found_by_jurisdiction_and_product(
    session: Session,
) -> None:
    here = make.authorization(session)
    there = make.authorization(session, make.entity(session, division="140202"))
    for holder, index, devices in ((here, 1, 6), (here, 2, 5), (there, 3, 9)):
        run = make.run(session, holder)
        for number in range(devices):
            scan = Scan(
                run_id=run.id,
                index=index,
                at=make.NOW - timedelta(minutes=number),
                verdict=Verdict.GENUINE,
                device=f"{number:016x}",
            )
            session.add(scan)
    session.flush()
    since = make.NOW - timedelta(hours=1)

    own = service.suspicious(session, ("1407",), since)
    whole = service.suspicious(session, ("14",), since)
    later = service.suspicious(session, ("14",), make.NOW + timedelta(seconds=1))

    assert [(code.index, code.devices) for code in own.codes] == [(1, 6)]
    assert [code.index for code in whole.codes] == [3, 1]
    assert [product.codes for product in whole.products] == [1, 1]
    assert (later.codes, later.products) == ([], [])
    assert service.suspicious(session, (), since).codes == []
