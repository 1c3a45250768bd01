"""Whose turn it is: what waits for an officer, who has taken it, which tab."""

from sqlalchemy import ColumnElement, or_

from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.producers.models import Application, Assignment
from gi_registry.producers.rules import OPEN, STEPS, ApplicationState, Tab
from gi_registry.products.models import GiRight


def open_assignment() -> ColumnElement[bool]:
    """Return the condition that an assignment is of an application's present state."""
    return (
        (Assignment.application_id == Application.id)
        & (Assignment.state == Application.state)
        & Assignment.ended_at.is_(None)
    )


def in_tab(caller: Caller, tab: Tab) -> ColumnElement[bool]:
    """Return the condition that an application stands under a tab of a desk.

    The statement joins `GiRight` and, outer, `Assignment` by `open_assignment`.
    """
    if tab is Tab.MINE:
        mine = (caller.account_id, *caller.deputy_for)
        return waits_for(caller) & or_(
            Assignment.id.is_(None), Assignment.account_id.in_(mine)
        )
    if tab is Tab.RETURNED:
        return Application.state == ApplicationState.RETURNED
    return Application.state.in_(OPEN)


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
