"""Labels on goods that are called back; a scan says so from that moment on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    NothingToRecallError,
    NotInUseError,
    RangeTakenError,
    RecallDayError,
)
from gi_registry.marks.models import LabelRange, LabelRecall, LabelRun
from gi_registry.marks.rules import (
    RANGE_STATE_WORDS,
    RangeRequest,
    RangeState,
    Stretch,
    check_day,
    check_range,
    stretches,
)
from gi_registry.marks.service.accounts import demand_open
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.runs import run
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class RecallRequest:
    """Labels [first, end) of a run are called back, on a day, for a reason."""

    run_id: int
    first: int
    end: int
    on_day: date
    reason: str


def recall(
    session: Session, request: RecallRequest, *, now: datetime, account_id: int
) -> list[LabelRecall]:
    """Call back labels that are on goods, and log it.

    Raises:
        RunNotFoundError: there is no such run.
        RangeBoundsError: empty, backwards, or beyond the run.
        RangeReasonError: it has no reason.
        RangeDayError: in the future, or before the labels were issued.
        NotInUseError: some of the labels are on no goods.
        RecallDayError: some were put to use later than that.
        RangeTakenError: some are recalled already.
        YearClosedError: the books of that day's year are closed.
    """
    labels = run(session, request.run_id)
    _check(labels, request, today=china_day(now))
    lock_ledger(session, labels.authorization_id)
    demand_open(session, labels.authorization_id, request.on_day.year)
    taken = queries.recall_over(session, labels.id, request.first, request.end)
    if taken is not None:
        raise RangeTakenError(
            first=taken.first,
            last=taken.end - 1,
            state=RANGE_STATE_WORDS[RangeState.RECALLED],
        )
    used = queries.activations_over(session, labels.id, request.first, request.end)
    _demand_all(request, used)
    made = [
        LabelRecall(
            run_id=labels.id,
            range_id=each.id,
            first=max(each.first, request.first),
            end=min(each.end, request.end),
            on_day=request.on_day,
            reason=request.reason.strip(),
            recorded_at=now,
            recorded_by_id=account_id,
        )
        for each in used
    ]
    session.add_all(made)
    session.flush()
    body = {
        "run": labels.id,
        "first": request.first,
        "end": request.end,
        "on_day": request.on_day.isoformat(),
        "reason": request.reason.strip(),
    }
    translog.append(
        session,
        "labels.recalled",
        labels.authorization.number,
        body,
        now=now,
        account_id=account_id,
    )
    return made


def recall_lot(
    session: Session,
    lot_id: int,
    *,
    on_day: date,
    reason: str,
    now: datetime,
    account_id: int,
) -> int:
    """Call back what is in use on the goods of a lot; return how many labels.

    Labels that are recalled already stay so. The caller may act for the lot.

    Raises:
        NothingToRecallError: no label is in use, or all of them are recalled.
        GiError: see `recall`.
    """
    used = queries.activations_of_lot(session, lot_id)
    known = queries.passages(session, {each.run_id for each in used})
    wanted = [
        RecallRequest(each.run_id, piece.first, piece.end, on_day, reason)
        for each in used
        for piece in _not_recalled(each, known.get(each.run_id, []))
    ]
    if not wanted:
        raise NothingToRecallError
    made = [
        row
        for request in wanted
        for row in recall(session, request, now=now, account_id=account_id)
    ]
    return sum(row.end - row.first for row in made)


def recalled(session: Session, range_ids: Collection[int]) -> dict[int, int]:
    """Return how many labels of each activation are recalled, count."""
    return queries.recalled(session, range_ids)


def _check(labels: LabelRun, request: RecallRequest, *, today: date) -> None:
    asked = RangeRequest(
        run_id=request.run_id,
        first=request.first,
        end=request.end,
        state=RangeState.RECALLED,
        lot_id=None,
        on_day=request.on_day,
        reason=request.reason,
    )
    check_range(asked, run_size=labels.size)
    check_day(
        asked,
        issued_on=china_day(labels.issued_at),
        expires_on=labels.expires_on,
        today=today,
    )


def _demand_all(request: RecallRequest, used: Sequence[LabelRange]) -> None:
    at = request.first
    for each in used:
        if each.first > at:
            break
        if each.on_day > request.on_day:
            raise RecallDayError(each.on_day)
        at = each.end
    if at < request.end:
        ends = [each.first for each in used if each.first > at]
        raise NotInUseError(first=at, last=min([request.end, *ends]) - 1)


def _not_recalled(used: LabelRange, known: list[Stretch]) -> Iterator[Stretch]:
    whole = Stretch(used.first, used.end, used.state)
    for piece in stretches(used.end, [whole], known):
        if piece.state is RangeState.ACTIVATED:
            yield piece
