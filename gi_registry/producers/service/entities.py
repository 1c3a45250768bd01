"""Producers by their credit code."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service as areas
from gi_registry.core import uscc
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.producers.errors import (
    EntityExistsError,
    EntityNotFoundError,
    EntityTakenError,
    OrganisationUnknownError,
    UnknownDivisionError,
)
from gi_registry.producers.models import Entity
from gi_registry.producers.rules import EntityStatus
from gi_registry.translog import service as translog

_QUEUE = 0x656E74
"""Advisory lock under which credit codes are registered."""


@dataclass(frozen=True, slots=True)
class NewEntity:
    """A producer that registers.

    Attributes:
        uscc: as typed; checked by `core.uscc`.
        division: GB/T 2260 code of the county in which it produces.
    """

    organisation_id: int
    uscc: str
    name: str
    division: str
    address: str


def register_entity(
    session: Session, new: NewEntity, *, now: datetime, account_id: int
) -> Entity:
    """Register an organisation's credit code, and log it.

    Raises:
        UsccError: the code is none.
        UnknownDivisionError: the county is not loaded.
        EntityExistsError: the organisation has a code already.
        EntityTakenError: another organisation has this one.
    """
    code = uscc.check(new.uscc).code
    if new.division not in {county.code for county in areas.counties(session)}:
        raise UnknownDivisionError(new.division)
    lock(session, _QUEUE)
    own = find_entity_of(session, new.organisation_id)
    if own is not None:
        raise EntityExistsError(own.uscc)
    if session.scalar(select(Entity.id).where(Entity.uscc == code)) is not None:
        raise EntityTakenError(code)
    entity = Entity(
        uscc=code,
        name=new.name,
        organisation_id=new.organisation_id,
        division=new.division,
        address=new.address,
        status=EntityStatus.ACTIVE,
        status_on=china_day(now),
        created_at=now,
    )
    session.add(entity)
    session.flush()
    body = {"division": new.division, "kind": code[:2]}
    translog.append(
        session, "entity.registered", code, body, now=now, account_id=account_id
    )
    return entity


def find_entity_of(session: Session, organisation_id: int) -> Entity | None:
    """Return the producer that an organisation is, if it has registered."""
    return session.scalar(
        select(Entity).where(Entity.organisation_id == organisation_id)
    )


def entity_of(session: Session, organisation_id: int) -> Entity:
    """Return the producer that an organisation is.

    Raises:
        EntityNotFoundError: it has not registered.
    """
    entity = find_entity_of(session, organisation_id)
    if entity is None:
        raise EntityNotFoundError
    return entity


def holder(session: Session, named: str) -> Organisation:
    """Return the organisation that a credit code or a full name means.

    Raises:
        OrganisationUnknownError: there is no such organisation.
    """
    statement = select(Organisation).outerjoin(
        Entity, Entity.organisation_id == Organisation.id
    )
    text = named.strip()
    same = or_(Organisation.name == text, Entity.uscc == text.upper())
    found = session.scalars(statement.where(same)).first()
    if found is None:
        raise OrganisationUnknownError(named)
    return found
