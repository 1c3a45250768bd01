"""The packaging check-list of an authorization, and what its holder ticked off."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.producers.errors import (
    AuthorizationNotFoundError,
    NothingTickedError,
    PackEndedError,
)
from gi_registry.producers.models import Authorization, PackCheck, StoredFile
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    MAY_USE,
    Route,
    route_of,
)
from gi_registry.producers.rules.packaging import (
    PackItem,
    Printed,
    Requirement,
    as_ticked,
    requirements,
)
from gi_registry.producers.service.authorizations import authorization
from gi_registry.producers.service.steps import By


@dataclass(frozen=True, slots=True)
class PackLine:
    """A requirement with its newest tick.

    Attributes:
        check: none where it was never ticked.
        is_stale: whether what is to be printed has changed since.
    """

    requirement: Requirement
    check: PackCheck | None
    is_stale: bool

    @property
    def is_done(self) -> bool:
        """Whether the tick counts."""
        return self.check is not None and not self.is_stale


def own_authorization(
    session: Session, number: str, organisation_id: int
) -> Authorization:
    """Return one's own authorization; another's is not there.

    Raises:
        AuthorizationNotFoundError: there is none, or it is somebody else's.
    """
    found = authorization(session, number)
    if found.entity.organisation_id != organisation_id:
        raise AuthorizationNotFoundError(number)
    return found


def pack_lines(session: Session, of: Authorization) -> list[PackLine]:
    """Return the check-list of an authorization with what was ticked off."""
    newest = (
        select(func.max(PackCheck.id))
        .where(PackCheck.authorization_id == of.id)
        .group_by(PackCheck.item)
    )
    statement = (
        select(PackCheck)
        .where(PackCheck.id.in_(newest))
        .options(joinedload(PackCheck.photo))
    )
    checks = {check.item: check for check in session.scalars(statement)}
    lines = []
    for each in _requirements(of):
        check = checks.get(each.item)
        is_stale = check is not None and check.value != as_ticked(each)
        lines.append(PackLine(each, check, is_stale))
    return lines


def tick_off(
    session: Session,
    number: str,
    items: Collection[PackItem],
    photo: StoredFile | None,
    *,
    organisation_id: int,
    by: By,
) -> Authorization:
    """Tick off what a holder compared with its pack.

    Args:
        session: a writing session.
        number: of the authorization.
        items: those that are right on the pack; what is not on the list is left out.
        photo: of the pack, kept in the store.
        organisation_id: the holder.
        by: who compared them.

    Raises:
        AuthorizationNotFoundError: there is none, or it is somebody else's.
        PackEndedError: the mark may not be used now.
        NothingTickedError: no item is ticked.
    """
    found = own_authorization(session, number, organisation_id)
    if found.state not in MAY_USE:
        raise PackEndedError(AUTHORIZATION_STATE_WORDS[found.state])
    ticked = [each for each in _requirements(found) if each.item in items]
    if not ticked:
        raise NothingTickedError
    session.add_all(
        PackCheck(
            authorization_id=found.id,
            item=each.item,
            value=as_ticked(each),
            sha256=photo and photo.sha256,
            checked_at=by.now,
            checked_by_id=by.account_id,
        )
        for each in ticked
    )
    session.flush()
    return found


def _requirements(of: Authorization) -> tuple[Requirement, ...]:
    return requirements(
        Printed(
            route=route_of(of.right.kind) or Route.PRODUCT,
            uscc=of.entity.uscc,
            gi_name=of.gi.name_zh,
            standard=of.standard_number,
            announcement=of.announcement.title,
            mark_number=of.right.number,
        )
    )
