"""An officer's side: accept a report, or return it with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.annual_reports.errors import (
    NotUnderReviewError,
    ReturnReasonMissingError,
)
from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.rules import Decision, ReportState, Verdict
from gi_registry.annual_reports.service import reading, telling
from gi_registry.translog import service as translog


def decide(
    session: Session,
    report_id: int,
    decision: Decision,
    *,
    now: datetime,
    account_id: int,
) -> AnnualReport:
    """Accept a submitted version, or return it; a former accepted one is replaced.

    The caller has seen to it that the officer's jurisdiction reaches the report.

    Raises:
        ReportNotFoundError: there is no such report.
        NotUnderReviewError: it is not waiting for a decision.
        ReturnReasonMissingError: it is returned without a reason.
    """
    report = reading.locked(session, report_id)
    if report.state is not ReportState.SUBMITTED:
        raise NotUnderReviewError
    is_return = decision.verdict is Verdict.RETURN
    if is_return and not decision.words:
        raise ReturnReasonMissingError
    if not is_return:
        _replace_former(session, report, now=now, account_id=account_id)
    report.state = ReportState.RETURNED if is_return else ReportState.ACCEPTED
    report.decided_at = now
    _step(session, report, decision.words, now=now, account_id=account_id)
    telling.of_decision(session, report, decision.words, now=now)
    translog.append(
        session,
        f"report.{report.state.value}",
        reading.number_of(report),
        {"version": report.version},
        now=now,
        account_id=account_id,
    )
    return report


def _replace_former(
    session: Session, report: AnnualReport, *, now: datetime, account_id: int
) -> None:
    for former in reading.versions(session, report.authorization_id, report.year):
        if former.state is ReportState.ACCEPTED:
            former.state = ReportState.CORRECTED
            _step(session, former, "", now=now, account_id=account_id)


def _step(
    session: Session,
    report: AnnualReport,
    words: str,
    *,
    now: datetime,
    account_id: int,
) -> None:
    session.add(
        AnnualReportEvent(
            report_id=report.id,
            to_state=report.state,
            account_id=account_id,
            at=now,
            words=words,
        )
    )
    session.flush()
