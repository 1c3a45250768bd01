"""Files of a report: added, corrected and removed while it is a draft."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.annual_reports import rules
from gi_registry.annual_reports.errors import (
    AttachmentMissingError,
    DraftChangedError,
    LabReportBareError,
    LabReportDayError,
    NotLabReportError,
    TooManyAttachmentsError,
)
from gi_registry.annual_reports.models import AnnualReport, ReportAttachment
from gi_registry.annual_reports.rules import (
    MOST_ATTACHMENTS,
    AttachmentKind,
    Correction,
    LabReport,
    ReportState,
)
from gi_registry.annual_reports.service import drafting
from gi_registry.core.access import Permission
from gi_registry.core.words import china_day
from gi_registry.producers import service as producers
from gi_registry.producers.models import StoredFile

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file to be added to a draft.

    Attributes:
        kind: what the file shows.
        stored: what is kept of it.
        name: as uploaded here.
        lab_report: what stands on it, of a test report.
    """

    kind: AttachmentKind
    stored: StoredFile
    name: str
    lab_report: LabReport | None = None


def attachments_of(session: Session, report_id: int) -> Sequence[ReportAttachment]:
    """Return the files of a version in the order of adding, what is kept loaded."""
    statement = (
        select(ReportAttachment)
        .where(ReportAttachment.report_id == report_id)
        .options(joinedload(ReportAttachment.stored))
        .order_by(ReportAttachment.id)
    )
    return session.scalars(statement).all()


def attachment(
    session: Session, report_id: int, attachment_id: int
) -> ReportAttachment:
    """Return a file of a version, what is kept of it loaded.

    Raises:
        AttachmentMissingError: the version has none of that id.
    """
    return _one(attachments_of(session, report_id), attachment_id)


def attach(
    session: Session,
    report_id: int,
    new: NewAttachment,
    *,
    now: datetime,
    account_id: int,
) -> ReportAttachment:
    """Add a file to a draft; the same file that says the same is added once.

    Args:
        session: a writing session.
        report_id: of the draft.
        new: the file.
        now: the instant.
        account_id: who adds it.

    Raises:
        ReportNotFoundError, NotDraftError: see `drafting.locked_draft`.
        LabReportBareError: a test report of which is not said what stands on it.
        LabReportDayError: a test report is of a day to come.
        TooManyAttachmentsError: the draft has as many as it may.
    """
    report = drafting.locked_draft(session, report_id)
    on_it = LabReport()
    if new.kind is AttachmentKind.LAB_REPORT:
        on_it = _stated(new.lab_report, china_day(now))
    added = ReportAttachment(
        report_id=report.id,
        kind=new.kind,
        sha256=new.stored.sha256,
        name=new.name[-_LONGEST_NAME:] or new.stored.name,
        added_at=now,
        added_by_id=account_id,
    )
    added.lab_report = on_it
    there = attachments_of(session, report.id)
    for each in there:
        if _same(each) == _same(added):
            return each
    if len(there) >= MOST_ATTACHMENTS:
        raise TooManyAttachmentsError(MOST_ATTACHMENTS)
    session.add(added)
    report.revision += 1
    session.flush()
    return added


def correct(
    session: Session,
    report_id: int,
    attachment_id: int,
    correction: Correction,
    *,
    now: datetime,
) -> ReportAttachment:
    """Correct what is stated of a test report of a draft.

    Where somebody else changed the draft since, what each of the two alone corrected
    is kept; nothing that both corrected is overwritten unseen.

    Raises:
        ReportNotFoundError, NotDraftError: see `drafting.locked_draft`.
        AttachmentMissingError: the draft has none of that id.
        NotLabReportError: it is another file.
        DraftChangedError: somebody else corrected the same since.
        LabReportBareError, LabReportDayError: see `attach`.
    """
    report = drafting.locked_draft(session, report_id)
    there = attachments_of(session, report.id)
    found = _one(there, attachment_id)
    former = found.lab_report
    if former is None:
        raise NotLabReportError
    bears = _stated(_merged(report, former, correction), china_day(now))
    is_of_all = correction.all_pages and former.tested_on is not None
    for each in there:
        if each is found or (is_of_all and each.lab_report == former):
            each.lab_report = bears
    if bears != former:
        report.revision += 1
    session.flush()
    return found


def detach(session: Session, report_id: int, attachment_id: int) -> None:
    """Remove a file from a draft; what was handed in before keeps it.

    Raises:
        ReportNotFoundError, NotDraftError: see `drafting.locked_draft`.
        AttachmentMissingError: the draft has none of that id.
    """
    report = drafting.locked_draft(session, report_id)
    session.delete(attachment(session, report.id, attachment_id))
    report.revision += 1
    session.flush()


def carry_over(session: Session, former: AnnualReport, to: AnnualReport) -> None:
    """Give the next version the files of the one before it."""
    for each in attachments_of(session, former.id):
        session.add(
            ReportAttachment(
                report_id=to.id,
                kind=each.kind,
                sha256=each.sha256,
                name=each.name,
                added_at=each.added_at,
                added_by_id=each.added_by_id,
                tested_on=each.tested_on,
                test_number=each.test_number,
                lab_name=each.lab_name,
                lab_cma=each.lab_cma,
            )
        )
    session.flush()


def _one(there: Sequence[ReportAttachment], attachment_id: int) -> ReportAttachment:
    for each in there:
        if each.id == attachment_id:
            return each
    raise AttachmentMissingError


def _merged(
    report: AnnualReport, present: LabReport, correction: Correction
) -> LabReport:
    theirs = asdict(present)
    mine = {**theirs, **correction.bears}
    if report.revision != correction.revision:
        seen = asdict(correction.seen) if correction.seen else None
        merged = rules.merge(seen, mine, theirs)
        if merged.both:
            raise DraftChangedError(report.revision, merged.both, merged.theirs)
        mine = merged.merged
    return LabReport(**mine)


def _stated(on_it: LabReport | None, today: date) -> LabReport:
    if on_it is None or not (on_it.tested_on and on_it.number and on_it.lab_name):
        raise LabReportBareError
    if on_it.tested_on > today:
        raise LabReportDayError
    return on_it


def _same(each: ReportAttachment) -> tuple[object, ...]:
    return each.kind, each.sha256, each.lab_report


def _with_file(sha256: str) -> Select[int]:
    """Select the authorizations of reports that a file was handed in with."""
    return (
        select(AnnualReport.authorization_id)
        .join(ReportAttachment, ReportAttachment.report_id == AnnualReport.id)
        .where(
            ReportAttachment.sha256 == sha256, AnnualReport.state != ReportState.DRAFT
        )
    )


producers.offer_papers(Permission.REPORT_TOTALS, _with_file)
