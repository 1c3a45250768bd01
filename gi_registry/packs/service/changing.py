"""What happens to outer packs, and to the labels in them with one step."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.marks.models import LabelRange
from gi_registry.marks.rules import RangeRequest, RangeState
from gi_registry.packs import queries
from gi_registry.packs.errors import PackNotOpenedError
from gi_registry.packs.models import PackEvent, PackRun
from gi_registry.packs.rules import (
    PackChange,
    PackKind,
    PackState,
    Piece,
    check_day,
    check_packs,
    check_reason,
    without,
)
from gi_registry.packs.service.packing import demand_untouched, labels_of
from gi_registry.packs.service.runs import log, run
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
    """

    event: PackEvent
    unused: int = 0
    recalled: int = 0


def activate_packs(
    session: Session,
    packs: PackRun,
    piece: Piece,
    *,
    lot_id: int,
    on_day: date,
    now: datetime,
    account_id: int,
) -> list[LabelRange]:
    """Put all labels in some packs to use on the goods of a lot, or none of them.

    Raises:
        PackBoundsError: the packs are not within their run.
        PackEmptyError: nothing is recorded in one of them.
        PackStateError: one of them was opened, or is lost, stolen or void.
        GiError: see `tracing.service.activate`.
    """
    check_packs(piece, size=packs.size)
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, piece)
    return [
        tracing.activate(
            session,
            Activation(lot_id, labels.id, part.first, part.end, on_day),
            now=now,
            account_id=account_id,
        )
        for labels, part in labels_of(session, packs, piece)
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
    if wanted.state is PackState.OPENED and packs.kind is not PackKind.CASE:
        raise PackNotOpenedError
    marks.lock_ledger(session, packs.authorization_id)
    demand_untouched(session, packs.id, piece)
    unused = recalled = 0
    if wanted.with_content and wanted.state.is_alarm:
        for labels, part in labels_of(session, packs, piece):
            by = {"now": now, "account_id": account_id}
            done = _share_lot(session, wanted, labels.id, part, **by)
            unused, recalled = unused + done[0], recalled + done[1]
    event = _stored(session, wanted, now=now, account_id=account_id)
    body = {
        "first": event.first,
        "end": event.end,
        "on_day": event.on_day.isoformat(),
        "reason": event.reason,
    }
    log(session, packs, event.state.value, body, now=now, account_id=account_id)
    return Changed(event, unused, recalled)


def _share_lot(
    session: Session,
    wanted: PackChange,
    run_id: int,
    part: Piece,
    *,
    now: datetime,
    account_id: int,
) -> tuple[int, int]:
    """Let labels share the lot of their packs; return how many did, unused and used."""
    touched = queries.used(session, run_id, [part])
    unused = without(part, [each.piece for each in touched])
    state = _LABELS_BECOME.get(wanted.state)
    for left in unused if state else ():
        request = RangeRequest(
            run_id, left.first, left.end, state, None, wanted.on_day, wanted.reason
        )
        marks.mark_range(session, request, now=now, account_id=account_id)
    recalled = 0
    for piece, was, _ in touched:
        if was is RangeState.ACTIVATED:
            request = marks.RecallRequest(
                run_id, piece.first, piece.end, wanted.on_day, wanted.reason
            )
            made = marks.recall(session, request, now=now, account_id=account_id)
            recalled += sum(row.end - row.first for row in made)
    return sum(left.size for left in unused) if state else 0, recalled


def _stored(
    session: Session, wanted: PackChange, *, now: datetime, account_id: int
) -> PackEvent:
    made = PackEvent(
        run_id=wanted.run_id,
        first=wanted.first,
        end=wanted.end,
        state=wanted.state,
        on_day=wanted.on_day,
        reason=wanted.reason.strip(),
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    return made
