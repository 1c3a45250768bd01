"""What can be recorded in the life of a right, and what not.

Source:
    CNIPA Order 80 Arts 15, 16, 26, 27 and 28.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gi_registry.core.words import Words
from gi_registry.rights.errors import (
    DayOrderError,
    EarlyError,
    NotAcceptableError,
    OppositionOpenError,
    OppositionUpheldError,
    ReasonMissingError,
    ReceivedMissingError,
    StateNotNextError,
)
from gi_registry.rights.rules.states import (
    STATE_WORDS,
    Procedure,
    State,
    Touched,
    Track,
)
from gi_registry.rights.rules.steps import (
    OPPOSITION_PENDING,
    PRELIMINARY,
    following,
    need,
)

_MAIN = frozenset({Touched.NAME, Touched.AREA, Touched.QUALITY, Touched.FORM})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a procedure stands, as far as the next step depends on it.

    Attributes:
        last_on: day of its last event.
        due_on: last day of the period that runs, if one does.
        opposed_by: states of the oppositions against it.
        grounds: why it cannot be accepted, of an opposition or a request.
    """

    procedure: Procedure
    state: State
    last_on: date
    due_on: date | None = None
    opposed_by: tuple[State, ...] = ()
    grounds: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class NewState:
    """A state as an officer records it.

    Attributes:
        on: day of what CNIPA did.
        received_on: day on which its notice was received.
        words: reason or remark.
    """

    state: State
    on: date
    received_on: date | None = None
    words: str = ""


def track_of(touched: Collection[Touched], asked: Track) -> Track:
    """Return the track of a change: main, if main content is touched (Art. 26)."""
    return Track.MAIN if _MAIN & set(touched) else asked


def not_acceptable(
    procedure: Procedure, *, filed_on: date, last_day: date | None, reasons: str
) -> tuple[Words, ...]:
    """Return why an opposition or a request is not accepted; nothing if it is.

    Only what the Order lists counts: an opposition that is late or says no
    reasons (Art. 15), a request to revoke without reasons (Art. 28). Missing
    evidence is not listed, and only warned of.

    Args:
        procedure: opposition or revocation.
        filed_on: day of the request.
        last_day: on which one may oppose; none for a revocation.
        reasons: as stated.
    """
    found = []
    is_opposition = procedure is Procedure.OPPOSITION
    if is_opposition and last_day is not None and filed_on > last_day:
        found.append(
            Words(
                f"逾期提出：异议期至 {last_day}，提出日为 {filed_on}（第十五条）",
                f"late: one could oppose until {last_day}, it was filed on "
                f"{filed_on} (Art. 15)",
            )
        )
    if not reasons.strip():
        article = Words("第十五条", "Art. 15")
        if not is_opposition:
            article = Words("第二十八条", "Art. 28")
        found.append(
            Words(
                f"未具体说明理由（{article.zh}）",
                f"the reasons are not stated specifically ({article.en})",
            )
        )
    return tuple(found)


def check(now: Standing, new: NewState, *, today: date) -> None:
    """Refuse a state that cannot be recorded next.

    Args:
        now: where the procedure stands.
        new: what is to be recorded.
        today: the present day in China.

    Raises:
        StateNotNextError: it does not follow.
        DayOrderError: before the last event, or in the future.
        ReasonMissingError: it needs its reason.
        ReceivedMissingError: it needs the day of receipt, not before its own day.
        NotAcceptableError: an opposition or request that is late or without
            reasons is accepted, or one that is neither is not.
        OppositionOpenError: an opposition is not decided.
        OppositionUpheldError: an opposition was upheld, or none was though the
            outcome says so.
        EarlyError: before the last day of a period, and no remark says why.
    """
    next_ones = following(now.procedure, now.state)
    if new.state not in next_ones:
        raise StateNotNextError(
            STATE_WORDS[now.state],
            STATE_WORDS[new.state],
            [STATE_WORDS[each] for each in next_ones],
        )
    if not now.last_on <= new.on <= today:
        raise DayOrderError("on", now.last_on, today)
    needs = need(now.procedure, new.state)
    if needs.reason and not new.words.strip():
        raise ReasonMissingError
    if needs.received and not _received(new, today):
        raise ReceivedMissingError(new.on, today)
    _check_acceptance(now, new)
    _check_oppositions(now, new)
    _check_period(now, new)


def _received(new: NewState, today: date) -> bool:
    return new.received_on is not None and new.on <= new.received_on <= today


def _check_acceptance(now: Standing, new: NewState) -> None:
    if now.state not in (State.FILED, State.REQUESTED):
        return
    is_refused = new.state is State.NOT_ACCEPTED
    if is_refused is not bool(now.grounds):
        raise NotAcceptableError(now.grounds)


def _check_oppositions(now: Standing, new: NewState) -> None:
    if now.state not in PRELIMINARY | {State.OPPOSED}:
        return
    pending = [each for each in now.opposed_by if each in OPPOSITION_PENDING]
    if pending:
        raise OppositionOpenError(len(pending))
    upheld = State.UPHELD in now.opposed_by
    settled = State.SETTLED in now.opposed_by
    favourable = new.state in (State.RECOGNISED, State.ANNOUNCED)
    if (favourable and upheld) or not (favourable or upheld or settled):
        raise OppositionUpheldError(STATE_WORDS[new.state], is_upheld=upheld)
    if settled and not new.words.strip():
        raise ReasonMissingError


def _check_period(now: Standing, new: NewState) -> None:
    ends = (State.RECOGNISED, State.ANNOUNCED, State.NOT_ACCEPTED)
    if now.due_on is None or new.state not in ends or new.words.strip():
        return
    if new.on <= now.due_on:
        raise EarlyError(now.due_on)


def protected_from(finals: Iterable[date]) -> date | None:
    """Return the day from which a right is protected: of its final announcement."""
    return min(finals, default=None)
