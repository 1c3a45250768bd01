"""Members of collective marks and licences of certification marks.

Source:
    《集体商标、证明商标注册和管理规定》 (CNIPA Order 79, in force 2024-02-01)
    Arts 11, 13, 15, 16, 17: what a registrant admits or permits is recorded with
    CNIPA within three months, and CNIPA announces it. For cancelling, Art. 13
    gives three months to a collective mark (its members change); for a
    certification mark Art. 11 says 及时, which is no number of days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules import months_after
from gi_registry.producers.errors import (
    LicenceTermError,
    MemberDayError,
    MemberStepError,
    NonMemberLicenceError,
    NotAMarkError,
    OwnMarkError,
    ReasonNeededError,
)
from gi_registry.products.rules import RightKind

RECORDAL_MONTHS: Final = 3
RECORDAL_RULE: Final = "order79.13"


class MemberKind(StrEnum):
    """On what ground somebody uses a registrant's mark."""

    MEMBER = "member"
    LICENCE = "licence"


class MemberState(StrEnum):
    """Where a membership or licence stands."""

    PERMITTED = "permitted"
    """By the registrant; nothing is recorded with CNIPA."""
    RECORDAL_DUE = "recordal_due"
    """It has begun, and the three months run; follows by the day, never stored."""
    RECORDED = "recorded"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    """By the registrant."""
    CANCEL_RECORDED = "cancel_recorded"

    @property
    def in_force(self) -> bool:
        """Whether the mark may be used on its ground."""
        return self not in (MemberState.CANCELLED, MemberState.CANCEL_RECORDED)


_S = MemberState

MEMBER_STEPS: Final[Mapping[MemberState, tuple[MemberState, ...]]] = {
    _S.PERMITTED: (_S.CANCELLED,),
    _S.RECORDAL_DUE: (_S.RECORDED, _S.CANCELLED),
    _S.RECORDED: (_S.ANNOUNCED, _S.CANCELLED),
    _S.ANNOUNCED: (_S.CANCELLED,),
    _S.CANCELLED: (_S.CANCEL_RECORDED,),
    _S.CANCEL_RECORDED: (),
}
"""What may follow what."""

MEMBER_STATE_WORDS: Final = {
    _S.PERMITTED: Words("已准许，尚未开始", "Permitted, not begun"),
    _S.RECORDAL_DUE: Words("待备案", "To be recorded"),
    _S.RECORDED: Words("已备案", "Recorded"),
    _S.ANNOUNCED: Words("已公告", "Announced"),
    _S.CANCELLED: Words("已取消，待备案", "Cancelled, to be recorded"),
    _S.CANCEL_RECORDED: Words("取消已备案", "Cancellation recorded"),
}

MEMBER_KIND_WORDS: Final = {
    MemberKind.MEMBER: Words("集体成员", "Member"),
    MemberKind.LICENCE: Words("使用许可", "Licence"),
}

_KINDS: Final = {
    RightKind.COLLECTIVE_MARK: MemberKind.MEMBER,
    RightKind.CERTIFICATION_MARK: MemberKind.LICENCE,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that a register belongs to.

    Attributes:
        holder: its registrant, if known.
        valid_to: last day of its registration, if known.
    """

    kind: RightKind
    holder: str | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class NewMember:
    """A membership or licence as an officer or a list gives it.

    Attributes:
        number: of the licence contract or in the list of members.
        from_on: first day.
        ends_on: last day; none where it runs with the mark.
        kind: as the list says; none where it says nothing.
    """

    name: str
    uscc: str
    number: str
    from_on: date
    ends_on: date | None = None
    kind: MemberKind | None = None


def kind_of(right: RightKind) -> MemberKind:
    """Return on what ground others use such a right.

    Raises:
        NotAMarkError: it is no collective or certification mark.
    """
    found = _KINDS.get(right)
    if found is None:
        raise NotAMarkError
    return found


def check_member(mark: Mark, new: NewMember) -> MemberKind:
    """Refuse a membership or licence that the Order does not allow.

    Raises:
        NotAMarkError: the right is no collective or certification mark.
        NonMemberLicenceError: a collective mark licensed to a non-member (Art. 15).
        OwnMarkError: the registrant on its own certification mark (Art. 16).
        MemberDayError: it ends before it begins.
        LicenceTermError: it outlasts the mark.
    """
    kind = kind_of(mark.kind)
    if kind is MemberKind.MEMBER and new.kind is MemberKind.LICENCE:
        raise NonMemberLicenceError
    is_registrant = mark.holder is not None and new.name.strip() == mark.holder.strip()
    if kind is MemberKind.LICENCE and is_registrant:
        raise OwnMarkError
    if new.ends_on is not None and new.ends_on < new.from_on:
        raise MemberDayError("ends_on", new.from_on, date.max)
    last = new.ends_on or new.from_on
    if mark.valid_to is not None and last > mark.valid_to:
        raise LicenceTermError(mark.valid_to)
    return kind


def shown(state: MemberState, from_on: date, *, on: date) -> MemberState:
    """Return the state on a day: what has begun and is not recorded is due."""
    if state is MemberState.PERMITTED and from_on <= on:
        return MemberState.RECORDAL_DUE
    return state


def due_on(
    kind: MemberKind, state: MemberState, from_on: date, cancelled_on: date | None
) -> date | None:
    """Return the last day for the recordal that is due, if the Order gives one.

    Args:
        kind: member or licence.
        state: stored or shown.
        from_on: first day of the membership or licence.
        cancelled_on: day of its cancellation.
    """
    if state in (MemberState.PERMITTED, MemberState.RECORDAL_DUE):
        return months_after(from_on, RECORDAL_MONTHS)
    is_member = kind is MemberKind.MEMBER
    if state is MemberState.CANCELLED and is_member and cancelled_on is not None:
        return months_after(cancelled_on, RECORDAL_MONTHS)
    return None


@dataclass(frozen=True, slots=True)
class MemberStep:
    """A next state as an officer records it.

    Attributes:
        reference: CNIPA's number of a recordal, the announcement's number, or the
            reason of a cancellation.
    """

    state: MemberState
    on: date
    reference: str


def check_step(now: MemberState, new: MemberStep, *, since: date, today: date) -> None:
    """Refuse a state that cannot be recorded next.

    Args:
        now: as shown today.
        new: what is to be recorded.
        since: day of the last one.
        today: the present day in China.

    Raises:
        MemberStepError: it does not follow.
        MemberDayError: before the last one, or in the future.
        ReasonNeededError: number or reason is missing.
    """
    if new.state not in MEMBER_STEPS[now]:
        raise MemberStepError(MEMBER_STATE_WORDS[now], MEMBER_STATE_WORDS[new.state])
    first = min(since, today)
    if not first <= new.on <= today:
        raise MemberDayError("on", first, today)
    if not new.reference.strip():
        raise ReasonNeededError
