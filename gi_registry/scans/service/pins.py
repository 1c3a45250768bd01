"""Scratch PINs: proof that somebody holds the pack, and when that was first."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import insert_unless_there
from gi_registry.scans.errors import PinNotAskedError
from gi_registry.scans.models import PinCheck
from gi_registry.scans.rules import (
    Verdict,
    check_tries,
    is_same,
    tries_left,
    typed_pin,
)
from gi_registry.scans.service.looking import Finding, look_up


class PinEntry(NamedTuple):
    """What came of an entry.

    Attributes:
        is_right: whether it was the label's PIN.
        first_at: when the right one was entered first; now, where that is this one.
        is_first: whether nobody had entered it before.
        tries_left: before the next one has to wait, count.
    """

    is_right: bool
    first_at: datetime | None
    is_first: bool
    tries_left: int


def asks_pin(finding: Finding) -> bool:
    """Whether the buyer of a label is asked for its PIN."""
    known = finding.known
    return (
        known is not None
        and known.has_pin
        and finding.verdict in (Verdict.GENUINE, Verdict.SUSPECT)
    )


def pin_first_at(session: Session, finding: Finding) -> datetime | None:
    """Return when the right PIN of a label was entered first; None if never."""
    if finding.run is None or finding.index is None:
        return None
    found = session.get(PinCheck, (finding.run, finding.index))
    return found.first_at if found else None


def enter_pin(
    session: Session, keys: CodeKeys, decoded: Decoded, typed: str, *, now: datetime
) -> PinEntry:
    """Compare a PIN with the label's; what is kept is one row of that label.

    A wrong entry is counted, so it is an answer and no refusal, which would undo it.

    Args:
        session: a writing session.
        keys: that make PINs.
        decoded: what the label's code says.
        typed: as typed.
        now: the present instant.

    Raises:
        PinFormatError: it is not six digits; that is not counted.
        PinNotAskedError: the label has no PIN, or is not in use.
        PinWaitError: wrong ones were entered too lately.
        PinClosedError: too many wrong ones were entered.
    """
    pin = typed_pin(typed)
    if not asks_pin(look_up(session, decoded, now=now)):
        raise PinNotAskedError
    kept = _kept(session, decoded)
    check_tries(kept.wrong, kept.last_wrong_at, now=now)
    if not is_same(keys.pin(decoded.epoch, decoded.run, decoded.index), pin):
        kept.wrong, kept.last_wrong_at = kept.wrong + 1, now
        return PinEntry(
            is_right=False,
            first_at=kept.first_at,
            is_first=False,
            tries_left=tries_left(kept.wrong),
        )
    is_first = kept.first_at is None
    kept.first_at = kept.first_at or now
    return PinEntry(
        is_right=True,
        first_at=kept.first_at,
        is_first=is_first,
        tries_left=tries_left(kept.wrong),
    )


def _kept(session: Session, decoded: Decoded) -> PinCheck:
    """Return the label's row, made if need be, for this transaction alone."""
    where = {"run_id": decoded.run, "index": decoded.index}
    session.execute(
        insert_unless_there(session, PinCheck).values(
            **where, first_at=None, wrong=0, last_wrong_at=None
        )
    )
    return session.scalars(select(PinCheck).filter_by(**where).with_for_update()).one()
