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

from gi_registry.app.service_pages import description

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


def test_whatever_comes_the_answer_is_as_described(api: BaseSchema) -> None:
    for described in api.get_all_operations():
        assert isinstance(described, Ok)
        operation = described.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=20, deadline=None, suppress_health_check=list(HealthCheck)
        )
        def holds(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS)

        holds()
