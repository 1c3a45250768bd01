"""Figures of the public pages: what is registered, in season, authorized, issued."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas.models import AreaVersion
from gi_registry.core.paging import Page, page_of
from gi_registry.marks.models import CapacityDecision, LabelRange, LabelRun
from gi_registry.marks.rules import RETURNS_CAPACITY
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import MAY_USE
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.queries import RIGHTS
from gi_registry.products.rules import Evidence
from gi_registry.products.rules.seasons import bit

_ALL_YEAR = 0b1111_1111_1111


@dataclass(frozen=True, slots=True)
class Figures:
    """What the register holds, counts.

    Attributes:
        products: of geographical indication.
        rights: in them.
        users: businesses that may use the mark now.
        labels: issued since the beginning.
    """

    products: int
    rights: int
    users: int
    labels: int


@dataclass(frozen=True, slots=True)
class Dates:
    """When what is published was last changed; none where there is nothing."""

    products: datetime | None
    areas: datetime | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the labels of a product stand for in a year, against what it may be.

    Attributes:
        year: production year.
        ceiling_g: goods that its authorized users may mark together, grams.
        issued: labels drawn for the year, count.
        issued_g: goods that these labels stand for, less those void or given
            back, grams.
    """

    year: int
    ceiling_g: int
    issued: int
    issued_g: int


def figures(session: Session) -> Figures:
    """Count what the register holds, in one query."""
    users = select(func.count(func.distinct(Authorization.entity_id))).where(
        Authorization.state.in_(MAY_USE)
    )
    row = session.execute(
        select(
            select(func.count()).select_from(Gi).scalar_subquery(),
            select(func.count()).select_from(GiRight).scalar_subquery(),
            users.scalar_subquery(),
            select(_summed(cast(LabelRun.size, BigInteger))).scalar_subquery(),
        )
    ).one()
    return Figures(*(int(value) for value in row))


def dates(session: Session) -> Dates:
    """Return when products and areas were last changed."""
    row = session.execute(
        select(
            select(func.max(Gi.imported_at)).scalar_subquery(),
            select(func.max(AreaVersion.made_at)).scalar_subquery(),
        )
    ).one()
    return Dates(*row)


def in_season(session: Session, month: int, *, limit: int) -> tuple[list[Gi], int]:
    """Return products that come to market in a month, and how many there are.

    What is on the market all year comes last, and what nobody has checked comes
    after what has a source.
    """
    comes = Gi.season_mask.bitwise_and(bit(month)) != 0
    statement = (
        select(Gi)
        .where(comes)
        .options(*RIGHTS)
        .order_by(
            case((Gi.season_mask == _ALL_YEAR, 1), else_=0),
            case((Gi.evidence == Evidence.MEMORY, 1), else_=0),
            Gi.search_text,
        )
    )
    page = page_of(session, statement, number=1, size=limit)
    return list(page.items), page.total


def authorized_users(
    session: Session, gi_id: int, *, number: int, size: int
) -> Page[Authorization]:
    """Return a page of those who may or might use the mark of a product.

    Those who may come first; each has its entity, right and announcement.
    """
    statement = (
        select(Authorization)
        .where(Authorization.gi_id == gi_id)
        .options(
            joinedload(Authorization.entity),
            joinedload(Authorization.right),
            joinedload(Authorization.announcement),
        )
        .order_by(
            case((Authorization.state.in_(MAY_USE), 0), else_=1), Authorization.number
        )
    )
    return page_of(session, statement, number=number, size=size)


def ledger(session: Session, gi_id: int, year: int) -> Ledger | None:
    """Return a product's labels of a year; None where no capacity is decided."""
    of_gi = select(Authorization.id).where(Authorization.gi_id == gi_id)
    newest = (
        select(func.max(CapacityDecision.id))
        .where(
            CapacityDecision.authorization_id.in_(of_gi), CapacityDecision.year == year
        )
        .group_by(CapacityDecision.authorization_id)
    )
    runs = LabelRun.authorization_id.in_(of_gi), LabelRun.year == year
    back = (
        select(_summed(_in_range() * LabelRun.net_content_g))
        .select_from(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            *runs,
            LabelRange.undone_at.is_(None),
            LabelRange.state.in_(RETURNS_CAPACITY),
        )
    )
    size = cast(LabelRun.size, BigInteger)
    row = session.execute(
        select(
            select(func.sum(CapacityDecision.ceiling_g))
            .where(CapacityDecision.id.in_(newest))
            .scalar_subquery(),
            select(_summed(size)).where(*runs).scalar_subquery(),
            select(_summed(size * LabelRun.net_content_g))
            .where(*runs)
            .scalar_subquery(),
            back.scalar_subquery(),
        )
    ).one()
    if row[0] is None:
        return None
    ceiling_g, issued, issued_g, back_g = (int(value) for value in row)
    return Ledger(year, ceiling_g, issued, issued_g - back_g)


def _in_range() -> ColumnElement[int]:
    return cast(LabelRange.end - LabelRange.first, BigInteger)


def _summed(column: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
