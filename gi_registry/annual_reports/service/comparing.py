"""A report beside those of its neighbours, for officers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import FILED
from gi_registry.annual_reports.rules.neighbours import (
    COMPARED,
    Near,
    Placed,
    nearest,
    placed,
)
from gi_registry.producers.models import Authorization


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How a report's numbers stand among its neighbours'.

    Attributes:
        near: how far away they are.
        placed: the numbers that are answered, in the order of the form.
    """

    near: Near
    placed: tuple[Placed, ...]


def neighbours(session: Session, report: AnnualReport) -> Neighbours | None:
    """Compare a report with those filed on the same product and year; one query.

    None where there are too few. Authorization loaded.
    """
    held = report.authorization
    columns = [getattr(AnnualReport, figure.name) for figure in COMPARED]
    statement = (
        select(Authorization.division, *columns)
        .select_from(Authorization)
        .join(AnnualReport, AnnualReport.authorization_id == Authorization.id)
        .where(
            Authorization.gi_id == held.gi_id,
            Authorization.id != held.id,
            Authorization.division.startswith(held.division[:2]),
            AnnualReport.year + 0 == report.year,  # not the whole year by its index
            AnnualReport.state.in_(FILED),
        )
    )
    rows = [tuple(row) for row in session.execute(statement)]
    near = nearest(held.division, [row[0] for row in rows])
    if near is None:
        return None
    prefix = held.division[: near.digits]
    close = [row for row in rows if row[0].startswith(prefix)]
    found = []
    for at, figure in enumerate(COMPARED, 1):
        own = getattr(report, figure.name)
        others = [row[at] for row in close if row[at] is not None]
        if own is not None and (each := placed(figure, own, others)):
            found.append(each)
    return Neighbours(near, tuple(found))
