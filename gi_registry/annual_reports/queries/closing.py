"""Years of which a report is locked, for domains below."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ReportState
from gi_registry.producers.models import Authorization


def locked_years(
    session: Session, entity_id: int, years: Iterable[int]
) -> set[tuple[int, int]]:
    """Return the products and years of a business whose report is locked.

    Args:
        session: to read with.
        entity_id: of the business.
        years: that are asked about.
    """
    statement = (
        select(Authorization.gi_id, AnnualReport.year)
        .join(AnnualReport, AnnualReport.authorization_id == Authorization.id)
        .where(
            Authorization.entity_id == entity_id,
            AnnualReport.year.in_(list(years)),
            AnnualReport.state == ReportState.LOCKED,
        )
    )
    return {(product, year) for product, year in session.execute(statement)}
