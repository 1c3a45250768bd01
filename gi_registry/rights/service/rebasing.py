"""Users whose right ended, re-based onto another right of the same product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.words import china_day
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization, AuthorizationStatus
from gi_registry.producers.rules import (
    AuthorizationState,
    NewAnnouncement,
    Route,
    route_of,
)
from gi_registry.producers.service import By
from gi_registry.products.models import GiRight
from gi_registry.products.rules import AnnouncementKind, RightStatus
from gi_registry.rights.errors import (
    AnnouncementMissingError,
    DayOrderError,
    HoldNotFoundError,
    NobodyChosenError,
    ReasonMissingError,
    RebaseTargetError,
)
from gi_registry.rights.models import RightEvent, RightHold
from gi_registry.rights.service.recording import locked
from gi_registry.translog import service as translog

_RESTORED = {
    AuthorizationState.ANNOUNCED: AuthorizationState.IN_USE,
    AuthorizationState.IN_USE: AuthorizationState.IN_USE,
    AuthorizationState.RECTIFY: AuthorizationState.RECTIFY,
}
"""What a suspension gives way to; who was suspended before stays so."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """A re-basing, as an officer records it.

    Attributes:
        numbers: of the authorizations.
        to_right_id: the right that they rest on from now on.
        on: first day.
        words: reason.
        announcement: CNIPA's, its file kept.
    """

    numbers: tuple[str, ...]
    to_right_id: int
    on: date
    words: str
    announcement: NewAnnouncement | None


def waiting(session: Session, right_id: int) -> Sequence[RightHold]:
    """Return the users of a right that wait for another one, by number."""
    statement = (
        _waiting(right_id)
        .options(joinedload(RightHold.authorization).joinedload(Authorization.entity))
        .order_by(Authorization.number)
    )
    return session.scalars(statement).all()


def count_waiting(session: Session, right_id: int | None = None) -> int:
    """Return how many wait, of one right or of all."""
    statement = _waiting(right_id).with_only_columns(func.count(RightHold.id))
    return session.scalar(statement) or 0


def rebase(session: Session, right_id: int, new: Rebase, *, by: By) -> int:
    """Re-base users of a right that ended; all of those named, or none.

    Each rests on the new right from the day on, and its suspension by the end of
    the right is over; who was suspended for another cause stays so.

    Returns:
        How many.

    Raises:
        RightNotFoundError: there is no such right.
        RebaseTargetError: the new one is of another product, or not protected.
        AnnouncementMissingError, ReasonMissingError: one is not given.
        DayOrderError: before the right ended, or in the future.
        NobodyChosenError: no number is given.
        HoldNotFoundError: a number does not wait.
    """
    old, target = locked(session, right_id), session.get(GiRight, new.to_right_id)
    if target is None or not can_rest_on(old, target):
        raise RebaseTargetError
    if not new.words.strip():
        raise ReasonMissingError
    if new.announcement is None:
        raise AnnouncementMissingError
    holds = {
        each.authorization.number: each
        for each in session.scalars(
            _waiting(right_id)
            .options(joinedload(RightHold.authorization))
            .with_for_update(of=RightHold)
        )
    }
    numbers = list(dict.fromkeys(new.numbers))
    if not numbers:
        raise NobodyChosenError
    for number in numbers:
        if number not in holds:
            raise HoldNotFoundError(number)
    announcement = producers.announced(
        session, new.announcement, target.id, AnnouncementKind.MARK_USERS, by=by
    )
    for number in numbers:
        _release(session, holds[number], target, new, by=by)
        holds[number].announcement = announcement
    session.flush()
    translog.append(
        session,
        "right.rebased",
        old.gi.code,
        {
            "from": old.ordinal,
            "to": target.ordinal,
            "on": new.on.isoformat(),
            "announcement": announcement.number,
            "authorizations": numbers,
        },
        now=by.now,
        account_id=by.account_id,
    )
    return len(numbers)


def can_rest_on(old: GiRight, target: GiRight) -> bool:
    """Whether users of a right that ended can rest on another one."""
    return (
        target.gi_id == old.gi_id
        and target.status is RightStatus.PROTECTED
        and route_of(target.kind) is not None
    )


def _release(
    session: Session, hold: RightHold, target: GiRight, new: Rebase, *, by: By
) -> None:
    authorization = hold.authorization
    session.refresh(authorization, ["statuses"])
    began, today = authorization.statuses[-1].from_on, china_day(by.now)
    first = min(_ended_on(session, hold), began)
    if not first <= new.on <= today:
        raise DayOrderError("on", first, today)
    hold.to_right_id = target.id
    hold.rebased_on = new.on
    hold.words = new.words.strip()
    hold.account_id = by.account_id
    hold.rebased_at = by.now
    authorization.right_id = target.id
    by_product = route_of(target.kind) is Route.PRODUCT
    authorization.valid_to = None if by_product else target.valid_to
    state = _RESTORED.get(hold.state_before)
    if state is None or authorization.state is not AuthorizationState.SUSPENDED:
        return
    status = AuthorizationStatus(
        state=state, from_on=new.on, reason=hold.words, due_on=hold.due_before
    )
    producers.pass_to(session, authorization, status, by=by)


def _ended_on(session: Session, hold: RightHold) -> date:
    """Return the day on which the right ended.

    A holder's state may have begun later, where it was recorded late; CNIPA's
    announcement can lie between.
    """
    statement = select(func.max(RightEvent.on_day)).where(
        RightEvent.procedure_id == hold.procedure_id
    )
    return session.scalar(statement) or date.max


def _waiting(right_id: int | None) -> Select[RightHold]:
    statement = (
        select(RightHold)
        .join(RightHold.authorization)
        .where(
            RightHold.rebased_on.is_(None),
            Authorization.state == AuthorizationState.SUSPENDED,
        )
    )
    if right_id is not None:
        statement = statement.where(RightHold.from_right_id == right_id)
    return statement
