"""Epochs of item codes: a key follows another, and a key that leaked says so.

All keys derive from the master secret, so an epoch is a number. A run keeps the
epoch that it was issued under, and a code counts only under the epoch of its
run: who has the key of one epoch can make no code of a run of another.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.marks.errors import EpochReasonError, EpochUnknownError, LeakDayError
from gi_registry.marks.models import CodeEpoch, LabelRun
from gi_registry.marks.rules import FIRST_EPOCH
from gi_registry.translog import service as translog

_QUEUE = 0x65706F63
"""Advisory lock under which epochs are begun."""


@dataclass(frozen=True, slots=True)
class EpochLine:
    """An epoch and what was issued under it.

    Attributes:
        epoch: its number, from 1.
        begun_at: first instant of runs under it; none of the first.
        leaked_on: from when on its codes prove nothing; none while they do.
        leaked_reason: what is known of the leak.
        runs: issued under it, count.
        labels: in those, count.
    """

    epoch: int
    begun_at: datetime | None
    leaked_on: date | None
    leaked_reason: str | None
    runs: int
    labels: int


def current_epoch(session: Session) -> int:
    """Return the epoch that new runs are issued under."""
    return session.scalar(select(func.max(CodeEpoch.epoch))) or FIRST_EPOCH


def epochs(session: Session) -> list[EpochLine]:
    """Return every epoch with what was issued under it, newest first."""
    rows = {row.epoch: row for row in session.scalars(select(CodeEpoch))}
    issued = {
        row.key_epoch: row
        for row in session.execute(
            select(
                LabelRun.key_epoch,
                func.count().label("runs"),
                func.sum(LabelRun.size).label("labels"),
            ).group_by(LabelRun.key_epoch)
        )
    }
    lines = []
    for epoch in range(max(rows, default=FIRST_EPOCH), 0, -1):
        row, of_it = rows.get(epoch), issued.get(epoch)
        lines.append(
            EpochLine(
                epoch=epoch,
                begun_at=row.begun_at if row else None,
                leaked_on=row.leaked_on if row else None,
                leaked_reason=row.leaked_reason if row else None,
                runs=of_it.runs if of_it else 0,
                labels=int(of_it.labels) if of_it else 0,
            )
        )
    return lines


def leak_of(session: Session, epoch: int) -> date | None:
    """Return the day from which codes of an epoch prove nothing, if they do not."""
    row = session.get(CodeEpoch, epoch)
    return row.leaked_on if row else None


def begin_epoch(
    session: Session, reason: str, *, now: datetime, account_id: int | None
) -> int:
    """Begin the next epoch; runs are issued under its key from now on. Logged.

    Raises:
        EpochReasonError: no reason is given.
    """
    reason = _said(reason)
    lock(session, _QUEUE)
    epoch = current_epoch(session) + 1
    session.add(CodeEpoch(epoch=epoch, begun_at=now, reason=reason))
    session.flush()
    translog.append(
        session,
        "codes.epoch-begun",
        f"epoch-{epoch}",
        {"epoch": epoch, "reason": reason},
        now=now,
        account_id=account_id,
    )
    return epoch


def declare_leak(
    session: Session,
    epoch: int,
    *,
    on: date,
    reason: str,
    now: datetime,
    account_id: int | None,
) -> int:
    """Say that the key of an epoch is in strangers' hands. Logged.

    Scans of its labels say so at once; the current epoch is followed by another,
    so that no run is issued under a key that leaked.

    Args:
        session: a writing session.
        epoch: whose key.
        on: from when on, as far as is known; an earlier day replaces a later one.
        reason: what is known of it; public.
        now: the present instant.
        account_id: who says so; none from the command line.

    Returns:
        The epoch that runs are issued under now.

    Raises:
        EpochUnknownError: there is no such epoch.
        EpochReasonError: no reason is given.
        LeakDayError: the day is in the future.
    """
    reason = _said(reason)
    if on > china_day(now):
        raise LeakDayError(china_day(now))
    lock(session, _QUEUE)
    current = current_epoch(session)
    if not FIRST_EPOCH <= epoch <= current:
        raise EpochUnknownError(epoch, newest=current)
    row = session.get(CodeEpoch, epoch)
    if row is None:
        row = CodeEpoch(epoch=epoch, begun_at=None, reason="")
        session.add(row)
    row.leaked_on = min(on, row.leaked_on) if row.leaked_on else on
    row.leaked_reason = reason
    session.flush()
    translog.append(
        session,
        "codes.epoch-leaked",
        f"epoch-{epoch}",
        {"epoch": epoch, "leaked_on": row.leaked_on.isoformat(), "reason": reason},
        now=now,
        account_id=account_id,
    )
    if epoch < current:
        return current
    return begin_epoch(session, reason, now=now, account_id=account_id)


def _said(reason: str) -> str:
    if not reason.strip():
        raise EpochReasonError
    return reason.strip()
