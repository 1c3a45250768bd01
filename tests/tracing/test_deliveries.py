"""Print lots handed over and acknowledged by lists: all of them or none."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.accounts.models import Organisation
from gi_registry.core import clock
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.marks import service as marks
from gi_registry.marks.errors import PartsOverlapError
from gi_registry.marks.models import PrintLot
from gi_registry.marks.rules import Part, PartKind, PrintCheck, PrintLotState
from gi_registry.marks.service import Act, NewPrintLot, PrintFile
from gi_registry.tracing.errors import LabelsUnnamedError
from gi_registry.tracing.rules import check_all_named
from tests import factories as make
from tests.conftest import signed_in
from tests.marks.test_printing import a_printer, a_run

TODAY = clock.today()
G = PartKind.GOOD


def test_every_label_stands_on_one_line() -> None:
    within = [Part(0, 40, G), Part(50, 100, G)]

    check_all_named([Part(60, 100, G), Part(0, 40, G), Part(50, 60, G)], within)


@pytest.mark.parametrize(
    ("lines", "refusal", "first", "last"),
    [
        ([(0, 40), (60, 100)], LabelsUnnamedError, 50, 59),
        ([(0, 40), (50, 90)], LabelsUnnamedError, 90, 99),
        ([(50, 100)], LabelsUnnamedError, 0, 39),
        ([(0, 40), (30, 40), (50, 100)], PartsOverlapError, 30, 39),
        ([(0, 40), (50, 70), (60, 100)], PartsOverlapError, 60, 69),
        ([(0, 45), (50, 100)], PartsOverlapError, 40, 44),
        ([(0, 40), (50, 100), (100, 120)], PartsOverlapError, 100, 119),
    ],
)
def test_a_label_on_no_line_or_on_two_is_refused(
    lines: list[tuple[int, int]], refusal: type[GiError], first: int, last: int
) -> None:
    within = [Part(0, 40, G), Part(50, 100, G)]

    with pytest.raises(refusal) as refused:
        check_all_named([Part(*line, G) for line in lines], within)

    assert (refused.value.facts["first"], refused.value.facts["last"]) == (first, last)


@pytest.fixture
def sides(app: Flask, database: Database) -> dict[str, FlaskClient]:
    """Give the two sides of print lots 1 and 2, of a hundred labels each."""
    with database.write() as session:
        run = a_run(session)
        held = marks.run(session, run.id).authorization
        officer = make.officer(session)
        printer = a_printer(session, officer)
        act = Act(clock.now(), officer.id)
        for first in (0, 100):
            new = NewPrintLot(run.id, printer.id, first, first + 100, "")
            made = marks.send_lot(session, new, PrintFile("a.csv", "a" * 64), act)
            lot = marks.print_lot(session, made.id)
            marks.take_on(session, lot, list(PrintCheck), "示例-1", act)
        works = session.get_one(Organisation, printer.organisation_id)
        business = session.get_one(Organisation, held.entity.organisation_id)
        logins = {
            "user": make.producer(session, business).login,
            "printer": make.account(session, Grant(Role.PRINTER), of=works).login,
        }
    return {name: signed_in(app, login) for name, login in logins.items()}


def _sent(browser: FlaskClient, address: str, *lines: str) -> TestResponse:
    text = "\n".join(["印制批,起始序号,截止序号,情况,印制完毕日期", *lines])
    file = (BytesIO(text.encode("gb18030")), "名单.csv")
    return browser.post(f"{address}/look", data={"list": file})


def _entered(browser: FlaskClient, address: str, page: str) -> TestResponse:
    found = re.search(r'name="sha256" value="(\w+)"', page)
    assert found is not None
    return browser.post(f"{address}/enter", data={"sha256": found[1]})


def _states(database: Database) -> list[PrintLotState]:
    with database.read() as session:
        return list(session.scalars(select(PrintLot.state).order_by(PrintLot.id)))


def test_both_sides_enter_many_lots_at_once(
    sides: dict[str, FlaskClient], database: Database
) -> None:
    over, got = "/printer/list", "/producer/printing/list"
    handed = _sent(
        sides["printer"],
        over,
        f"1,0,99,,{TODAY}",
        f"2,100,197,合格,{TODAY}",
        f"2,198,198,废品,{TODAY}",
        f"2,199,199,留样,{TODAY}",
    )
    assert _states(database) == [PrintLotState.ACCEPTED] * 2
    done = _entered(sides["printer"], over, handed.text)
    again = _entered(sides["printer"], over, handed.text)
    received = _sent(sides["user"], got, "1,0,99,,", "2,100,190,,", "2,191,197,缺少,")
    back = _entered(sides["user"], got, received.text)

    assert "登记 2 个印制批，200 枚" in handed.text
    assert "有 7 枚缺少" in received.text
    assert [each.status_code for each in (done, again, back)] == [303, 422, 303]
    assert _states(database) == [PrintLotState.RECEIVED, PrintLotState.DIFFERENT]
    with database.read() as session:
        lot = marks.print_lot(session, 2)
        assert marks.figures_of(lot) == {
            "delivered": 91,
            "missing": 7,
            "spoiled": 1,
            "sample": 1,
        }


def test_one_wrong_line_stops_all_lots(
    sides: dict[str, FlaskClient], database: Database
) -> None:
    printer = sides["printer"]

    gap = _sent(
        printer, "/printer/list", f"1,0,99,,{TODAY}", f"2,100,150,,{TODAY}"
    ).text
    days = _sent(
        printer,
        "/printer/list",
        f"1,0,50,,{TODAY}",
        "1,51,99,,2026-01-01",
        f"9,0,9,,{TODAY}",
        f"2,100,199,烧了,{TODAY}",
    ).text
    foreign = _sent(sides["user"], "/producer/printing/list", "1,0,99,,")

    assert "序号 151 至 199 不在任何一行" in gap
    assert 'name="sha256"' not in gap
    for words in ("同一个印制完毕日期", "没有这个印制批", "看不懂“烧了”"):
        assert words in days
    assert "承印中" in foreign.text  # nothing was handed over yet
    assert _states(database) == [PrintLotState.ACCEPTED] * 2
