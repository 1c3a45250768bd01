"""Labels go onto goods: a range of a run, a lot, a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.marks import service as marks
from gi_registry.marks.errors import RangeNotFoundError
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeRequest, RangeState
from gi_registry.tracing import queries
from gi_registry.tracing.errors import LotNotFoundError, OtherAuthorizationError
from gi_registry.tracing.models import Lot
from gi_registry.tracing.rules import Activation, check_activation
from gi_registry.tracing.service.lots import lot


def activate(
    session: Session, wanted: Activation, *, now: datetime, account_id: int
) -> LabelRange:
    """Put labels to use on the goods of a lot, and log it.

    Raises:
        LotNotFoundError: there is no such lot.
        RunNotFoundError: there is no such run.
        OtherAuthorizationError: labels and goods are not of one authorization.
        LotClosedError: the lot was closed.
        NotYetMadeError: the goods were made after that day.
        MassBalanceError: the lot has not so many goods left.
        RangeBoundsError: empty, backwards, or beyond the run.
        RangeDayError: in the future, or before the labels were issued.
        RunExpiredError: after the last day of the run.
        AuthorizationNotUsableError: the mark could not be used on that day.
        RangeTakenError: something has happened to one of the labels already.
        CeilingReachedError: more than may be marked in the year.
    """
    goods = lot(session, wanted.lot_id)
    labels = marks.run(session, wanted.run_id)
    if labels.authorization_id != goods.authorization_id:
        raise OtherAuthorizationError(run=labels.id, number=goods.authorization.number)
    marks.lock_ledger(session, goods.authorization_id)
    session.refresh(goods, ["closed_at"])
    request = RangeRequest(
        run_id=wanted.run_id,
        first=wanted.first,
        end=wanted.end,
        state=RangeState.ACTIVATED,
        lot_id=goods.id,
        on_day=wanted.on_day,
        reason="",
    )
    check_activation(
        wanted,
        produced_on=goods.produced_on,
        is_closed=goods.closed_at is not None,
        quantity_g=goods.quantity_g,
        labelled_g=queries.labelled_g(session, goods.id),
        asked_g=request.size * labels.net_content_g,
    )
    return marks.mark_range(session, request, now=now, account_id=account_id)


def undo_activation(
    session: Session, goods: Lot, range_id: int, *, now: datetime, account_id: int
) -> LabelRange:
    """Take an activation back, as long as nobody has checked a label of it.

    Args:
        session: a writing session.
        goods: the lot that the labels are on; the caller may act for it.
        range_id: which activation.
        now: the instant.
        account_id: who acts.

    Raises:
        RangeNotFoundError: it is not of this lot, or was taken back already.
        RangeScannedError: a label of it has been checked.
    """
    if all(row.id != range_id for row, _ in queries.activations(session, goods.id)):
        raise RangeNotFoundError
    return marks.undo_activation(session, range_id, now=now, account_id=account_id)


def lot_of_activation(session: Session, range_id: int, *, organisation_id: int) -> Lot:
    """Return the lot that labels were put to use on.

    Raises:
        RangeNotFoundError: there is no such activation, or it is another's.
    """
    made = session.get(LabelRange, range_id)
    if made is None or made.lot_id is None:
        raise RangeNotFoundError
    try:
        return lot(session, made.lot_id, organisation_id=organisation_id)
    except LotNotFoundError:
        raise RangeNotFoundError from None


def activations(session: Session, lot_id: int) -> list[tuple[LabelRange, LabelRun]]:
    """Return the labels on a lot's goods with their runs, in order of the day."""
    return queries.activations(session, lot_id)
