"""Reads of what happens to labels beside what becomes of them in the end."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import BigInteger, Select, cast, exists, func, select
from sqlalchemy.orm import Session

from gi_registry.marks.models import (
    LabelRange,
    LabelRecall,
    LabelRun,
    LabelTerm,
    PrintLotPart,
    RunExpiry,
)
from gi_registry.marks.queries.printing import parts_of_runs
from gi_registry.marks.rules import PART_WORDS, PartKind, RangeState, Stretch
from gi_registry.producers.models import Authorization


def activations_over(
    session: Session, run_id: int, first: int, end: int
) -> Sequence[LabelRange]:
    """Return the activations that hold a label of [first, end), in order."""
    return session.scalars(
        select(LabelRange)
        .where(
            LabelRange.run_id == run_id,
            LabelRange.state == RangeState.ACTIVATED,
            LabelRange.undone_at.is_(None),
            LabelRange.first < end,
            LabelRange.end > first,
        )
        .order_by(LabelRange.first)
    ).all()


def recall_over(
    session: Session, run_id: int, first: int, end: int
) -> LabelRecall | None:
    """Return the first recall that holds a label of [first, end), if any does."""
    return session.scalar(
        select(LabelRecall)
        .where(
            LabelRecall.run_id == run_id,
            LabelRecall.first < end,
            LabelRecall.end > first,
        )
        .order_by(LabelRecall.first)
        .limit(1)
    )


def is_recalled(session: Session, range_id: int) -> bool:
    """Whether a label of an activation is recalled."""
    statement = select(exists().where(LabelRecall.range_id == range_id))
    return bool(session.scalar(statement))


def recalled(session: Session, range_ids: Collection[int]) -> dict[int, int]:
    """Return how many labels of each activation are recalled, count."""
    labels = func.sum(cast(LabelRecall.end - LabelRecall.first, BigInteger))
    rows = session.execute(
        select(LabelRecall.range_id, labels)
        .where(LabelRecall.range_id.in_(range_ids))
        .group_by(LabelRecall.range_id)
    )
    return dict.fromkeys(range_ids, 0) | {row[0]: int(row[1]) for row in rows}


def activations_of_lot(session: Session, lot_id: int) -> Sequence[LabelRange]:
    """Return the labels on the goods of a lot, by run and number."""
    return session.scalars(
        select(LabelRange)
        .where(LabelRange.lot_id == lot_id, LabelRange.undone_at.is_(None))
        .order_by(LabelRange.run_id, LabelRange.first)
    ).all()


def passages(session: Session, run_ids: Collection[int]) -> dict[int, list[Stretch]]:
    """Return what happened to labels of runs beside their end, by run, in order."""
    found: dict[int, list[Stretch]] = {}
    statement = select(LabelRecall).where(LabelRecall.run_id.in_(run_ids))
    for row in session.scalars(statement.order_by(LabelRecall.first)):
        stretch = Stretch(
            row.first, row.end, RangeState.RECALLED, row.on_day, row.reason
        )
        found.setdefault(row.run_id, []).append(stretch)
    for part in parts_of_runs(session, run_ids):
        printed = _printed(part)
        if printed is not None:
            found.setdefault(part.run_id, []).append(printed)
    return found


def _printed(part: PrintLotPart) -> Stretch | None:
    """Return labels that are at a printer or came from one; None of waste and loss."""
    if part.out_on is None:
        state, words = RangeState.AT_PRINTER, PART_WORDS[part.kind]
        reason = f"{words.zh} / {words.en}"
        is_kept = part.kind is PartKind.SAMPLE
        day = part.sent_on
        return Stretch(part.first, part.end, state, day, reason, is_kept=is_kept)
    if part.kind is not PartKind.DELIVERED:
        return None
    return Stretch(part.first, part.end, RangeState.DELIVERED, part.out_on)


def recalls_of_holder(
    authorization_id: int,
) -> Select[int, int, int, date]:
    """Select a holder's recalled labels, by roll."""
    return (
        select(
            LabelRecall.run_id, LabelRecall.first, LabelRecall.end, LabelRecall.on_day
        )
        .join(LabelRun, LabelRun.id == LabelRecall.run_id)
        .where(LabelRun.authorization_id == authorization_id)
        .order_by(LabelRecall.run_id, LabelRecall.first)
    )


def newly_expired(session: Session, *, today: date) -> Sequence[int]:
    """Return runs whose last day is past and not noted, in order."""
    return session.scalars(
        select(LabelRun.id)
        .where(
            LabelRun.expires_on < today,
            ~exists().where(RunExpiry.run_id == LabelRun.id),
        )
        .order_by(LabelRun.id)
    ).all()


def last_day(session: Session, authorization_id: int, year: int) -> date | None:
    """Return the last day decided for a holder's product and year, if one is."""
    return session.scalar(
        select(LabelTerm.last_on)
        .join(Authorization, Authorization.gi_id == LabelTerm.gi_id)
        .where(Authorization.id == authorization_id, LabelTerm.year == year)
        .order_by(LabelTerm.id.desc())
        .limit(1)
    )
