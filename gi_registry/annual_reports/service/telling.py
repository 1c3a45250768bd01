"""Who is told of a report: the office when it comes in, the holder of the decision."""

from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.service import reading
from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, Notice, notice
from gi_registry.producers import service as producers


def of_submission(session: Session, report: AnnualReport, *, now: datetime) -> None:
    """Tell who reviews reports there that one came in; authorization loaded."""
    place = producers.place_of(report.authorization)
    told = accounts.officers(session, Permission.REPORT_REVIEW).at(place)
    words = _notice(report, Kind.REPORT_SUBMITTED, f"/desk/reports/{report.id}")
    notices.tell(session, told, words, now=now)


def of_decision(
    session: Session, report: AnnualReport, reason: str, *, now: datetime
) -> None:
    """Tell the holder that the report was accepted or returned."""
    is_return = report.state is ReportState.RETURNED
    kind = Kind.REPORT_RETURNED if is_return else Kind.REPORT_ACCEPTED
    link = f"/producer/reports/{report.id}"
    told = accounts.members(session, report.authorization.entity.organisation_id)
    notices.tell(session, told, _notice(report, kind, link, reason), now=now)


def _notice(report: AnnualReport, kind: Kind, link: str, reason: str = "") -> Notice:
    gi = report.authorization.gi
    return notice(
        kind,
        link=link,
        subject=reading.number_of(report),
        once=report.version,
        year=report.year,
        holder=report.authorization.entity.name,
        product=Words(gi.name_zh, gi.name_en),
        reason=reason.strip().rstrip("。.；;"),
    )
