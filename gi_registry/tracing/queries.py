"""Reads of lots and of the labels on them."""

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    cast,
    func,
    select,
)
from sqlalchemy.orm import Session

from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.tracing.models import Lot

_LABELS = cast(LabelRange.end - LabelRange.first, BigInteger)


def labelled_g(session: Session, lot_id: int) -> int:
    """Return the goods of a lot that carry labels, grams."""
    total = session.scalar(
        select(func.sum(_LABELS * LabelRun.net_content_g))
        .select_from(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.lot_id == lot_id, LabelRange.undone_at.is_(None))
    )
    return int(total or 0)


def lot_lines(where: ColumnElement[bool]) -> Select[Lot, int, int]:
    """Select lots, each with its labels and the goods under them; newest first.

    Args:
        where: a condition on `Lot`.
    """
    on_goods = _on_goods(where)
    return (
        select(
            Lot,
            func.coalesce(on_goods.c.labels, 0).label("labels"),
            func.coalesce(on_goods.c.grams, 0).label("grams"),
        )
        .outerjoin(on_goods, on_goods.c.lot_id == Lot.id)
        .where(where)
        .order_by(Lot.produced_on.desc(), Lot.id.desc())
    )


def activations(session: Session, lot_id: int) -> list[tuple[LabelRange, LabelRun]]:
    """Return the labels on a lot's goods with their runs, in order of the day."""
    statement = (
        select(LabelRange, LabelRun)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.lot_id == lot_id, LabelRange.undone_at.is_(None))
        .order_by(LabelRange.on_day, LabelRange.id)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def _on_goods(where: ColumnElement[bool]) -> Subquery:
    return (
        select(
            LabelRange.lot_id,
            func.sum(_LABELS).label("labels"),
            func.sum(_LABELS * LabelRun.net_content_g).label("grams"),
        )
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .join(Lot, Lot.id == LabelRange.lot_id)
        .where(LabelRange.undone_at.is_(None), where)
        .group_by(LabelRange.lot_id)
        .subquery()
    )
