"""The figures of the year before, as far as they are known."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules.last_year import (
    head_of,
    shown_version,
    why_none,
    words_of,
)
from gi_registry.annual_reports.service import reading
from gi_registry.core.words import Words
from gi_registry.producers.models import Authorization


@dataclass(frozen=True, slots=True)
class LastYear:
    """What stands beside a report of the year before.

    Attributes:
        report: the version whose figures are shown; None where there is none.
        words: in which state they are, or why there are none.
    """

    report: AnnualReport | None
    words: Words

    @property
    def head(self) -> Words:
        """What stands over the figures, or before one of them."""
        return head_of(self.report.state if self.report else None)


def last_year(session: Session, report: AnnualReport) -> LastYear:
    """Return what is known of the year before a report; two statements at most."""
    of, year = report.authorization_id, report.year - 1
    versions = reading.versions(session, of, year)
    at = shown_version([each.state for each in versions])
    if at is not None:
        found = versions[at]
        return LastYear(found, words_of(found.state, year))
    due = exists().where(Authorization.id == of, queries.in_force(year))
    return LastYear(None, why_none(year, was_due=bool(session.scalar(select(due)))))
