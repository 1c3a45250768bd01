import io
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports.rules import ReportState
from gi_registry.clocks import service
from gi_registry.clocks.errors import (
    DecidedError,
    DueDayError,
    NotOverError,
    UseDayError,
)
from gi_registry.clocks.models import NonUseDecision, UseRecord
from gi_registry.clocks.rules import Decision, Stage, UseKind
from gi_registry.clocks.service import NewDecision, NewUse, Wanted
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.db import Database
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.annual_reports.rows import report
from tests.conftest import signed_in
from tests.core.test_blobs import PDF
from tests.counting import counted

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OLD = date(2024, 1, 1)
"""Two years before `ON` are over."""


def activated(session: Session, of: Authorization, day: date, **given: Any) -> None:
    run, lot = make.run(session, of), make.lot(session, of)
    made = make.labels(session, run, 0, 100, lot)
    made.on_day = day
    for name, value in given.items():
        setattr(made, name, value)
    session.flush()


def recorded(session: Session, of: Authorization, day: date) -> None:
    record = UseRecord(
        authorization_id=of.id,
        used_on=day,
        words="示例",
        recorded_at=NOW,
        recorded_by_id=make.officer(session).id,
    )
    session.add(record)
    session.flush()


def province(session: Session) -> Caller:
    account = make.officer(session, Role.PROVINCE, "14")
    return Caller(account.id, "示例", None, "示例", (Grant(Role.PROVINCE, "14"),))


def clock(session: Session, of: Authorization) -> service.Row:
    return service.detail(session, of.number, on=ON).row


def test_labels_reports_and_records_are_use(session: Session) -> None:
    by_labels, by_report, by_record = (make.authorization(session) for _ in range(3))
    activated(session, by_labels, date(2026, 3, 3))
    report(session, by_report, year=2025, state=ReportState.ACCEPTED, marked_output_g=1)
    recorded(session, by_record, date(2026, 5, 5))

    rows = [clock(session, each) for each in (by_labels, by_report, by_record)]

    assert [(row.kind, row.clock.runs_from) for row in rows] == [
        (UseKind.ACTIVATION, date(2026, 3, 3)),
        (UseKind.REPORT, date(2025, 12, 31)),
        (UseKind.RECORDED, date(2026, 5, 5)),
    ]


def test_what_was_taken_back_or_not_accepted_is_no_use(session: Session) -> None:
    found = make.authorization(session)
    activated(session, found, date(2026, 3, 3), undone_at=NOW)
    report(session, found, year=2025, marked_output_g=1)
    report(session, found, year=2024, state=ReportState.ACCEPTED, marked_output_g=0)

    row = clock(session, found)

    assert row.kind is None
    assert row.clock.runs_from == OLD
    assert row.clock.stage is Stage.OVER


def test_the_list_says_what_each_page_says(session: Session) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- the same rows each time
    for number in range(40):
        opened = chance.choice([None, OLD + timedelta(days=chance.randrange(900))])
        found = make.authorization(session, vector_opened_on=opened)
        days = (OLD + timedelta(days=chance.randrange(1_100)) for _ in range(9))
        if chance.random() < 0.5:
            activated(session, found, next(days))
        if chance.random() < 0.5:
            recorded(session, found, next(days))
        if chance.random() < 0.5:
            report(
                session,
                found,
                year=chance.choice([2024, 2025, 2026]),
                state=ReportState.ACCEPTED,
                marked_output_g=number,
            )
    session.flush()
    caller = province(session)

    rows = list(service.every(session, caller, Wanted(view="all"), on=ON))

    assert len(rows) == 40
    assert {row.clock.stage for row in rows} == {Stage.QUIET, Stage.TOLD, Stage.OVER}
    for row in rows:
        assert row.clock == clock(session, row.authorization).clock
        assert row.kind is clock(session, row.authorization).kind
    starts = [row.clock.runs_from for row in rows]
    assert starts == sorted(starts)
    for view, stages in (
        ("over", {Stage.OVER}),
        ("told", {Stage.OVER, Stage.TOLD}),
    ):
        shown = list(service.every(session, caller, Wanted(view=view), on=ON))
        expected = [row.authorization.id for row in rows if row.clock.stage in stages]
        assert [row.authorization.id for row in shown] == expected
    over = sum(row.clock.stage is Stage.OVER for row in rows)
    assert service.over(session, caller, ON) == over


def test_the_number_of_queries_does_not_grow_with_the_list(session: Session) -> None:
    caller = province(session)
    sent = []
    for _ in range(2):
        for _ in range(5):
            activated(session, make.authorization(session), date(2024, 5, 5))
        session.flush()
        session.expire_all()
        with counted(session) as statements:
            page = service.listed(session, caller, Wanted(), on=ON, number=1)
            assert all(row.authorization.gi.name_zh for row in page.items)
        sent.append(len(statements))

    assert sent[0] == sent[1]


def test_a_stopped_right_has_no_clock(session: Session) -> None:
    make.authorization(session, state=AuthorizationState.STOPPED)

    assert not list(
        service.every(session, province(session), Wanted(view="all"), on=ON)
    )


def test_a_record_winds_the_clock_up_and_is_logged(session: Session) -> None:
    found = make.authorization(session)
    officer = make.officer(session)

    service.record_use(
        session,
        found.number,
        NewUse(date(2026, 10, 1), "货架上有带标产品"),
        now=NOW,
        account_id=officer.id,
    )

    row = clock(session, found)
    assert row.clock.stage is Stage.QUIET
    assert row.kind is UseKind.RECORDED
    kinds = session.scalars(select(LogLeaf.kind)).all()
    assert "authorization.use-recorded" in kinds
    with pytest.raises(UseDayError):
        service.record_use(
            session,
            found.number,
            NewUse(ON + timedelta(days=1), "x"),
            now=NOW,
            account_id=officer.id,
        )


def test_two_years_without_use_are_decided_once(session: Session) -> None:
    found = make.authorization(session)
    officer = make.officer(session, Role.PROVINCE, "14")
    due = date(2027, 2, 1)

    def decide(new: NewDecision) -> NonUseDecision:
        return service.decide(
            session, found.number, new, now=NOW, account_id=officer.id
        )

    with pytest.raises(DueDayError):
        decide(NewDecision(Decision.RECTIFY, "两年未用标", ON))
    decide(NewDecision(Decision.RECTIFY, "两年未用标", due))

    assert found.state is AuthorizationState.RECTIFY
    detail = service.detail(session, found.number, on=ON)
    assert detail.row.clock.stage is Stage.DECIDED
    assert due in {deadline.on for deadline in detail.deadlines}
    with pytest.raises(DecidedError):
        decide(NewDecision(Decision.EXCUSED, "再议"))


def test_nothing_is_decided_while_the_two_years_run(session: Session) -> None:
    found = make.authorization(session)
    activated(session, found, date(2025, 1, 1))

    with pytest.raises(NotOverError, match="2027-01-01"):
        service.decide(
            session,
            found.number,
            NewDecision(Decision.EXCUSED, "示例"),
            now=NOW,
            account_id=make.officer(session).id,
        )


def test_what_is_due_says_what_it_is_counted_from(session: Session) -> None:
    found = make.authorization(session, valid_to=date(2027, 6, 30))
    activated(session, found, date(2026, 3, 3))
    report(session, found, year=2024, state=ReportState.ACCEPTED)

    deadlines = service.detail(session, found.number, on=ON).deadlines

    assert [(each.on, each.title.zh) for each in deadlines] == [
        (date(2026, 1, 31), "提交 2025 年度年报"),
        (date(2027, 6, 30), "许可或商标权到期"),
        (date(2028, 3, 3), "两年未用标届满"),
    ]
    assert "2026-03-03" in deadlines[2].because.zh
    assert deadlines[0].days_left == -296


def test_offices_record_and_decide_on_the_page(app: Flask, database: Database) -> None:
    with database.write() as session:
        found = make.authorization(session)
        number, holder = found.number, found.entity_id
        county = make.officer(session).login
        elsewhere = make.officer(session, Role.COUNTY, "140802").login
        province = make.officer(session, Role.PROVINCE, "14").login
        auditor = make.officer(session, Role.AUDITOR, "14").login
    assert holder

    page = signed_in(app, province).get("/desk/clocks?view=over").text
    assert number in page
    assert number in signed_in(app, auditor).get("/desk/clocks.csv?view=over").text
    client = signed_in(app, county)
    refused = client.post(f"/desk/clocks/{number}/decision", data={})
    assert refused.status_code == 403
    assert signed_in(app, elsewhere).get(f"/desk/clocks/{number}").status_code == 403
    use = {
        "used_on": "2026-09-01",
        "words": "合作社门市部有带标产品",
        "file": (io.BytesIO(PDF), "照片.pdf"),
    }
    assert client.post(f"/desk/clocks/{number}/use", data=use).status_code == 303
    page = client.get(f"/desk/clocks/{number}").text
    assert "合作社门市部有带标产品" in page
    with database.read() as session:
        record = session.scalars(select(UseRecord)).one()
    with client.get(f"/desk/clocks/{number}/records/{record.id}") as file:
        assert file.data == PDF
    wrong = signed_in(app, province).post(
        f"/desk/clocks/{number}/decision",
        data={"decision": "excused", "reason": "农业受灾"},
    )
    assert wrong.status_code == 422
    assert "尚未满两年" in wrong.text
    assert "农业受灾" in wrong.text


def test_a_producer_sees_its_own_clock_and_no_other(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        organisation = make.organisation(session)
        mine = make.authorization(session, make.entity(session, organisation)).number
        login = make.producer(session, organisation).login
        other = make.authorization(session).number

    client = signed_in(app, login)

    assert "满两年未用标" in client.get(f"/producer/clocks/{mine}").text
    assert "满两年未用标" in client.get("/producer").text
    assert client.get(f"/producer/clocks/{other}").status_code == 404
