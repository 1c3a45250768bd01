"""Rules about every route, that nobody would remember."""

from flask import Flask
from flask.testing import FlaskClient

from gi_registry.app.security import OPEN_POSTS
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role

UNGUARDED = {"static"}
CHANGES = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    silent = {
        name
        for name, view in app.view_functions.items()
        if name not in UNGUARDED and not _permission(view)
    }

    assert silent == set()


def test_what_changes_something_is_for_people_who_are_signed_in(app: Flask) -> None:
    open_changes = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.methods is not None
        and rule.methods & CHANGES
        and _permission(app.view_functions[rule.endpoint]) is Permission.PUBLIC
    }

    assert open_changes - OPEN_POSTS <= {"/sign-in", "/sign-out"}


def test_every_guarded_page_sends_a_stranger_to_the_sign_in(
    app: Flask, client: FlaskClient
) -> None:
    for rule in app.url_map.iter_rules():
        permission = _permission(app.view_functions[rule.endpoint])
        methods = rule.methods or set()
        if permission in (None, Permission.PUBLIC) or "GET" not in methods:
            continue
        path = rule.rule
        for argument in rule.arguments:
            for kind in ("", "int:", "string:", "path:"):
                path = path.replace(f"<{kind}{argument}>", "1")

        answer = client.get(path)

        assert answer.status_code in (303, 401, 404), rule.rule
        if answer.status_code == 404:
            assert "<" in path, rule.rule


def test_every_role_and_every_permission_is_in_the_table() -> None:
    granted = set().union(*ROLE_PERMISSIONS.values())

    assert set(ROLE_PERMISSIONS) == set(Role)
    assert granted == set(Permission)


def _permission(view: object) -> Permission | None:
    """Return the permission of a view function, or of a class-based one."""
    found = getattr(view, "permission", None)
    return found if isinstance(found, Permission) else None
