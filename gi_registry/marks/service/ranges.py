"""What happens to ranges of labels; they never overlap."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    AtPrinterError,
    CeilingReachedError,
    LedgerBrokenError,
    RangeNotFoundError,
    RangeRecalledError,
    RangeScannedError,
    RangeTakenError,
)
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import (
    RANGE_STATE_WORDS,
    RangeRequest,
    RangeState,
    Stretch,
    check_day,
    check_range,
    mass,
    stretches,
)
from gi_registry.marks.service.accounts import demand_open
from gi_registry.marks.service.capacity import capacity
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.runs import demand_use, run
from gi_registry.translog import service as translog


def mark_range(
    session: Session, request: RangeRequest, *, now: datetime, account_id: int
) -> LabelRange:
    """Record what happened to the labels [first, end) of a run, and log it.

    Raises:
        RunNotFoundError: there is no such run.
        RangeBoundsError: empty, backwards, or beyond the run.
        RangeReasonError: dead labels need a reason.
        RangeDayError: in the future, or before the labels were issued.
        RunExpiredError: activated after the last day of the run.
        AuthorizationNotUsableError: the mark could not be used on that day.
        RangeTakenError: something has happened to one of them already.
        CeilingReachedError: more goods would carry labels than were allowed.
        YearClosedError: the books of that day's year are closed.
        AtPrinterError: a printer had one of them on that day, or has it.
    """
    labels = run(session, request.run_id)
    check_range(request, run_size=labels.size)
    check_day(
        request,
        issued_on=china_day(labels.issued_at),
        expires_on=labels.expires_on,
        today=china_day(now),
    )
    lock_ledger(session, labels.authorization_id)
    demand_open(session, labels.authorization_id, request.on_day.year)
    taken = queries.range_over(session, labels.id, request.first, request.end)
    if taken is not None:
        raise RangeTakenError(
            first=taken.first,
            last=taken.end - 1,
            state=RANGE_STATE_WORDS[taken.state],
        )
    _demand_in_hand(session, request)
    if request.state is RangeState.ACTIVATED:
        demand_use(session, labels.authorization_id, request.on_day)
        _demand_ceiling(session, labels, request)
    made = _stored(session, request, now=now, account_id=account_id)
    _demand_conservation(session, labels)
    body = {
        "run": labels.id,
        "first": made.first,
        "end": made.end,
        "on_day": made.on_day.isoformat(),
        "reason": made.reason,
    }
    translog.append(
        session,
        f"labels.{made.state.value}",
        labels.authorization.number,
        body,
        now=now,
        account_id=account_id,
    )
    return made


def undo_activation(
    session: Session, range_id: int, *, now: datetime, account_id: int
) -> LabelRange:
    """Take an activation back, as long as nobody has checked a label of it.

    Raises:
        RangeNotFoundError: there is no such activation, or it is undone.
        RangeScannedError: a label of it has been checked.
        RangeRecalledError: a label of it is recalled.
        YearClosedError: the books of its year are closed.
    """
    made = session.get(LabelRange, range_id)
    if made is None or made.state is not RangeState.ACTIVATED:
        raise RangeNotFoundError
    labels = run(session, made.run_id)
    lock_ledger(session, labels.authorization_id)
    demand_open(session, labels.authorization_id, made.on_day.year)
    if queries.is_recalled(session, range_id):
        raise RangeRecalledError
    # One statement decides, so that a scan at the same moment cannot slip by.
    undone = session.execute(
        update(LabelRange)
        .where(
            LabelRange.id == range_id,
            LabelRange.undone_at.is_(None),
            LabelRange.first_scan_at.is_(None),
        )
        .values(undone_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(made)
    if undone.rowcount != 1:  # type: ignore[attr-defined] # of an UPDATE
        raise RangeNotFoundError if made.undone_at else RangeScannedError
    body = {"run": labels.id, "first": made.first, "end": made.end}
    translog.append(
        session,
        "labels.activation-undone",
        labels.authorization.number,
        body,
        now=now,
        account_id=account_id,
    )
    return made


def ranges_of(session: Session, run_id: int) -> list[LabelRange]:
    """Return what happened to the labels of a run, in the order of the roll.

    What was taken back is left out.
    """
    return list(
        session.scalars(
            select(LabelRange)
            .where(LabelRange.run_id == run_id, LabelRange.undone_at.is_(None))
            .order_by(LabelRange.first)
        )
    )


def stretches_of(session: Session, labels: LabelRun, *, today: date) -> list[Stretch]:
    """Return what is true of every label of a run on a day, in order of the roll."""
    ends = [
        Stretch(each.first, each.end, each.state, each.on_day, each.reason)
        for each in ranges_of(session, labels.id)
    ]
    beside = queries.passages(session, [labels.id]).get(labels.id, [])
    past = labels.expires_on if labels.expires_on < today else None
    return list(stretches(labels.size, ends, beside, expired_on=past))


def _demand_in_hand(session: Session, request: RangeRequest) -> None:
    """Refuse what happens to labels that are not with their holder."""
    held = queries.held_over(
        session, request.run_id, request.first, request.end, on=request.on_day
    )
    if held is not None:
        raise AtPrinterError(lot=held.print_lot_id, first=held.first, last=held.end - 1)


def _demand_ceiling(session: Session, labels: LabelRun, request: RangeRequest) -> None:
    """Keep the allowance for spoilt labels from becoming goods."""
    found = capacity(session, labels.authorization_id, labels.year)
    allowed, on_goods = found.ceiling_g, found.activated_g
    asked = request.size * labels.net_content_g
    if on_goods + asked > allowed:
        raise CeilingReachedError(
            asked=mass(asked), left=mass(max(0, allowed - on_goods)), year=labels.year
        )


def _stored(
    session: Session, request: RangeRequest, *, now: datetime, account_id: int
) -> LabelRange:
    made = LabelRange(
        run_id=request.run_id,
        first=request.first,
        end=request.end,
        state=request.state,
        lot_id=request.lot_id,
        on_day=request.on_day,
        reason=request.reason.strip(),
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    return made


def _demand_conservation(session: Session, labels: LabelRun) -> None:
    accounted = queries.accounted(session, labels.id)
    if accounted > labels.size:
        msg = f"run {labels.id}: {accounted} of {labels.size} labels accounted for"
        raise LedgerBrokenError(msg)
