"""A county officer's side: accept a report, or return it with reasons."""

from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.annual_reports.errors import (
    NotUnderReviewError,
    ReturnReasonMissingError,
)
from gi_registry.annual_reports.models import (
    AnnualReport,
    AnnualReportEvent,
    ReportComment,
)
from gi_registry.annual_reports.rules import (
    ACCEPTED,
    FIGURES,
    Action,
    Decision,
    ReportState,
    Verdict,
    step,
)
from gi_registry.annual_reports.service import reading, telling
from gi_registry.core.acting import acting_for
from gi_registry.core.words import Words
from gi_registry.translog import service as translog

_NAMED = {figure.name: figure.words for figure in FIGURES}


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
    report = reading.locked_in_year(session, report_id)
    if report.state is not ReportState.SUBMITTED:
        raise NotUnderReviewError
    is_return = decision.verdict is Verdict.RETURN
    if is_return and not (decision.words or decision.reasons):
        raise ReturnReasonMissingError
    if not is_return:
        _replace_former(session, report, now=now, account_id=account_id)
    action = Action.RETURN if is_return else Action.ACCEPT
    report.state = step(report.state, action).target
    report.decided_at = now
    event = move(session, report, decision.words, now=now, account_id=account_id)
    session.add_all(
        ReportComment(
            report_id=report.id,
            event_id=event.id,
            figure=name,
            words=words,
            is_office=True,
            account_id=account_id,
            for_id=acting_for(session, account_id),
            at=now,
        )
        for name, words in decision.reasons
    )
    session.flush()
    telling.of_decision(session, report, _told(decision), now=now)
    translog.append(
        session,
        f"report.{report.state.value}",
        reading.number_of(report),
        {"version": report.version},
        now=now,
        account_id=account_id,
    )
    return report


def move(
    session: Session,
    report: AnnualReport,
    words: str,
    *,
    now: datetime,
    account_id: int,
) -> AnnualReportEvent:
    """Write down that a version has come into the state that it is in."""
    event = AnnualReportEvent(
        report_id=report.id,
        to_state=report.state,
        account_id=account_id,
        at=now,
        words=words,
    )
    session.add(event)
    session.flush()
    return event


def _replace_former(
    session: Session, report: AnnualReport, *, now: datetime, account_id: int
) -> None:
    for former in reading.versions(session, report.authorization_id, report.year):
        if former.state in ACCEPTED:
            former.state = step(former.state, Action.REPLACE).target
            move(session, former, "", now=now, account_id=account_id)


def _told(decision: Decision) -> Words:
    """Return the reasons in a sentence for each language."""
    general = [decision.words.strip().rstrip("。.；;")] if decision.words else []
    by_answer = [
        (_NAMED[name], words.strip().rstrip("。.；;"))
        for name, words in decision.reasons
    ]
    return Words(
        "；".join(general + [f"{what.zh}：{words}" for what, words in by_answer]),
        "; ".join(general + [f"{what.en}: {words}" for what, words in by_answer]),
    )
