"""Evidence on its pages: entered, taken in by list, confirmed, filled in."""

import io
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.marks.models import CapacityDecision, CapacityEvidence
from gi_registry.marks.rules import EvidenceKind, EvidenceState
from gi_registry.producers.models import Authorization
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted

YEAR = clock.today().year
VAT = {
    "kind": "vat",
    "year": str(YEAR),
    "reference": "3号缸",
    "volume": "10,000",
    "amount": "8000.5",
    "begins_on": f"{YEAR - 2}-08-01",
}


@dataclass(frozen=True, slots=True)
class World:
    """A vinegar maker, somebody else, and two offices."""

    number: str
    producer: str
    other: str
    county: str
    elsewhere: str


@pytest.fixture
def world(database: Database) -> World:
    with database.write() as session:
        make.division(session)
        holder = make.organisation(session)
        held = make.authorization(session, make.entity(session, holder))
        return World(
            held.number,
            make.producer(session, holder).login,
            make.producer(session).login,
            make.officer(session).login,
            make.officer(session, Role.COUNTY, "140121").login,
        )


def test_a_row_is_entered_confirmed_and_filled_into_the_decision(
    app: Flask, database: Database, world: World
) -> None:
    producer, county = signed_in(app, world.producer), signed_in(app, world.county)
    new = f"/producer/evidence/new?permit={world.number}"
    check = f"/desk/evidence/{world.number}?year={YEAR}"
    paper = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "称量单.pdf")

    empty = producer.post(new, data=VAT | {"volume": "", "permit": world.number})
    entered = producer.post(new, data=VAT | {"permit": world.number, "file": paper})
    with database.read() as session:
        row = session.scalars(select(CapacityEvidence)).one()
    queue, rows = county.get("/desk/evidence").text, county.get(check).text
    nothing = county.post(check, data={"verdict": "confirm"})
    done = county.post(check, data={"verdict": "confirm", "ids": str(row.id)})
    filled = county.get(f"/desk/capacity/{world.number}?basis=vat_volume_ageing").text
    shown = producer.get("/producer/evidence").text

    assert (empty.status_code, entered.status_code) == (422, 303)
    assert "请填写缸容积" in empty.text
    assert row.amount == 8_000_500
    assert world.number in queue
    assert "3号缸" in rows
    assert (nothing.status_code, done.status_code) == (422, 303)
    assert 'value="8000.5"' in filled
    assert "已确认的产量依据 1 条" in filled
    assert "8,000.5" in shown
    with county.get(f"/evidence/{row.id}/paper") as got:
        assert got.data.startswith(b"%PDF")
    assert (
        "8000.5" in producer.get(f"/producer/evidence.csv?permit={world.number}").text
    )


def test_what_stood_behind_a_decision_is_shown_to_the_holder_and_the_office(
    app: Flask, database: Database, world: World
) -> None:
    with database.write() as session:
        held = session.scalars(
            select(Authorization).where(Authorization.number == world.number)
        ).one()
        make.evidence(session, held, year=YEAR, reference="示例号")
    producer, county = signed_in(app, world.producer), signed_in(app, world.county)
    keys = ("yield_kg", "season_factor", "conversion", "own_use_percent")
    typed = dict.fromkeys(keys, "1") | {"quantity": "9000", "waste_percent": "0"}
    typed |= {f"{key}_source": "示例文件" for key in typed}
    typed |= {"year": str(YEAR), "basis": "raw_purchase", "reason": "按收购量"}

    decided = county.post(
        f"/desk/capacity/{world.number}", data=typed | {"tranches": "100"}
    )
    with database.read() as session:
        made = session.scalars(select(CapacityDecision)).one()
    address = f"/capacity/{world.number}/evidence/{made.id}"

    assert decided.status_code == 303
    assert address in producer.get("/producer/labels").text
    assert "示例号" in producer.get(address).text
    assert "10,000 千克" in county.get(address).text
    assert signed_in(app, world.elsewhere).get(address).status_code == 403
    assert signed_in(app, world.other).get(address).status_code == 404


def test_a_list_is_looked_at_entered_as_a_whole_and_not_twice(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    head = "种类,编号,数量,容积,供方,日期\n"
    good = head + (
        f'缸与陈酿存量,1号缸,"9,000",10000,,{YEAR - 1}-02-01\n'
        f"原料收购,示例1批,20.5,,示例粮站,{YEAR}-01-05\n"
    )
    bad = good + f"胴体接收,证1,很多,,示例,{YEAR}-01-05\n缸,2号缸,1,1,,\n"

    def look(text: str) -> str:
        data: dict[str, Any] = {"permit": world.number, "year": str(YEAR)}
        file = (io.BytesIO(text.encode()), "list.csv")
        answer = producer.post(
            "/producer/evidence/list/look", data=data | {"list": file}
        )
        assert answer.status_code == 200
        return answer.text

    def enter(page: str) -> int:
        sha256 = page.split('name="sha256" value="')[1][:64]
        data = {"permit": world.number, "year": str(YEAR), "sha256": sha256}
        return producer.post("/producer/evidence/list/enter", data=data).status_code

    refused, tried = look(bad), look(good)
    with database.read() as session:
        assert session.scalars(select(CapacityEvidence)).all() == []
    assert enter(tried) == 303
    again = look(good)

    assert "应为数字" in refused
    assert "登记新的" not in refused
    assert "登记新的 2 条" in tried
    assert "都已登记过" in again
    with database.read() as session:
        rows = session.scalars(
            select(CapacityEvidence).order_by(CapacityEvidence.id)
        ).all()
    assert [(row.kind, row.amount) for row in rows] == [
        (EvidenceKind.VAT, 9_000_000),
        (EvidenceKind.PURCHASE, 20_500),
    ]
    assert {row.state for row in rows} == {EvidenceState.WAITING}


def test_evidence_is_its_holders_and_its_offices(
    app: Flask, database: Database, world: World
) -> None:
    with database.write() as session:
        held = session.scalars(
            select(Authorization).where(Authorization.number == world.number)
        ).one()
        row = make.evidence(session, held, year=YEAR).id
    other, elsewhere = signed_in(app, world.other), signed_in(app, world.elsewhere)

    for address in (
        f"/producer/evidence?permit={world.number}",
        f"/producer/evidence/{row}/correct",
        f"/evidence/{row}/paper",
    ):
        assert other.get(address).status_code == 404
    check = f"/desk/evidence/{world.number}"
    assert elsewhere.get(check).status_code == 403
    data = {"verdict": "confirm", "ids": str(row)}
    assert elsewhere.post(check, data=data).status_code == 403
    assert world.number not in elsewhere.get("/desk/evidence").text


def test_more_rows_and_plots_take_no_more_queries(
    app: Flask, database: Database, world: World
) -> None:
    producer, county = signed_in(app, world.producer), signed_in(app, world.county)

    def queries() -> list[int]:
        counts = []
        for client, address in (
            (producer, f"/producer/evidence?permit={world.number}"),
            (county, f"/desk/evidence/{world.number}"),
            (county, "/desk/evidence"),
        ):
            client.get(address)
            with counted(database.engine) as statements:
                client.get(address)
            counts.append(len(statements))
        return counts

    def more(count: int) -> None:
        with database.write() as session:
            held = session.scalars(
                select(Authorization).where(Authorization.number == world.number)
            ).one()
            for _ in range(count):
                make.claimed(session, held, 10_000, season=YEAR)
                waiting = {"state": EvidenceState.WAITING, "decided_at": None}
                make.evidence(session, held, year=YEAR)
                make.evidence(session, held, year=YEAR, **waiting)

    more(2)
    few = queries()
    more(6)

    assert queries() == few


def test_systems_enter_correct_and_decide_the_same_rows(
    app: Flask, world: World
) -> None:
    producer, county = signed_in(app, world.producer), signed_in(app, world.county)
    asked = {"authorization": world.number, "year": YEAR}
    row = {"amount": 9_000_000, "reference": "Y1", "party": "示例"} | {
        "begins_on": f"{YEAR}-01-02"
    }

    entered = producer.post("/api/v1/evidence", json=row | asked | {"kind": "carcass"})
    again = producer.post("/api/v1/evidence", json=row | asked | {"kind": "carcass"})
    address = f"/api/v1/evidence/{_json(entered)['id']}/correction"
    corrected = producer.post(address, json=row | {"amount": 8_000, "reason": "错"})
    decided = county.post(
        f"/api/v1/authorizations/{world.number}/evidence-decisions",
        json={"ids": [_json(corrected)["id"]], "verdict": "confirm"},
    )
    carried = producer.get("/api/v1/evidence/carried", query_string=asked)
    listed = county.get("/api/v1/evidence", query_string=asked)

    assert [each.status_code for each in (entered, again, corrected, decided)] == [
        201,
        409,
        201,
        200,
    ]
    [found] = _json(carried)["items"]
    assert (found["basis"], found["quantity"]) == ("raw_purchase", "8")
    assert found["grounds"][0]["counted"] == 8_000
    states = [each["state"] for each in _json(listed)["items"]]
    assert states == ["confirmed", "superseded"]
    other = signed_in(app, world.other)
    assert other.get("/api/v1/evidence", query_string=asked).status_code == 404
    assert other.post(address, json=row | {"reason": "错"}).status_code == 404


def _json(answer: TestResponse) -> dict[str, Any]:
    return dict(answer.get_json())


def test_a_certificate_that_two_users_hand_in_is_flagged_to_both_offices(
    app: Flask, database: Database, world: World
) -> None:
    waits: dict[str, Any] = {"state": EvidenceState.WAITING, "decided_at": None}
    meat = {"year": YEAR, "kind": EvidenceKind.CARCASS} | waits
    with database.write() as session:
        held = session.scalars(select(Authorization)).one()
        stranger = make.authorization(session)
        ids = [
            make.evidence(session, of, reference=number, **meat).id
            for of, number in (
                (held, "No. 1407-0012"),
                (held, "No.14070013"),
                (stranger, "no.1407 0012"),
            )
        ]
        make.evidence(session, stranger, year=YEAR, reference="No.14070013")
        other = stranger.number
    county = signed_in(app, world.county)
    check = f"/desk/evidence/{world.number}?year={YEAR}"
    confirm = {"verdict": "confirm", "ids": [str(each) for each in ids[:2]]}

    page = county.get(check).text
    silent = county.post(check, data=confirm)
    alone = county.post(check, data=confirm | {"ids": str(ids[1])})
    with_words = county.post(
        check, data=confirm | {"ids": str(ids[0]), "reason": "已核对原件"}
    )

    assert page.count("同一证号") == 1
    assert f"/desk/evidence/{other}?year={YEAR}#evidence-{ids[2]}" in page
    assert [each.status_code for each in (silent, alone, with_words)] == [422, 303, 303]
    assert "“No. 1407-0012”在别处也登记过" in silent.text
    theirs = county.get(f"/desk/evidence/{other}?year={YEAR}").text
    assert f"#evidence-{ids[0]}" in theirs
