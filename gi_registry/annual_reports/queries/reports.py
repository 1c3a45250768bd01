"""Reads behind the lists and totals of annual reports; all in few statements."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    ACCEPTED,
    FILED,
    Contribution,
    Sums,
)
from gi_registry.core.access import Caller, Permission
from gi_registry.core.db import among
from gi_registry.core.reach import begins, reach
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.producers.rules import MAY_USE
from gi_registry.products.models import Gi
from gi_registry.products.queries import authority_of

newest_report = aliased(AnnualReport, name="newest")
"""The newest version of a year's report."""
filed_report = aliased(AnnualReport, name="filed")
"""The version that meets the duty to report, if one stands."""


def in_force(year: int) -> ColumnElement[bool]:
    """Return the condition that an authorization allowed use on a day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    status = AuthorizationStatus
    allowed_then = exists().where(
        status.authorization_id == Authorization.id,
        status.state.in_(MAY_USE),
        status.from_on <= last,
        or_(Authorization.valid_to.is_(None), status.from_on <= Authorization.valid_to),
        or_(
            status.to_on.is_(None),
            and_(
                status.to_on > first,
                status.to_on > status.from_on,
                status.to_on > Authorization.valid_from,
            ),
        ),
    )
    return and_(
        Authorization.valid_from <= last,
        or_(Authorization.valid_to.is_(None), Authorization.valid_to >= first),
        allowed_then,
    )


def permitted(
    session: Session, authorization_ids: Iterable[int], year: int
) -> set[int]:
    """Return those of some authorizations that allowed use on a day of a year."""
    those = among(session, Authorization.id, authorization_ids)
    return set(session.scalars(select(Authorization.id).where(those, in_force(year))))


def due(
    year: int,
) -> Select[Authorization, AnnualReport | None, AnnualReport | None]:
    """Select who must report on a year: authorization, newest and filed version."""
    return with_versions(year).where(in_force(year))


def with_versions(
    year: int,
) -> Select[Authorization, AnnualReport | None, AnnualReport | None]:
    """Select authorizations with the newest and the filed version of a year."""
    newest = _newest_id(year)
    filed = _newest_id(year, AnnualReport.state.in_(FILED))
    return (
        select(Authorization, newest_report, filed_report)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .outerjoin(newest_report, newest_report.id == newest)
        .outerjoin(filed_report, filed_report.id == filed)
        .options(
            contains_eager(Authorization.entity),
            contains_eager(Authorization.right),
            contains_eager(Authorization.gi),
        )
    )


def reached(caller: Caller, permission: Permission) -> ColumnElement[bool]:
    """Return the condition that an authorization lies in a caller's jurisdiction."""
    return reach(
        caller,
        permission,
        division=Authorization.division,
        authority=authority_of(Authorization.right_id),
    )


def full_report() -> Select[AnnualReport]:
    """Select reports with their authorization, entity, right, product and events."""
    authorization = joinedload(AnnualReport.authorization)
    return select(AnnualReport).options(
        authorization.joinedload(Authorization.entity),
        authorization.joinedload(Authorization.right),
        authorization.joinedload(Authorization.gi),
    )


def authorization_id(session: Session, number: str, organisation_id: int) -> int | None:
    """Return the id of an organisation's authorization, if it has that number."""
    statement = (
        select(Authorization.id)
        .join(Authorization.entity)
        .where(
            Authorization.number == number, Entity.organisation_id == organisation_id
        )
    )
    return session.scalar(statement)


def filed_of(
    session: Session, authorization_ids: Iterable[int]
) -> dict[tuple[int, int], AnnualReport]:
    """Return the filed version by authorization and year."""
    statement = (
        select(AnnualReport)
        .where(
            among(session, AnnualReport.authorization_id, authorization_ids),
            AnnualReport.state.in_(FILED),
        )
        .order_by(AnnualReport.id)
    )
    return {(r.authorization_id, r.year): r for r in session.scalars(statement)}


def filed_answers(
    session: Session,
    authorization_ids: Iterable[int],
    year: int,
    names: Sequence[str],
) -> dict[int, dict[str, Any]]:
    """Return what was filed for a year, by authorization; the newest that stands.

    Args:
        session: to read with.
        authorization_ids: of whom.
        year: the year reported on.
        names: of the answers wanted.
    """
    columns = [getattr(AnnualReport, name) for name in names]
    statement = (
        select(AnnualReport.authorization_id, *columns)
        .where(
            among(session, AnnualReport.authorization_id, authorization_ids),
            AnnualReport.year == year,
            AnnualReport.state.in_(FILED),
        )
        .order_by(AnnualReport.id)
    )
    return {
        of: dict(zip(names, values, strict=True))
        for of, *values in session.execute(statement)
    }


def filed_by_product(
    session: Session, year: int, *conditions: ColumnElement[bool]
) -> dict[int, tuple[int, int]]:
    """Return how many must report on a year and how many filed, by product id."""
    inner = due(year).where(*conditions).order_by(None)
    statement = inner.with_only_columns(
        Authorization.gi_id, func.count(Authorization.id), func.count(filed_report.id)
    ).group_by(Authorization.gi_id)
    return {
        gi_id: (int(must), int(filed))
        for gi_id, must, filed in session.execute(statement)
    }


def contributions(
    session: Session, year: int, prefixes: Sequence[str]
) -> list[Contribution]:
    """Return the accepted reports on a year from within divisions."""
    names = Sums.names()
    columns = [getattr(AnnualReport, name) for name in names]
    statement = (
        select(Authorization.entity_id, Gi.code, Authorization.division, *columns)
        .select_from(AnnualReport)
        .join(AnnualReport.authorization)
        .join(Authorization.gi)
        .where(
            AnnualReport.year == year,
            AnnualReport.state.in_(ACCEPTED),
            under(prefixes),
        )
        .order_by(AnnualReport.id)
    )
    return [
        Contribution(entity_id, code, division, Sums(*(value or 0 for value in values)))
        for entity_id, code, division, *values in session.execute(statement)
    ]


def product_names(session: Session, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the Chinese and English name by product code."""
    statement = select(Gi.code, Gi.name_zh, Gi.name_en).where(Gi.code.in_(list(codes)))
    return {code: (zh, en) for code, zh, en in session.execute(statement)}


def under(prefixes: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that an authorization's county is in one of divisions."""
    places = [begins(Authorization.division, prefix) for prefix in prefixes]
    return or_(*places) if places else Authorization.id.is_(None)


def _newest_id(year: int, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.max(AnnualReport.id))
        .where(
            AnnualReport.authorization_id == Authorization.id,
            AnnualReport.year == year,
            *conditions,
        )
        .correlate(Authorization)
        .scalar_subquery()
    )
