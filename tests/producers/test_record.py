"""Who did and who saw what: all of it for officers, offices alone for producers."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.marks.rules import RangeState
from gi_registry.packs.rules import PackState
from gi_registry.producers import service
from gi_registry.producers.models import Sight
from gi_registry.producers.rules import Action, AuthorizationState
from gi_registry.producers.rules.deeds import DEED_WORDS, deed_words
from gi_registry.producers.service import By
from tests import factories as make
from tests.conftest import signed_in
from tests.producers.programs import Program, token
from tests.producers.test_desk import as_caller
from tests.producers.way import S, way


def test_one_row_for_a_person_a_thing_and_a_day(session: Session) -> None:
    one, other = make.officer(session), make.officer(session)
    producer = make.producer(session)
    hour = timedelta(hours=1)
    for who, at in (
        (one, make.NOW),
        (one, make.NOW + hour),
        (one, make.NOW + 24 * hour),
        (other, make.NOW),
        (producer, make.NOW),
    ):
        service.saw(session, "AP-2026-000001", as_caller(session, who), now=at)

    rows = session.execute(
        select(Sight.account_id, Sight.times, Sight.first_at, Sight.last_at).order_by(
            Sight.id
        )
    )

    assert [tuple(row) for row in rows] == [
        (one.id, 2, make.NOW, make.NOW + hour),
        (one.id, 1, make.NOW + 24 * hour, make.NOW + 24 * hour),
        (other.id, 1, make.NOW, make.NOW),
    ]
    seen = service.offices_that_saw(session, "AP-2026-000001")
    assert {each.last_at for each in seen} == {make.NOW, make.NOW + 24 * hour}


def test_the_record_has_every_step_with_person_time_and_reason(
    session: Session,
) -> None:
    on = way(session).to(S.SUBMITTED)
    by = By(on.county.id, on.at)
    service.take(session, on.number, as_caller(session, on.county), by=by)
    service.return_(session, on.number, "缺检测资质页", **on.by(on.county))

    lines = service.record_of(session, on.number)

    told = [(line.words.zh, line.person, line.detail) for line in lines]
    assert ("退回补正", on.county.name, "缺检测资质页") in told
    assert ("承办", on.county.name, "待产地核验") in told
    assert any(words == "提交申请" for words, _, _ in told)
    assert [line.at for line in lines] == sorted(
        (line.at for line in lines), reverse=True
    )


def test_officers_see_people_and_producers_see_offices(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        on = way(session).to(S.SUBMITTED)
        on.county.name = "示例经办甲"
        sha256 = on.application.quality_report_sha256 or ""
        elsewhere = make.officer(session, where="141028")
        inspector = make.account(session, Grant(Role.INSPECTOR, "1407"))
    county, page = signed_in(app, on.county.login), f"/desk/applications/{on.number}"
    county.get(page)
    county.get(page)
    with database.write() as session:
        caller = as_caller(session, on.county)
        service.saw_file(session, sha256, caller, now=clock.now())

    history = county.get(f"{page}/history").text
    table = county.get(f"{page}/history.csv").text
    program = Program(county, token(database, on.county.login))
    record = program("GET", f"/applications/{on.number}/history").json or {}
    mine = signed_in(app, on.producer.login).get(f"/producer/applications/{on.number}")

    assert "示例经办甲" in history
    assert "提交申请" in table
    assert "提交申请" in [each["words"]["zh"] for each in record["done"]]
    assert {each["person"] for each in record["seen"]} == {"示例经办甲"}
    assert sha256[:12] in history
    assert caller.organisation_name in mine.text
    assert "示例经办甲" not in mine.text
    for stranger in (elsewhere, inspector):
        client = signed_in(app, stranger.login)
        assert client.get(f"{page}/history").status_code == 403
    assert signed_in(app, elsewhere.login).get(page).status_code == 403
    with database.read() as session:
        opened = select(Sight.account_id, Sight.what, Sight.times).order_by(Sight.id)
        assert [tuple(row) for row in session.execute(opened)] == [
            (on.county.id, "page", 2),
            (on.county.id, sha256, 1),
        ]


def test_everything_that_happens_to_labels_has_words() -> None:
    kinds = [
        *(f"labels.{each.value}" for each in RangeState),
        *(f"packs.{each.value}" for each in PackState),
        *(f"application.{each.value}" for each in Action),
        *(f"authorization.{each.value}" for each in AuthorizationState),
    ]

    assert [kind for kind in kinds if kind not in DEED_WORDS] == []
    assert deed_words("labels.anything-new").en == "Labels (anything-new)"
