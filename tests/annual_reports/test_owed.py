"""An annual report that is owed keeps new tranches of labels closed."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.annual_reports.rules import ReportState
from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.marks import service as marks
from gi_registry.marks.errors import ReportMissingError
from tests import factories as make
from tests.annual_reports import rows
from tests.conftest import signed_in
from tests.marks import asked

BEFORE = datetime(2026, 1, 20, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 4, tzinfo=UTC)
LAST = date(2026, 1, 31)
"""For reports on 2025: the province's calendar."""


def test_no_new_tranche_opens_while_a_report_is_owed(session: Session) -> None:
    holder = make.authorization(session, valid_from=date(2025, 1, 1))
    make.capacity(session, holder, ceiling_g=1_000_000).tranches = [60, 40]
    session.flush()
    draw = asked.run(holder.id, size=100)  # 50 kg of a tranche of 600 kg

    marks.explain_run(session, draw, now=AFTER)  # the province has set nothing
    _set(session)
    marks.explain_run(session, draw, now=datetime(2026, 2, 15, 4, tzinfo=UTC))
    with pytest.raises(ReportMissingError) as refused:
        marks.explain_run(session, draw, now=AFTER)
    run = make.run(session, holder, size=1_100)  # 550 kg: the first is begun
    make.labels(session, run, 0, 840, make.lot(session, holder))  # opens the second
    marks.explain_run(session, draw, now=AFTER)
    with pytest.raises(ReportMissingError):
        marks.explain_run(session, asked.run(holder.id, size=101), now=AFTER)
    report = rows.report(session, holder, state=ReportState.RETURNED)
    with pytest.raises(ReportMissingError):
        marks.explain_run(session, asked.run(holder.id, size=101), now=AFTER)
    report.state = ReportState.SUBMITTED
    session.flush()

    assert "2025 年年报应在2026年1月31日前报送" in refused.value.words.zh
    assert "Hand in the report for 2025" in refused.value.words.en
    assert marks.missing_reports(session, [holder.id], on=AFTER.date()) == {}


def test_a_refused_tranche_leads_to_the_report(app: Flask, database: Database) -> None:
    year = clock.today().year
    with database.write() as session:
        whose = make.organisation(session)
        holder = make.authorization(session, make.entity(session, whose))
        make.capacity(session, holder, year=year, ceiling_g=1_000_000)
        _set(session)
        login, number = make.producer(session, whose).login, holder.number
    typed = {"authorization": number, "year": str(year), "pack_name": "示例袋"}

    answer = signed_in(app, login).post(
        "/producer/labels", data=typed | {"net_content_g": "500", "size": "10"}
    )

    assert answer.status_code == 422
    assert "2025 年年报应在" in answer.text  # that on 2024 was owed before the rule
    above = answer.text[: answer.text.index("<h1>")]
    assert 'href="/producer/reports">去报送年报</a>' in above


def _set(session: Session) -> None:
    """Have the province open no new tranche 15 days after the last day."""
    law.set_value(
        session,
        NewValue(
            "14", Setting.TRANCHE_REPORT, Span(15, Unit.DAYS), BEFORE.date(), "示例", ""
        ),
        now=BEFORE,
        account_id=make.officer(session).id,
    )
