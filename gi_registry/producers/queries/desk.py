"""Whose turn it is: what waits for an officer, who has taken it, which tab."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, not_, or_

from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.law.rules import Settings
from gi_registry.producers.models import Application, Assignment
from gi_registry.producers.queries.deadlines import due_by
from gi_registry.producers.rules import (
    OPEN,
    SOON_DAYS,
    STEPS,
    ApplicationState,
    Tab,
)
from gi_registry.products.queries import authority_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose desk it is, on which day in China, and the times that offices set."""

    caller: Caller
    on: date
    settings: Settings


def open_assignment() -> ColumnElement[bool]:
    """Return the condition that an assignment is of an application's present state."""
    return (
        (Assignment.application_id == Application.id)
        & (Assignment.state == Application.state)
        & Assignment.ended_at.is_(None)
    )


def in_tab(desk: Desk, tab: Tab) -> ColumnElement[bool]:
    """Return the condition that an application stands under a tab of a desk.

    The statement joins, outer, `Assignment` by `open_assignment`.
    """
    over = due_by(desk.settings, desk.on - timedelta(days=1))
    if tab is Tab.OVERDUE:
        return over
    if tab is Tab.SOON:
        soon = due_by(desk.settings, desk.on + timedelta(days=SOON_DAYS))
        return and_(soon, not_(over))
    if tab is Tab.MINE:
        mine = (desk.caller.account_id, *desk.caller.deputy_for)
        free = or_(Assignment.id.is_(None), Assignment.account_id.in_(mine))
        return and_(Application.state.in_(OPEN), waits_for(desk.caller), free)
    if tab is Tab.RETURNED:
        return Application.state == ApplicationState.RETURNED
    return Application.state.in_(OPEN)


def waits_for(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that an application waits for a caller to act."""
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
                authority=authority_of(Application.right_id),
            )
            for permission, states in by_permission.items()
        )
    )
