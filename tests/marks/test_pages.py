"""The pages of labels, as a producer and a county office use them."""

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as PICTURE
from sqlalchemy import func, select

from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.jobs.models import Job
from gi_registry.jobs.service import run_due
from gi_registry.marks.models import CapacityDecision, LabelRange, LabelRun
from gi_registry.producers.models import Authorization
from gi_registry.translog.models import LogLeaf
from tests import factories
from tests.conftest import signed_in
from tests.counting import counted
from tests.marks.asked import WORKED, WORKED_M2

YEAR = clock.today().year


@dataclass(frozen=True, slots=True)
class World:
    """A producer who may mark 1,000 kg this year, others, and officers."""

    held: int
    number: str
    run: int
    producer: str
    other: str
    county: str
    elsewhere: str


@pytest.fixture
def world(database: Database) -> World:
    """Give a producer with one run of 1,000 labels for packs of 500 g."""
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(
            session,
            factories.entity(session, holder),
            factories.right(session, factories.gi(session, name_zh="示例老陈醋")),
        )
        factories.capacity(session, held, year=YEAR, ceiling_g=1_000_000)
        factories.claimed(session, held, WORKED_M2, season=YEAR)
        run = factories.run(
            session, held, year=YEAR, size=1_000, expires_on=date(YEAR + 1, 12, 31)
        )
        return World(
            held.id,
            held.number,
            run.id,
            factories.producer(session, holder).login,
            factories.producer(session).login,
            factories.officer(session).login,
            factories.officer(session, Role.COUNTY, "140121").login,
        )


def _asked(world: World, **given: str) -> dict[str, str]:
    return {
        "authorization": world.number,
        "year": str(YEAR),
        "pack_name": "500 g 袋装",
        "net_content_g": "500",
        "size": "600",
    } | given


def test_labels_are_drawn_after_the_figures_were_confirmed(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)

    before = producer.get("/producer/labels").text
    explained = producer.post("/producer/labels", data=_asked(world, has_pin="1"))
    with database.read() as session:
        drawn_yet = session.scalar(select(func.count(LabelRun.id)))
    asked = _asked(world, has_pin="1", confirmed="1")
    issued = producer.post("/producer/labels", data=asked)

    assert "<b>500 千克</b>" in before
    assert "合 500 g 袋装 约 1,000 枚" in before
    assert explained.status_code == 200
    assert "300 千克" in explained.text
    assert "200 千克" in explained.text
    assert '<input type="hidden" name="has_pin" value="1"' in explained.text
    assert drawn_yet == 1
    assert issued.status_code == 303
    with database.read() as session:
        made = session.scalars(select(LabelRun).where(LabelRun.id != world.run)).one()
        assert (made.size, made.net_content_g, made.year) == (600, 500, YEAR)
        assert made.has_pin
    assert "<b>200 千克</b>" in producer.get("/producer/labels").text


@pytest.mark.parametrize("confirmed", ["", "1"])
def test_a_request_beyond_the_capacity_says_the_figures_and_keeps_the_form(
    app: Flask, database: Database, world: World, confirmed: str
) -> None:
    producer = signed_in(app, world.producer)
    typed = _asked(world, size="1,001", pack_name="示例袋", confirmed=confirmed)

    answer = producer.post("/producer/labels", data=typed)

    assert answer.status_code == 422
    assert "申请 1,001 枚，合 500.5 千克；本年度尚可标注 500 千克" in answer.text
    assert 'value="1,001"' in answer.text
    assert 'value="示例袋"' in answer.text
    with database.read() as session:
        assert session.scalar(select(func.count(LabelRun.id))) == 1


def test_without_a_decision_the_page_says_who_decides(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        holder = factories.organisation(session)
        right = factories.right(session, managing_authority="示例县醋业管理局")
        factories.authorization(session, factories.entity(session, holder), right)
        login = factories.producer(session, holder).login

    page = signed_in(app, login).get("/producer/labels").text

    assert f"{YEAR} 年的可标产量尚未核定" in page
    assert "由示例县醋业管理局核定" in page


def test_another_producers_things_are_not_there(app: Flask, world: World) -> None:
    other = signed_in(app, world.other)
    run = f"/producer/labels/{world.run}"

    answers = [
        other.get(run),
        other.get(f"{run}/codes.csv"),
        other.get(f"{run}/print"),
        other.post(f"{run}/print", data=_printed()),
        other.post(f"{run}/ranges", data=_spoilt()),
        other.post("/producer/labels", data=_asked(world)),
        other.post("/producer/labels", data=_asked(world, confirmed="1")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 7
    assert f"/producer/labels/{world.run}" not in other.get("/producer/labels").text
    assert "用标申请" in other.get("/producer/labels").text


def test_the_file_for_the_printer_opens_again_and_is_logged(
    app: Flask, database: Database, world: World
) -> None:
    answer = signed_in(app, world.producer).get(
        f"/producer/labels/{world.run}/codes.csv"
    )

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    parts: Registry = app.extensions["gi"]
    keys = CodeKeys(parts.secrets.master)
    assert "Content-Length" not in answer.headers  # streamed
    assert len(rows) == 1_000
    assert [int(row["sequence"]) for row in rows] == list(range(1_000))
    assert keys.decode(rows[999]["code"]) == Decoded(1, world.run, 999)
    assert {row["product"] for row in rows} == {"示例老陈醋"}
    with database.read() as session:
        exported = select(func.count()).where(LogLeaf.kind == "run.exported")
        assert session.scalar(exported) == 1


def test_the_file_made_in_the_background_is_that_of_the_download(
    app: Flask, database: Database, world: World
) -> None:
    client = signed_in(app, world.producer)
    answer = client.post(f"/producer/labels/{world.run}/codes")
    run_due(app.extensions["gi"], now=clock.now)

    with database.read() as session:
        job = session.scalars(select(Job).where(Job.kind == "marks.codes")).one()
    made = client.post(f"/jobs/{job.id}/download", buffered=True)

    assert (answer.status_code, answer.location) == (303, "/jobs")
    assert made.data == client.get(f"/producer/labels/{world.run}/codes.csv").data
    listed = client.get(f"/producer/labels/{world.run}/files.csv").text
    assert listed.count(hashlib.sha256(made.data).hexdigest()) == 2


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_labels_are_printed_and_the_log_knows_the_file(
    app: Flask, database: Database, world: World, kind: str
) -> None:
    answer = signed_in(app, world.producer).post(
        f"/producer/labels/{world.run}/print",
        data=_printed(kind=kind, first="10", last="19"),
    )

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    ending = {"pdf": "pdf", "png": "zip"}[kind]
    name = f"labels-{world.run}-10-19.{ending}"
    assert name in answer.headers["Content-Disposition"]
    with database.read() as session:
        body = session.scalars(
            select(LogLeaf.body).where(LogLeaf.kind == "run.exported")
        ).one()
    assert body == {
        "run": world.run,
        "first": 10,
        "end": 20,
        "format": kind,
        "sha256": hashlib.sha256(answer.data).hexdigest(),
    }


@pytest.mark.parametrize("last", ["9", "29"])
def test_pictures_need_no_measures_whatever_layout_is_chosen(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    monkeypatch.setattr("gi_registry.marks.sheetform.MAX_AT_ONCE", 20)
    asked = _printed(kind="svg", template="own", qr_mm="", last=last)

    answer = signed_in(app, world.producer).post(
        f"/producer/labels/{world.run}/print", data=asked
    )
    run_due(app.extensions["gi"], now=clock.now)

    assert answer.status_code == (200 if last == "9" else 303)
    jobs = signed_in(app, world.producer).get("/jobs").text
    assert (f"labels-{world.run}-0-29.zip" in jobs) is (last == "29")


def test_many_labels_are_drawn_in_the_background(
    app: Flask, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_registry.marks.sheetform.MAX_AT_ONCE", 20)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "#ff0000").save(picture, "PNG")
    picture.seek(0)
    client = signed_in(app, world.producer)
    asked = _printed(template="roll-80", last="29")

    answer = client.post(
        f"/producer/labels/{world.run}/print",
        data=asked | {"artwork": (picture, "mark.png")},
    )
    run_due(app.extensions["gi"], now=clock.now)

    with database.read() as session:
        job = session.scalars(select(Job).where(Job.kind == "marks.sheets")).one()
    made = client.post(f"/jobs/{job.id}/download", buffered=True)
    assert (answer.status_code, answer.location) == (303, "/jobs")
    assert f"labels-{world.run}-0-29.pdf" in made.headers["Content-Disposition"]
    with pypdfium2.PdfDocument(made.data) as document:
        assert len(document) == 30
        assert any(item.type == PICTURE for item in document[29].get_objects())


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"last": "1000"}, "不在这批标识内"),
        ({"first": "5", "last": "4"}, "不在这批标识内"),
        ({"template": "a3"}, "请从列表中选择"),
        ({"template": "own", "qr_mm": "12"}, "每格只有"),
        ({"template": "own", "columns": "4"}, "纸只有"),
        ({"template": "own", "qr_mm": ""}, "请填写"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_what_was_typed_kept(
    app: Flask, database: Database, world: World, wrong: dict[str, str], word: str
) -> None:
    answer = signed_in(app, world.producer).post(
        f"/producer/labels/{world.run}/print", data=_printed(**wrong)
    )

    assert answer.status_code == 422
    assert word in answer.text
    assert 'value="297"' in answer.text
    with database.read() as session:
        exported = select(func.count()).where(LogLeaf.kind == "run.exported")
        assert session.scalar(exported) == 0


def test_a_small_code_is_printed_where_somebody_insists(
    app: Flask, world: World
) -> None:
    answer = signed_in(app, world.producer).post(
        f"/producer/labels/{world.run}/print",
        data=_printed(template="own", qr_mm="12", small_ok="1"),
    )

    assert answer.data.startswith(b"%PDF")


def test_the_page_of_a_run_shows_its_first_labels(app: Flask, world: World) -> None:
    page = signed_in(app, world.producer).get(f"/producer/labels/{world.run}").text

    parts: Registry = app.extensions["gi"]
    keys = CodeKeys(parts.secrets.master)
    codes = re.findall(r'<a href="/t/([0-9A-Z]{20})">', page)
    assert [keys.decode(code) for code in codes] == [
        Decoded(1, world.run, index) for index in range(3)
    ]
    assert page.count("data:image/png;base64,") == 3


def _printed(**given: str) -> dict[str, str]:
    """Ask for the first ten labels; measures count only where they are one's own."""
    values = {
        "kind": "pdf",
        "template": "a4-24",
        "first": "0",
        "last": "9",
        "page_width_mm": "210",
        "page_height_mm": "297",
        "columns": "3",
        "rows": "8",
        "label_width_mm": "70",
        "label_height_mm": "37",
        "left_mm": "0",
        "top_mm": "0",
        "gap_x_mm": "0",
        "gap_y_mm": "0",
        "qr_mm": "20",
        "place_mm": "0",
    }
    return values | given


def _spoilt(**given: str) -> dict[str, str]:
    return {
        "state": "void",
        "first": "100",
        "last": "149",
        "on_day": clock.today().isoformat(),
        "reason": "贴标时损坏",
        "is_checked": "1",
    } | given


def test_spoilt_labels_are_recorded_once(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    url = f"/producer/labels/{world.run}"

    done = producer.post(f"{url}/ranges", data=_spoilt())
    again = producer.post(f"{url}/ranges", data=_spoilt(first="149", last="150"))
    unsure = producer.post(f"{url}/ranges", data=_spoilt(first="0", is_checked=""))
    page = producer.get(url).text

    assert done.status_code == 303
    assert again.status_code == 422
    assert "序号 100 至 149 已登记为“已作废”" in again.text
    assert 'value="149"' in again.text
    assert unsure.status_code == 422
    assert re.findall(r'class="figure">([\d,–]+)<', page) == [
        "0–99",
        "100–149",
        "150–999",
    ]
    with database.read() as session:
        made = session.scalars(select(LabelRange)).one()
        assert (made.first, made.end) == (100, 150)


def test_the_list_asks_as_often_for_many_runs_as_for_one(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)

    def asked() -> int:
        with counted(database.engine) as statements:
            assert producer.get("/producer/labels").status_code == 200
        return len(statements)

    asked()
    few = asked()
    with database.write() as session:
        held = session.get_one(Authorization, world.held)
        for _ in range(8):
            run = factories.run(session, held, year=YEAR)
            factories.labels(session, run, 0, 5)

    assert asked() == few


def _terms(**given: str) -> dict[str, str]:
    typed: dict[str, str] = dict(WORKED)
    typed |= {f"{key}_source": "示例文件" for key in WORKED}
    start = {"year": str(YEAR), "basis": "plot_area", "reason": "按实测面积核定"}
    start |= {"tranches": "60/30/10"}
    return typed | start | given


def test_a_capacity_is_tried_and_then_decided(
    app: Flask, database: Database, world: World
) -> None:
    """100 mu x 400 x 0.9 x 0.75 x 0.8 = 21,600 kg."""
    county = signed_in(app, world.county)
    url = f"/desk/capacity/{world.number}"

    tried = county.post(url, data=_terms(preview="1"))
    with database.read() as session:
        decided_yet = session.scalar(select(func.count(CapacityDecision.id)))
    decided = county.post(url, data=_terms())
    page = county.get(url).text

    assert tried.status_code == 200
    assert "21,600 千克" in tried.text
    assert "648 千克" in tried.text
    assert decided_yet == 1
    assert decided.status_code == 303
    assert "21,600 千克" in page
    assert page.count("按实测面积核定") == 1
    assert 'value="示例文件"' in page
    producer = signed_in(app, world.producer)
    assert "21,600 千克" in producer.get("/producer/labels").text


def test_a_term_without_its_source_is_refused_and_the_form_kept(
    app: Flask, database: Database, world: World
) -> None:
    county = signed_in(app, world.county)
    url = f"/desk/capacity/{world.number}"

    silent = county.post(url, data=_terms(yield_kg_source=""))
    much = county.post(url, data=_terms(waste_percent="3.5"))

    assert (silent.status_code, much.status_code) == (422, 422)
    assert 'id="yield_kg_source-error"' in silent.text
    assert "应在 0 与 3 之间" in much.text
    assert 'value="3.5"' in much.text
    with database.read() as session:
        assert session.scalar(select(func.count(CapacityDecision.id))) == 1


def test_capacity_is_decided_within_the_jurisdiction_alone(
    app: Flask, world: World
) -> None:
    url = f"/desk/capacity/{world.number}"

    elsewhere = signed_in(app, world.elsewhere)
    producer = signed_in(app, world.producer)

    assert elsewhere.get(url).status_code == 403
    assert elsewhere.post(url, data=_terms()).status_code == 403
    assert producer.get(url).status_code == 403
    assert elsewhere.get("/desk/capacity/MA-2024-999999").status_code == 404
