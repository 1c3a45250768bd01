"""Who is told of a report: the office when it comes in, the holder of all else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import rules
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import Reminder, ReportState
from gi_registry.annual_reports.service import reading
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.core.access import Permission
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, Notice, notice
from gi_registry.producers import service as producers

_KINDS = {
    Reminder.OPEN: Kind.REPORT_OPEN,
    Reminder.DUE: Kind.REPORT_DUE,
    Reminder.OVERDUE: Kind.REPORT_OVERDUE,
}


def of_submission(session: Session, report: AnnualReport, *, now: datetime) -> None:
    """Tell who reviews reports there that one came in; authorization loaded."""
    place = producers.place_of(report.authorization)
    officers = accounts.officers(session, Permission.REPORT_REVIEW, on=china_day(now))
    words = _notice(report, Kind.REPORT_SUBMITTED, f"/desk/reports/{report.id}")
    notices.tell(session, officers.at(place), words, now=now)


def of_decision(
    session: Session, report: AnnualReport, reason: str, *, now: datetime
) -> None:
    """Tell the holder that the report was accepted or returned."""
    is_return = report.state is ReportState.RETURNED
    kind = Kind.REPORT_RETURNED if is_return else Kind.REPORT_ACCEPTED
    link = f"/producer/reports/{report.id}"
    told = accounts.members(session, report.authorization.entity.organisation_id)
    notices.tell(session, told, _notice(report, kind, link, reason), now=now)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is not in, of whose time its holder is to be told.

    Attributes:
        number: public number that the report will have.
        year, product, organisation_id: of what, and whose.
        due_on: last day for users.
        kind: of the notice.
    """

    number: str
    year: int
    product: Words
    organisation_id: int
    due_on: date
    kind: Kind


def to_tell(session: Session, *, on: date) -> list[Owed]:
    """Return the reports that are not in, as their time stands on a day.

    What was missed is found as well; who was told already is left out.

    Args:
        session: to read with.
        on: the present day in China.
    """
    found = []
    for year in campaigns(session).years(on):
        found += _owed(session, year, on)
    return found


def of_time(session: Session, owed: Sequence[Owed], *, now: datetime) -> None:
    """Tell holders how the time of their reports stands."""
    for each in owed:
        told = notice(
            each.kind,
            link="/producer/reports",
            subject=each.number,
            year=each.year,
            product=each.product,
            due_on=each.due_on,
        )
        holders = accounts.members(session, each.organisation_id)
        notices.tell(session, holders, told, now=now)


def _owed(session: Session, year: int, on: date) -> list[Owed]:
    owed = [
        Owed(
            number=reading.number_for(year, each.authorization.number),
            year=year,
            product=Words(each.authorization.gi.name_zh, each.authorization.gi.name_en),
            organisation_id=each.authorization.entity.organisation_id,
            due_on=each.campaign.users_by,
            kind=_KINDS[step],
        )
        for each in reading.due(session, year)
        if each.filed is None
        and (step := rules.reminder(each.campaign, on)) is not None
    ]
    known = {
        kind: notices.told_of(session, kind, f"AR-{year}-")
        for kind in {each.kind for each in owed}
    }
    return [each for each in owed if each.number not in known[each.kind]]


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
