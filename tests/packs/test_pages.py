"""Outer packs as a producer handles them, and as strangers scan them."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from gi_registry.accounts import service as accounts
from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys, grouped
from gi_registry.core.db import Database
from gi_registry.jobs.service import run_due
from gi_registry.marks.models import LabelRange
from gi_registry.packs.models import PackContent, PackEvent, PackRun
from gi_registry.packs.rules import PACK_RUNS
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted

TODAY = clock.today()
PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"}
SHOWN = PHONE | {"Accept-Language": "en"}


@dataclass(frozen=True, slots=True)
class World:
    """A producer with 1,000 labels, a lot of 500 kg and 100 cases of 12."""

    number: str
    labels: int
    packs: int
    lot: int
    lot_number: str
    keys: CodeKeys
    producer: FlaskClient
    other: FlaskClient
    token: str

    def label(self, index: int) -> str:
        return self.keys.encode(1, self.labels, index)

    def case(self, index: int) -> str:
        return self.keys.encode(1, PACK_RUNS + self.packs, index)

    def typed(self, act: str, **given: Any) -> dict[str, Any]:
        values = {"first": "0", "last": "", "on_day": TODAY.isoformat()} | given
        return {f"{act}_{name}": value for name, value in values.items()}


@pytest.fixture
def world(app: Flask, database: Database) -> World:
    """Give them; the cases are asked for on the page."""
    with database.write() as session:
        make.division(session)
        holder = make.organisation(session)
        held = make.authorization(session, make.entity(session, holder))
        make.capacity(session, held, year=TODAY.year)
        run = make.run(
            session,
            held,
            year=TODAY.year,
            expires_on=date(TODAY.year + 1, 12, 31),
            issued_at=clock.now() - timedelta(days=3),
        )
        lot = make.lot(session, held, produced_on=TODAY)
        own, other = make.producer(session, holder), make.producer(session)
        token, _ = accounts.create_token(
            session,
            accounts.by_login(session, own.login),
            name="a system",
            scopes=["produce", "labels.activate"],
            now=clock.now(),
        )
        found = (held.number, run.id, lot.id, lot.number)
    producer = signed_in(app, own.login)
    asked = {"authorization": found[0], "kind": "case", "size": "100"}
    answer = producer.post(
        "/producer/packs", data=asked | {"name": "12 瓶/箱", "holds": "12"}
    )
    assert answer.status_code == 303
    with database.read() as session:
        packs = session.scalars(select(PackRun.id)).one()
    return World(
        number=found[0],
        labels=found[1],
        packs=packs,
        lot=found[2],
        lot_number=found[3],
        keys=CodeKeys(app.extensions["gi"].secrets.master),
        producer=producer,
        other=signed_in(app, other.login),
        token=token,
    )


def test_a_case_is_filled_by_scanning_and_tells_its_content(
    app: Flask, database: Database, world: World
) -> None:
    url = f"/producer/packs/{world.packs}"
    stranger = app.test_client()
    before = stranger.get(f"/t/{world.case(3)}", headers=SHOWN).text
    typed = world.typed(
        "fill",
        first=f"https://gi.example/T/{world.case(3)}",
        last=grouped(world.case(4)).lower(),
        label_first=world.label(24),
        each="12",
    )

    done = world.producer.post(f"{url}/content", data=typed)
    again = world.producer.post(
        f"{url}/content", data=typed | {"fill_first": "9", "fill_last": ""}
    )
    sealed = stranger.get(f"/t/{world.case(4)}", headers=SHOWN).text
    bottle = stranger.get(f"/t/{world.label(36)}", headers=SHOWN).text
    outside = stranger.get(f"/t/{world.label(23)}", headers=SHOWN).text
    used = world.producer.post(
        f"{url}/activate",
        data=world.typed("activate", first="3", last="4", lot=str(world.lot)),
    )
    told = stranger.get(
        f"/t/{world.case(4)}", headers=PHONE | {"Accept": "application/json"}
    ).get_json()

    assert "what is in the pack is not recorded yet" in before
    assert (done.status_code, again.status_code, used.status_code) == (303, 422, 303)
    assert "在第" in again.text
    assert "labels in the pack are not in use yet" in sealed
    assert "36–47" in sealed
    assert f"run {world.packs}, number 4" in bottle
    assert f"run {world.packs}, number" not in outside
    assert (told["verdict"], told["level"]) == ("sealed", "pack")
    assert told["content"] == [
        {
            "run": world.labels,
            "pieces": [[36, 48]],
            "labels": 12,
            "in_use": 12,
            "lots": [world.lot_number],
        }
    ]
    with database.read() as session:
        (made,) = session.scalars(select(LabelRange)).all()
        assert (made.first, made.end) == (24, 48)
        # What the case told of its labels stands: it was their first check.
        assert made.first_scan_at is not None


def test_an_opened_or_stolen_case_says_so_and_so_do_its_bottles(
    app: Flask, world: World
) -> None:
    url = f"/producer/packs/{world.packs}"
    fill = world.typed(
        "fill", last="2", label_run=str(world.labels), label_first="0", each="12"
    )
    world.producer.post(f"{url}/content", data=fill)
    unsaid = world.producer.post(
        f"{url}/state", data=world.typed("change", state="stolen")
    )
    stolen = {"state": "stolen", "reason": "仓库被盗", "with_content": "1"}
    done = world.producer.post(f"{url}/state", data=world.typed("change", **stolen))
    world.producer.post(
        f"{url}/state", data=world.typed("change", first="1", state="opened")
    )
    stranger = app.test_client()

    assert (unsaid.status_code, done.status_code) == (422, 303)
    assert "被盗" in stranger.get(f"/t/{world.case(0)}", headers=PHONE).text
    assert "Reported stolen" in stranger.get(f"/t/{world.label(0)}", headers=SHOWN).text
    assert (
        "This case was opened"
        in stranger.get(f"/t/{world.case(1)}", headers=SHOWN).text
    )
    assert "opened" in stranger.get(f"/t/{world.label(12)}", headers=SHOWN).text
    page = world.producer.get(url).text
    assert "仓库被盗" in page
    assert "已开箱" in page


def test_a_list_is_entered_whole_or_not_at_all(
    database: Database, world: World
) -> None:
    head = "外包装批,起始箱号,截止箱号,日期,办理,标识批,起始标识序号,每件枚数,批次"
    day = TODAY.isoformat()
    lines = [
        f"{world.packs},0,9,{day},装箱,{world.labels},0,12,",
        f"{world.packs},0,9,{day},启用,,,,{world.lot_number}",
        f"{world.packs},0,0,{day},开箱,,,,",
    ]

    def sent(*rows: str) -> str:
        data = "\n".join([head, *rows]).encode()
        return world.producer.post(
            "/producer/packs/list/look", data={"list": (io.BytesIO(data), "list.csv")}
        ).text

    wrong = sent(*lines, f"{world.packs},10,10,{day},装箱,{world.labels},12,12,")
    right = sent(*lines)
    with database.read() as session:
        assert session.scalars(select(PackContent)).all() == []
    digest = right.split('name="sha256" value="')[1].split('"')[0]
    entered = world.producer.post("/producer/packs/list/enter", data={"sha256": digest})

    assert "1 行不能登记" in wrong
    assert 'name="sha256"' not in wrong
    assert entered.status_code == 303
    with database.read() as session:
        assert session.scalars(select(LabelRange.end)).all() == [120]
        events = session.scalars(select(PackEvent))
        assert [(event.first, event.end) for event in events] == [(0, 1)]


def test_a_system_does_the_same_and_strangers_nothing(app: Flask, world: World) -> None:
    client, url = app.test_client(), f"/api/v1/packs/{world.packs}"
    own = {"Authorization": f"Bearer {world.token}"}
    packs = {"first": 0, "end": 2, "on_day": TODAY.isoformat()}
    content = packs | {"run": world.labels, "label_first": 0, "each": 12}

    made = client.post(f"{url}/contents", json=content, headers=own)
    full = client.post(
        f"{url}/contents", json=content | {"label_first": 24}, headers=own
    )
    undone = client.delete(f"{url}/contents/{made.get_json()['id']}", headers=own)
    client.post(f"{url}/contents", json=content, headers=own)
    used = client.post(
        f"{url}/activations", json=packs | {"lot": world.lot_number}, headers=own
    )
    back = {"state": "recalled", "reason": "示例", "with_content": True}
    recalled = client.post(f"{url}/states", json=packs | back, headers=own)
    listed = client.get("/api/v1/packs", headers=own).get_json()

    assert made.get_json()["label_end"] == 24
    assert (full.status_code, full.get_json()["type"].split("/")[-1]) == (
        422,
        "pack-full",
    )
    assert undone.status_code == 204
    assert (used.status_code, used.get_json()["labels"]) == (201, 24)
    assert recalled.get_json()["recalled"] == 24
    assert [(each["packs"], each["labels"]) for each in listed["items"]] == [
        (world.packs, 24)
    ]
    for path in (
        f"/producer/packs/{world.packs}",
        f"/producer/packs/{world.packs}/codes.csv",
    ):
        assert world.other.get(path).status_code == 404
    stolen = world.typed("change", state="lost", reason="示例")
    refused = world.other.post(f"/producer/packs/{world.packs}/state", data=stolen)
    assert refused.status_code == 404


def test_the_page_of_a_run_asks_as_often_for_many_packings_as_for_one(
    database: Database, world: World
) -> None:
    counts = []
    for first in range(3):
        fill = world.typed(
            "fill",
            first=str(first),
            label_run=str(world.labels),
            label_first=str(first * 12),
            each="12",
        )
        world.producer.post(f"/producer/packs/{world.packs}/content", data=fill)
        with counted(database.engine) as sent:
            world.producer.get(f"/producer/packs/{world.packs}")
        counts.append(len(sent))
    file = world.producer.get(f"/producer/packs/{world.packs}/codes.csv").text

    assert counts[0] == counts[2]
    assert file.splitlines()[1].split(",")[1] == world.case(0)
    assert len(file.splitlines()) == 101
    with database.read() as session:
        told = session.scalars(
            select(LogLeaf).where(LogLeaf.kind == "packs.exported")
        ).one()
    assert (told.body["first"], told.body["end"]) == (0, 100)


def test_cases_are_printed_and_each_file_is_noted(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_registry.marks.sheetform.MAX_AT_ONCE", 20)
    page = f"/producer/packs/{world.packs}"
    asked = {"kind": "pdf", "template": "a4-24", "first": "90", "last": "99"}

    table = world.producer.get(f"{page}/codes.csv", buffered=True)
    drawn = world.producer.post(f"{page}/print", data=asked)
    later = world.producer.post(f"{page}/print", data=asked | {"first": "0"})
    run_due(app.extensions["gi"], now=clock.now)
    made = world.producer.post("/jobs/1/download", buffered=True)
    beyond = world.producer.post(f"{page}/print", data=asked | {"last": "100"})
    foreign = world.other.post(f"{page}/print", data=asked)

    found = [each.status_code for each in (drawn, later, made, beyond, foreign)]
    assert found == [200, 303, 200, 422, 404]
    with pypdfium2.PdfDocument(drawn.data) as document:
        text = document[0].get_textpage().get_text_range()
        assert "外包装 12 瓶/箱" in text
        assert grouped(world.case(90)) in text
    listed = world.producer.get(f"{page}/files.csv").text
    for file, name in (
        (table, "0-99.csv"),
        (drawn, "90-99.pdf"),
        (made, "0-99.pdf"),
    ):
        digest = hashlib.sha256(file.data).hexdigest()
        (line,) = [line for line in listed.splitlines() if digest in line]
        assert f"packs-{world.packs}-{name}" in line
    assert listed.count("packs-") == 3
    assert f"packs-{world.packs}-90-99.pdf" in world.producer.get(page).text


def _on_pallets(world: World) -> int:
    """Put eight full cases onto two pallets by the pages; return the pallets' run."""
    asked = {"authorization": world.number, "kind": "pallet", "size": "5"}
    world.producer.post(
        "/producer/packs", data=asked | {"name": "4 箱/托", "holds": "4"}
    )
    bottles = world.typed(
        "fill", last="7", label_run=str(world.labels), label_first="0", each="12"
    )
    world.producer.post(f"/producer/packs/{world.packs}/content", data=bottles)
    pallets = world.packs + 1
    nested = world.typed("fill", last="1", inner_first=world.case(0), each="4")
    done = world.producer.post(f"/producer/packs/{pallets}/inner", data=nested)
    assert done.status_code == 303
    return pallets


def test_cases_go_onto_pallets_by_page_and_api(world: World) -> None:
    pallets = _on_pallets(world)
    page, address = f"/producer/packs/{pallets}", f"/api/v1/packs/{pallets}/inner"
    nested = world.typed("fill", first="2", inner_first=world.case(0), each="4")
    body: dict[str, Any] = {"run": world.packs, "inner_first": 8, "each": 4}
    body |= {"first": 2, "end": 3, "on_day": TODAY.isoformat()}
    system = world.producer.application.test_client()
    bearer = {"Authorization": f"Bearer {world.token}"}

    twice = world.producer.post(f"{page}/inner", data=nested)
    foreign = world.other.post(f"{page}/inner", data=nested)
    made = system.post(address, json=body, headers=bearer)
    full = system.post(address, json=body | {"inner_first": 20}, headers=bearer)
    back = system.delete(f"{address}/{made.get_json()['id']}", headers=bearer)
    turned = body | {"run": pallets, "inner_first": 0, "each": 1}
    itself = system.post(address, json=turned, headers=bearer)

    answers = (twice, foreign, made, full, back, itself)
    assert [each.status_code for each in answers] == [422, 404, 201, 422, 204, 422]
    assert f"第 {pallets} 批 0 号托盘或大箱" in twice.text
    assert full.get_json()["type"].endswith("/problems/pack-full")
    assert itself.get_json()["type"].endswith("/problems/pack-cycle")
    assert 'class="figure">0–7</span>' in world.producer.get(page).text
    cases = world.producer.get(f"/producer/packs/{world.packs}").text
    assert f"第 {pallets} 批，4 箱/托" in cases


def test_scans_tell_the_way_from_pallet_to_label(world: World) -> None:
    pallets = _on_pallets(world)
    first, second = (world.keys.encode(1, PACK_RUNS + pallets, at) for at in (0, 1))
    stolen = world.typed(
        "change", first="0", state="stolen", reason="示例", with_content="1"
    )
    world.producer.post(f"/producer/packs/{pallets}/state", data=stolen)
    phone = world.producer.application.test_client()

    told = phone.get(f"/t/{second}", headers={"Accept": "application/json"}).json
    assert told is not None
    assert told["packs"] == [
        {"run": world.packs, "pieces": [[4, 8]], "packs": 4, "gone": 0}
    ]
    assert [each["pieces"] for each in told["content"]] == [[[48, 96]]]
    for code in (world.case(5), world.label(60)):
        page = phone.get(f"/t/{code}", headers=SHOWN).text
        assert f"run {pallets}, number 1" in page
    for code in (first, world.case(3), world.label(47)):
        assert "Reported stolen" in phone.get(f"/t/{code}", headers=SHOWN).text
