"""The application: the only module that knows every domain."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from gi_registry.accounts import web as accounts_web
from gi_registry.app import (
    edges,
    logs,
    quick,
    rendering,
    security,
    service_pages,
    squeeze,
    watching,
)
from gi_registry.core import problems
from gi_registry.core.access import bearer_token
from gi_registry.core.db import Database
from gi_registry.core.secret import load_or_make
from gi_registry.core.sessions import Registry
from gi_registry.core.settings import Settings
from gi_registry.maps.basemaps import base_map_of

ROOT = Path(__file__).parent.parent
MAX_REQUEST_BYTES = 24 * 1024 * 1024


class _Whole(IntegerConverter):
    """A number in an address; what no column can hold is no such address."""

    def __init__(self, url_map: Map, **given: Any) -> None:
        super().__init__(url_map, **({"max": 2**31 - 1} | given))


class _Api(Api):  # type: ignore[misc]
    """flask-smorest without its own error pages; ours are problem documents."""

    def _register_error_handlers(self) -> None:
        """Leave errors to `core.problems`."""


def create_app(settings: Settings, *, database: Database | None = None) -> Flask:
    """Make the application.

    Args:
        settings: read by the caller; nothing below reads the environment.
        database: given by tests; made from the settings otherwise.
    """
    app = Flask(
        "gi_registry",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static",
    )
    equip(app, settings, database or Database(settings.database))
    app.url_map.converters["int"] = _Whole
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        SESSION_COOKIE_NAME="gi_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        WTF_CSRF_ENABLED=True,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        API_TITLE="GI Registry",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    quick.register(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    logs.register(settings.log_format)
    problems.register(app)
    rendering.register(app)
    base_map = base_map_of(settings)
    security.register(
        app,
        CSRFProtect(app),
        is_token_call=_is_token_call,
        image_hosts=base_map.hosts if base_map else (),
    )
    squeeze.register(app)
    api = app.extensions["gi-api"] = _Api(app)
    app.register_blueprint(service_pages.pages)
    edges.register(app, api)
    watching.register(app)
    return app


def equip(app: Flask, settings: Settings, database: Database) -> None:
    """Give an application its settings, its database and its secrets."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secrets = load_or_make(settings.master_key)
    app.secret_key = secrets.derived("flask-session")
    app.extensions["gi"] = Registry(
        settings=settings,
        database=database,
        secrets=secrets,
        caller_loader=accounts_web.load_caller,
    )


def _is_token_call() -> bool:
    return bearer_token() is not None
