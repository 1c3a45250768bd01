"""What the public may hold up against each other: labels issued, and capacity."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, select, union
from sqlalchemy.orm import Session

from gi_registry.core.words import Words
from gi_registry.marks.models import (
    CapacityDecision,
    LabelRange,
    LabelRecall,
    LabelRun,
    RunExpiry,
)
from gi_registry.marks.rules import RETURNS_CAPACITY, RangeState
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi

_LOST = (RangeState.LOST, RangeState.STOLEN)


@dataclass(frozen=True, slots=True)
class ProductFigures:
    """Labels of one product and production year.

    Attributes:
        code: public id of the product.
        name: of the product.
        users: authorized users whose capacity of the year is decided, count.
        ceiling_g: goods that they may mark, grams.
        issued: labels of the year, count.
        drawn_g: goods that those labels stand for, less void and returned ones.
        activated: labels put onto goods, count.
        activated_g: those goods, grams.
        void: void and returned labels, count.
        lost: lost and stolen labels, count.
        expired: labels left unused when their run ended, count.
        recalled: labels on goods that are called back, count.
    """

    code: str
    name: Words
    users: int
    ceiling_g: int
    issued: int
    drawn_g: int
    activated: int
    activated_g: int
    void: int
    lost: int
    expired: int
    recalled: int

    @property
    def share(self) -> float | None:
        """Goods with labels of what may be marked; none where nothing may."""
        return self.drawn_g / self.ceiling_g if self.ceiling_g else None


def years(session: Session) -> list[int]:
    """Return the production years of which anything is on record, newest first."""
    both = union(select(LabelRun.year), select(CapacityDecision.year)).subquery()
    return list(session.scalars(select(both.c.year).order_by(both.c.year.desc())))


def figures(session: Session, year: int) -> list[ProductFigures]:
    """Return the figures of a production year, the largest capacity first.

    A few queries, whatever the number of labels, users and products.
    """
    decided = {row.gi_id: row for row in session.execute(_decided(year))}
    issued = {row.gi_id: row for row in session.execute(_issued(year))}
    used: dict[int, dict[RangeState, Any]] = {}
    for row in session.execute(_used(year)):
        used.setdefault(row.gi_id, {})[row.state] = row
    expired, recalled = (
        _by_gi(session, _expired(year)),
        _by_gi(session, _recalled(year)),
    )
    ids = decided.keys() | issued.keys()
    names = session.execute(
        select(Gi.id, Gi.code, Gi.name_zh, Gi.name_en).where(Gi.id.in_(ids))
    )
    found = [
        ProductFigures(
            code=gi.code,
            name=Words(gi.name_zh, gi.name_en),
            users=decided[gi.id].users if gi.id in decided else 0,
            ceiling_g=int(decided[gi.id].ceiling_g) if gi.id in decided else 0,
            issued=int(issued[gi.id].labels) if gi.id in issued else 0,
            drawn_g=(int(issued[gi.id].g) if gi.id in issued else 0)
            - sum(_of(used, gi.id, RETURNS_CAPACITY, "g")),
            activated=sum(_of(used, gi.id, (RangeState.ACTIVATED,), "labels")),
            activated_g=sum(_of(used, gi.id, (RangeState.ACTIVATED,), "g")),
            void=sum(_of(used, gi.id, RETURNS_CAPACITY, "labels")),
            lost=sum(_of(used, gi.id, _LOST, "labels")),
            expired=expired.get(gi.id, 0),
            recalled=recalled.get(gi.id, 0),
        )
        for gi in names
    ]
    return sorted(found, key=lambda each: (-each.ceiling_g, each.code))


def _of(
    used: dict[int, dict[RangeState, Any]],
    gi_id: int,
    states: Collection[RangeState],
    figure: str,
) -> Iterator[int]:
    rows = used.get(gi_id, {})
    return (int(getattr(rows[state], figure)) for state in states if state in rows)


def _decided(year: int) -> Select[int, int, int]:
    newest = (
        select(func.max(CapacityDecision.id))
        .where(CapacityDecision.year == year)
        .group_by(CapacityDecision.authorization_id)
    )
    return (
        select(
            Authorization.gi_id,
            func.count().label("users"),
            func.sum(CapacityDecision.ceiling_g).label("ceiling_g"),
        )
        .join(Authorization, Authorization.id == CapacityDecision.authorization_id)
        .where(CapacityDecision.id.in_(newest))
        .group_by(Authorization.gi_id)
    )


def _issued(year: int) -> Select[int, int, int]:
    size = cast(LabelRun.size, BigInteger)
    return (
        select(
            Authorization.gi_id,
            func.sum(size).label("labels"),
            func.sum(size * LabelRun.net_content_g).label("g"),
        )
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .where(LabelRun.year == year)
        .group_by(Authorization.gi_id)
    )


def _used(year: int) -> Select[int, RangeState, int, int]:
    labels = cast(LabelRange.end - LabelRange.first, BigInteger)
    return (
        select(
            Authorization.gi_id,
            LabelRange.state,
            func.sum(labels).label("labels"),
            func.sum(labels * LabelRun.net_content_g).label("g"),
        )
        .select_from(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .where(LabelRun.year == year, LabelRange.undone_at.is_(None))
        .group_by(Authorization.gi_id, LabelRange.state)
    )


def _expired(year: int) -> Select[int, int]:
    return _of_year(select(Authorization.gi_id, func.sum(RunExpiry.labels)), year).join(
        RunExpiry, RunExpiry.run_id == LabelRun.id
    )


def _recalled(year: int) -> Select[int, int]:
    labels = cast(LabelRecall.end - LabelRecall.first, BigInteger)
    return _of_year(select(Authorization.gi_id, func.sum(labels)), year).join(
        LabelRecall, LabelRecall.run_id == LabelRun.id
    )


def _of_year(statement: Select[int, int], year: int) -> Select[int, int]:
    return (
        statement.select_from(LabelRun)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .where(LabelRun.year == year)
        .group_by(Authorization.gi_id)
    )


def _by_gi(session: Session, statement: Select[int, int]) -> dict[int, int]:
    return {row[0]: int(row[1]) for row in session.execute(statement)}
