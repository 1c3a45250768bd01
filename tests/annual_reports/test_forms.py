"""Reports keep the version of the form that they were filled in by."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import (
    BookOutdatedError,
    CampaignFormError,
    NotAskedError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    Answers,
    Draft,
    ReportState,
    check_campaign,
    figures_of,
    proposed,
    unasked,
)
from gi_registry.annual_reports.rules.figures.answers import FIRST_FORM
from gi_registry.annual_reports.rules.imports import Line, LineOutcome
from gi_registry.annual_reports.rules.workbooks import Stamp
from gi_registry.annual_reports.service import EVERYBODY, NewCampaign, drafting
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.words import Language
from gi_registry.producers.models import Authorization
from tests import factories as make
from tests.annual_reports import rows
from tests.conftest import signed_in

SHORT, FULL, NEW = 1, 2, 3
LATE = datetime(2026, 2, 1, tzinfo=UTC)


def _decide(session: Session, year: int, form: int) -> None:
    days = replace(proposed(year), division="14", form=form)
    service.decide_campaign(
        session,
        NewCampaign(days, "示例", "示例"),
        now=datetime(year, 11, 1, tzinfo=UTC),
        account_id=make.officer(session, Role.PROVINCE, "14").id,
    )


def _short_of(
    session: Session, held: Authorization, year: int = rows.YEAR
) -> AnnualReport:
    """Open a report on the short form and answer all of it."""
    _decide(session, year, SHORT)
    report = service.open_report(
        session, held.id, year, now=rows.NOW, account_id=make.producer(session).id
    )
    asked = {k: v for k, v in rows.FIGURES.items() if k in FIRST_FORM}
    return service.save(session, report.id, Draft(1, Answers(**asked)))


def test_the_first_form_asked_what_its_digest_covers() -> None:
    assert {figure.name for figure in figures_of(SHORT)} == FIRST_FORM
    assert len(figures_of(FULL)) == 68
    new = {each.name for each in figures_of(NEW)} - {e.name for e in figures_of(FULL)}
    assert new == {
        "delivered_g",
        "labels_printed",
        "labels_destroyed",
        "labels_samples",
        "plots",
    }
    assert unasked(FULL) == new


def test_a_form_is_chosen_before_the_reports_open_and_then_stays() -> None:
    days = proposed(2026)
    assert (proposed(2025).form, days.form) == (FULL, NEW)
    other = replace(days, form=SHORT)

    check_campaign(other, days, today=date(2026, 11, 30))
    with pytest.raises(CampaignFormError, match="version 3"):
        check_campaign(other, days, today=date(2026, 12, 1))
    with pytest.raises(CampaignFormError, match="choose one of 1, 2, 3"):
        check_campaign(replace(days, form=4), days, today=date(2026, 11, 30))


def test_a_workbook_of_another_form_is_outdated() -> None:
    full = Stamp("AR-2025-1", 1, 1, FULL)

    assert full.meet(full.lines()) == 1
    with pytest.raises(BookOutdatedError):
        replace(full, form=SHORT).meet(full.lines())


def test_a_report_is_asked_and_checked_by_the_form_of_its_year(
    session: Session,
) -> None:
    held = make.authorization(session)

    report = _short_of(session, held)
    draft = service.draft_of(report)
    with pytest.raises(NotAskedError) as refused:
        service.save(
            session, report.id, replace(draft, answers=replace(draft.answers, trees=3))
        )
    failed = replace(draft, answers=replace(draft.answers, tests_failed=1))
    service.save(session, report.id, failed)
    codes = {each.code for each in service.checks_of(session, [report])[report.id]}
    book = load_workbook(io.BytesIO(service.workbook_of(session, report, Language.ZH)))

    assert (report.form, report.lots, report.labels_opening) == (SHORT, None, None)
    assert "“Bearing trees”" in refused.value.words.en
    assert "failures-open" not in codes  # asks for what only the full form asks
    assert "prefilled-changed" not in codes
    assert {row[0].value for row in book.active.rows} & {"trees", "jobs"} == {"jobs"}


def test_a_digest_covers_the_form(session: Session) -> None:
    report = _short_of(session, make.authorization(session))
    sha256 = service.sha256_of(session, report)

    report.form = FULL

    assert service.sha256_of(session, report) != sha256


def _accepted(session: Session, held: Authorization) -> tuple[int, int]:
    """Have 2024 reported on the short form and 2025 on the full one.

    Returns:
        Their ids.
    """
    old = _short_of(session, held, 2024)
    old.signatory, old.submitted_at = "示例", rows.NOW
    old.state = ReportState.ACCEPTED
    _decide(session, 2025, FULL)
    new = rows.report(session, held, state=old.state, form=FULL)
    return old.id, new.id


def test_an_older_years_report_shows_and_adds_up_by_its_own_form(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        ids = _accepted(session, make.authorization(session))
        login = make.officer(session).login
    officer = signed_in(app, login)

    old, new = (officer.get(f"/desk/reports/{each}").text for each in ids)
    before: Any = officer.get("/desk/report-blocks.json?year=2024").json
    after: Any = officer.get("/desk/report-blocks.json?year=2025").json
    with officer.get("/desk/report-blocks.xlsx?year=2024&lang=en") as answer:
        book = load_workbook(io.BytesIO(answer.data))

    assert ("联系电话" in old, "联系电话" in new) == (False, True)
    assert ("第 1 版" in old, "第 2 版" in new) == (True, True)
    assert (before["forms"], after["forms"]) == ([SHORT], [FULL])
    names = {each["name"] for block in before["blocks"] for each in block["reports"]}
    assert "total_output_g" in names
    assert names <= FIRST_FORM
    (heads, *_) = book["Every report"].values
    assert not any("Lots of the year" in str(head) for head in heads)


def test_a_correction_keeps_the_form_of_the_report_that_it_corrects(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        of = make.organisation(session)
        held = make.authorization(session, make.entity(session, of))
        _accepted(session, held)
        mine = make.producer(session, of)
        again = service.open_report(
            session, held.id, 2024, now=LATE, account_id=mine.id
        )
        found = (again.id, again.version, again.form, again.total_output_g)
        login = mine.login

    page = signed_in(app, login).get(f"/producer/reports/{found[0]}").text

    assert found[1:] == (2, SHORT, 1_000_000)
    assert 'name="total_output_g"' in page
    assert 'name="trees"' not in page


def test_what_the_ledger_no_longer_knows_is_open_again() -> None:
    given = Answers(labels_destroyed=0, labels_samples=2, labels_void=7)
    before = {"labels_destroyed": 0, "labels_samples": 1, "labels_void": 7}

    found = drafting.brought_up(given, before, {"labels_void": 8}, NEW)

    # What the user had answered otherwise stays his.
    assert found == Answers(labels_destroyed=None, labels_samples=2, labels_void=8)


def test_a_table_of_rows_goes_by_the_form_of_the_year(session: Session) -> None:
    held = make.authorization(session)
    _decide(session, rows.YEAR, SHORT)
    asked = {k: v for k, v in rows.FIGURES.items() if k in FIRST_FORM}

    def judged(**more: int) -> Line:
        said = {"number": held.number, "signatory": "示例"} | asked | more
        book, file = Workbook(), io.BytesIO()
        book.active.append(list(said))
        book.active.append(list(said.values()))
        book.save(file)
        table = service.read_table(file.getvalue(), rows.YEAR)
        ((line,),) = service.judge(session, table, EVERYBODY, now=rows.NOW)
        return line

    plain, wrong = judged(), judged(trees=4)

    assert plain.filing is not None
    assert (plain.outcome, plain.filing.form) == (LineOutcome.NEW, SHORT)
    assert plain.filing.answers.labels_opening is None
    assert wrong.outcome is LineOutcome.REFUSED
    assert "第 1 版表单" in wrong.words[0].zh
