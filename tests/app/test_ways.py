"""Every step of the ways of states, by every role, through the pages."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from gi_registry.app import ways
from gi_registry.core import clock
from gi_registry.core.access import ROLE_PERMISSIONS, Role
from gi_registry.producers.models import (
    Application,
    Authorization,
    AuthorizationStatus,
)
from gi_registry.producers.rules import (
    CHANGES,
    MAY_USE,
    STEPS,
    Action,
    ApplicationState,
    AuthorizationState,
)
from tests.app.world import World, made
from tests.factories import NOW

OWN: Final = {Action.SUBMIT: "check", Action.WITHDRAW: "withdraw"}
"""The producer's steps, by the end of their addresses."""

UNGUARDED: Final = {Action.PREFECTURE_REVIEW, Action.PROVINCE_REVIEW, Action.WITHDRAW}
"""Steps that an empty form does not stop; their other guards have tests of theirs."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give the world."""
    world = made(tmp_path_factory.mktemp("ways"))
    yield world
    world.database.engine.dispose()


def test_the_page_of_ways_is_drawn_from_the_data() -> None:
    assert Path("docs/states.md").read_text(encoding="utf-8") == ways.page()


def test_the_drawing_has_every_state_and_every_step() -> None:
    drawn = ways.applications()

    assert set(drawn.states) == {state.value for state in ApplicationState}
    steps = {(arrow.old, arrow.new) for arrow in drawn.arrows}
    assert steps == {(old.value, s.target.value) for (old, _), s in STEPS.items()}


def test_an_application_goes_its_way_and_no_other(world: World) -> None:
    for state, action in product(ApplicationState, Action):
        found = STEPS.get((state, action))
        if found is None:
            assert _tried(world, "right", state, action) == state, (state, action)
            continue
        may = found.permission
        outsiders = [r.value for r in Role if may not in ROLE_PERMISSIONS[r]]
        for who in (*outsiders, "nobody", "foreign"):
            assert _tried(world, who, state, action) == state, (who, state, action)
        if action not in UNGUARDED:
            after = _tried(world, "right", state, action, filled=False)
            assert after == state, (state, action)
        assert _tried(world, "right", state, action) == found.target, (state, action)


def test_an_authorization_goes_its_way_and_no_other(world: World) -> None:
    for old, new in product(AuthorizationState, AuthorizationState):
        if old is AuthorizationState.SUSPENDED and new in MAY_USE:
            continue  # it takes two people: see `test_what_takes_two_people_is_asked`
        expected = new if new in CHANGES[old] else old
        assert _changed(world, "right", old, new) == expected, (old, new)
    for role in set(Role) - {Role.PROVINCE}:
        suspended = AuthorizationState.IN_USE, AuthorizationState.SUSPENDED
        assert _changed(world, role.value, *suspended) == suspended[0], role
    assert _changed(world, "foreign", *suspended) == suspended[0]
    without = _changed(world, "right", *suspended, reason="")
    assert without == suspended[0]


def test_what_takes_two_people_is_asked(world: World) -> None:
    suspended = AuthorizationState.SUSPENDED
    lifting = [new for new in CHANGES[suspended] if new in MAY_USE]

    assert lifting
    assert all(ways.takes_two(suspended, new) for new in lifting)
    assert _changed(world, "right", suspended, lifting[0], asks=True) == suspended


def _tried(
    world: World,
    who: str,
    state: ApplicationState,
    action: Action,
    *,
    filled: bool = True,
) -> ApplicationState:
    """Bring the application into a state, try a step, and say where it came."""
    number = world.values["/desk/applications number"]
    one = Application.number == number
    with world.database.write() as session:
        sent_at = None if state is ApplicationState.DRAFT else NOW
        at = {"state": state, "state_since": NOW, "submitted_at": sent_at}
        registered = {"cnipa_registered_on": clock.today()}
        session.execute(update(Application).where(one).values(**at, **registered))
    path = (
        f"/producer/applications/{number}/{OWN[action]}"
        if action in OWN
        else f"/desk/applications/{number}/{action.value}"
    )
    answer = world.send(who, path, filled=filled)
    with world.database.read() as session:
        after = session.query(Application.state).where(one).one()[0]
    assert _agrees(answer, is_changed=after != state), (who, state, action, answer)
    return after


def _changed(
    world: World,
    who: str,
    old: AuthorizationState,
    new: AuthorizationState,
    *,
    asks: bool = False,
    **fields: Any,
) -> AuthorizationState:
    """Bring the authorization into a state, try another, and say which it has."""
    number = world.values["number"]
    one = Authorization.number == number
    began = clock.today() - timedelta(days=10)
    with world.database.write() as session:
        found = session.query(Authorization).where(one).one()
        found.state = old
        theirs = AuthorizationStatus.authorization_id == found.id
        session.query(AuthorizationStatus).where(theirs).delete()
        session.add(
            AuthorizationStatus(
                authorization_id=found.id,
                state=old,
                from_on=began,
                reason="示例",
                account_id=world.officer_id,
                recorded_at=NOW,
            )
        )
    path = f"/desk/authorizations/{number}/state"
    answer = world.send(who, path, filled=True, state=new.value, **fields)
    with world.database.read() as session:
        after = session.query(Authorization.state).where(one).one()[0]
    assert _agrees(answer, is_changed=asks or after != old), (who, old, new, answer)
    return after


def _agrees(answer: TestResponse, *, is_changed: bool) -> bool:
    """Whether the answer says what happened."""
    return (answer.status_code < 400 and answer.location != "/sign-in") == is_changed
