"""What answers before Flask begins its work: what is at hand."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any, Final, Protocol

from flask import Flask

from gi_registry.app.security import carried
from gi_registry.ogc.pages import ready as features
from gi_registry.scans.pages import ready as scans
from gi_registry.tiles.pages import ready as tiles

log = logging.getLogger(__name__)

_Environ = dict[str, Any]
_Start = Callable[..., Any]
_STATUS: Final = {status.value: f"{status} {status.phrase}" for status in HTTPStatus}


class _Answer(Protocol):
    """An answer that is at hand."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> list[tuple[str, str]]: ...

    @property
    def body(self) -> bytes: ...


def register(app: Flask) -> None:
    """Let what is at hand be answered before an application."""
    app.wsgi_app = QuickScans(app)  # type: ignore[assignment, method-assign]
    for at_hand in (
        partial(features.at_hand, app.extensions["gi"]),
        partial(tiles.tile_at_hand, app),
    ):
        app.wsgi_app = QuickAnswers(app, at_hand)  # type: ignore[assignment, method-assign]


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
            *scans.HEADERS,
            *carried(is_https=app.config["SESSION_COOKIE_SECURE"]),
        ]

    def __call__(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        try:
            body = scans.page_at_hand(self._app, environ)
        except Exception:
            log.exception("scan left to the view")
            body = None
        if body is None:
            return self._behind(environ, start)
        start("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        return [body]


class QuickAnswers:
    """A WSGI application before another, for what programs and maps ask often.

    Args:
        app: answers whatever is not at hand.
        at_hand: gives the answer to a request; None where there is none at hand.
    """

    def __init__(self, app: Flask, at_hand: Callable[[_Environ], _Answer | None]):
        self._at_hand = at_hand
        self._behind = app.wsgi_app
        self._headers = carried(is_https=app.config["SESSION_COOKIE_SECURE"])

    def __call__(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        try:
            answer = self._at_hand(environ)
        except Exception:
            log.exception("answer left to the view")
            answer = None
        if answer is None:
            return self._behind(environ, start)
        headers = [*answer.headers, *self._headers]
        if answer.status != HTTPStatus.NO_CONTENT:
            headers.append(("Content-Length", str(len(answer.body))))
        start(_STATUS[answer.status], headers)
        return [answer.body]
