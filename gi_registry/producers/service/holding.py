"""All authorizations of a right at once: suspended with it, and let go again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from gi_registry.law.rules import references
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.service import telling
from gi_registry.producers.service.steps import By
from gi_registry.products.models import Announcement
from gi_registry.translog import service as translog

LASTING = (
    AuthorizationState.ANNOUNCED,
    AuthorizationState.IN_USE,
    AuthorizationState.RECTIFY,
    AuthorizationState.SUSPENDED,
)
"""States of an authorization that is not over."""


@dataclass(frozen=True, slots=True)
class Held:
    """An authorization that was suspended, and what it was before.

    Attributes:
        due_on: last day to put things right, where it was RECTIFY.
    """

    authorization: Authorization
    state: AuthorizationState
    due_on: date | None


def of_right(
    session: Session, right_id: int, *, limit: int | None = None
) -> Sequence[Authorization]:
    """Return the authorizations of a right that are not over, by number.

    Args:
        session: to read with.
        right_id: of the right.
        limit: at most so many; all without it.
    """
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .where(Authorization.right_id == right_id, Authorization.state.in_(LASTING))
        .options(contains_eager(Authorization.entity).joinedload(Entity.organisation))
        .order_by(Authorization.number)
        .limit(limit)
    )
    return session.scalars(statement).all()


def count_of_right(session: Session, right_id: int) -> int:
    """Return how many authorizations of a right are not over."""
    statement = select(func.count(Authorization.id)).where(
        Authorization.right_id == right_id, Authorization.state.in_(LASTING)
    )
    return session.scalar(statement) or 0


def counts_of_rights(session: Session, right_ids: Collection[int]) -> dict[int, int]:
    """Return how many authorizations are not over, by right that has any."""
    statement = (
        select(Authorization.right_id, func.count(Authorization.id).label("users"))
        .where(Authorization.right_id.in_(right_ids), Authorization.state.in_(LASTING))
        .group_by(Authorization.right_id)
    )
    return {row.right_id: row.users for row in session.execute(statement)}


def hold(
    session: Session,
    right_ids: Collection[int],
    reason: str,
    *,
    on: date,
    by: By,
    keys: tuple[str, ...] = (),
) -> list[Held]:
    """Suspend whoever may use the mark under rights that end.

    Who is suspended already stays so, and is returned too.

    Args:
        session: a writing session.
        right_ids: of the rights.
        reason: stands in the history of each, and the holder reads it.
        on: first day of the suspension; a state that began later is followed
            from its own first day.
        by: who records it.
        keys: of the rules of law behind it.
    """
    statement = (
        select(AuthorizationStatus, Authorization)
        .join(Authorization, Authorization.id == AuthorizationStatus.authorization_id)
        .where(
            Authorization.right_id.in_(right_ids),
            Authorization.state.in_(LASTING),
            AuthorizationStatus.to_on.is_(None),
        )
        .options(joinedload(Authorization.entity))
        .order_by(Authorization.number)
        .with_for_update(of=Authorization)
    )
    held = []
    for status, authorization in session.execute(statement).all():
        held.append(Held(authorization, authorization.state, status.due_on))
        if authorization.state is not AuthorizationState.SUSPENDED:
            suspended = AuthorizationStatus(
                state=AuthorizationState.SUSPENDED, from_on=on, reason=reason
            )
            pass_to(session, authorization, suspended, by=by, keys=keys)
    return held


def pass_to(
    session: Session,
    authorization: Authorization,
    new: AuthorizationStatus,
    *,
    by: By,
    announcement: Announcement | None = None,
    keys: tuple[str, ...] = (),
) -> None:
    """End a status where another begins, log it and tell the holder.

    Args:
        session: a writing session.
        authorization: locked.
        new: state, first day, reason and day to put things right; begun no earlier
            than the present status.
        by: who records it.
        announcement: behind it, if there is one.
        keys: of the rules of law behind it, such as `order80.29`.
    """
    session.refresh(authorization, ["statuses", "entity", "gi"])
    last = authorization.statuses[-1]
    new.from_on = max(new.from_on, last.from_on)
    last.to_on = new.from_on
    new.announcement = announcement
    new.rules = references(keys, on=new.from_on)
    new.account_id = by.account_id
    new.recorded_at = by.now
    session.flush()
    authorization.statuses.append(new)
    authorization.state = new.state
    session.flush()
    telling.of_change(session, authorization, by=by)
    translog.append(
        session,
        f"authorization.{new.state.value}",
        authorization.number,
        {
            "from": last.state.value,
            "on": new.from_on.isoformat(),
            "due_on": new.due_on and new.due_on.isoformat(),
            "announcement": announcement and announcement.number,
            "rules": new.rules,
        },
        now=by.now,
        account_id=by.account_id,
    )
