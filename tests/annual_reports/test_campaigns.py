"""The province decides the days of a year's reports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import NotOpenError
from gi_registry.annual_reports.models import ReportLock
from gi_registry.annual_reports.rules import STEPS, proposed
from gi_registry.annual_reports.service import NewCampaign
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.translog.models import LogLeaf
from tests import factories
from tests.conftest import signed_in


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def test_reports_go_by_what_the_province_decided(session: Session) -> None:
    held = factories.authorization(session)
    who = factories.producer(session).id
    days = replace(
        proposed(2026),
        division="14",
        opens_on=date(2026, 12, 7),
        users_by=date(2027, 2, 10),
    )

    service.decide_campaign(
        session,
        NewCampaign(days, "示例文号", "春节较早（示例）"),
        now=_noon(date(2026, 11, 23)),
        account_id=factories.officer(session, Role.PROVINCE, "14").id,
    )

    (leaf,) = session.scalars(select(LogLeaf).where(LogLeaf.subject == "14/2026"))
    assert leaf.body["users_by"] == "2027-02-10"
    early, opened = _noon(date(2026, 12, 6)), _noon(date(2026, 12, 7))
    with pytest.raises(NotOpenError):
        service.open_report(session, held.id, 2026, now=early, account_id=who)
    service.open_report(session, held.id, 2026, now=opened, account_id=who)
    (due,) = service.due(session, 2026)
    assert not due.standing(date(2027, 2, 10)).is_overdue
    assert due.standing(date(2027, 2, 11)).is_overdue


def test_the_page_takes_days_of_the_province_alone(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        province = factories.officer(session, Role.PROVINCE, "14").login
        county = factories.officer(session).login
    days = proposed(clock.today().year)
    later = replace(days, users_by=days.users_by + timedelta(days=3))
    typed = {step: getattr(later, step).isoformat() for step in STEPS}
    typed |= {"document": "示例文号-7", "reason": "示例"}
    address, page = f"/desk/campaigns/{days.year}", signed_in(app, province)

    refused = page.post(address, data=typed | {"users_by": typed["county_by"]})
    denied = signed_in(app, county).post(address, data=typed)
    decided = page.post(address, data=typed)

    assert [refused.status_code, denied.status_code] == [422, 403]
    assert "示例文号-7" in refused.text
    assert decided.status_code == 303
    with database.read() as session:
        known = service.campaigns(session)
    assert known.of(days.year, "140727") == replace(later, division="14")


def test_a_late_lock_is_said_before_and_after_it_is_recorded(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        login = factories.officer(session, Role.PROVINCE, "14").login
    year = clock.today().year
    days = replace(proposed(year), province_by=date(year + 1, 4, 2))
    typed = {step: getattr(days, step).isoformat() for step in STEPS}
    typed |= {"document": "示例文号-9", "reason": "示例"}
    address, page = f"/desk/campaigns/{year}", signed_in(app, login)
    said, box = "国知办函保字〔2023〕1072号；该通知", 'name="even_so"'

    before = page.get(address)
    asked = page.post(address, data=typed)
    with database.read() as session:
        kept = service.campaigns(session).of(year, "14")
    wrong = page.post(address, data=typed | {"county_by": typed["users_by"]})
    recorded = page.post(address, data=typed | {"even_so": "1"}, follow_redirects=True)

    assert (said in before.text, box in before.text) == (False, False)
    assert (asked.status_code, said in asked.text, box in asked.text) == (
        (422, True, True)
    )
    assert not kept.is_decided
    assert (wrong.status_code, box in wrong.text) == (422, False)
    assert (recorded.status_code, said in recorded.text) == (200, True)
    assert "锁定晚于上报" in recorded.text
    assert said in page.get(address).text


def test_what_cannot_be_changed_any_more_is_no_field(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        who = factories.officer(session, Role.PROVINCE, "14")
        lock = ReportLock(
            division="14",
            year=2024,
            reports=1,
            sha256="0" * 64,
            locked_at=clock.now(),
            locked_by_id=who.id,
        )
        session.add(lock)
        login = who.login
    page = signed_in(app, login)

    opened = page.get("/desk/campaigns/2025").text
    locked = page.get("/desk/campaigns/2024").text

    assert 'name="users_by"' in opened
    assert 'name="opens_on"' not in opened
    assert 'name="form"' not in opened
    assert "开始日期和表单（第 2 版：全表，68 项）不再改" in " ".join(opened.split())
    assert 'name="users_by"' not in locked
    assert "已由省级锁定，日程和表单不再改" in locked
