"""Many ranges at once, by a list: all of them or none."""

import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.marks.models import LabelRange
from gi_registry.marks.rules import RangeState
from tests import factories
from tests.conftest import signed_in

TODAY = clock.today()
HEAD = "标识批,起始序号,截止序号,日期,批次,状态,原因"


@dataclass(frozen=True, slots=True)
class World:
    """A producer with 1,000 labels and a lot, and another producer."""

    run: int
    lot: str
    producer: str
    other: str


@pytest.fixture
def world(database: Database) -> World:
    """Give labels for packs of 500 g and goods for all of them."""
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        factories.capacity(session, held, year=TODAY.year)
        run = factories.run(
            session,
            held,
            year=TODAY.year,
            issued_at=clock.now() - timedelta(days=9),
            expires_on=TODAY,
        )
        lot = factories.lot(session, held, produced_on=TODAY - timedelta(days=2))
        return World(
            run.id,
            lot.number,
            factories.producer(session, holder).login,
            factories.producer(session).login,
        )


def _sent(browser: FlaskClient, *lines: str) -> TestResponse:
    text = "\n".join([HEAD, *lines]).encode("gb18030")
    return browser.post(
        "/producer/labels/list/look", data={"list": (BytesIO(text), "名单.csv")}
    )


def _entered(browser: FlaskClient, page: str) -> TestResponse:
    found = re.search(r'name="sha256" value="(\w+)"', page)
    assert found is not None
    return browser.post("/producer/labels/list/enter", data={"sha256": found[1]})


def _ranges(database: Database) -> list[tuple[int, int, RangeState]]:
    with database.read() as session:
        rows = session.scalars(select(LabelRange).order_by(LabelRange.first))
        return [(row.first, row.end, row.state) for row in rows]


def test_a_list_is_seen_first_and_then_entered(
    app: Flask, database: Database, world: World
) -> None:
    browser = signed_in(app, world.producer)
    seen = _sent(
        browser,
        f"{world.run},0,99,{TODAY},{world.lot},,",
        f"{world.run},100,119,{TODAY},,作废,贴标时损坏",
        f"{world.run},90,99,{TODAY},,召回,检出问题",
    )
    before = _ranges(database)

    done = _entered(browser, seen.text)
    again = _entered(browser, seen.text)

    assert before == []
    assert "登记全部 130 枚" in seen.text
    assert done.status_code == 303
    assert again.status_code == 422  # the same labels do not go twice
    assert _ranges(database) == [
        (0, 100, RangeState.ACTIVATED),
        (100, 120, RangeState.VOID),
    ]


def test_one_wrong_line_stops_all_and_each_says_why(
    app: Flask, database: Database, world: World
) -> None:
    browser = signed_in(app, world.producer)

    seen = _sent(
        browser,
        f"{world.run},0,99,{TODAY},{world.lot},,",
        f"{world.run},50,60,{TODAY},{world.lot},,",
        f"{world.run},x,60,{TODAY},{world.lot},,",
        f"{world.run},200,210,{TODAY},,作废,",
        f"{world.run},300,310,{TODAY},,烧了,",
    )

    assert "登记全部" not in seen.text
    assert "有 4 行不能登记" in seen.text
    for words in ("已登记为“已启用”", "看不懂“x”", "请写明原因", "看不懂“烧了”"):
        assert words in seen.text
    assert _ranges(database) == []


def test_labels_of_another_are_not_found(
    app: Flask, database: Database, world: World
) -> None:
    stranger = signed_in(app, world.other)

    seen = _sent(stranger, f"{world.run},0,9,{TODAY},,作废,不是我的")

    assert f"没有编号为 {world.run} 的标识批" in seen.text
    assert _ranges(database) == []
