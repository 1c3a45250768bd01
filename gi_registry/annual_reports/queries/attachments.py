"""Files of versions, of one or of thousands, in few statements."""

from collections.abc import Iterable

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session, aliased

from gi_registry.annual_reports.models import AnnualReport, ReportAttachment
from gi_registry.annual_reports.rules import LabReport
from gi_registry.core.db import among


def declared_files(session: Session, report_id: int) -> list[list[str]]:
    """Return what a version's digest holds of its files, sorted.

    Of each its kind and SHA-256, and of a test report what stands on it.
    """
    return files_of(session, [report_id]).get(report_id, [])


def files_of(session: Session, report_ids: Iterable[int]) -> dict[int, list[list[str]]]:
    """Return what `declared_files` gives, by version; one without files is left out."""
    found: dict[int, list[list[str]]] = {}
    for each in _of(session, report_ids):
        more = each.lab_report.declared() if each.lab_report else []
        said = [each.kind.value, each.sha256, *more]
        found.setdefault(each.report_id, []).append(said)
    return {report_id: sorted(files) for report_id, files in found.items()}


def lab_reports(
    session: Session, report_ids: Iterable[int]
) -> dict[int, tuple[LabReport, ...]]:
    """Return the test reports of versions, each once; one without is left out.

    Pages that were added one by one are one test report.
    """
    found: dict[int, dict[LabReport, None]] = {}
    for each in _of(session, report_ids):
        if each.lab_report:
            found.setdefault(each.report_id, {})[each.lab_report] = None
    return {report_id: tuple(reports) for report_id, reports in found.items()}


def _of(session: Session, report_ids: Iterable[int]) -> Iterable[ReportAttachment]:
    statement = (
        select(ReportAttachment)
        .where(among(session, ReportAttachment.report_id, report_ids))
        .order_by(ReportAttachment.id)
    )
    return session.scalars(statement)


def carry_files(session: Session, report_ids: Iterable[int]) -> None:
    """Give versions the files of those before them, in one statement."""
    former, newer = aliased(AnnualReport), aliased(AnnualReport)
    kept = [
        getattr(ReportAttachment, column.key)
        for column in ReportAttachment.__table__.columns
        if column.key not in ("id", "report_id")
    ]
    statement = (
        select(newer.id, *kept)
        .select_from(ReportAttachment)
        .join(former, former.id == ReportAttachment.report_id)
        .join(
            newer,
            and_(
                newer.authorization_id == former.authorization_id,
                newer.year == former.year,
                newer.version == former.version + 1,
            ),
        )
        .where(among(session, newer.id, report_ids))
    )
    names = ["report_id", *(column.key for column in kept)]
    session.execute(insert(ReportAttachment).from_select(names, statement))
