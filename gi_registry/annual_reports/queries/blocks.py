"""Reads behind the seven blocks; few statements, whatever the number of reports."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries.reports import under
from gi_registry.annual_reports.rules import ACCEPTED, ADDED, Cut, Figure, Part
from gi_registry.core.reach import begins
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import Gi


def parts(session: Session, year: int, prefixes: Sequence[str]) -> list[Part]:
    """Return the accepted reports on a year by product and county, added up."""
    columns = [_column(figure) for figure in ADDED]
    statement = (
        select(
            Gi.code,
            Authorization.division,
            func.count(),
            *(func.count(column) for column in columns),
            *(func.sum(column) for column in columns),
        )
        .select_from(AnnualReport)
        .join(AnnualReport.authorization)
        .join(Authorization.gi)
        .where(*_stands(year, prefixes))
        .group_by(Gi.code, Authorization.division)
        .order_by(Gi.code, Authorization.division)
    )
    end = 3 + len(ADDED)
    return [
        Part(
            product=row[0],
            division=row[1],
            reports=int(row[2]),
            answered=tuple(int(each) for each in row[3:end]),
            sums=tuple(int(each or 0) for each in row[end:]),
        )
        for row in session.execute(statement)
    ]


def forms(session: Session, year: int, prefixes: Sequence[str]) -> list[int]:
    """Return the versions of the form that the accepted reports on a year are on."""
    statement = (
        select(AnnualReport.form)
        .join(AnnualReport.authorization)
        .where(*_stands(year, prefixes))
    )
    return list(session.scalars(statement.distinct()))


def behind(
    figure: Figure, cut: Cut
) -> Select[tuple[int, str, str, str, str, str, Any]]:
    """Select the reports that answered a figure, the largest first.

    Id, number of the authorization, business, product in both languages, county,
    value as stored.
    """
    column = _column(figure)
    return (
        select(
            AnnualReport.id,
            Authorization.number,
            Entity.name,
            Gi.name_zh,
            Gi.name_en,
            Authorization.division,
            column,
        )
        .join(AnnualReport.authorization)
        .join(Authorization.entity)
        .join(Authorization.gi)
        .where(*_in(cut), column.is_not(None))
        .order_by(column.desc(), AnnualReport.id)
    )


def added_up(session: Session, figure: Figure, cut: Cut) -> int:
    """Return what the reports that are meant say of a figure, added up, as stored."""
    statement = (
        select(func.sum(_column(figure)))
        .select_from(AnnualReport)
        .join(AnnualReport.authorization)
        .join(Authorization.gi)
        .where(*_in(cut))
    )
    return int(session.scalar(statement) or 0)


def every(
    session: Session, year: int, prefixes: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Give every accepted report: number, business, credit code, product, county.

    Then each of `ADDED`, as stored.
    """
    statement = (
        select(
            Authorization.number,
            Entity.name,
            Entity.uscc,
            Gi.name_zh,
            Authorization.division,
            *(_column(figure) for figure in ADDED),
        )
        .select_from(AnnualReport)
        .join(AnnualReport.authorization)
        .join(Authorization.entity)
        .join(Authorization.gi)
        .where(*_stands(year, prefixes))
        .order_by(Authorization.division, Authorization.number)
        .execution_options(yield_per=1_000)
    )
    for row in session.execute(statement):
        yield tuple(row)


def _column(figure: Figure) -> InstrumentedAttribute[Any]:
    column: InstrumentedAttribute[Any] = getattr(AnnualReport, figure.name)
    return column


def _stands(year: int, prefixes: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        AnnualReport.year == year,
        AnnualReport.state.in_(ACCEPTED),
        under(prefixes),
    )


def _in(cut: Cut) -> Iterator[ColumnElement[bool]]:
    yield from _stands(cut.year, cut.prefixes)
    if cut.product:
        yield Gi.code == cut.product
    if cut.place:
        yield begins(Authorization.division, cut.place)
