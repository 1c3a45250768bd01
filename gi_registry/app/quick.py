"""What answers before Flask begins its work: scans and features that are at hand."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask

from gi_registry.app.security import carried
from gi_registry.core.sessions import Registry
from gi_registry.ogc.pages import ready as features
from gi_registry.scans.pages import ready

log = logging.getLogger(__name__)

_Environ = dict[str, Any]
_Start = Callable[..., Any]


class QuickScans:
    """A WSGI application before another.

    Args:
        app: answers whatever is not at hand.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._behind = app.wsgi_app
        self._headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            *ready.HEADERS,
            *carried(is_https=app.config["SESSION_COOKIE_SECURE"]),
        ]

    def __call__(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        try:
            body = ready.page_at_hand(self._app, environ)
        except Exception:
            log.exception("scan left to the view")
            body = None
        if body is None:
            return self._behind(environ, start)
        start("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        return [body]


class QuickFeatures:
    """A WSGI application before another, for GeoJSON of OGC API - Features.

    Args:
        app: answers whatever is not at hand.
    """

    def __init__(self, app: Flask) -> None:
        self._parts: Registry = app.extensions["gi"]
        self._behind = app.wsgi_app
        self._headers = carried(is_https=app.config["SESSION_COOKIE_SECURE"])

    def __call__(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        try:
            answer = features.at_hand(self._parts, environ)
        except Exception:
            log.exception("features left to the view")
            answer = None
        if answer is None:
            return self._behind(environ, start)
        length = ("Content-Length", str(len(answer.body)))
        status = HTTPStatus(answer.status)
        start(f"{status} {status.phrase}", [*answer.headers, *self._headers, length])
        return [answer.body]
