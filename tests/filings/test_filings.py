"""Filings by the pages of organisers, the province and the public."""

import io
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.filings.models import EventFiling
from gi_registry.jobs import service as jobs
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF

FORM = {
    "title": "示例小米文化节",
    "kind": "fair",
    "organiser": "示例协会",
    "contact": "示例某 13800000000",
    "place": "示例会展中心",
    "division": make.COUNTY,
    "products": "示例小米",
    "manner": "背景板一处",
}

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
"""Pages are tried on one engine: what they do is tried on both."""


def form(**given: str) -> dict[str, Any]:
    today = clock.today()
    days: dict[str, Any] = {
        "starts_on": (today + timedelta(days=10)).isoformat(),
        "ends_on": (today + timedelta(days=12)).isoformat(),
    }
    return FORM | days | {"design": (io.BytesIO(PDF), "图样.pdf")} | given


def people(app: Flask, database: Database, *asked: str) -> dict[str, FlaskClient]:
    with database.write() as session:
        make.division(session)
        logins = {
            "organiser": make.producer(session).login,
            "stranger": make.producer(session).login,
            "county": make.officer(session, Role.COUNTY).login,
            "province": make.officer(session, Role.PROVINCE, "14").login,
            "elsewhere": make.officer(session, Role.PROVINCE, "13").login,
        }
    return {who: signed_in(app, logins[who]) for who in asked or logins}


def logged(database: Database) -> list[str]:
    with database.read() as session:
        kinds = select(LogLeaf.kind).where(LogLeaf.subject.startswith("EF-"))
        return list(session.scalars(kinds.order_by(LogLeaf.index)))


@ONE_ENGINE
def test_an_event_is_filed_returned_sent_again_and_allowed(
    app: Flask, database: Database
) -> None:
    who, today = people(app, database), clock.today().isoformat()
    organiser, province = who["organiser"], who["province"]
    made = organiser.post("/producer/events/new", data=form())
    mine = made.headers["Location"]
    desk = mine.replace("/producer/", "/desk/")
    assert "现在还不能使用专用标志" in organiser.get(mine).text
    assert who["stranger"].get(mine).status_code == 404

    def step(client: FlaskClient, state: str, words: str = "") -> int:
        data = {"state": state, "on": today, "words": words}
        return client.post(f"{desk}/step", data=data).status_code

    assert step(who["county"], "prov_ok") == 422
    assert step(who["elsewhere"], "prov_ok") == 403
    assert step(province, "cnipa_filed", "1") == 422
    assert step(province, "returned") == 422
    assert step(province, "returned", "图样不清") == 303
    assert "图样不清" in organiser.get(mine).text
    assert organiser.get(f"{mine}/change").status_code == 200
    again = {name: text for name, text in form().items() if name != "design"}
    assert organiser.post(f"{mine}/resend", data=again).status_code == 303
    assert step(province, "prov_ok") == 303
    public = app.test_client()
    assert FORM["title"] not in public.get("/events").text
    assert step(province, "cnipa_filed", "示例备〔2026〕1号") == 303

    page = public.get("/events").text
    assert "示例备〔2026〕1号" in page
    assert "13800000000" not in page
    assert "可以在本活动中使用专用标志" in organiser.get(mine).text
    assert organiser.post(f"{mine}/withdraw").status_code == 422
    assert logged(database) == [
        "filing.filed_province",
        "filing.returned",
        "filing.filed_province",
        "filing.prov_ok",
        "filing.cnipa_filed",
    ]


@ONE_ENGINE
def test_the_organiser_is_told_of_each_step_and_of_the_end(
    app: Flask, database: Database
) -> None:
    who, today = people(app, database, "organiser", "province"), clock.today()
    mine = who["organiser"].post("/producer/events/new", data=form()).location
    desk = f"{mine.replace('/producer/', '/desk/')}/step"
    again = {name: text for name, text in form().items() if name != "design"}
    for state, words in (
        ("returned", "图样不清。"),
        ("prov_ok", ""),
        ("cnipa_filed", "示例备〔2026〕1号"),
    ):
        data = {"state": state, "on": today.isoformat(), "words": words}
        assert who["province"].post(desk, data=data).status_code == 303
        if state == "returned":
            who["organiser"].post(f"{mine}/resend", data=again)

    for days in (5, 14, 15):
        at = clock.now() + timedelta(days=days)
        jobs.run_due(app.extensions["gi"], now=partial(_at, at))

    with database.read() as session:
        rows = session.scalars(select(SentNotice).order_by(SentNotice.id)).all()
    waits = [row for row in rows if row.kind is Kind.EVENT_WAITS]
    rows = [row for row in rows if row.kind is not Kind.EVENT_WAITS]
    assert {row.link for row in waits} == {desk.removesuffix("/step")}
    assert len(waits) == 2  # sent in, and again; the other province is not told
    assert FORM["title"] in waits[0].words_zh
    assert [(row.kind, row.link) for row in rows] == [
        (Kind.EVENT_RETURNED, mine),
        (Kind.EVENT_PASSED_ON, mine),
        (Kind.EVENT_FILED, mine),
        (Kind.EVENT_ENDED, mine),
    ]
    assert "退回补正：图样不清。请补正" in rows[0].words_zh


def _at(moment: datetime) -> datetime:
    return moment


@ONE_ENGINE
def test_what_is_missing_or_over_is_refused_and_nothing_is_written(
    app: Flask, database: Database
) -> None:
    organiser = people(app, database, "organiser")["organiser"]
    without = {name: text for name, text in form().items() if name != "design"}
    yesterday = (clock.today() - timedelta(days=1)).isoformat()

    for data in (
        without,
        form(starts_on=yesterday, ends_on=yesterday),
        form(division="999999"),
        form(title=""),
    ):
        assert organiser.post("/producer/events/new", data=data).status_code == 422

    with database.read() as session:
        assert session.scalars(select(EventFiling.id)).all() == []


def test_the_province_files_for_who_has_no_account(
    app: Flask, database: Database
) -> None:
    who = people(app, database, "county", "province", "elsewhere")
    assert who["elsewhere"].post("/desk/events/new", data=form()).status_code == 422

    made = who["province"].post("/desk/events/new", data=form())

    page = made.headers["Location"]
    assert "示例小米文化节" in who["county"].get("/desk/events").text
    assert who["elsewhere"].get(page).status_code == 403
    step = {"state": "withdrawn", "on": clock.today().isoformat()}
    assert who["province"].post(f"{page}/step", data=step).status_code == 303
    with who["province"].get(f"{page}/design") as file:
        assert file.data == PDF


@ONE_ENGINE
def test_filings_are_sorted_found_and_taken_away(
    app: Flask, database: Database
) -> None:
    who = people(app, database, "organiser", "province", "elsewhere")
    later = (clock.today() + timedelta(days=40)).isoformat()
    for given in (
        {"title": "示例梨展"},
        {"title": "示例醋展", "starts_on": later, "ends_on": later},
    ):
        who["organiser"].post("/producer/events/new", data=form(**given))
    desk = who["province"]

    def order(query: str) -> list[str]:
        page = desk.get(f"/desk/events{query}").text
        return sorted((t for t in ("梨展", "醋展") if t in page), key=page.index)

    assert order("") == ["醋展", "梨展"]
    assert order("?sort=starts_on") == ["梨展", "醋展"]
    assert order("?q=醋") == ["醋展"]
    assert order("?sort=password") == ["醋展", "梨展"]
    assert desk.get("/desk/events.csv?q=醋").text.count("\r\n") == 2
    assert who["organiser"].get("/producer/events.csv").text.count("示例") >= 2
    assert who["elsewhere"].get("/desk/events.csv").text.count("\r\n") == 1
