"""The API keeps what its published description promises."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from gi_registry.accounts import service as accounts
from gi_registry.app.service_pages import description
from gi_registry.core import clock
from gi_registry.core.access import Grant, Permission, Role
from gi_registry.core.db import Database
from tests import factories as make

PUBLISHED = Path("schemas/openapi.json")


def test_the_published_description_is_that_of_the_code(app: Flask) -> None:
    with app.test_request_context():
        assert json.loads(PUBLISHED.read_text()) == json.loads(
            json.dumps(description())
        )


@pytest.fixture
def api(app: Flask) -> BaseSchema:
    """Give the API's description bound to a running application."""
    app.config["WTF_CSRF_ENABLED"] = False
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def token(database: Database) -> str:
    """Give a token that may do everything, so that no refusal hides what is behind."""
    every = [Grant(role) for role in Role]
    scopes = set(Permission) - {Permission.PUBLIC, Permission.SIGNED_IN}
    with database.write() as session:
        holder = make.organisation(session)
        make.entity(session, holder)
        account = make.account(session, *every, of=holder)
        made, _ = accounts.create_token(
            session,
            accounts.by_login(session, account.login),
            name="a test",
            scopes=[scope.value for scope in scopes],
            now=clock.now(),
        )
    return made


def test_whatever_comes_the_answer_is_as_described(api: BaseSchema, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    for described in api.get_all_operations():
        assert isinstance(described, Ok)
        operation = described.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=10, deadline=None, suppress_health_check=list(HealthCheck)
        )
        def holds(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS, headers=headers)

        holds()
