"""Who is told of a report: the office when it comes in, the holder of all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.models import (
    AnnualReport,
    AnnualReportEvent,
    ReportComment,
)
from gi_registry.annual_reports.rules import Reminder, ReportState
from gi_registry.annual_reports.rules.imports import Filing
from gi_registry.annual_reports.service import reading
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.core.access import Permission
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, Notice, notice
from gi_registry.producers import service as producers

_NOTHING = Words("", "")
_KINDS = {
    Reminder.OPEN: Kind.REPORT_OPEN,
    Reminder.DUE: Kind.REPORT_DUE,
    Reminder.OVERDUE: Kind.REPORT_OVERDUE,
}


def of_submission(session: Session, report: AnnualReport, *, now: datetime) -> None:
    """Tell who reviews reports there that one came in; authorization loaded."""
    told = _notice(report, Kind.REPORT_SUBMITTED, _desk(report))
    _tell_officers(session, report, Permission.REPORT_REVIEW, told, now)


def of_decision(
    session: Session, report: AnnualReport, reason: Words, *, now: datetime
) -> None:
    """Tell the holder that the report was accepted or returned."""
    is_return = report.state is ReportState.RETURNED
    kind = Kind.REPORT_RETURNED if is_return else Kind.REPORT_ACCEPTED
    _tell_holder(session, report, _notice(report, kind, _own(report), reason), now)


def of_sending_back(
    session: Session, report: AnnualReport, event: AnnualReportEvent, *, now: datetime
) -> None:
    """Tell the level that a report was sent back to; authorization loaded."""
    is_county = report.state is ReportState.SUBMITTED
    level = Permission.REPORT_REVIEW if is_county else Permission.REPORT_SUM
    words = Words(event.words, event.words)
    told = _notice(report, Kind.REPORT_SENT_BACK, _desk(report), words, event.id)
    _tell_officers(session, report, level, told, now)


def of_reopening(
    session: Session, report: AnnualReport, event: AnnualReportEvent, *, now: datetime
) -> None:
    """Tell the holder that a locked report may be corrected."""
    told = _notice(report, Kind.REPORT_REOPENED, _own(report), once=event.id)
    _tell_holder(session, report, told, now)


def of_comment(
    session: Session, report: AnnualReport, said: ReportComment, *, now: datetime
) -> None:
    """Tell the other side of what was said about a report; authorization loaded."""
    words = Words(said.words, said.words)
    address = "/comments"
    kind = Kind.REPORT_COMMENT
    if said.is_office:
        told = _notice(report, kind, _own(report) + address, words, said.id)
        _tell_holder(session, report, told, now)
        return
    told = _notice(report, kind, _desk(report) + address, words, said.id)
    _tell_officers(session, report, Permission.REPORT_REVIEW, told, now)


def of_recording(
    session: Session,
    year: int,
    filings: Sequence[Filing],
    ids: Mapping[int, int],
    *,
    now: datetime,
    account_id: int,
) -> None:
    """Tell holders that an office recorded what they signed on paper.

    Args:
        session: a writing session; the number of its queries does not grow with rows.
        year: the year reported on.
        filings: what was recorded.
        ids: of the reports, by authorization.
        now: the present instant.
        account_id: of the officer, whose organisation is named.
    """
    office = accounts.account_by_id(session, account_id).organisation.name
    by_authorization = {each.authorization_id: each for each in filings}
    said = []
    for held, who, zh, en in queries.holders_of(session, by_authorization):
        filing = by_authorization[held]
        told = notice(
            Kind.REPORT_RECORDED,
            link=f"/producer/reports/{ids[held]}",
            subject=reading.number_for(year, filing.number),
            once=filing.version,
            year=year,
            office=office,
            product=Words(zh, en),
        )
        said.append((who, told))
    notices.tell_all(session, said, now=now)


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

    @property
    def once(self) -> str:
        """What tells this notice from another: where a day was put off, its day."""
        return "" if self.kind is Kind.REPORT_OPEN else self.due_on.isoformat()


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
            once=each.once,
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
        (kind, once): notices.told_of(session, kind, f"AR-{year}-", once=once)
        for kind, once in {(each.kind, each.once) for each in owed}
    }
    return [each for each in owed if each.number not in known[each.kind, each.once]]


def _own(report: AnnualReport) -> str:
    return f"/producer/reports/{report.id}"


def _desk(report: AnnualReport) -> str:
    return f"/desk/reports/{report.id}"


def _tell_holder(
    session: Session, report: AnnualReport, told: Notice, now: datetime
) -> None:
    holders = accounts.members(session, report.authorization.entity.organisation_id)
    notices.tell(session, holders, told, now=now)


def _tell_officers(
    session: Session,
    report: AnnualReport,
    permission: Permission,
    told: Notice,
    now: datetime,
) -> None:
    place = producers.place_of(report.authorization)
    officers = accounts.officers(session, permission, on=china_day(now))
    notices.tell(session, officers.at(place), told, now=now)


def _notice(
    report: AnnualReport,
    kind: Kind,
    link: str,
    reason: Words = _NOTHING,
    once: int = 0,
) -> Notice:
    gi = report.authorization.gi
    return notice(
        kind,
        link=link,
        subject=reading.number_of(report),
        once=once or report.version,
        year=report.year,
        holder=report.authorization.entity.name,
        product=Words(gi.name_zh, gi.name_en),
        reason=Words(*(text.strip().rstrip("。.；;") for text in reason)),
    )
