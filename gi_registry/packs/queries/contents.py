"""Reads of outer packs: as many statements for many packs as for one."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.packs.models import PackContent, PackEvent, PackInner, PackRun
from gi_registry.packs.rules import Piece
from gi_registry.producers.models import Authorization, Entity
from gi_registry.tracing.models import Lot

_WITH = (
    joinedload(PackRun.authorization).joinedload(Authorization.entity),
    joinedload(PackRun.authorization).joinedload(Authorization.gi),
    joinedload(PackRun.authorization).joinedload(Authorization.announcement),
)
_LIVE = PackContent.undone_at.is_(None)


class InUse(NamedTuple):
    """Labels that something happened to: a piece of their run, and their lot."""

    piece: Piece
    state: RangeState
    lot: str | None


def run(session: Session, run_id: int) -> PackRun | None:
    """Return a run of packs with its authorization, entity and product."""
    return session.scalar(select(PackRun).where(PackRun.id == run_id).options(*_WITH))


def runs_of(organisation_id: int) -> Select[PackRun]:
    """Select the runs of packs of a producer, newest first."""
    return (
        select(PackRun)
        .join(PackRun.authorization)
        .join(Authorization.entity)
        .where(Entity.organisation_id == organisation_id)
        .options(
            contains_eager(PackRun.authorization).contains_eager(Authorization.entity),
            contains_eager(PackRun.authorization).joinedload(Authorization.gi),
        )
        .order_by(PackRun.id.desc())
    )


def filled(session: Session, run_ids: Collection[int]) -> dict[int, int]:
    """Return how many labels are recorded in the packs of runs, count."""
    rows = session.execute(
        select(
            PackContent.run_id,
            func.sum(cast(PackContent.label_end - PackContent.label_first, BigInteger)),
        )
        .where(PackContent.run_id.in_(run_ids), _LIVE)
        .group_by(PackContent.run_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def contents(session: Session, run_id: int, packs: Piece) -> list[PackContent]:
    """Return what was put into packs, their labels' run loaded, in order."""
    statement = contents_of(run_id).where(
        PackContent.first < packs.end, PackContent.end > packs.first
    )
    return list(session.scalars(statement))


def contents_in(
    session: Session, packs: Mapping[int, Sequence[Piece]]
) -> list[PackContent]:
    """Return what was put into some packs of some runs, their labels' run loaded.

    Args:
        session: to read with.
        packs: pieces by run, in order; rows between them may be given too.
    """
    if not packs:
        return []
    statement = (
        select(PackContent)
        .where(_LIVE, about(PackContent, packs))
        .options(joinedload(PackContent.label_run))
        .order_by(PackContent.run_id, PackContent.first, PackContent.id)
    )
    return list(session.scalars(statement))


def about(
    table: type[PackContent | PackInner], packs: Mapping[int, Sequence[Piece]]
) -> ColumnElement[bool]:
    """Return the condition that a row is about some packs, or some between them.

    Args:
        table: whose rows.
        packs: pieces by run, in order; not empty.
    """
    within = (
        (table.run_id == run_id)
        & (table.first < pieces[-1].end)
        & (table.end > pieces[0].first)
        for run_id, pieces in packs.items()
    )
    return or_(*within)


def contents_of(run_id: int) -> Select[PackContent]:
    """Select what was put into the packs of a run, in their order."""
    return (
        select(PackContent)
        .where(PackContent.run_id == run_id, _LIVE)
        .options(joinedload(PackContent.label_run))
        .order_by(PackContent.first, PackContent.id)
    )


def holding(session: Session, label_run_id: int, labels: Piece) -> list[PackContent]:
    """Return the packings that hold some of the labels of a run, the oldest first."""
    statement = (
        select(PackContent)
        .where(
            PackContent.label_run_id == label_run_id,
            PackContent.label_first < labels.end,
            PackContent.label_end > labels.first,
            _LIVE,
        )
        .options(joinedload(PackContent.run))
        .order_by(PackContent.id)
    )
    return list(session.scalars(statement))


def events(session: Session, run_ids: Collection[int]) -> dict[int, list[PackEvent]]:
    """Return what happened to packs, by their run, in their order."""
    found: dict[int, list[PackEvent]] = {each: [] for each in run_ids}
    rows = session.scalars(
        select(PackEvent)
        .where(PackEvent.run_id.in_(run_ids))
        .order_by(PackEvent.run_id, PackEvent.first)
    )
    for row in rows:
        found[row.run_id].append(row)
    return found


def event_over(session: Session, run_id: int, packs: Piece) -> PackEvent | None:
    """Return the first thing that happened to one of some packs, if any did."""
    return session.scalar(
        select(PackEvent)
        .where(
            PackEvent.run_id == run_id,
            PackEvent.first < packs.end,
            PackEvent.end > packs.first,
        )
        .order_by(PackEvent.first)
        .limit(1)
    )


def used(session: Session, label_run_id: int, labels: Sequence[Piece]) -> list[InUse]:
    """Return what happened to some labels of a run, in order.

    Args:
        session: to read with.
        label_run_id: the run number.
        labels: pieces of it, in order.
    """
    statement = (
        select(LabelRange.first, LabelRange.end, LabelRange.state, Lot.number)
        .outerjoin(Lot, Lot.id == LabelRange.lot_id)
        .where(
            LabelRange.run_id == label_run_id,
            LabelRange.undone_at.is_(None),
            LabelRange.first < labels[-1].end,
            LabelRange.end > labels[0].first,
        )
        .order_by(LabelRange.first)
    )
    rows = [
        (Piece(row[0], row[1]), row[2], row[3]) for row in session.execute(statement)
    ]
    return [
        InUse(Piece(max(at.first, piece.first), min(at.end, piece.end)), state, lot)
        for piece in labels
        for at, state, lot in rows
        if at.first < piece.end and at.end > piece.first
    ]


def activated(session: Session, content_ids: Collection[int]) -> dict[int, int]:
    """Return how many labels of packings are in use on goods, count."""
    start = case(
        (LabelRange.first > PackContent.label_first, LabelRange.first),
        else_=PackContent.label_first,
    )
    end = case(
        (LabelRange.end < PackContent.label_end, LabelRange.end),
        else_=PackContent.label_end,
    )
    rows = session.execute(
        select(PackContent.id, func.sum(cast(end - start, BigInteger)))
        .join(
            LabelRange,
            (LabelRange.run_id == PackContent.label_run_id)
            & (LabelRange.first < PackContent.label_end)
            & (LabelRange.end > PackContent.label_first),
        )
        .where(
            PackContent.id.in_(content_ids),
            LabelRange.state == RangeState.ACTIVATED,
            LabelRange.undone_at.is_(None),
        )
        .group_by(PackContent.id)
    )
    return {row[0]: int(row[1]) for row in rows}


def label_runs(session: Session, authorization_id: int) -> list[LabelRun]:
    """Return the newest runs of labels of an authorization, at most 50."""
    statement = (
        select(LabelRun)
        .where(LabelRun.authorization_id == authorization_id)
        .order_by(LabelRun.id.desc())
        .limit(50)
    )
    return list(session.scalars(statement))


def open_lots(session: Session, authorization_id: int) -> list[Lot]:
    """Return the newest lots of an authorization that are not closed, at most 50."""
    statement = (
        select(Lot)
        .where(Lot.authorization_id == authorization_id, Lot.closed_at.is_(None))
        .order_by(Lot.produced_on.desc(), Lot.id.desc())
        .limit(50)
    )
    return list(session.scalars(statement))
