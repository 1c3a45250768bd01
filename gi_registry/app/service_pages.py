"""Pages about the running service itself: health, and what its API offers."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask_smorest import Api
from sqlalchemy import text

from gi_registry.app import tables
from gi_registry.app.watching import Watched
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, registry
from gi_registry.core.settings import LOOPBACK

pages = Blueprint("service", __name__)

_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
"""Headers that proxies put on what they pass on."""

_PROBLEM = {
    "type": "object",
    "description": "A problem document (RFC 9457) with further members of its kind.",
    "required": ["type", "title", "status", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "instance": {"type": "string"},
    },
}


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the running application."""
    api: Api = current_app.extensions["gi-api"]
    document: dict[str, Any] = api.spec.to_dict()
    for methods in document["paths"].values():
        for operation in methods.values():
            if isinstance(operation, dict):
                _refuses_with_problems(operation["responses"])
    document["components"]["schemas"]["Problem"] = _PROBLEM
    return document


def _refuses_with_problems(responses: dict[str, Any]) -> None:
    """Say that every refusal is a problem document."""
    for status in [code for code in responses if not code.startswith("2")]:
        del responses[status]
    responses["default"] = {
        "description": "A refusal; `type` is the address of a page that explains it.",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"}
            }
        },
    }


@pages.get("/healthz")
@requires(Permission.PUBLIC)
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@pages.get("/readyz")
@requires(Permission.PUBLIC)
def readyz() -> tuple[Response, int]:
    """Say whether the database answers and is at the newest revision."""
    with read() as session:
        session.execute(text("SELECT 1"))
    current, head = tables.revisions(registry().database)
    if current != head:
        return jsonify(status="behind", database=current, expected=head), 503
    return jsonify(status="ready", database=current), 200


@pages.get("/metrics")
@requires(Permission.PUBLIC)
def metrics() -> Response:
    """Give the numbers that Prometheus reads; to this machine, or with a token."""
    if not _is_this_machine():
        the_caller().demand(Permission.METRICS)
    watched: Watched = current_app.extensions["gi-watched"]
    text = watched.numbers.text(registry(), now=clock.now())
    return Response(text, content_type=watched.numbers.content_type)


def _is_this_machine() -> bool:
    """Whether nobody stands between: what a proxy passes on says so."""
    is_passed_on = any(name in request.headers for name in _PASSED_ON)
    return request.remote_addr in LOOPBACK and not is_passed_on


@pages.get("/openapi.json")
@requires(Permission.PUBLIC)
def openapi() -> Response:
    """Describe the API."""
    return jsonify(description())


@pages.get("/docs")
@requires(Permission.PUBLIC)
def docs() -> str:
    """Describe the API for people."""
    document = description()
    operations = [
        {"path": path, "method": method.upper()}
        | operation
        | {"parameters": [*operation.get("parameters", ()), *_members(operation)]}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict)
    ]
    return render_template("site/docs.html", operations=operations)


def _members(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the members of an operation's JSON body as if they were parameters."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    shapes = current_app.extensions["gi-api"].spec.components.schemas
    shape = shapes.get(name, schema)
    needed = shape.get("required", ())
    for member, said in shape.get("properties", {}).items():
        kinds = said.get("type", "object")
        typed = kinds if isinstance(kinds, str) else " / ".join(kinds)
        place = "JSON *" if member in needed else "JSON"
        yield {"name": member, "in": place} | (
            {"schema": said | {"type": typed}}
            | {key: said[key] for key in ("description",) if key in said}
        )
