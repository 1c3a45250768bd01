"""What stands beside a report of the year before, and in which state that is."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.rules.last_year import shown_version, why_none
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import YEAR, report
from tests.conftest import signed_in

DRAFT, SUBMITTED, RETURNED, ACCEPTED, CORRECTED = (
    ReportState.DRAFT,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.ACCEPTED,
    ReportState.CORRECTED,
)


@pytest.mark.parametrize(
    ("states", "at"),
    [
        ((), None),
        ((DRAFT,), None),
        ((RETURNED, DRAFT), 0),
        ((RETURNED, RETURNED, DRAFT), 1),
        ((RETURNED, SUBMITTED), 1),
        ((ACCEPTED, RETURNED), 0),  # a correction that was returned
        ((CORRECTED, ACCEPTED, DRAFT), 1),
    ],
)
def test_what_is_filed_is_shown_else_what_was_handed_in_last(
    states: tuple[ReportState, ...], at: int | None
) -> None:
    assert shown_version(states) == at


def test_a_year_without_figures_says_why(session: Session) -> None:
    old = factories.authorization(session)
    new = factories.authorization(session, valid_from=date(YEAR, 1, 1))
    said = [
        service.last_year(session, report(session, held)).words.zh
        for held in (old, new)
    ]

    assert "2024 年度年报还没有提交" in said[0]
    assert "2024 年没有用标许可" in said[1]
    assert "自 2024 年度起收年报" in why_none(2023, was_due=True).zh


def test_figures_of_a_returned_report_are_shown_as_such_and_not_compared(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        report(session, held, year=YEAR - 1, state=RETURNED, sales_fen=100)
        made = service.get(session, report(session, held, state=DRAFT).id)
        url = f"/producer/reports/{made.id}"
        found = service.checks_of(session, [made])[made.id]
        login = factories.producer(session, holder).login
    client = signed_in(app, login)

    form, check = client.get(url).text, client.get(f"{url}/check").text

    assert "year-on-year" not in {each.code for each in found}
    assert "2024 年度年报已退回，数字未通过审核" in form
    assert "上年（退回）：0.0001 万元" in form
    assert "上年（退回）" in check
    assert "上一年度没有已提交且未退回的年报，未作同比" in check
