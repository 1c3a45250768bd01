"""Pages about the running service itself: health, and what its API offers."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_smorest import Api
from sqlalchemy import text

from gi_registry.app import tables
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read, registry

pages = Blueprint("service", __name__)


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the running application."""
    api: Api = current_app.extensions["gi-api"]
    document: dict[str, Any] = api.spec.to_dict()
    return document


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
        {"path": path, "method": method.upper()} | operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict)
    ]
    return render_template("site/docs.html", operations=operations)
