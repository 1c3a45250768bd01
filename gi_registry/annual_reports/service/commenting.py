"""What offices and a user say to each other about a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Account
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.models import AnnualReport, ReportComment
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.service import telling
from gi_registry.core.acting import acting_for


@dataclass(frozen=True, slots=True)
class NewComment:
    """What is said.

    Attributes:
        figure: name of the answer that it is about; "" for the whole report.
        is_office: whether an officer says it, and not the user.
    """

    words: str
    figure: str
    is_office: bool


def comments(session: Session, versions: Sequence[AnnualReport]) -> list[ReportComment]:
    """Return what was said about versions of a report, oldest first, each with who."""
    statement = (
        select(ReportComment)
        .where(ReportComment.report_id.in_([each.id for each in versions]))
        .options(joinedload(ReportComment.account).joinedload(Account.organisation))
        .order_by(ReportComment.id)
    )
    return list(session.scalars(statement))


def reasons(session: Session, report: AnnualReport) -> list[ReportComment]:
    """Return why a version was returned, by answer; of a draft, the one before it."""
    is_draft = report.state is ReportState.DRAFT
    statement = (
        select(ReportComment)
        .join(AnnualReport, AnnualReport.id == ReportComment.report_id)
        .where(
            AnnualReport.authorization_id == report.authorization_id,
            AnnualReport.year == report.year,
            AnnualReport.version == report.version - is_draft,
            ReportComment.event_id.is_not(None),
        )
        .order_by(ReportComment.id)
    )
    return list(session.scalars(statement))


def comment(
    session: Session,
    report: AnnualReport,
    new: NewComment,
    *,
    now: datetime,
    account_id: int,
) -> ReportComment:
    """Say something about a version that was handed in; the other side is told.

    Raises:
        ReportNotFoundError: it is a draft, of which offices know nothing.
    """
    if report.state is ReportState.DRAFT:
        raise ReportNotFoundError
    row = ReportComment(
        report_id=report.id,
        figure=new.figure or None,
        words=new.words,
        is_office=new.is_office,
        account_id=account_id,
        for_id=acting_for(session, account_id),
        at=now,
    )
    session.add(row)
    session.flush()
    telling.of_comment(session, report, row, now=now)
    return row
