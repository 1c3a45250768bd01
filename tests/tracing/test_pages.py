"""The pages of lots, as a producer uses them, with a phone or at a desk."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys, grouped
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.producers.models import Authorization
from gi_registry.tracing.models import Lot
from tests import factories
from tests.conftest import signed_in
from tests.counting import counted

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class World:
    """A producer with a lot of 100 kg and 1,000 labels for packs of 500 g."""

    held: int
    number: str
    lot: int
    run: int
    producer: str
    other: str


@pytest.fixture
def world(database: Database) -> World:
    """Give goods of yesterday, labels, and another producer."""
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        factories.capacity(session, held, year=TODAY.year)
        run = factories.run(
            session,
            held,
            year=TODAY.year,
            expires_on=date(TODAY.year + 1, 12, 31),
            issued_at=clock.now() - timedelta(days=3),
        )
        lot = factories.lot(
            session, held, number="L-1", produced_on=YESTERDAY, quantity_g=100_000
        )
        return World(
            held.id,
            held.number,
            lot.id,
            run.id,
            factories.producer(session, holder).login,
            factories.producer(session).login,
        )


def _typed(world: World, **given: str) -> dict[str, str]:
    return {
        "run": str(world.run),
        "first": "0",
        "last": "99",
        "on_day": TODAY.isoformat(),
    } | given


def test_labels_go_onto_goods_and_come_back(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    url = f"/producer/lots/{world.lot}"

    asked = producer.get(f"{url}/activate").text
    done = producer.post(f"{url}/activate", data=_typed(world))
    page = producer.get(url).text
    undo = re.search(rf'action="({url}/activations/\d+/undo)"', page)
    assert undo
    back = producer.post(undo[1])
    after = producer.get(url).text

    assert "本批货最多再贴 200 枚" in asked
    assert done.status_code == 303
    assert "已启用 100 枚，合 50 千克" in page
    assert "启用标识 100 枚" in page
    assert back.status_code == 303
    assert "已撤销启用 100 枚" in after
    assert "启用标识 100 枚" not in after
    with database.read() as session:
        assert session.scalars(select(LabelRange)).one().undone_at is not None


def test_the_page_names_the_first_number_that_is_free(
    app: Flask, database: Database, world: World
) -> None:
    with database.write() as session:
        lot = session.get_one(Lot, world.lot)
        run = session.get_one(LabelRun, world.run)
        factories.labels(session, run, 0, 20, lot)
        factories.labels(session, run, 20, 30)
        factories.labels(session, run, 900, 1_000)

    page = (
        signed_in(app, world.producer).get(f"/producer/lots/{world.lot}/activate").text
    )

    assert "剩 870 枚" in page
    assert "接下来是序号 30<" in page


def test_what_was_checked_stays(app: Flask, database: Database, world: World) -> None:
    producer = signed_in(app, world.producer)
    url = f"/producer/lots/{world.lot}"
    producer.post(f"{url}/activate", data=_typed(world))
    with database.write() as session:
        made = session.scalars(select(LabelRange)).one()
        made.first_scan_at = clock.now()
        range_id = made.id

    page = producer.get(url).text
    refused = producer.post(
        f"{url}/activations/{range_id}/undo", follow_redirects=True
    ).text

    assert "已有人查验，不能撤销" in page
    assert "/undo" not in page
    assert "其中已有标识被查验，不能撤销启用" in refused
    with database.read() as session:
        assert session.scalars(select(LabelRange)).one().undone_at is None


def test_more_labels_than_goods_are_refused_with_the_figures(
    app: Flask, world: World
) -> None:
    """250 labels of 500 g are 125 kg; the lot has 100 kg."""
    answer = signed_in(app, world.producer).post(
        f"/producer/lots/{world.lot}/activate", data=_typed(world, last="249")
    )

    assert answer.status_code == 422
    assert "这些标识合 125 千克，而本批共 100 千克，只余 100 千克 未贴标" in answer.text
    assert 'id="last-error"' in answer.text
    assert 'value="249"' in answer.text


def test_labels_are_named_by_their_codes_as_well(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    parts: Registry = app.extensions["gi"]
    keys = CodeKeys(parts.secrets.master)
    first = f"HTTPS://GI.EXAMPLE/T/{keys.encode(1, world.run, 10)}"
    last = grouped(keys.encode(1, world.run, 19)).lower()

    done = producer.post(
        f"/producer/lots/{world.lot}/activate",
        data=_typed(world, run="", first=first, last=last),
    )

    assert done.status_code == 303, done.text
    with database.read() as session:
        made = session.scalars(select(LabelRange)).one()
        assert (made.run_id, made.first, made.end) == (world.run, 10, 20)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "0" * 20}, "这不是本系统的标识编码"),
        ({"first": "abc"}, "请填序号（如 1200），或扫入标识上的编码"),
        ({"run": ""}, "请选择标识批"),
        ({"run": "999999"}, "没有编号为 999999 的标识批"),
    ],
)
def test_what_names_no_label_is_asked_again(
    app: Flask, world: World, given: dict[str, str], words: str
) -> None:
    answer = signed_in(app, world.producer).post(
        f"/producer/lots/{world.lot}/activate", data=_typed(world, **given)
    )

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="99"' in answer.text


def test_a_lot_is_registered_told_about_and_closed(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)
    typed = {
        "authorization": world.number,
        "number": "L20260918-03",
        "produced_on": YESTERDAY.isoformat(),
        "quantity_kg": "1,250.5",
        "plot_id": "",
        "standard_number": "",
    }

    made = producer.post("/producer/lots/new", data=typed)
    again = producer.post("/producer/lots/new", data=typed)
    told = producer.post(
        f"{made.location}/events",
        data={"kind": "packed", "on_day": TODAY.isoformat(), "words": "示例灌装"},
    )
    early = producer.post(
        f"{made.location}/events",
        data={"kind": "packed", "on_day": "2999-01-01", "words": "写好的说明"},
    )
    closed = producer.post(f"{made.location}/close")
    page = producer.get(made.location).text

    assert (made.status_code, told.status_code, closed.status_code) == (303,) * 3
    assert again.status_code == 422
    assert "批号 L20260918-03 已经登记" in again.text
    assert 'value="1,250.5"' in again.text
    assert early.status_code == 422
    assert 'value="写好的说明"' in early.text
    assert "示例灌装" in page
    assert "1,250.5 千克" in page
    assert "/activate" not in page
    with database.read() as session:
        lot = session.scalars(select(Lot).where(Lot.number == "L20260918-03")).one()
        assert lot.quantity_g == 1_250_500


def test_another_producers_lot_is_not_there(
    app: Flask, database: Database, world: World
) -> None:
    other = signed_in(app, world.other)
    producer = signed_in(app, world.producer)
    url = f"/producer/lots/{world.lot}"
    producer.post(f"{url}/activate", data=_typed(world))
    with database.read() as session:
        range_id = session.scalars(select(LabelRange.id)).one()

    answers = [
        other.get(url),
        other.get(f"{url}/activate"),
        other.post(f"{url}/activate", data=_typed(world, first="100", last="101")),
        other.post(f"{url}/activations/{range_id}/undo"),
        other.post(f"{url}/close"),
        other.post(
            f"{url}/events", data={"kind": "packed", "on_day": TODAY.isoformat()}
        ),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert "L-1" not in other.get("/producer/lots").text
    with database.read() as session:
        assert session.scalars(select(LabelRange)).one().undone_at is None


def test_lots_are_listed_by_whether_they_are_open(
    app: Flask, database: Database, world: World
) -> None:
    producer, path = signed_in(app, world.producer), "/producer/lots"
    none_closed = producer.get(f"{path}?state=closed").text
    with database.write() as session:
        held = session.get_one(Authorization, world.held)
        factories.lot(session, held, number="=L-2", closed_at=clock.now())

    shown = {
        state: [
            each in producer.get(f"{path}?state={state}").text
            for each in ("L-1</a>", "=L-2</a>")
        ]
        for state in ("", "open", "closed", "else")
    }
    rows = producer.get(f"{path}.csv?state=closed&lang=en").text.splitlines()
    other = signed_in(app, world.other).get(f"{path}.csv").text.splitlines()

    assert "没有已结束的批次" in none_closed
    both = [True, True]
    wanted = {"": both, "open": [True, False], "closed": [False, True], "else": both}
    assert shown == wanted
    assert (len(rows), len(other)) == (2, 1)
    assert rows[1].startswith(f"'=L-2,{world.number},")
    assert rows[1].endswith(",500000,0,500000,Closed")


def test_the_list_asks_as_often_for_many_lots_as_for_one(
    app: Flask, database: Database, world: World
) -> None:
    producer = signed_in(app, world.producer)

    def asked(url: str) -> int:
        with counted(database.engine) as statements:
            assert producer.get(url).status_code == 200
        return len(statements)

    urls = ["/producer/lots", f"/producer/lots/{world.lot}/activate"]
    few = [asked(url) for url in urls * 2][2:]
    with database.write() as session:
        held = session.get_one(Authorization, world.held)
        for _ in range(6):
            run = factories.run(session, held, expires_on=date(2999, 12, 31))
            lot = factories.lot(session, held)
            factories.labels(session, run, 0, 5, lot)

    assert [asked(url) for url in urls] == few
