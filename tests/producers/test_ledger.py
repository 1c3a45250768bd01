"""The quarterly ledger: each figure is the number of its rows."""

import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.producers import service
from gi_registry.producers.errors import QuarterError
from gi_registry.producers.models import ApplicationEvent
from gi_registry.producers.rules import (
    AuthorizationState,
    Change,
    Quarter,
    Section,
    quarter_of,
)
from tests import factories as make
from tests.conftest import signed_in
from tests.counting import counted
from tests.producers.programs import Program, token
from tests.producers.test_desk import as_caller
from tests.producers.way import S, Way, way

THIS = Quarter(2026, 4)
T = AuthorizationState


@pytest.mark.parametrize(
    ("day", "first", "end"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_quarter_is_three_months(day: date, first: date, end: date) -> None:
    assert (quarter_of(day).first, quarter_of(day).end) == (first, end)
    for year, number in ((2026, 0), (2026, 5), (2019, 4), (3000, 1)):
        with pytest.raises(QuarterError):
            Quarter(year, number)


def lived(session: Session) -> Way:
    """Give an application announced in the quarter, one returned, one suspended."""
    on = way(session).to(S.ANNOUNCED)
    other = make.application(session)
    service.return_(session, other.number, "=缺标准编号", **on.by(on.county))
    made = make.authorization(session)
    for state in (T.SUSPENDED, T.IN_USE):
        service.change_or_ask(
            session,
            made.number,
            Change(state, make.TODAY, "抽检"),
            **on.by(on.province) | {"now": make.NOW},
        )
    return on


def test_each_figure_is_the_number_of_its_rows(session: Session) -> None:
    on = lived(session)
    of = service.ledger(session, as_caller(session, on.province), THIS)

    counts = of.counts()
    rows = Counter(row.section for row in of.every())

    assert counts == {section: of.page(section, number=1).total for section in Section}
    assert (
        {s: n for s, n in counts.items() if n}
        == dict(rows)
        == {
            Section.RECEIVED: 1,
            Section.VERIFIED: 1,
            Section.REVIEWED: 1,
            Section.SENT: 1,
            Section.REGISTERED: 1,
            Section.ANNOUNCED: 1,
            Section.RETURNED: 1,
            Section.STATES: 2
            if counts[Section.OVERRIDES] == 0
            else counts[Section.STATES],
            Section.OVERRIDES: 1,
        }
    )
    (returned,) = of.page(Section.RETURNED, number=1).items
    assert (returned.words, returned.told.zh) == ("=缺标准编号", "退回补正")
    (asked,) = of.page(Section.OVERRIDES, number=1).items
    assert asked.told.zh == "待第二人决定"


def test_another_quarter_and_another_county_have_none_of_it(session: Session) -> None:
    on = lived(session)
    elsewhere = make.officer(session, where="141028")

    before = service.ledger(
        session, as_caller(session, on.province), Quarter(2026, 3)
    ).counts()
    theirs = service.ledger(session, as_caller(session, elsewhere), THIS).counts()

    assert set(before.values()) == set(theirs.values()) == {0}


def test_a_step_of_the_last_minute_of_a_quarter_is_told_by_chinas_clock(
    session: Session,
) -> None:
    province = make.officer(session, Role.PROVINCE, "14")
    found = make.application(session)
    for hour, state in ((15, S.SUBMITTED), (16, S.ORIGIN_VERIFIED)):
        at = datetime(2026, 9, 30, hour, 59, tzinfo=UTC)
        event = ApplicationEvent(
            application_id=found.id,
            to_state=state,
            account_id=province.id,
            at=at,
            words="",
        )
        session.add(event)
    session.flush()
    caller = as_caller(session, province)

    third, fourth = (
        service.ledger(session, caller, Quarter(2026, n)).counts() for n in (3, 4)
    )

    assert (third[Section.RECEIVED], third[Section.VERIFIED]) == (1, 0)
    assert (fourth[Section.RECEIVED], fourth[Section.VERIFIED]) == (0, 1)


def test_steps_with_a_last_day_are_in_time_or_late(session: Session) -> None:
    province = make.officer(session, Role.PROVINCE, "14")
    law.set_value(
        session,
        NewValue(
            "14",
            Setting.ORIGIN_CHECK,
            Span(10, Unit.DAYS),
            date(2026, 9, 1),
            "示例",
            "示例",
        ),
        now=datetime(2026, 9, 1, 4, tzinfo=UTC),
        account_id=province.id,
    )
    sent = datetime(2026, 10, 12, 4, tzinfo=UTC)
    numbers = {}
    for days in (5, 30):
        found = make.application(session)
        numbers[days] = found.number
        for at, before, after in (
            (sent, S.DRAFT, S.SUBMITTED),
            (sent + timedelta(days=days), S.SUBMITTED, S.ORIGIN_VERIFIED),
        ):
            session.add(
                ApplicationEvent(
                    application_id=found.id,
                    from_state=before,
                    to_state=after,
                    account_id=province.id,
                    at=at,
                    words="",
                )
            )
        session.flush()
    of = service.ledger(session, as_caller(session, province), THIS)

    pages = {s: of.page(s, number=1).items for s in (Section.ON_TIME, Section.LATE)}

    assert of.counts()[Section.ON_TIME] == of.counts()[Section.LATE] == 1
    (good,), (bad,) = pages.values()
    assert (good.subject, bad.subject) == (numbers[5], numbers[30])
    assert good.due_on == bad.due_on
    assert good.due_on is not None
    assert date(2026, 10, 22) <= good.due_on <= date(2026, 10, 26)


def test_the_downloads_hold_the_same_and_no_formula(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        county = make.officer(session)
        numbers = [make.application(session).number for _ in range(3)]
        by: dict[str, Any] = {"now": clock.now(), "account_id": county.id}
        for number in numbers[:2]:
            service.return_(session, number, "=1+1", **by)
    client = signed_in(app, county.login)

    with counted(database.engine) as few:
        page = client.get("/desk/ledger?section=returned").text
    lines = client.get("/desk/ledger.csv").text.splitlines()
    with client.get("/desk/ledger.xlsx") as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    with database.write() as session:
        service.return_(session, numbers[2], "=1+1", **by)
    with counted(database.engine) as many:
        client.get("/desk/ledger?section=returned")

    assert len(few) == len(many)
    assert all(number in page for number in numbers[:2])
    assert len(lines) == 3
    assert "'=1+1" in lines[1]
    figures = {row[0].value: row[1].value for row in book["汇总"].iter_rows()}
    assert figures["退回补正"] == 2
    cells = [cell for row in book["明细"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}
    assert "f" not in {cell.data_type for cell in cells}
    assert client.get("/desk/ledger?year=2026&quarter=5").status_code == 422


def test_programs_read_the_figures_and_the_rows_behind_them(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        on = way(session).to(S.SUBMITTED)
        login, entity = on.county.login, on.application.entity.name
    county = Program(app.test_client(), token(database, login))
    year, month = on.at.year, on.at.month

    asked = f"/ledger?year={year}&quarter={(month + 2) // 3}"
    found = county("GET", asked).json or {}
    wrong = county("GET", "/ledger?year=2026&quarter=5")

    figures = {each["section"]: each["count"] for each in found["figures"]}
    assert (figures["received"], found["total"]) == (1, 1)
    assert found["items"][0]["entity"] == entity
    assert wrong.status_code == 422
