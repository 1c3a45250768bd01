"""What happens to outer packs, and to the labels in them with one step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeRequest, RangeState
from gi_registry.packs.errors import PackNotOpenedError
from gi_registry.packs.models import PackEvent, PackRun
from gi_registry.packs.rules import (
    PackActivation,
    PackChange,
    PackKind,
    PackState,
    Piece,
    check_day,
    check_packs,
    check_reason,
    common,
)
from gi_registry.packs.service.nesting import Nest, all_in
from gi_registry.packs.service.packing import labels_of
from gi_registry.packs.service.runs import demand_untouched, log, run
from gi_registry.tracing import service as tracing
from gi_registry.tracing.rules import Activation

_LABELS_BECOME: Final = {
    PackState.VOID: RangeState.VOID,
    PackState.LOST: RangeState.LOST,
    PackState.STOLEN: RangeState.STOLEN,
}
"""What labels become that were on no goods yet, where their pack's lot is theirs."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change.

    Attributes:
        event: of the packs.
        unused: labels in them that share their lot and were on no goods, count.
        recalled: labels in them that were in use and are called back, count.
        packs: packs on them that share their lot, count.
    """

    event: PackEvent
    unused: int = 0
    recalled: int = 0
    packs: int = 0


def activate_packs(
    session: Session, wanted: PackActivation, *, now: datetime, account_id: int
) -> list[LabelRange]:
    """Put all labels in some packs to use on the goods of a lot, or none of them.

    Raises:
        PackRunNotFoundError: there is no such run of packs.
        PackBoundsError: the packs are not within their run.
        PackEmptyError: nothing is recorded in one of them.
        PackStateError: one of them was opened, or is lost, stolen or void.
        GiError: see `tracing.service.activate`.
    """
    packs = run(session, wanted.run_id)
    piece = Piece(wanted.first, wanted.end)
    check_packs(piece, size=packs.size)
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, piece)
    inside = all_in(session, packs, piece)
    for each in inside.all:
        for gone, _ in each.gone:
            demand_untouched(session, each.run.id, gone)
    return [
        tracing.activate(
            session,
            Activation(wanted.lot_id, labels.id, part.first, part.end, wanted.on_day),
            now=now,
            account_id=account_id,
        )
        for labels, part in labels_of(session, packs, piece, inside)
    ]


def change(
    session: Session, wanted: PackChange, *, now: datetime, account_id: int
) -> Changed:
    """Record what happened to packs, and log it; with their content, if wanted.

    Then labels that are on no goods become what the packs are, and labels in use
    are called back.

    Raises:
        PackRunNotFoundError: there is no such run of packs.
        PackBoundsError: the packs are not within their run.
        PackReasonError: it is an alarm without a reason.
        PackDayError: in the future, or before the codes were issued.
        PackNotOpenedError: a whole piece is not opened.
        PackStateError: something has happened to one of them already.
        PackEmptyError: with their content, where one has none.
        GiError: see `marks.service.mark_range` and `recall`.
    """
    packs = run(session, wanted.run_id)
    piece = Piece(wanted.first, wanted.end)
    check_packs(piece, size=packs.size)
    check_reason(wanted)
    check_day(wanted.on_day, issued_on=china_day(packs.issued_at), today=china_day(now))
    if wanted.state is PackState.OPENED and packs.kind is PackKind.WHOLE:
        raise PackNotOpenedError
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, piece)
    unused = recalled = inner = 0
    if wanted.with_content and wanted.state.is_alarm:
        inside = all_in(session, packs, piece)
        for labels, part in labels_of(session, packs, piece, inside):
            done = _share_lot(
                session, wanted, labels, part, now=now, account_id=account_id
            )
            unused, recalled = unused + done[0], recalled + done[1]
        inner = _packs_share_lot(
            session, wanted, inside, now=now, account_id=account_id
        )
    event = _recorded(session, wanted, packs, piece, now=now, account_id=account_id)
    return Changed(event, unused, recalled, inner)


def _packs_share_lot(
    session: Session,
    wanted: PackChange,
    inside: Nest,
    *,
    now: datetime,
    account_id: int,
) -> int:
    """Let packs on others share their lot; return how many."""
    by_run = {each.run.id: run(session, each.run.id) for each in inside.all}
    for each in inside.all:
        for piece in each.pieces:
            _recorded(
                session,
                wanted,
                by_run[each.run.id],
                piece,
                now=now,
                account_id=account_id,
            )
    return sum(each.count for each in inside.all)


def _share_lot(
    session: Session,
    wanted: PackChange,
    labels: LabelRun,
    part: Piece,
    *,
    now: datetime,
    account_id: int,
) -> tuple[int, int]:
    """Let labels share the lot of their packs; return how many, unused and in use."""
    becomes = _LABELS_BECOME.get(wanted.state)
    unused = recalled = 0
    for stretch in marks.stretches_of(session, labels, today=china_day(now)):
        if stretch.first >= part.end or stretch.end <= part.first:
            continue
        piece = common(part, Piece(stretch.first, stretch.end))
        if stretch.state is RangeState.ACTIVATED:
            request = marks.RecallRequest(
                labels.id, *piece, wanted.on_day, wanted.reason
            )
            marks.recall(session, request, now=now, account_id=account_id)
            recalled += piece.size
        elif becomes and not (stretch.state and stretch.state.is_dead):
            range_ = RangeRequest(
                labels.id, *piece, becomes, None, wanted.on_day, wanted.reason
            )
            marks.mark_range(session, range_, now=now, account_id=account_id)
            unused += piece.size
    return unused, recalled


def _recorded(
    session: Session,
    wanted: PackChange,
    packs: PackRun,
    piece: Piece,
    *,
    now: datetime,
    account_id: int,
) -> PackEvent:
    """Record and log what happened to packs of a run."""
    made = PackEvent(
        run_id=packs.id,
        first=piece.first,
        end=piece.end,
        state=wanted.state,
        on_day=wanted.on_day,
        reason=wanted.reason.strip(),
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {
        "first": made.first,
        "end": made.end,
        "on_day": made.on_day.isoformat(),
        "reason": made.reason,
    }
    log(session, packs, made.state.value, body, now=now, account_id=account_id)
    return made
