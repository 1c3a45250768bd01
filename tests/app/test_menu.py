"""The menu leads each role to the pages that it needs, and to no other."""

from pathlib import Path

from flask import Flask, g

from gi_registry.app import create_app
from gi_registry.app.navigation import Navigation
from gi_registry.core.access import ROLE_PERMISSIONS, Caller, Grant, Role
from gi_registry.core.settings import Settings


def test_the_menu_leads_each_role_where_it_may_go(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path))
    menus = {role: _menu(app, role) for role in Role}

    for role, lines in menus.items():
        for endpoint in lines:
            permission = vars(app.view_functions[endpoint])["permission"]
            assert permission in ROLE_PERMISSIONS[role], (role, endpoint)
    lists = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.count("/") == 2
        and rule.rule.startswith(("/desk/", "/producer/"))
        and "GET" in (rule.methods or ())
        and not rule.rule.endswith((".csv", ".geojson", ".json", ".xlsx"))
    }
    assert lists - set().union(*menus.values()) == set()


def _menu(app: Flask, role: Role) -> list[str]:
    """Return the endpoints that somebody of a role sees, each of them once."""
    with app.test_request_context("/help"):
        g.caller = Caller(1, "示例", 1, "示例", (Grant(role, "14"),))
        menu = Navigation()
        lines = [line.endpoint for line in (*menu.main, *menu.more)]
    assert len(lines) == len(set(lines))
    return lines
