"""How an authorization passes from one state to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gi_registry.producers.errors import (
    AnnouncementNeededError,
    ReasonNeededError,
    RecordDayError,
    StateChangeError,
)
from gi_registry.producers.rules.states import (
    AUTHORIZATION_STATE_WORDS,
    MAY_USE,
    AuthorizationState,
)


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """An announcement of CNIPA, as an officer records it.

    Attributes:
        number: in CNIPA's series, which has no year.
        file_sha256: of the announcement's file, kept in the store.
    """

    number: int
    announced_on: date
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state, as an officer records it.

    Attributes:
        on: first day of the new state.
        due_on: last day to put things right, of RECTIFY.
        announcement: of the cancellation; STOPPED needs it.
    """

    state: AuthorizationState
    on: date
    reason: str
    due_on: date | None = None
    announcement: NewAnnouncement | None = None


class Status(Protocol):
    """A state over a half-open span of days."""

    @property
    def state(self) -> AuthorizationState:
        """What holds."""
        ...

    @property
    def from_on(self) -> date:
        """First day."""
        ...

    @property
    def to_on(self) -> date | None:
        """First day on which it no longer holds; none while it does."""
        ...


_T = AuthorizationState
_ENDS = (_T.STOPPED, _T.EXPIRED, _T.WITHDRAWN, _T.ENTITY_GONE)

CHANGES: dict[AuthorizationState, tuple[AuthorizationState, ...]] = {
    _T.ANNOUNCED: (_T.IN_USE, _T.RECTIFY, _T.SUSPENDED, *_ENDS),
    _T.IN_USE: (_T.RECTIFY, _T.SUSPENDED, *_ENDS),
    _T.RECTIFY: (_T.IN_USE, _T.SUSPENDED, *_ENDS),
    _T.SUSPENDED: (_T.IN_USE, _T.RECTIFY, *_ENDS),
    _T.EXPIRED: (_T.STOPPED,),
    _T.WITHDRAWN: (_T.STOPPED,),
    _T.ENTITY_GONE: (_T.STOPPED,),
    _T.STOPPED: (),
}
"""What may follow what; CNIPA's cancellation may follow everything."""


def check_change(
    old: AuthorizationState, change: Change, *, since: date, today: date
) -> None:
    """Refuse a change that cannot be.

    Args:
        old: the present state.
        change: what is to be recorded.
        since: first day of the present state.
        today: the present day in China.

    Raises:
        StateChangeError: the new state does not follow the old one.
        ReasonNeededError: no reason is given.
        RecordDayError: before the present state began, in the future, or a day
            to put things right that comes before the change.
        AnnouncementNeededError: STOPPED without CNIPA's announcement.
    """
    if change.state not in CHANGES[old]:
        words = AUTHORIZATION_STATE_WORDS
        raise StateChangeError(words[old], words[change.state])
    if not change.reason.strip():
        raise ReasonNeededError
    if not since <= change.on <= today:
        raise RecordDayError("on", since, today)
    if change.due_on is not None and change.due_on < change.on:
        raise RecordDayError("due_on", change.on, date.max)
    if change.state is _T.STOPPED and change.announcement is None:
        raise AnnouncementNeededError


def needs_second(old: Status, change: Change, *, due_on: date | None) -> bool:
    """Whether a change takes two people: it lets use go on against what was set.

    Args:
        old: the present state.
        change: what is to be recorded.
        due_on: last day to put things right, of RECTIFY, if one was set.

    Returns:
        True for lifting a suspension, and for calling things put right after
        their last day.
    """
    if change.state not in MAY_USE:
        return False
    if old.state is _T.SUSPENDED:
        return True
    return old.state is _T.RECTIFY and due_on is not None and due_on < change.on


def state_on(
    statuses: Sequence[Status], day: date, *, valid_to: date | None
) -> AuthorizationState | None:
    """Return the state that held on a day.

    Args:
        statuses: the history, half-open spans.
        day: asked about.
        valid_to: last day of the licence or mark behind it, if there is one.

    Returns:
        None before the first day. EXPIRED after `valid_to`, recorded or not.
    """
    found = next(
        (
            status.state
            for status in statuses
            if status.from_on <= day and (status.to_on is None or day < status.to_on)
        ),
        None,
    )
    is_past = valid_to is not None and day > valid_to
    return _T.EXPIRED if is_past and found in MAY_USE else found
