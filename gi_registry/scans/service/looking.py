"""What is known of one code, and what that means; nothing is recorded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.core.prepared import Direct
from gi_registry.core.words import china_day
from gi_registry.marks.rules import RangeState
from gi_registry.producers import rules as producers
from gi_registry.producers.rules import AuthorizationState
from gi_registry.scans import queries
from gi_registry.scans.queries import Known
from gi_registry.scans.rules import (
    PERISHABLE,
    PREFECTURE_DIGITS,
    WINDOW,
    Facts,
    Goods,
    Judgement,
    Position,
    Reason,
    Seen,
    Signal,
    Verdict,
    decide,
    signals,
)

SAME_CHECK: Final = timedelta(minutes=30)
"""A check by the same device within this is the same check."""

NOBODY: Final = ""
"""The device of a look-up that is no check."""

_MANY: Final = 2
_LAST_RUN: Final = 2**31 - 1
"""The database counts runs no further, though a code could."""


class Finding(NamedTuple):
    """The answer to a code.

    Attributes:
        verdict: the most serious thing that is true of it.
        reasons: what speaks for it.
        run: the run number; None where the code is none of ours.
        index: of the label within the run; None as above.
        known: all that is known of the label; None as above.
        state_then: of the authorization, on the day of activation.
        state_today: of the authorization, today.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    run: int | None = None
    index: int | None = None  # type: ignore[assignment] # hides tuple.index
    known: Known | None = None
    state_then: AuthorizationState | None = None
    state_today: AuthorizationState | None = None

    @property
    def is_ours(self) -> bool:
        """Whether we issued the code."""
        return self.known is not None


def look_up(
    on: Session | Direct,
    decoded: Decoded | None,
    *,
    now: datetime,
    present: Seen | None = None,
) -> Finding:
    """Return what is to be said of a code; nothing is recorded.

    Args:
        on: to read with; a session is flushed before.
        decoded: what the code says; None is a forged one.
        now: the present instant.
        present: the check that is being made, if it is one.
    """
    if decoded is None:
        return Finding(Verdict.FORGED)
    if decoded.run > _LAST_RUN:
        return Finding(Verdict.NOT_ISSUED)
    if isinstance(on, Session):
        on.flush()
        on = Direct.of(on)
    known = queries.known(
        on,
        run=decoded.run,
        index=decoded.index,
        today=china_day(now),
        device=present.device if present else NOBODY,
        since=now - SAME_CHECK,
    )
    if known is not None and known.key_epoch != decoded.epoch:
        return Finding(Verdict.FORGED)  # made with the key of another epoch
    if known is None or decoded.index >= known.size:
        return Finding(Verdict.NOT_ISSUED)
    fired = _signals(on, decoded, known, now=now, present=present)
    return _finding(decoded, known, fired, now=now)


def _finding(
    decoded: Decoded, known: Known, fired: tuple[Signal, ...], *, now: datetime
) -> Finding:
    today = china_day(now)
    state_then = _state(known.state_then, known.on_day or today, known.valid_to)
    state_today = _state(known.state_today, today, known.valid_to)
    state, on_day = _happened(known)
    facts = Facts(
        state=state,
        on_day=on_day,
        expires_on=known.expires_on,
        state_then=state_then,
        state_today=state_today,
        judgement=known.judgement,
        signals=fired,
        leaked_on=known.leaked_on,
    )
    verdict, reasons = decide(facts, today=today)
    return Finding(
        verdict,
        reasons,
        run=decoded.run,
        index=decoded.index,
        known=known,
        state_then=state_then if known.state is RangeState.ACTIVATED else None,
        state_today=state_today,
    )


def _happened(known: Known) -> tuple[RangeState | None, date | None]:
    """Return the last thing that happened to a label, and when."""
    if known.recalled_on is not None:
        return RangeState.RECALLED, known.recalled_on
    if known.state is None and known.at_printer_since is not None:
        return RangeState.AT_PRINTER, known.at_printer_since
    return known.state, known.on_day


def _signals(
    on: Direct,
    decoded: Decoded,
    known: Known,
    *,
    now: datetime,
    present: Seen | None,
) -> tuple[Signal, ...]:
    """Return the copy signals; most codes were never checked and need no query."""
    goods = Goods(
        is_perishable=known.category in PERISHABLE,
        season_mask=known.season_mask,
        produced_on=known.produced_on,
    )
    seen: list[Seen] = []
    if (known.checks or 0) >= _MANY or (known.checks and present and present.division):
        since = _watched_since(known, now)
        seen = queries.seen(on, run=decoded.run, index=decoded.index, since=since)
    if present is not None and known.just_now is None:
        seen.append(present)
    if len(seen) < _MANY and not goods.is_perishable:
        return ()  # no rule can fire
    return signals(seen, goods, now=now, places=_places(on, seen))


def _watched_since(known: Known, now: datetime) -> datetime:
    """Return from when on checks count: not before an officer cleared the code."""
    start = now - WINDOW
    cleared = known.judgement is Judgement.CLEARED and known.judged_at
    return max(start, cleared) if cleared else start


def _places(on: Direct, seen: list[Seen]) -> dict[str, Position]:
    prefectures = {
        one.division
        for one in seen
        if one.division and len(one.division) == PREFECTURE_DIGITS
    }
    if len(prefectures) < _MANY:
        return {}
    return queries.positions(on)


@lru_cache(maxsize=4096)
def _state(
    state: AuthorizationState | None, day: date, valid_to: date | None
) -> AuthorizationState | None:
    """Return a state that was found for a day, unless a licence had run out."""
    if state is None:
        return None
    return producers.state_on([_Held(state)], day, valid_to=valid_to)


@dataclass(frozen=True, slots=True)
class _Held:
    """A state that is known to hold on the day that is asked about."""

    state: AuthorizationState
    from_on: date = date.min
    to_on: date | None = None
