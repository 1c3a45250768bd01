"""Reads of applications and authorizations: what is loaded with them, and lists."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, or_, select
from sqlalchemy.orm import (
    InstrumentedAttribute,
    contains_eager,
    joinedload,
    selectinload,
)
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    AuthorizationStatus,
    Entity,
)
from gi_registry.producers.rules import OPEN, STEPS, ApplicationState
from gi_registry.products.models import Gi, GiRight

WHOLE_APPLICATION: tuple[ORMOption, ...] = (
    joinedload(Application.entity).joinedload(Entity.organisation),
    joinedload(Application.right).joinedload(GiRight.gi),
    joinedload(Application.plot),
    selectinload(Application.origin_checks),
    selectinload(Application.events)
    .joinedload(ApplicationEvent.account)
    .joinedload(Account.organisation),
)
"""Loads everything of an application, in a constant number of queries."""

WHOLE_AUTHORIZATION: tuple[ORMOption, ...] = (
    joinedload(Authorization.entity),
    joinedload(Authorization.right).joinedload(GiRight.gi),
    joinedload(Authorization.gi),
    joinedload(Authorization.announcement),
    selectinload(Authorization.statuses).joinedload(AuthorizationStatus.announcement),
)
"""Loads everything of an authorization, in a constant number of queries."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show; what is empty restricts nothing.

    Attributes:
        text: part of a name, a credit code, a number or a product.
        division: GB/T 2260 prefix.
        state: value of a state.
        mine: of applications, only those that wait for the caller.
        sort: key of `SORTS`, with `-` in front for downwards.
    """

    text: str = ""
    division: str = ""
    state: str = ""
    mine: bool = False
    sort: str = ""


def applications(caller: Caller, wanted: Wanted) -> Select[Application]:
    """Select the applications on a caller's desk, longest waiting first.

    What was never sent is the producer's alone.
    """
    statement = (
        select(Application)
        .join(Application.entity)
        .join(Application.right)
        .join(GiRight.gi)
        .options(
            contains_eager(Application.entity),
            contains_eager(Application.right).contains_eager(GiRight.gi),
        )
        .where(
            Application.submitted_at.is_not(None),
            _seen(caller, Application.division),
            *_narrowed(wanted, Application),
        )
    )
    if wanted.mine:
        statement = statement.where(waits_for(caller))
    elif not wanted.state:
        statement = statement.where(Application.state.in_(OPEN))
    keys = {"since": Application.state_since, "number": Application.number}
    return statement.order_by(
        *_order(wanted.sort, keys, Application.state_since), Application.id
    )


def authorizations(caller: Caller, wanted: Wanted) -> Select[Authorization]:
    """Select the authorizations that a caller may see."""
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .options(
            contains_eager(Authorization.entity),
            contains_eager(Authorization.right),
            contains_eager(Authorization.gi),
            joinedload(Authorization.announcement),
        )
        .where(_seen(caller, Authorization.division), *_narrowed(wanted, Authorization))
    )
    keys = {
        "number": Authorization.number,
        "entity": Entity.name,
        "product": Gi.name_zh,
        "since": Authorization.valid_from,
        "division": Authorization.division,
    }
    return statement.order_by(
        *_order(wanted.sort, keys, Authorization.number), Authorization.id
    )


def waits_for(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that an application waits for a caller to act.

    The statement joins `GiRight`.
    """
    by_permission: dict[Permission, set[ApplicationState]] = {}
    for (state, _), step in STEPS.items():
        if step.permission is not Permission.PRODUCE:
            by_permission.setdefault(step.permission, set()).add(state)
    return or_(
        *(
            Application.state.in_(states)
            & reach(
                caller,
                permission,
                division=Application.division,
                authority=GiRight.managing_authority,
            )
            for permission, states in by_permission.items()
        )
    )


def _seen(caller: Caller, division: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return reach(
        caller,
        Permission.DESK,
        division=division,
        authority=GiRight.managing_authority,
    )


def _narrowed(
    wanted: Wanted, table: type[Application | Authorization]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns: tuple[InstrumentedAttribute[str], ...] = (
            Entity.name,
            Entity.uscc,
            table.number,
            Gi.name_zh,
        )
        conditions.append(
            or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))
        )
    if wanted.division:
        conditions.append(table.division.startswith(wanted.division, autoescape=True))
    if wanted.state:
        conditions.append(table.state == wanted.state)
    return conditions


def _order(
    sort: str,
    keys: dict[str, InstrumentedAttribute[Any]],
    default: InstrumentedAttribute[Any],
) -> list[UnaryExpression[Any]]:
    column = keys.get(sort.removeprefix("-"), default)
    return [column.desc() if sort.startswith("-") else column.asc()]
