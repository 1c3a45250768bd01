"""Who owes a report: the labels below ask, and open no new tranche."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.queries import filed_report
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.marks import service as marks
from gi_registry.marks.rules import MissingReport
from gi_registry.producers.models import Authorization


def owed(
    session: Session, authorization_ids: Collection[int], on: date
) -> dict[int, list[MissingReport]]:
    """Return the reports that each of some authorizations owes on a day, oldest first.

    What a user was to hand in by a day that is past, and did not, or what was
    returned to it. One query for each year that can be reported on.
    """
    found = defaultdict(list)
    known = campaigns(session)
    for year in sorted(known.years(on)):
        statement = queries.due(year).where(
            Authorization.id.in_(authorization_ids), filed_report.id.is_(None)
        )
        for row in session.execute(statement):
            last = known.of(year, row[0].division).users_by
            if on > last:
                found[row[0].id].append(MissingReport(year, last))
    return dict(found)


marks.offer_reports_owed("annual_reports", owed)
