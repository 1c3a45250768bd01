"""What answers before Flask begins its work: what is at hand."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from flask import Flask

from gi_registry.app.security import carried
from gi_registry.core.ready import Environ, Ready
from gi_registry.ogc.pages import ready as features
from gi_registry.scans.pages import ready as scans
from gi_registry.tiles.pages import ready as tiles

log = logging.getLogger(__name__)

_Start = Callable[..., Any]
_STATUS: Final = {status.value: f"{status} {status.phrase}" for status in HTTPStatus}


def register(app: Flask) -> None:
    """Let what is at hand be answered before an application."""
    for at_hand in (
        partial(scans.page_at_hand, app),
        partial(features.at_hand, app),
        partial(tiles.tile_at_hand, app),
    ):
        app.wsgi_app = QuickAnswers(app, at_hand)  # type: ignore[assignment, method-assign]


class QuickAnswers:
    """A WSGI application before another, for what is asked often.

    Args:
        app: answers whatever is not at hand.
        at_hand: gives the answer to a request; None where there is none at hand.
    """

    def __init__(self, app: Flask, at_hand: Callable[[Environ], Ready | None]):
        self._at_hand = at_hand
        self._behind = app.wsgi_app
        self._headers = carried(is_https=app.config["SESSION_COOKIE_SECURE"])

    def __call__(self, environ: Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        try:
            answer = self._at_hand(environ)
        except Exception:
            log.exception("answer left to the view")
            answer = None
        if answer is None:
            return self._behind(environ, start)
        headers = [*answer.headers, *self._headers]
        if answer.body:
            headers.append(("Content-Length", str(len(answer.body))))
        start(_STATUS[answer.status], headers)
        return [answer.body]
