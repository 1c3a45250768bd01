"""Whatever is refused leaves every table byte for byte as it was."""

from collections.abc import Iterator
from typing import Final

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from tests.app.world import CHANGES, World, made

FOR_ANYBODY: Final = {Permission.PUBLIC, Permission.SIGNED_IN}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give the world."""
    world = made(tmp_path_factory.mktemp("refused"))
    yield world
    world.database.engine.dispose()


def test_what_is_refused_changes_no_table(world: World) -> None:
    app = world.callers["nobody"].application
    rules = [
        rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & CHANGES
    ]
    rules.sort(key=lambda rule: (rule.endpoint == "accounts.sign_out", rule.rule))
    refused: dict[str, int] = {}
    before = world.digests()
    for rule in rules:
        permission = vars(app.view_functions[rule.endpoint])["permission"]
        for who, filled in _turns(permission):
            answer = world.ask(who, rule, filled=filled)
            after = world.digests()
            assert who != "right" or answer.status_code != 401, "no longer signed in"
            changed = {name for name in after if after[name] != before[name]}
            if _is_refused(answer):
                refused[who] = refused.get(who, 0) + 1
                assert not changed, (rule.rule, who, answer.status, changed)
            elif changed or who not in ("right", "foreign"):
                assert _may_succeed(who, permission, rule), (rule.rule, who, changed)
            before = after

    assert len(rules) > 60
    assert refused["nobody"] >= len(rules) - 4
    assert refused["foreign"] > len(rules) / 2
    assert refused["right"] > len(rules) / 2


def _turns(permission: Permission) -> Iterator[tuple[str, bool]]:
    """Give who asks, and whether with all fields; who may succeed comes last."""
    yield "nobody", True
    for role in (Role.COUNTY, Role.ADMINISTRATOR, Role.PRODUCER):
        if permission not in ROLE_PERMISSIONS[role]:
            yield role.value, True
            break
    yield "foreign", True
    yield "right", False
    yield "right", True


def _may_succeed(who: str, permission: Permission, rule: Rule) -> bool:
    if who == "nobody":
        return permission is Permission.PUBLIC
    if who == "right" or permission in FOR_ANYBODY:
        return True
    return who == "foreign" and not rule.arguments


def _is_refused(answer: TestResponse) -> bool:
    return answer.status_code >= 400 or answer.location == "/sign-in"
