"""Reads behind the editions of public figures."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from gi_registry.annual_reports.models import (
    AnnualReport,
    ReportCounted,
    ReportEdition,
    ReportLock,
)
from gi_registry.annual_reports.queries.reports import in_force
from gi_registry.annual_reports.rules import ACCEPTED, Reported, Sums
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi

_Row = tuple[Any, ...]


def newest_editions(
    session: Session, *conditions: ColumnElement[bool]
) -> Sequence[ReportEdition]:
    """Return the newest edition of each year, the oldest year first."""
    later = aliased(ReportEdition)
    is_newest = ~exists().where(
        later.year == ReportEdition.year, later.number > ReportEdition.number
    )
    statement = select(ReportEdition).where(is_newest, *conditions)
    return session.scalars(statement.order_by(ReportEdition.year)).all()


def newest_published(session: Session) -> int | None:
    """Return the newest year of which there is an edition."""
    return session.scalar(select(func.max(ReportEdition.year)))


def reported(session: Session, year: int) -> dict[int, Reported]:
    """Return each report that is accepted or was published, by authorization."""
    accepted = {row[0]: tuple(row) for row in session.execute(_accepted(year))}
    found: dict[int, Reported] = {}
    for key, rows in _published(session, year).items():
        _, entity_id, product, division, _ = rows[0]
        history = tuple(Sums(**sums) if sums else None for *_, sums in rows)
        now = _sums(accepted.pop(key, None))
        found[key] = Reported(entity_id, product, division, history, now)
    for key, row in accepted.items():
        _, entity_id, product, division, *_ = row
        found[key] = Reported(entity_id, product, division, (), _sums(row))
    return found


def users_in_cells(session: Session, year: int) -> list[tuple[str, str, int]]:
    """Return product, county and business of each user who must report on a year."""
    columns = (Gi.code, Authorization.division, Authorization.entity_id)
    statement = select(*columns).join(Authorization.gi).where(in_force(year))
    return [
        (product, division, entity_id)
        for product, division, entity_id in session.execute(statement)
    ]


def is_locked_anywhere(session: Session, year: int) -> bool:
    """Whether a province has locked a year."""
    statement = select(ReportLock.id).where(ReportLock.year == year)
    return session.scalar(statement.limit(1)) is not None


def _accepted(year: int) -> Any:  # noqa: ANN401 -- a select of as many columns as figures
    return (
        select(
            AnnualReport.authorization_id,
            Authorization.entity_id,
            Gi.code,
            Authorization.division,
            *(getattr(AnnualReport, name) for name in Sums.names()),
        )
        .join(AnnualReport.authorization)
        .join(Authorization.gi)
        .where(AnnualReport.year == year, AnnualReport.state.in_(ACCEPTED))
        .order_by(AnnualReport.id)
    )


def _published(session: Session, year: int) -> dict[int, list[_Row]]:
    statement = (
        select(
            ReportCounted.authorization_id,
            ReportCounted.entity_id,
            ReportCounted.product,
            ReportCounted.division,
            ReportCounted.sums,
        )
        .join(ReportEdition, ReportEdition.id == ReportCounted.edition_id)
        .where(ReportEdition.year == year)
        .order_by(ReportCounted.id)
    )
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(statement):
        found[row[0]].append(tuple(row))
    return found


def _sums(row: _Row | None) -> Sums | None:
    if row is None:
        return None
    _, _, _, _, *values = row
    return Sums(*(value or 0 for value in values))
