"""An officer decides, and totals follow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import (
    NotUnderReviewError,
    ReturnReasonMissingError,
    YearUnknownError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    Decision,
    Declaration,
    Draft,
    ReportState,
    Verdict,
)
from gi_registry.core.access import Caller, Grant, Permission, Place, Role
from tests import factories
from tests.annual_reports.rows import ANSWERS, NOW, YEAR, report
from tests.counting import counted

ACCEPT = Decision(Verdict.ACCEPT)
RETURN = Decision(Verdict.RETURN, "总产量请按吨核实")


def _decide(session: Session, made: AnnualReport, decision: Decision) -> None:
    who = factories.officer(session)
    service.decide(session, made.id, decision, now=NOW, account_id=who.id)


def test_an_accepted_report_is_in_the_totals(session: Session) -> None:
    made = report(session, factories.authorization(session))

    before = service.totals(session, YEAR, ("",)).totals.whole.sums
    _decide(session, made, ACCEPT)
    after = service.totals(session, YEAR, ("",))

    assert before is not None
    assert before.total_output_g == 0
    assert after.totals.whole.sums is not None
    assert after.totals.whole.sums.total_output_g == ANSWERS.total_output_g
    assert (after.must_report, after.filed, after.accepted) == (1, 1, 1)
    assert made.decided_at == NOW


def test_a_return_needs_a_reason_and_keeps_it(session: Session) -> None:
    made = report(session, factories.authorization(session))

    with pytest.raises(ReturnReasonMissingError):
        _decide(session, made, Decision(Verdict.RETURN))
    _decide(session, made, RETURN)

    (step,) = service.steps_of(session, [made.id])
    assert made.state is ReportState.RETURNED
    assert step.words == RETURN.words


def test_a_version_shows_why_it_was_returned_and_a_draft_why_the_one_before_was(
    session: Session,
) -> None:
    held = factories.authorization(session)
    for version, words in ((1, "附销售台账"), (2, "附检验报告")):
        made = report(session, held, version=version)
        _decide(
            session, made, Decision(Verdict.RETURN, reasons=(("sales_fen", words),))
        )
    draft = report(session, held, version=3, state=ReportState.DRAFT)

    shown = [
        [each.words for each in service.reasons(session, r)] for r in (made, draft)
    ]

    assert shown == [["附检验报告"], ["附检验报告"]]


@pytest.mark.parametrize(
    "state",
    [
        ReportState.DRAFT,
        ReportState.RETURNED,
        ReportState.ACCEPTED,
        ReportState.CORRECTED,
    ],
)
def test_only_what_waits_is_decided(session: Session, state: ReportState) -> None:
    made = report(session, factories.authorization(session), state=state)

    with pytest.raises(NotUnderReviewError):
        _decide(session, made, ACCEPT)

    assert made.state is state


def test_a_correction_replaces_an_accepted_version_once_it_is_accepted(
    session: Session,
) -> None:
    held = factories.authorization(session)
    first = report(session, held, state=ReportState.ACCEPTED)
    who = factories.producer(session)
    second = service.open_report(session, held.id, YEAR, now=NOW, account_id=who.id)
    corrected = replace(ANSWERS, total_output_g=1_100_000)
    service.save(session, second.id, Draft(1, corrected))
    declared = Declaration(revision=2, signatory="示例签署人")
    service.submit(session, second.id, declared, now=NOW, account_id=who.id)

    waiting = service.totals(session, YEAR, ("",)).totals.whole.sums
    _decide(session, second, ACCEPT)
    done = service.totals(session, YEAR, ("",)).totals.whole

    assert waiting is not None
    assert waiting.total_output_g == 1_000_000
    assert (first.state, second.state) == (ReportState.CORRECTED, ReportState.ACCEPTED)
    assert first.total_output_g == 1_000_000
    assert done.sums is not None
    assert (done.reports, done.sums.total_output_g) == (1, 1_100_000)


def test_a_returned_correction_leaves_the_accepted_version(session: Session) -> None:
    held = factories.authorization(session)
    first = report(session, held, state=ReportState.ACCEPTED)
    second = report(session, held, version=2)

    _decide(session, second, RETURN)

    (due,) = service.due(session, YEAR)
    assert first.state is ReportState.ACCEPTED
    assert due.filed is first
    assert due.newest is second


def test_totals_are_named_and_only_of_the_prefixes(session: Session) -> None:
    factories.division(session, code="140727", name="祁县", name_en="Qi County")
    product = factories.gi(session, name_zh="山西老陈醋", code="SXGI-001")
    for county in ("140727", "140121"):
        held = factories.authorization(
            session,
            factories.entity(session, division=county),
            factories.right(session, product),
        )
        report(session, held, state=ReportState.ACCEPTED)

    bulletin = service.totals(session, YEAR, ("1407",))

    (county_row,) = bulletin.totals.by_county
    assert bulletin.named("by_county", county_row.key).zh == "祁县"
    assert bulletin.named("by_product", "SXGI-001").zh == "山西老陈醋"
    assert bulletin.named("by_county", "149999").zh == "149999"
    assert (bulletin.must_report, bulletin.totals.whole.reports) == (1, 1)


@pytest.mark.parametrize("text", ["2023", "2026", "abc", "20250", "-1"])
def test_a_year_that_is_not_reported_on_is_refused(session: Session, text: str) -> None:
    with pytest.raises(YearUnknownError):
        service.known_year(session, text, on=factories.TODAY)


def test_no_year_means_the_newest(session: Session) -> None:
    assert service.known_year(session, None, on=factories.TODAY) == 2025
    assert service.known_year(session, "2024", on=factories.TODAY) == 2024


def _caller(grant: Grant) -> Caller:
    return Caller(1, "示例", None, "示例", (grant,))


GRANTS = [
    Grant(Role.COUNTY, "140727"),
    Grant(Role.COUNTY, "140121"),
    Grant(Role.COUNTY, "140121", "祁县市场监督管理局"),
    Grant(Role.PREFECTURE, "1407"),
    Grant(Role.PREFECTURE, "1401"),
    Grant(Role.PROVINCE, "14"),
    Grant(Role.AUDITOR, ""),
    Grant(Role.PRODUCER, ""),
]


@pytest.mark.parametrize("grant", GRANTS, ids=str)
@pytest.mark.parametrize("authority", [None, "祁县市场监督管理局", "别处的局"])
def test_a_desk_reaches_what_the_grant_covers(
    session: Session, grant: Grant, authority: str | None
) -> None:
    right = factories.right(session, managing_authority=authority)
    factories.authorization(session, to=right)
    permission = Permission.REPORT_TOTALS

    within = service.Within(_caller(grant), permission)
    found = service.due_page(session, service.Wanted(YEAR, within), number=1).items

    allowed = grant.role is not Role.PRODUCER
    assert bool(found) is (allowed and grant.covers(Place("140727", authority)))


def test_what_waits_stands_in_the_order_of_handing_in(session: Session) -> None:
    made = [
        report(
            session,
            factories.authorization(session),
            submitted_at=NOW - timedelta(days=days),
        )
        for days in (1, 3, 2)
    ]
    report(session, factories.authorization(session), state=ReportState.ACCEPTED)
    everywhere = service.Within(
        _caller(Grant(Role.PROVINCE, "14")), Permission.REPORT_TOTALS
    )

    wanted = service.Wanted(YEAR, everywhere, "review")
    page = service.due_page(session, wanted, number=1)

    assert [each.newest for each in page.items] == [made[1], made[2], made[0]]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", 4),
        ("review", 1),
        ("not-filed", 2),
        ("accepted", 1),
        ("returned", 1),
        ("filed", 2),
    ],
)
def test_a_desk_is_narrowed(session: Session, wanted: str, expected: int) -> None:
    for state in (ReportState.ACCEPTED, ReportState.SUBMITTED, ReportState.RETURNED):
        report(session, factories.authorization(session), state=state)
    factories.authorization(session)
    within = service.Within(
        _caller(Grant(Role.PROVINCE, "14")), Permission.REPORT_TOTALS, "1407"
    )

    narrowed = service.Wanted(YEAR, within, wanted)
    page = service.due_page(session, narrowed, number=1)

    assert page.total == expected


def test_checks_take_as_many_statements_for_ten_reports_as_for_one(
    session: Session,
) -> None:
    def _measured() -> int:
        session.expire_all()
        due = service.due(session, YEAR)
        with counted(session) as statements:
            service.checks_of(session, [each.filed for each in due if each.filed])
        return len(statements)

    report(session, factories.authorization(session))
    one = _measured()
    for _ in range(9):
        report(session, factories.authorization(session))

    assert _measured() == one


def test_an_export_has_a_row_for_everybody_and_no_drafts(session: Session) -> None:
    report(session, factories.authorization(session))
    draft = report(session, factories.authorization(session), state=ReportState.DRAFT)

    rows = list(service.exported(session, YEAR))

    by_state = {row["state"]: row for row in rows}
    assert set(by_state) == {"submitted", service.NOT_FILED}
    assert by_state["submitted"]["total_output_g"] == 1_000_000
    assert by_state[service.NOT_FILED]["total_output_g"] is None
    assert draft.total_output_g == 1_000_000
    assert all(tuple(row) == service.EXPORTED for row in rows)
