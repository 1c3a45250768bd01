"""Reads of cases."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.accounts.models import Account
from gi_registry.cases.models import CaseEvent, MarkCase
from gi_registry.cases.rules import OPEN_STATES, CaseState, Trigger
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import Gi, GiRight

VIEWS: Final = ("under-way", "due", "all")
"""Cases that are not over, those with a day to put right, or every one."""

EVENTS: tuple[ORMOption, ...] = (
    selectinload(MarkCase.events).options(
        joinedload(CaseEvent.file),
        joinedload(CaseEvent.announcement),
        joinedload(CaseEvent.account).joinedload(Account.organisation),
    ),
)
"""Loads what happened in a case."""


UNDECIDED: tuple[ColumnElement[bool], ...] = (
    MarkCase.trigger == Trigger.NOT_USED,
    MarkCase.state == CaseState.OPEN,
)
"""Of a case on two years without use that waits for a person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of cases is to show.

    Attributes:
        view: one of `VIEWS`.
        trigger: value of a `Trigger`, or empty.
        text: part of a name, a credit code, a number or a product.
    """

    view: str = "under-way"
    trigger: str = ""
    text: str = ""


def cases(*where: ColumnElement[bool]) -> Select[MarkCase]:
    """Select cases with authorization, entity, right and product."""
    return (
        select(MarkCase)
        .join(MarkCase.authorization)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .where(*where)
        .options(
            contains_eager(MarkCase.authorization).options(
                contains_eager(Authorization.entity),
                contains_eager(Authorization.right),
                contains_eager(Authorization.gi),
            )
        )
    )


def seen(
    caller: Caller, permission: Permission = Permission.DESK
) -> ColumnElement[bool]:
    """Return the condition that a case lies in a caller's jurisdiction."""
    return reach(
        caller,
        permission,
        division=Authorization.division,
        authority=GiRight.managing_authority,
    )


def listed(caller: Caller, wanted: Wanted) -> Select[MarkCase]:
    """Select the cases on a caller's desk: first to be put right, then the oldest."""
    conditions: list[ColumnElement[bool]] = [seen(caller)]
    if wanted.view == "under-way":
        conditions.append(MarkCase.state.in_(OPEN_STATES))
    if wanted.view == "due":
        conditions.append(MarkCase.state == CaseState.CURE)
    if wanted.trigger in set(Trigger):
        conditions.append(MarkCase.trigger == wanted.trigger)
    if wanted.text:
        columns = (Entity.name, Entity.uscc, MarkCase.number, Gi.name_zh)
        found = (each.icontains(wanted.text, autoescape=True) for each in columns)
        conditions.append(or_(*found))
    no_day = case((MarkCase.due_on.is_(None), 1), else_=0)
    return cases(*conditions).order_by(no_day, MarkCase.due_on, MarkCase.id)
