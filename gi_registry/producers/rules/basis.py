"""By which rules of law a step or a change of state is taken."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from gi_registry.law.rules import references
from gi_registry.producers.rules.states import AuthorizationState, Route
from gi_registry.producers.rules.steps import Action

_A, _T = Action, AuthorizationState
_WAY, _USERS = "order80.20", "notice354.users"

STEP_BASIS: Final[Mapping[Route, Mapping[Action, tuple[str, ...]]]] = {
    Route.PRODUCT: {
        _A.SUBMIT: (_WAY,),
        _A.VERIFY_ORIGIN: (_WAY,),
        _A.PROVINCE_REVIEW: (_WAY,),
        _A.RETURN: (_WAY,),
        _A.RECORD_REGISTRATION: (_WAY,),
        _A.RECORD_ANNOUNCEMENT: (_WAY,),
        _A.RECORD_REFUSAL: (_WAY,),
    },
    Route.TRADE_MARK: {
        _A.SUBMIT: (_USERS, "order79.13"),
        _A.VERIFY_ORIGIN: ("order79.17",),
        _A.PROVINCE_REVIEW: (_USERS,),
        _A.RETURN: (_USERS,),
        _A.RECORD_REGISTRATION: (_USERS,),
        _A.RECORD_ANNOUNCEMENT: (_USERS,),
        _A.RECORD_REFUSAL: (_USERS,),
    },
}
"""Rules behind each step, by route. No rule that was read names the prefecture's
review, or says how an application is taken back."""

STATE_BASIS: Final[Mapping[Route, Mapping[AuthorizationState, tuple[str, ...]]]] = {
    Route.PRODUCT: {
        _T.ANNOUNCED: (_WAY,),
        _T.RECTIFY: ("order80.31",),
        _T.STOPPED: ("order80.31",),
        _T.ENTITY_GONE: ("order80.31",),
    },
    Route.TRADE_MARK: {
        _T.ANNOUNCED: (_USERS,),
        _T.RECTIFY: ("order79.11",),
        _T.STOPPED: ("order79.11",),
    },
}
"""Rules behind each state of an authorization, by route. No rule that was read
knows a suspension."""


def step_basis(route: Route, action: Action, *, on: date) -> list[str]:
    """Return key and version of the rules by which a step is taken on a day.

    Args:
        route: of the application.
        action: the step.
        on: day of the step, in China.
    """
    return references(STEP_BASIS[route].get(action, ()), on=on)


def state_basis(
    route: Route | None, state: AuthorizationState, *, on: date
) -> list[str]:
    """Return key and version of the rules by which a state is set on a day.

    Args:
        route: of the right; none where the mark is not applied for.
        state: the new one.
        on: first day of the state, in China.
    """
    known = STATE_BASIS[route] if route is not None else {}
    return references(known.get(state, ()), on=on)
