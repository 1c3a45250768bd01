"""Lists of applications and authorizations, as filters narrow them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import begins, reach
from gi_registry.producers.models import (
    Application,
    Assignment,
    Authorization,
    Entity,
)
from gi_registry.producers.queries.desk import (
    Desk,
    in_tab,
    open_assignment,
)
from gi_registry.producers.queries.records import formerly, has
from gi_registry.producers.rules import Tab
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.queries import authority_of

_WHOLE = re.compile(r"[0-9A-Z]{18}|(MA|AP)-\d{4}-\d{6}")
"""A whole credit code or number, which is looked up."""
_NUMBERED = re.compile(r"[MAP]{0,2}-?\d{0,4}-?\d{0,6}")
"""What can be a part of a number."""


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

    What was never sent is the producer's alone.
    """
    return Application.submitted_at.is_not(None), _seen(caller, Application)


def applications(desk: Desk, wanted: Wanted) -> Select[Application, str | None]:
    """Select the applications on a desk, longest waiting first.

    Each comes with the name of the officer who has taken it.
    """
    statement = _loaded_applications().where(*_on_desk(desk, wanted))
    return statement.order_by(*_order(wanted.sort, _APPLICATIONS), Application.id)


def application_ids(desk: Desk, wanted: Wanted) -> Select[int]:
    """Select the ids of the same applications in the same order."""
    statement = select(Application.id).outerjoin(Assignment, open_assignment())
    if _sorts(wanted) == "entity":
        statement = statement.join(Application.entity)
    if _sorts(wanted) == "product":
        statement = statement.join(Application.right).join(GiRight.gi)
    statement = statement.where(*_on_desk(desk, wanted))
    return statement.order_by(*_order(wanted.sort, _APPLICATIONS), Application.id)


def applications_by_id(ids: Sequence[int]) -> Select[Application, str | None]:
    """Select applications by their ids, each with who has taken it."""
    return _loaded_applications().where(Application.id.in_(ids))


def authorizations(caller: Caller, wanted: Wanted) -> Select[Authorization]:
    """Select the authorizations that a caller may see."""
    statement = _loaded_authorizations().where(
        _seen(caller, Authorization), *_narrowed(wanted, Authorization)
    )
    return statement.order_by(*_order(wanted.sort, _AUTHORIZATIONS), Authorization.id)


def authorization_ids(caller: Caller, wanted: Wanted) -> Select[int]:
    """Select the ids of the same authorizations in the same order."""
    statement = select(Authorization.id)
    if _sorts(wanted) == "entity":
        statement = statement.join(Authorization.entity)
    if _sorts(wanted) == "product":
        statement = statement.join(Authorization.gi)
    statement = statement.where(
        _seen(caller, Authorization), *_narrowed(wanted, Authorization)
    )
    return statement.order_by(*_order(wanted.sort, _AUTHORIZATIONS), Authorization.id)


def authorizations_by_id(ids: Sequence[int]) -> Select[Authorization]:
    """Select authorizations by their ids."""
    return _loaded_authorizations().where(Authorization.id.in_(ids))


def _loaded_applications() -> Select[Application, str | None]:
    return (
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
    )


def _loaded_authorizations() -> Select[Authorization]:
    return (
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
    )


def _on_desk(desk: Desk, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [*seen_applications(desk.caller), *_narrowed(wanted, Application)]
    if wanted.numbers:
        conditions.append(Application.number.in_(wanted.numbers))
    elif not wanted.state:
        conditions.append(in_tab(desk, wanted.tab))
    return conditions


def _seen(
    caller: Caller, table: type[Application | Authorization]
) -> ColumnElement[bool]:
    return reach(
        caller,
        Permission.DESK,
        division=table.division,
        authority=authority_of(table.right_id),
    )


def _narrowed(
    wanted: Wanted, table: type[Application | Authorization]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        conditions.append(_found(wanted.text, table))
    if wanted.division:
        conditions.append(begins(table.division, wanted.division))
    if wanted.state:
        conditions.append(table.state == wanted.state)
    return conditions


def _found(text: str, table: type[Application | Authorization]) -> ColumnElement[bool]:
    """Return the condition that a text is in a name, a code, a number or a product.

    Each is looked through by itself, in its index, and only where such a text can
    be: codes and numbers are Latin, product names are Chinese.
    """
    code = text.upper()
    if _WHOLE.fullmatch(code):
        holders = select(Entity.id).where(Entity.uscc == code)
        return or_(table.number == code, table.entity_id.in_(holders))
    found: list[ColumnElement[bool]] = [
        table.entity_id.in_(select(Entity.id).where(has(Entity.name, text))),
        table.entity_id.in_(formerly(text)),
    ]
    if not text.isascii():
        rights = select(GiRight.id).join(GiRight.gi).where(has(Gi.name_zh, text))
        return or_(*found, table.right_id.in_(rights))
    coded = Entity.uscc.contains(code, autoescape=True)
    found.append(table.entity_id.in_(select(Entity.id).where(coded)))
    if _NUMBERED.fullmatch(code):
        found.append(table.number.contains(code, autoescape=True))
    return or_(*found)


_APPLICATIONS: dict[str, InstrumentedAttribute[Any]] = {
    "": Application.state_since,
    "since": Application.state_since,
    "number": Application.number,
    "entity": Entity.name,
    "product": Gi.name_zh,
    "division": Application.division,
}
_AUTHORIZATIONS: dict[str, InstrumentedAttribute[Any]] = {
    "": Authorization.number,
    "number": Authorization.number,
    "entity": Entity.name,
    "product": Gi.name_zh,
    "since": Authorization.valid_from,
    "division": Authorization.division,
}
"""Sorts of the lists by their keys; the empty one is for what is no key."""


def _sorts(wanted: Wanted) -> str:
    return wanted.sort.removeprefix("-")


def _order(
    sort: str, keys: dict[str, InstrumentedAttribute[Any]]
) -> list[UnaryExpression[Any]]:
    column = keys.get(sort.removeprefix("-"), keys[""])
    return [column.desc() if sort.startswith("-") else column.asc()]
