"""Reads of packs in packs: a statement for each level, however many there are."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import BigInteger, Select, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.packs.models import PackInner, PackRun
from gi_registry.packs.queries.contents import about
from gi_registry.packs.rules import Piece

_LIVE = PackInner.undone_at.is_(None)


def nested(session: Session, packs: Mapping[int, Sequence[Piece]]) -> list[PackInner]:
    """Return what stands in some packs of some runs, the inner run loaded.

    Args:
        session: to read with.
        packs: pieces by run, in order; rows between them may be given too.
    """
    if not packs:
        return []
    statement = (
        select(PackInner)
        .where(_LIVE, about(PackInner, packs))
        .options(joinedload(PackInner.inner_run))
        .order_by(PackInner.run_id, PackInner.first, PackInner.id)
    )
    return list(session.scalars(statement))


def nested_of(run_id: int) -> Select[PackInner]:
    """Select what stands in the packs of a run, in their order."""
    return (
        select(PackInner)
        .where(PackInner.run_id == run_id, _LIVE)
        .options(joinedload(PackInner.inner_run))
        .order_by(PackInner.first, PackInner.id)
    )


def holders(
    session: Session, packs: Collection[tuple[int, Piece]], *, most: int | None = None
) -> list[PackInner]:
    """Return what some packs stand in, or stood in, the newest first.

    Args:
        session: to read with.
        packs: pieces with their runs.
        most: rows at most.
    """
    if not packs:
        return []
    within = (
        (PackInner.inner_run_id == run)
        & (PackInner.inner_first < piece.end)
        & (PackInner.inner_end > piece.first)
        for run, piece in packs
    )
    statement = (
        select(PackInner)
        .where(_LIVE, or_(*within))
        .options(joinedload(PackInner.run))
        .order_by(PackInner.id.desc())
        .limit(most)
    )
    return list(session.scalars(statement))


def edges(session: Session, authorization_id: int) -> set[tuple[int, int]]:
    """Return which runs of an authorization stand in which, the outer one first."""
    rows = session.execute(
        select(PackInner.run_id, PackInner.inner_run_id)
        .join(PackRun, PackRun.id == PackInner.run_id)
        .where(PackRun.authorization_id == authorization_id, _LIVE)
        .distinct()
    )
    return {(row[0], row[1]) for row in rows}


def inner_counts(session: Session, run_ids: Collection[int]) -> dict[int, int]:
    """Return how many packs are recorded in the packs of runs, count."""
    rows = session.execute(
        select(
            PackInner.run_id,
            func.sum(cast(PackInner.inner_end - PackInner.inner_first, BigInteger)),
        )
        .where(PackInner.run_id.in_(run_ids), _LIVE)
        .group_by(PackInner.run_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def pack_runs(session: Session, authorization_id: int, but: int) -> list[PackRun]:
    """Return the newest runs of packs of an authorization but one, at most 50."""
    statement = (
        select(PackRun)
        .where(PackRun.authorization_id == authorization_id, PackRun.id != but)
        .order_by(PackRun.id.desc())
        .limit(50)
    )
    return list(session.scalars(statement))
