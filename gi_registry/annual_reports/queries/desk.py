"""Which lines a desk shows: ids alone, found by indexes."""

from sqlalchemy import ColumnElement, Select, exists, literal_column, select
from sqlalchemy.orm import aliased

from gi_registry.annual_reports.models import AnnualReport, ReportDrawn
from gi_registry.annual_reports.queries.reports import in_force
from gi_registry.annual_reports.rules import ACCEPTED, FILED, Drawn, ReportState
from gi_registry.producers.models import Authorization

_shown = aliased(AnnualReport, name="shown")
_other = aliased(AnnualReport, name="other")


def which(year: int, state: str, *conditions: ColumnElement[bool]) -> Select[int]:
    """Select the authorizations of a desk's list, ordered.

    What waits comes in the order of handing in, everybody in that of permission.

    Args:
        year: the year reported on.
        state: one of `rules.FILTERS`; anything else for all.
        conditions: on authorizations.
    """
    if state == "review":
        return _by_report(year, (ReportState.SUBMITTED,), *conditions)
    if state == "look":
        drawn = exists().where(
            ReportDrawn.report_id == _shown.id, ReportDrawn.outcome != Drawn.FREE
        )
        return _by_report(year, (ReportState.SUBMITTED,), drawn, *conditions)
    if state == "returned":
        return _by_report(year, (ReportState.RETURNED,), *conditions)
    if state == "accepted":
        return _by_report(year, ACCEPTED, *conditions)
    everybody = select(Authorization.id).order_by(Authorization.id)
    if state != "not-filed":
        return everybody.where(*conditions, in_force(year))
    filed = exists().where(
        _other.authorization_id == Authorization.id,
        _other.year == year,
        _other.state.in_(FILED),
    )
    return everybody.where(*conditions, ~filed, in_force(year))


def _by_report(
    year: int, states: tuple[ReportState, ...], *conditions: ColumnElement[bool]
) -> Select[int]:
    """Select by a version in some states that no later one takes the place of."""
    later = exists().where(
        _other.authorization_id == _shown.authorization_id,
        _other.year == year,
        _other.version > literal_column("1"),  # in words of the index of corrections
        _other.version > _shown.version,
        _other.state != ReportState.DRAFT
        if states != ACCEPTED
        else _other.state.in_(FILED),
    )
    return (
        select(Authorization.id)
        .select_from(_shown)
        .join(Authorization, Authorization.id == _shown.authorization_id)
        .where(_shown.year == year, _shown.state.in_(states), ~later, *conditions)
        .order_by(_shown.submitted_at, _shown.id)
    )
