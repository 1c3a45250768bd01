from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import ReportState, proposed, reminder
from gi_registry.annual_reports.service import NewCampaign, digests, telling
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.jobs.service import run_due
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from tests import factories as make
from tests.annual_reports.rows import report


@pytest.mark.parametrize(
    ("on", "what"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), "open"),
        (date(2027, 1, 16), "open"),
        (date(2027, 1, 17), "due"),
        (date(2027, 1, 31), "due"),
        (date(2027, 2, 1), "overdue"),
        (date(2027, 3, 20), "overdue"),
        (date(2027, 3, 21), None),
    ],
)
def test_reminders_follow_the_days_of_the_campaign(on: date, what: str | None) -> None:
    found = reminder(proposed(2026), on)

    assert (found and found.value) == what


def test_the_worker_tells_who_owes_a_report_each_time_once(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        holder = make.producer(session)
        organisation = session.get_one(Organisation, holder.organisation_id)
        found = make.authorization(session, make.entity(session, organisation))
        number, account_id = found.number, holder.id

    for day in (date(2026, 12, 5), date(2026, 12, 9), date(2027, 2, 2)):
        noon = datetime.combine(day, time(4), UTC)
        run_due(app.extensions["gi"], now=partial(_at, noon))

    with database.read() as session:
        told = _told(session, account_id)
    assert told == [
        (Kind.REPORT_OPEN, f"AR-2026-{number}"),
        (Kind.REPORT_OVERDUE, f"AR-2026-{number}"),
    ]


def test_who_was_told_of_a_day_is_told_anew_where_it_was_put_off(
    session: Session,
) -> None:
    holder = make.producer(session)
    organisation = session.get_one(Organisation, holder.organisation_id)
    make.authorization(session, make.entity(session, organisation))
    county = make.officer(session).id
    first, later = date(2026, 2, 3), date(2026, 2, 20)

    _tell(session, first)
    _tell(session, first + timedelta(days=1))
    put_off = replace(
        proposed(2025),
        division="14",
        users_by=date(2026, 2, 15),
        county_by=date(2026, 2, 25),
    )
    service.decide_campaign(
        session,
        NewCampaign(put_off, "示例文号", "示例"),
        now=datetime.combine(first, time(4), UTC),
        account_id=make.officer(session, Role.PROVINCE, "14").id,
    )
    for day in (date(2026, 2, 10), date(2026, 2, 11), later, later):
        _tell(session, day)

    assert [
        kind for kind, subject in _told(session, holder.id) if "2025" in subject
    ] == [
        Kind.REPORT_OVERDUE,
        Kind.REPORT_DUE,
        Kind.REPORT_OVERDUE,
    ]
    assert len(_told(session, county)) == 2


def _tell(session: Session, on: date) -> None:
    now = datetime.combine(on, time(4), UTC)
    telling.of_time(session, telling.to_tell(session, on=on), now=now)
    digests.tell(session, digests.to_tell(session, on=on), now=now)


def _at(moment: datetime) -> datetime:
    return moment


def _told(session: Session, account_id: int) -> list[tuple[Kind, str]]:
    statement = (
        select(SentNotice.kind, SentNotice.subject)
        .where(
            SentNotice.account_id == account_id, SentNotice.kind.startswith("report.")
        )
        .order_by(SentNotice.id)
    )
    return [(kind, subject) for kind, subject in session.execute(statement)]


def test_each_officer_gets_one_digest_of_what_is_overdue(session: Session) -> None:
    right = make.right(session)
    for place, state in (
        ("140727", None),
        ("140727", ReportState.SUBMITTED),
        ("140727", ReportState.ACCEPTED),
        ("140121", None),
    ):
        held = make.authorization(session, make.entity(session, division=place), right)
        if state is not None:
            report(session, held, state=state)
    county = make.officer(session).id
    prefecture = make.officer(session, Role.PREFECTURE, "1407").id

    def told(on: date) -> list[tuple[int, str, int]]:
        found = digests.to_tell(session, on=on)
        return [(each.account_id, each.level.value, each.count) for each in found]

    assert told(date(2026, 1, 31)) == []
    assert told(date(2026, 2, 1)) == [(county, "users", 1)]
    assert told(date(2026, 2, 21)) == [(county, "users", 1), (county, "county", 1)]
    assert (prefecture, "prefecture", 1) in told(date(2026, 3, 6))
    assert told(date(2026, 6, 1)) == []
    now = datetime(2026, 2, 1, 4, tzinfo=UTC)
    for _ in range(2):
        digests.tell(session, digests.to_tell(session, on=now.date()), now=now)
    notices = session.scalars(select(SentNotice)).all()
    assert [(each.account_id, each.kind) for each in notices] == [
        (county, Kind.REPORTS_MISSING)
    ]
