"""Each step and state names rules that are in the library, as of its own day."""

from datetime import date

from gi_registry.law.rules import RULES, cited
from gi_registry.producers.rules import (
    STATE_BASIS,
    STEP_BASIS,
    Action,
    AuthorizationState,
    Route,
    state_basis,
    step_basis,
)

TODAY = date(2026, 11, 23)


def test_all_that_is_named_is_in_the_library() -> None:
    steps = (keys for table in STEP_BASIS.values() for keys in table.values())
    states = (keys for table in STATE_BASIS.values() for keys in table.values())
    named = {key for keys in (*steps, *states) for key in keys}

    assert named <= {rule.key for rule in RULES}
    assert set(STEP_BASIS) == set(STATE_BASIS) == set(Route)


def test_a_decision_names_the_version_of_its_own_day() -> None:
    (kept,) = state_basis(Route.PRODUCT, AuthorizationState.STOPPED, on=TODAY)

    assert cited(kept).citation.zh == "《地理标志产品保护办法》第三十一条"
    # Order 80 has been in force since 1 February 2024; before it, nothing is named.
    assert step_basis(Route.PRODUCT, Action.SUBMIT, on=date(2024, 1, 31)) == []
    assert step_basis(Route.PRODUCT, Action.SUBMIT, on=date(2024, 2, 1)) == [
        "order80.20@2024-02-01"
    ]
