"""What a scan of a pack tells of its content, and of a label its pack."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.packs import queries
from gi_registry.packs.models import PackEvent, PackRun
from gi_registry.packs.rules import (
    PACK_RUNS,
    PackKind,
    PackState,
    Piece,
    joined,
    labels_in,
    packs_with,
)


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
        inside: what was put into it, by run of labels.
    """

    run: PackRun
    index: int
    event: PackEvent | None
    inside: list[Inside]


@dataclass(frozen=True, slots=True)
class Outer:
    """The pack that a label is in, or was in last.

    Attributes:
        kind: what it is.
        run_id: of the packs.
        index: which of them, as printed on it.
        packed_on: day on which the label went into it, or the piece was cut.
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
    rows = queries.contents(session, found.id, piece)
    runs = {row.label_run_id: row.label_run for row in rows}
    inside = [
        _inside(
            session,
            runs[each],
            joined(labels_in(row, piece) for row in rows if row.label_run_id == each),
        )
        for each in sorted(runs)
    ]
    event = queries.event_over(session, found.id, piece)
    return PackFinding(found, decoded.index, event, inside)


def of_label(session: Session, run_id: int, index: int) -> tuple[Outer, ...]:
    """Return the case that a label is in or was in last, and the piece it is of."""
    label = Piece(index, index + 1)
    rows = queries.holding(session, run_id, label)
    events = queries.events(session, {row.run_id for row in rows})
    found: dict[PackKind, Outer] = {}
    for row in rows:
        pack = packs_with(row, label).first
        over = (e for e in events[row.run_id] if e.first <= pack < e.end)
        event = next(over, None)
        found[row.run.kind] = Outer(
            row.run.kind,
            row.run_id,
            pack,
            row.on_day,
            event.state if event else None,
            event.on_day if event else None,
        )
    return tuple(found.values())


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
