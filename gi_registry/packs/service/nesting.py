"""Packs go into packs: each into one at a time, no more than there is room."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.packs import queries
from gi_registry.packs.errors import (
    PackContentKindError,
    PackNumberError,
    PackOtherError,
    PacksPackedError,
)
from gi_registry.packs.models import PackEvent, PackInner, PackRun
from gi_registry.packs.rules import (
    MAX_HOLDS,
    MAX_LEVELS,
    Nesting,
    PackKind,
    Piece,
    check_day,
    check_levels,
    check_packs,
    check_room,
    common,
    joined,
    outer_of,
    packs_in,
    without,
)
from gi_registry.packs.service.runs import (
    demand_untouched,
    first_closed,
    log,
    run,
    taken_back,
)


@dataclass(slots=True)
class InPacks:
    """Packs of one run that stand in others.

    Attributes:
        run: their run.
        pieces: those that nothing happened to, in order.
        gone: those that were opened, or are lost, stolen, void or called back.
    """

    run: PackRun
    pieces: list[Piece] = field(default_factory=list)
    gone: list[tuple[Piece, PackEvent]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many nothing happened to."""
        return sum(piece.size for piece in self.pieces)

    @property
    def gone_count(self) -> int:
        """How many something happened to."""
        return sum(piece.size for piece, _ in self.gone)


@dataclass(frozen=True, slots=True)
class Nest:
    """All that stands in some packs, down to the last level.

    Attributes:
        levels: by level, the outermost first: what stands there, by run.
        empty: packs that hold packs, and none is recorded in them, by run.
    """

    levels: list[dict[int, InPacks]]
    empty: list[tuple[int, Piece]]

    @property
    def all(self) -> list[InPacks]:
        """What stands on all levels."""
        return [each for level in self.levels for each in level.values()]


def nest(
    session: Session, wanted: Nesting, *, now: datetime, account_id: int
) -> PackInner:
    """Record that packs went into others, and log it.

    Raises:
        PackRunNotFoundError: there is no such run of packs.
        PackContentKindError: the outer ones are no pallets.
        PackOtherError: they are not of one authorization.
        PackBoundsError: packs are not within their run.
        PackNumberError: none in each, or far too many.
        PackDayError: in the future, or before the codes were issued.
        PackStateError: one of them was opened, or is lost, stolen or void.
        PackCycleError, PackDepthError: see `rules.check_levels`.
        PacksPackedError: one of them is in another already.
        PackFullError: one would hold more than it has room for.
    """
    packs, inner = run(session, wanted.run_id), run(session, wanted.inner_run_id)
    if packs.kind is not PackKind.PALLET:
        raise PackContentKindError.of_case()
    if inner.authorization_id != packs.authorization_id:
        raise PackOtherError(run=inner.id, number=packs.authorization.number)
    check_packs(Piece(wanted.first, wanted.end), size=packs.size)
    if not 1 <= wanted.each <= MAX_HOLDS:
        raise PackNumberError.of_bounds("each", MAX_HOLDS)
    check_packs(wanted.inner, size=inner.size, field="inner_first")
    issued_on = china_day(max(packs.issued_at, inner.issued_at))
    check_day(wanted.on_day, issued_on=issued_on, today=china_day(now))
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, Piece(wanted.first, wanted.end))
    demand_untouched(session, inner.id, wanted.inner)
    held = queries.edges(session, packs.authorization_id)
    check_levels(held, (packs.id, inner.id))
    _demand_free(session, wanted)
    _demand_room(session, packs, wanted)
    made = PackInner(
        run_id=packs.id,
        first=wanted.first,
        end=wanted.end,
        inner_run_id=inner.id,
        inner_first=wanted.inner_first,
        inner_end=wanted.inner.end,
        each=wanted.each,
        on_day=wanted.on_day,
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    log(session, packs, "nested", _body(made), now=now, account_id=account_id)
    return made


def undo_nesting(
    session: Session, packs: PackRun, nesting_id: int, *, now: datetime, account_id: int
) -> PackInner:
    """Take back as a slip that packs went into others, until something happened.

    Raises:
        PackingNotFoundError: it is not of this run, or was taken back already.
        PackStateError: one of the outer ones was opened, or is lost, stolen or void.
    """
    made = taken_back(session, packs, PackInner, nesting_id, now=now)
    log(session, packs, "unnested", _body(made), now=now, account_id=account_id)
    return made


def all_in(session: Session, packs: PackRun, piece: Piece) -> Nest:
    """Return all packs in some packs of a run, down to the last level.

    What stands in a pack that something happened to is left out: it may be elsewhere.
    """
    found = Nest([], [])
    frontier = {packs.id: [piece]} if packs.kind is PackKind.PALLET else {}
    for _ in range(MAX_LEVELS):
        if not frontier:
            break
        level = _level(session, frontier, found.empty)
        frontier = {
            each.run.id: each.pieces
            for each in level.values()
            if each.run.kind is PackKind.PALLET and each.pieces
        }
        found.levels.append(level)
    return found


def _level(
    session: Session,
    frontier: dict[int, list[Piece]],
    empty: list[tuple[int, Piece]],
) -> dict[int, InPacks]:
    """Return what stands straight in some packs; note in which there is nothing."""
    level: dict[int, InPacks] = {}
    held: dict[int, list[Piece]] = {run_id: [] for run_id in frontier}
    for row in queries.nested(session, frontier):
        whole = Piece(row.first, row.end)
        for outer in frontier[row.run_id]:
            if whole.first < outer.end and whole.end > outer.first:
                part = common(whole, outer)
                held[row.run_id].append(part)
                there = level.setdefault(row.inner_run_id, InPacks(row.inner_run))
                there.pieces.append(packs_in(row, part))
    for run_id, pieces in frontier.items():
        for outer in pieces:
            empty += ((run_id, part) for part in without(outer, held[run_id]))
    events = queries.events(session, level)
    for run_id, there in level.items():
        _set_apart(there, events[run_id])
    return level


def _set_apart(there: InPacks, events: list[PackEvent]) -> None:
    """Set packs apart that something happened to."""
    pieces = joined(there.pieces)
    over = [Piece(event.first, event.end) for event in events]
    there.pieces = [part for piece in pieces for part in without(piece, over)]
    there.gone = [
        (common(piece, Piece(event.first, event.end)), event)
        for piece in pieces
        for event in events
        if event.first < piece.end and event.end > piece.first
    ]


def _demand_free(session: Session, wanted: Nesting) -> None:
    """Refuse packs that are in another which nobody has opened."""
    asked = wanted.inner
    rows = queries.holders(session, [(wanted.inner_run_id, asked)])
    held = [
        (
            row.run_id,
            outer_of(row, common(asked, Piece(row.inner_first, row.inner_end))),
        )
        for row in rows
    ]
    closed = first_closed(session, held)
    if closed is not None:
        run_id, pack = closed
        raise PacksPackedError(
            first=asked.first, last=asked.last, run=run_id, pack=pack
        )


def _demand_room(session: Session, packs: PackRun, wanted: Nesting) -> None:
    piece = Piece(wanted.first, wanted.end)
    loads = [(piece, wanted.each)]
    loads += (
        (common(piece, Piece(row.first, row.end)), row.each)
        for row in queries.nested(session, {packs.id: [piece]})
    )
    check_room(packs.kind, room=packs.holds or 0, loads=loads)


def _body(made: PackInner) -> dict[str, object]:
    return {
        "first": made.first,
        "end": made.end,
        "inner": made.inner_run_id,
        "inner_first": made.inner_first,
        "inner_end": made.inner_end,
        "each": made.each,
        "on_day": made.on_day.isoformat(),
    }
