"""Lists of applications and authorizations, as filters narrow them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import (
    Application,
    Assignment,
    Authorization,
    Entity,
)
from gi_registry.producers.queries.desk import Desk, in_tab, open_assignment
from gi_registry.producers.queries.records import was_called
from gi_registry.producers.rules import Tab
from gi_registry.products.models import Gi, GiRight


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show; what is empty restricts nothing.

    Attributes:
        text: part of a name, a credit code, a number or a product.
        division: GB/T 2260 prefix.
        state: value of a state; of applications it goes before the tab.
        tab: of a desk.
        numbers: of applications, only these.
        sort: key of the list's sorts, with `-` in front for downwards.
    """

    text: str = ""
    division: str = ""
    state: str = ""
    tab: Tab = Tab.OPEN
    numbers: tuple[str, ...] = ()
    sort: str = ""


def seen_applications(caller: Caller) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a caller sees an application.

    The statement joins `GiRight`. What was never sent is the producer's alone.
    """
    return (
        Application.submitted_at.is_not(None),
        _seen(caller, Application.division),
    )


def applications(desk: Desk, wanted: Wanted) -> Select[Application, str | None]:
    """Select the applications on a desk, longest waiting first.

    Each comes with the name of the officer who has taken it.
    """
    statement = (
        select(Application, Account.name)
        .join(Application.entity)
        .join(Application.right)
        .join(GiRight.gi)
        .outerjoin(Assignment, open_assignment())
        .outerjoin(Assignment.account)
        .options(
            contains_eager(Application.entity),
            contains_eager(Application.right).contains_eager(GiRight.gi),
        )
        .where(*seen_applications(desk.caller), *_narrowed(wanted, Application))
    )
    if wanted.numbers:
        statement = statement.where(Application.number.in_(wanted.numbers))
    elif not wanted.state:
        statement = statement.where(in_tab(desk, wanted.tab))
    keys = {
        "since": Application.state_since,
        "number": Application.number,
        "entity": Entity.name,
        "product": Gi.name_zh,
        "division": Application.division,
    }
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
            or_(
                was_called(wanted.text),
                *(column.icontains(wanted.text, autoescape=True) for column in columns),
            )
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
