"""What officers look at: one code's checks, and the codes that many checked."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, false, func, or_, select
from sqlalchemy.orm import Session

from gi_registry.marks.models import LabelRun
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import Gi, GiRight
from gi_registry.scans.models import Scan

_MOST_SCANS = 200
_MANY_DEVICES = 5


class Watched(NamedTuple):
    """A code that many devices checked; each device counts anew each day."""

    run_id: int
    index: int  # type: ignore[assignment] # hides tuple.index
    devices: int
    checks: int
    last_at: datetime
    gi_code: str
    gi_name: str
    holder: str


class ProductCount(NamedTuple):
    """How many such codes a product has."""

    gi_code: str
    gi_name: str
    codes: int


def place_of(session: Session, authorization_id: int) -> tuple[str, str | None]:
    """Return the county of an authorization and the authority in charge of it."""
    row = session.execute(
        select(Authorization.division, GiRight.managing_authority)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .where(Authorization.id == authorization_id)
    ).one()
    return row[0], row[1]


def scans_of(session: Session, run: int, index: int) -> list[Scan]:
    """Return the checks of a code, newest first, at most 200."""
    return list(
        session.scalars(
            select(Scan)
            .where(Scan.run_id == run, Scan.index == index)
            .order_by(Scan.at.desc(), Scan.id.desc())
            .limit(_MOST_SCANS)
        )
    )


def watched(
    session: Session, prefixes: tuple[str, ...], since: datetime, *, most: int
) -> list[Watched]:
    """Return codes that more than five devices checked, most devices first."""
    many = _many(since)
    statement = (
        _joined(
            many,
            many.c.run_id,
            many.c.index,
            many.c.devices,
            many.c.checks,
            many.c.last_at,
            Gi.code,
            Gi.name_zh,
            Entity.name,
        )
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(_within(prefixes))
        .order_by(many.c.devices.desc(), many.c.last_at.desc(), many.c.index)
        .limit(most)
    )
    return [Watched(*row) for row in session.execute(statement)]


def watched_by_product(
    session: Session, prefixes: tuple[str, ...], since: datetime
) -> list[ProductCount]:
    """Return how many such codes each product has, most first."""
    many = _many(since)
    codes = func.count()
    statement = (
        _joined(many, Gi.code, Gi.name_zh, codes)
        .where(_within(prefixes))
        .group_by(Gi.code, Gi.name_zh)
        .order_by(codes.desc(), Gi.code)
    )
    return [ProductCount(*row) for row in session.execute(statement)]


def _many(since: datetime) -> Subquery:
    devices = func.count(func.distinct(Scan.device))
    return (
        select(
            Scan.run_id,
            Scan.index,
            devices.label("devices"),
            func.count().label("checks"),
            func.max(Scan.at).label("last_at"),
        )
        .where(Scan.at >= since)
        .group_by(Scan.run_id, Scan.index)
        .having(devices > _MANY_DEVICES)
        .subquery()
    )


def _joined(many: Subquery, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(many)
        .join(LabelRun, LabelRun.id == many.c.run_id)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(Gi, Gi.id == Authorization.gi_id)
    )


def _within(prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    inside = (Authorization.division.startswith(prefix) for prefix in prefixes)
    return or_(false(), *inside)
