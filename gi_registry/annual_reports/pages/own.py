"""What the pages of a producer share: its own reports, and what stands on all."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.pages import shown
from gi_registry.annual_reports.rules import Check
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core import clock
from gi_registry.core.access import the_caller
from gi_registry.laboratories import service as laboratories


def own(session: Session, report_id: int) -> AnnualReport:
    """Return a report of the caller's organisation.

    Raises:
        ReportNotFoundError: there is none, or it is another's.
    """
    found = service.get(session, report_id)
    if found.authorization.entity.organisation_id != organisation_id():
        raise ReportNotFoundError
    return found


def organisation_id() -> int:
    """Return the caller's organisation.

    Raises:
        ReportNotFoundError: the caller has none, and so no reports.
    """
    found = the_caller().organisation_id
    if found is None:
        raise ReportNotFoundError
    return found


def url_of(report_id: int, endpoint: str = "report") -> str:
    """Return the address of one of a report's pages."""
    return url_for(f"annual_reports.{endpoint}", report_id=report_id)


def context(
    session: Session, found: AnnualReport, checks: Iterable[Check] = ()
) -> dict[str, Any]:
    """Return what every page of a report shows."""
    last = service.last_year(session, found)
    basis = service.basis_of(session, found)
    beside = shown.Beside(last, basis, rules.differences(tuple(checks)))
    groups = list(shown.groups(found, beside))
    counties = {
        plot["county"]
        for group in groups
        for row in group.figures
        for plot in row.plots
        if "county" in plot
    }
    return {
        "report": found,
        "number": service.number_of(found),
        "campaign": service.campaigns(session).of(
            found.year, found.authorization.division
        ),
        "today": clock.today(),
        "returned": service.reasons(session, found),
        "figure_words": {each.name: each.words for each in rules.FIGURES},
        "last": last,
        "groups": groups,
        "attachments": service.attachments_of(session, found.id),
        "attachment_words": rules.ATTACHMENT_WORDS,
        "division": service.division_names(
            session, {found.authorization.division, *counties}
        ),
    }


def laboratories_for(
    session: Session, found: AnnualReport
) -> Sequence[tuple[str, str]]:
    """Return laboratories of the register to choose from, each name and number.

    Those designated for the product come first, then those of its prefecture.
    """
    held = found.authorization
    on = min(clock.today(), date(found.year, 12, 31))
    return laboratories.suggested(session, held.gi_id, held.division, on=on)
