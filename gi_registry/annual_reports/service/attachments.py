"""Files that come with a report: added and removed while it is a draft."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.annual_reports.errors import (
    AttachmentMissingError,
    TooManyAttachmentsError,
)
from gi_registry.annual_reports.models import AnnualReport, ReportAttachment
from gi_registry.annual_reports.rules import MOST_ATTACHMENTS, AttachmentKind
from gi_registry.annual_reports.service import drafting
from gi_registry.producers.models import StoredFile

_LONGEST_NAME = 120


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
    for each in attachments_of(session, report_id):
        if each.id == attachment_id:
            return each
    raise AttachmentMissingError


def attach(
    session: Session,
    report_id: int,
    kind: AttachmentKind,
    file: tuple[StoredFile, str],
    *,
    now: datetime,
    account_id: int,
) -> ReportAttachment:
    """Add a file to a draft; the same file again of the same kind is added once.

    Args:
        session: a writing session.
        report_id: of the draft.
        kind: what the file shows.
        file: what is kept of it, and its name as uploaded here.
        now: the instant.
        account_id: who adds it.

    Raises:
        ReportNotFoundError, NotDraftError: see `drafting.locked_draft`.
        TooManyAttachmentsError: the draft has as many as it may.
    """
    report = drafting.locked_draft(session, report_id)
    stored, name = file
    there = attachments_of(session, report.id)
    for each in there:
        if (each.sha256, each.kind) == (stored.sha256, kind):
            return each
    if len(there) >= MOST_ATTACHMENTS:
        raise TooManyAttachmentsError(MOST_ATTACHMENTS)
    added = ReportAttachment(
        report_id=report.id,
        kind=kind,
        sha256=stored.sha256,
        name=name[-_LONGEST_NAME:] or stored.name,
        added_at=now,
        added_by_id=account_id,
    )
    session.add(added)
    session.flush()
    return added


def detach(session: Session, report_id: int, attachment_id: int) -> None:
    """Remove a file from a draft; what was handed in before keeps it.

    Raises:
        ReportNotFoundError, NotDraftError: see `drafting.locked_draft`.
        AttachmentMissingError: the draft has none of that id.
    """
    report = drafting.locked_draft(session, report_id)
    found = session.get(ReportAttachment, attachment_id)
    if found is None or found.report_id != report.id:
        raise AttachmentMissingError
    session.delete(found)
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
            )
        )
    session.flush()
