"""Reads of businesses: the register of an officer, and those that are gone."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, null, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.queries.records import has, was_called
from gi_registry.producers.rules import AuthorizationState, EntityStatus
from gi_registry.products.models import GiRight


@dataclass(frozen=True, slots=True)
class EntityWanted:
    """What the register is to show; what is empty restricts nothing.

    Attributes:
        text: part of a name, also a former one, or of a credit code.
        division: GB/T 2260 prefix.
        status: value of a standing; `gone` for all but those in business.
        sort: name, uscc, division or since, with `-` in front for downwards.
    """

    text: str = ""
    division: str = ""
    status: str = ""
    sort: str = ""


def entities(caller: Caller, wanted: EntityWanted) -> Select[Entity]:
    """Select the businesses in a caller's jurisdiction."""
    statement = select(Entity).where(seen_entities(caller))
    if wanted.text:
        statement = statement.where(or_(*_found(wanted.text)))
    if wanted.division:
        statement = statement.where(
            Entity.division.startswith(wanted.division, autoescape=True)
        )
    if wanted.status == "gone":
        statement = statement.where(Entity.status != EntityStatus.ACTIVE)
    elif wanted.status:
        statement = statement.where(Entity.status == wanted.status)
    keys = {
        "name": Entity.name,
        "uscc": Entity.uscc,
        "division": Entity.division,
        "since": Entity.status_on,
    }
    column = keys.get(wanted.sort.removeprefix("-"), Entity.name)
    order = column.desc() if wanted.sort.startswith("-") else column.asc()
    return statement.order_by(order, Entity.id)


def gone(caller: Caller) -> Select[Authorization]:
    """Select the authorizations that CNIPA is still to cancel: business gone."""
    return (
        select(Authorization)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .options(
            contains_eager(Authorization.entity),
            contains_eager(Authorization.gi),
            selectinload(Authorization.statuses),
        )
        .where(
            Authorization.state == AuthorizationState.ENTITY_GONE,
            reach(
                caller,
                Permission.DESK,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            ),
        )
        .order_by(Authorization.number)
    )


def seen_entities(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that a business is in a caller's jurisdiction.

    By its county; and by its authorizations, for those who work for an authority
    that an announcement names.
    """
    nobody: ColumnElement[str | None] = null().cast(String)
    here = reach(caller, Permission.DESK, division=Entity.division, authority=nobody)
    if not caller.authorities(Permission.DESK):
        return here
    held = (
        select(Authorization.entity_id)
        .join(Authorization.right)
        .where(
            reach(
                caller,
                Permission.DESK,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            )
        )
    )
    return or_(here, Entity.id.in_(held))


def _found(text: str) -> list[ColumnElement[bool]]:
    """Return where a text is looked for; a credit code has no Chinese in it."""
    found = [has(Entity.name, text), was_called(text)]
    if text.isascii():
        found.append(Entity.uscc.contains(text.upper(), autoescape=True))
    return found
