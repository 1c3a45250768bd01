"""What a scan of a pack tells of its content, and of a label its pack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.packs import queries
from gi_registry.packs.models import PackEvent, PackInner, PackRun
from gi_registry.packs.rules import (
    MAX_LEVELS,
    PACK_RUNS,
    PackKind,
    PackState,
    Piece,
    common,
    joined,
    labels_in,
    outer_of,
    packs_with,
)
from gi_registry.packs.service.nesting import InPacks, all_in


@dataclass(frozen=True, slots=True)
class Inside:
    """Labels of one run in a pack.

    Attributes:
        labels: their run.
        pieces: their sequence numbers.
        count: how many.
        in_use: of them on goods, count.
        lots: numbers of the lots that these are on, in order.
    """

    labels: LabelRun
    pieces: list[Piece]
    count: int
    in_use: int
    lots: list[str]

    @property
    def mass_g(self) -> int:
        """Goods that they stand for, grams."""
        return self.count * self.labels.net_content_g


@dataclass(frozen=True, slots=True)
class PackFinding:
    """The answer to the code of a pack.

    Attributes:
        run: its authorization, entity and product are loaded.
        index: which pack of the run.
        event: what happened to it; none while it is closed.
        inside: the labels in it and in the packs on it, by their run.
        packs: the packs that stand in it, by their run.
        outers: the packs that it stands in, the innermost first.
    """

    run: PackRun
    index: int
    event: PackEvent | None
    inside: list[Inside]
    packs: list[InPacks]
    outers: tuple["Outer", ...]


@dataclass(frozen=True, slots=True)
class Outer:
    """The pack that a label, or another pack, is in, or was in last.

    Attributes:
        kind: what it is.
        run_id: of the packs.
        index: which of them, as printed on it.
        packed_on: day on which it went into it, or the piece was cut.
        state: what happened to the pack since; none while it is closed.
        state_on: when that was.
    """

    kind: PackKind
    run_id: int
    index: int
    packed_on: date
    state: PackState | None
    state_on: date | None


def of_pack(session: Session, decoded: Decoded) -> PackFinding | None:
    """Return what is known of a pack; None where its code was not issued so.

    Args:
        session: to read with.
        decoded: a code whose run is `PACK_RUNS` or more.
    """
    found = queries.run(session, decoded.run - PACK_RUNS)
    if found is None or found.key_epoch != decoded.epoch or decoded.index >= found.size:
        return None
    piece = Piece(decoded.index, decoded.index + 1)
    nest = all_in(session, found, piece)
    packs = {each.run.id: each.pieces for each in nest.all if each.pieces}
    if found.kind is not PackKind.PALLET:
        packs = {found.id: [piece]}
    rows = queries.contents_in(session, packs)
    runs = {row.label_run_id: row.label_run for row in rows}
    labels: dict[int, list[Piece]] = {each: [] for each in sorted(runs)}
    for row in rows:
        whole = Piece(row.first, row.end)
        labels[row.label_run_id] += (
            labels_in(row, common(whole, part))
            for part in packs[row.run_id]
            if whole.first < part.end and whole.end > part.first
        )
    return PackFinding(
        found,
        decoded.index,
        queries.event_over(session, found.id, piece),
        [
            _inside(session, runs[each], joined(pieces))
            for each, pieces in labels.items()
            if pieces
        ],
        list(nest.levels[0].values()) if nest.levels else [],
        outers_of(session, [(found.id, piece)]),
    )


def of_label(session: Session, run_id: int, index: int) -> tuple[Outer, ...]:
    """Return what a label is in, or was in last: its case, piece, and pallets."""
    label = Piece(index, index + 1)
    rows = queries.holding(session, run_id, label)
    events = queries.events(session, {row.run_id for row in rows})
    found: dict[PackKind, Outer] = {}
    for row in rows:
        pack = packs_with(row, label).first
        found[row.run.kind] = _outer(row.run, pack, row.on_day, events[row.run_id])
    return (*found.values(), *outers_of(session, _closed(found.values())))


def outers_of(
    session: Session, packs: Sequence[tuple[int, Piece]]
) -> tuple[Outer, ...]:
    """Return the packs that single ones stand in, or stood in last, level by level.

    What stands around a pack that something happened to is not looked for.
    """
    found: list[Outer] = []
    for _ in range(MAX_LEVELS):
        rows = queries.holders(session, packs)
        if not rows:
            break
        events = queries.events(session, {row.run_id for row in rows})
        level: dict[tuple[int, int], Outer] = {}
        for run_id, piece in packs:
            row = next((each for each in rows if _holds(each, run_id, piece)), None)
            if row is not None:
                pack = outer_of(row, piece).first
                at = _outer(row.run, pack, row.on_day, events[row.run_id])
                level[at.run_id, at.index] = at
        found += level.values()
        packs = _closed(level.values())
    return tuple(found)


def _holds(row: PackInner, run_id: int, piece: Piece) -> bool:
    return row.inner_run_id == run_id and row.inner_first <= piece.first < row.inner_end


def _closed(outers: Iterable[Outer]) -> list[tuple[int, Piece]]:
    return [
        (each.run_id, Piece(each.index, each.index + 1))
        for each in outers
        if each.state is None
    ]


def _outer(
    run: PackRun, index: int, packed_on: date, events: Sequence[PackEvent]
) -> Outer:
    event = next((e for e in events if e.first <= index < e.end), None)
    return Outer(
        run.kind,
        run.id,
        index,
        packed_on,
        event.state if event else None,
        event.on_day if event else None,
    )


def _inside(session: Session, labels: LabelRun, pieces: list[Piece]) -> Inside:
    used = [
        each
        for each in queries.used(session, labels.id, pieces)
        if each.state is RangeState.ACTIVATED
    ]
    return Inside(
        labels,
        pieces,
        sum(piece.size for piece in pieces),
        sum(each.piece.size for each in used),
        sorted({each.lot for each in used if each.lot}),
    )
