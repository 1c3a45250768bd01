"""Reads of the books: ranges of a holder, closed years, the highest decision."""

from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from gi_registry.marks.models import (
    CapacityDecision,
    LabelRange,
    LabelRun,
    LedgerClosing,
)
from gi_registry.marks.queries.amounts import SIZE
from gi_registry.marks.rules import RangeState


def ranges_of_holder(authorization_id: int) -> Select[int, int, int, RangeState, date]:
    """Select what happened to a holder's labels and was not taken back, by roll."""
    return (
        select(
            LabelRange.run_id,
            LabelRange.first,
            LabelRange.end,
            LabelRange.state,
            LabelRange.on_day,
        )
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            LabelRun.authorization_id == authorization_id,
            LabelRange.undone_at.is_(None),
        )
        .order_by(LabelRange.run_id, LabelRange.first)
    )


def is_closed(session: Session, authorization_id: int, year: int) -> bool:
    """Whether the books of a year are closed, or those of a later one."""
    statement = select(
        exists().where(
            LedgerClosing.authorization_id == authorization_id,
            LedgerClosing.year >= year,
        )
    )
    return bool(session.scalar(statement))


def highest_decision(
    session: Session, authorization_id: int, year: int
) -> tuple[int, int] | None:
    """Return the highest ceiling ever decided for a year, without and with allowance.

    Grams; None where nothing is decided.
    """
    most = func.max(CapacityDecision.ceiling_g)
    total = func.max(CapacityDecision.ceiling_g + CapacityDecision.allowance_g)
    row = session.execute(
        select(most, total).where(
            CapacityDecision.authorization_id == authorization_id,
            CapacityDecision.year == year,
        )
    ).one()
    return None if row[0] is None else (int(row[0]), int(row[1]))


def run_totals(session: Session) -> tuple[int, int]:
    """Return how many runs there are, and how many labels in them."""
    row = session.execute(select(func.count(), func.sum(SIZE)).select_from(LabelRun))
    runs, labels = row.one()
    return runs, int(labels or 0)
