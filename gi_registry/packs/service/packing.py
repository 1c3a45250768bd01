"""Labels go into outer packs: each into one at a time, no more than there is room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.marks.errors import RangeBoundsError
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeState
from gi_registry.packs import queries
from gi_registry.packs.errors import (
    LabelsDeadError,
    LabelsPackedError,
    PackContentKindError,
    PackEmptyError,
    PackNumberError,
)
from gi_registry.packs.models import PackContent, PackRun
from gi_registry.packs.rules import (
    MAX_HOLDS,
    Packing,
    PackKind,
    Piece,
    check_day,
    check_packs,
    check_room,
    common,
    joined,
    labels_in,
    packs_with,
    without,
)
from gi_registry.packs.service.nesting import Nest, all_in
from gi_registry.packs.service.runs import (
    demand_untouched,
    first_closed,
    log,
    run,
    taken_back,
)
from gi_registry.tracing.errors import OtherAuthorizationError


def fill(
    session: Session, wanted: Packing, *, now: datetime, account_id: int
) -> PackContent:
    """Record that labels went into packs, and log it.

    For whole pieces that says too that they were cut.

    Raises:
        PackRunNotFoundError: there is no such run of packs.
        PackContentKindError: they are pallets.
        RunNotFoundError: there is no such run of labels.
        OtherAuthorizationError: packs and labels are not of one authorization.
        PackBoundsError: the packs are not within their run.
        RangeBoundsError: the labels are not within theirs.
        PackNumberError: no labels in each, or far too many.
        PackDayError: in the future, or before the codes were issued.
        PackStateError: one of the packs was opened, or is lost, stolen or void.
        LabelsDeadError: some of the labels must not be on goods.
        LabelsPackedError: one of the labels is in a pack already.
        PackFullError: a pack would hold more than it has room for.
    """
    packs = run(session, wanted.run_id)
    if packs.kind is PackKind.PALLET:
        raise PackContentKindError.of_pallet()
    labels = marks.run(session, wanted.label_run_id)
    if labels.authorization_id != packs.authorization_id:
        raise OtherAuthorizationError(run=labels.id, number=packs.authorization.number)
    _check_bounds(wanted, packs, labels)
    check_day(wanted.on_day, issued_on=china_day(packs.issued_at), today=china_day(now))
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, Piece(wanted.first, wanted.end))
    _demand_usable(session, wanted)
    _demand_free(session, packs, wanted)
    _demand_room(session, packs, labels, wanted)
    made = PackContent(
        run_id=packs.id,
        first=wanted.first,
        end=wanted.end,
        label_run_id=labels.id,
        label_first=wanted.label_first,
        label_end=wanted.labels.end,
        each=wanted.each,
        on_day=wanted.on_day,
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    log(session, packs, "filled", _body(made), now=now, account_id=account_id)
    return made


def undo_filling(
    session: Session, packs: PackRun, content_id: int, *, now: datetime, account_id: int
) -> PackContent:
    """Take a packing back as a slip, as long as nothing happened to its packs.

    Raises:
        PackingNotFoundError: it is not of this run, or was taken back already.
        PackStateError: one of the packs was opened, or is lost, stolen or void.
    """
    made = taken_back(session, packs, PackContent, content_id, now=now)
    log(session, packs, "unfilled", _body(made), now=now, account_id=account_id)
    return made


def labels_of(
    session: Session, packs: PackRun, piece: Piece, inside: Nest | None = None
) -> list[tuple[LabelRun, Piece]]:
    """Return the labels in some packs of a run, in order, pieces that touch as one.

    Of pallets these are the labels in the packs on them, but for packs that something
    happened to.

    Args:
        session: to read with.
        packs: the run.
        piece: which of its packs.
        inside: what stands in them, where that is known already.

    Raises:
        PackEmptyError: nothing is recorded in one of them.
    """
    found = inside or all_in(session, packs, piece)
    if found.empty:
        run_id, empty = found.empty[0]
        raise PackEmptyError(run=run_id, first=empty.first, last=empty.last)
    holding = {each.run.id: each for each in found.all if not _is_pallet(each.run)}
    pieces = {run_id: each.pieces for run_id, each in holding.items() if each.pieces}
    if not _is_pallet(packs):
        pieces[packs.id] = [piece]
    rows = queries.contents_in(session, pieces)
    runs = {row.label_run_id: row.label_run for row in rows}
    labels: dict[int, list[Piece]] = {each: [] for each in sorted(runs)}
    for run_id, wanted in pieces.items():
        own = [row for row in rows if row.run_id == run_id]
        for part in wanted:
            _demand_filled(run_id, part, own)
            for row in own:
                if row.first < part.end and row.end > part.first:
                    held = common(part, Piece(row.first, row.end))
                    labels[row.label_run_id].append(labels_in(row, held))
    return [(runs[each], at) for each in labels for at in joined(labels[each])]


def _is_pallet(packs: PackRun) -> bool:
    return packs.kind is PackKind.PALLET


def _demand_filled(run_id: int, part: Piece, rows: Sequence[PackContent]) -> None:
    empty = without(part, [Piece(row.first, row.end) for row in rows])
    if empty:
        raise PackEmptyError(run=run_id, first=empty[0].first, last=empty[0].last)


def _check_bounds(wanted: Packing, packs: PackRun, labels: LabelRun) -> None:
    check_packs(Piece(wanted.first, wanted.end), size=packs.size)
    if not 1 <= wanted.each <= MAX_HOLDS:
        raise PackNumberError.of_bounds("each", MAX_HOLDS)
    asked = wanted.labels
    if not 0 <= asked.first < asked.end <= labels.size:
        raise RangeBoundsError(
            first=asked.first, last=asked.last, run_last=labels.size - 1
        )


def _demand_usable(session: Session, wanted: Packing) -> None:
    """Refuse labels that must not be on goods."""
    for piece, state, _ in queries.used(session, wanted.label_run_id, [wanted.labels]):
        if state is not RangeState.ACTIVATED:
            raise LabelsDeadError(
                first=piece.first, last=piece.last, state=RANGE_STATE_WORDS[state]
            )


def _demand_free(session: Session, packs: PackRun, wanted: Packing) -> None:
    """Refuse labels that are in a case which nobody has opened, or of a piece.

    A part of a whole piece may go into a case: the two ask different things.
    """
    asked = wanted.labels
    held = [
        (
            row.run_id,
            packs_with(row, common(asked, Piece(row.label_first, row.label_end))),
        )
        for row in queries.holding(session, wanted.label_run_id, asked)
        if row.run.kind is packs.kind
    ]
    closed = first_closed(session, held)
    if closed is not None:
        run_id, pack = closed
        raise LabelsPackedError(
            first=asked.first, last=asked.last, run=run_id, pack=pack
        )


def _demand_room(
    session: Session, packs: PackRun, labels: LabelRun, wanted: Packing
) -> None:
    """Conserve: a case has so many places, a whole piece so many grams."""
    by_mass = packs.kind is PackKind.WHOLE
    piece = Piece(wanted.first, wanted.end)
    loads = [(piece, wanted.each * (labels.net_content_g if by_mass else 1))]
    for row in queries.contents(session, packs.id, piece):
        of_one = row.label_run.net_content_g if by_mass else 1
        loads.append((common(piece, Piece(row.first, row.end)), row.each * of_one))
    check_room(packs.kind, room=packs.holds or packs.content_g or 0, loads=loads)


def _body(made: PackContent) -> dict[str, object]:
    return {
        "first": made.first,
        "end": made.end,
        "run": made.label_run_id,
        "label_first": made.label_first,
        "label_end": made.label_end,
        "each": made.each,
        "on_day": made.on_day.isoformat(),
    }
