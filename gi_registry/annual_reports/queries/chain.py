"""Reads behind the way of reports through the offices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries.reports import (
    due,
    filed_report,
)
from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.access import Place
from gi_registry.producers.models import Authorization
from gi_registry.products.models import GiRight

_later = aliased(AnnualReport, name="later")


@dataclass(frozen=True, slots=True)
class Passed:
    """One version on its way, and whose it is."""

    report_id: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class Heap:
    """How many reports of one place wait for the same."""

    place: Place
    count: int


def heaps(session: Session, year: int, states: Sequence[ReportState]) -> list[Heap]:
    """Return how many reports of a year stand in some states, by place; one query.

    Args:
        session: to read with.
        year: the year reported on.
        states: none for the reports that are not filed.
    """
    place = (Authorization.division, GiRight.managing_authority)
    if states:
        statement = (
            select(*place, func.count(AnnualReport.id))
            .select_from(AnnualReport)
            .join(AnnualReport.authorization)
            .join(Authorization.right)
            .where(AnnualReport.year == year, AnnualReport.state.in_(states))
        )
    else:
        owed = due(year).where(filed_report.id.is_(None)).order_by(None)
        statement = owed.with_only_columns(*place, func.count(Authorization.id))
    rows = session.execute(statement.group_by(*place))
    return [Heap(Place(code, authority), int(n)) for code, authority, n in rows]


def in_states(
    session: Session,
    year: int,
    states: Sequence[ReportState],
    *conditions: ColumnElement[bool],
) -> list[Passed]:
    """Return the versions of a year in some states; joined to right for conditions."""
    statement = (
        select(AnnualReport.id, Authorization.number, AnnualReport.version)
        .join(AnnualReport.authorization)
        .join(Authorization.right)
        .where(AnnualReport.year == year, AnnualReport.state.in_(states), *conditions)
        .order_by(AnnualReport.id)
    )
    return [
        Passed(report_id, f"AR-{year}-{number}", version)
        for report_id, number, version in session.execute(statement)
    ]


def is_settled() -> ColumnElement[bool]:
    """Return the condition that no later version of a report is under review."""
    return ~exists().where(
        _later.authorization_id == AnnualReport.authorization_id,
        _later.year == AnnualReport.year,
        _later.version > AnnualReport.version,
        _later.state == ReportState.SUBMITTED,
    )
