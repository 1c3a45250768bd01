"""The blueprint, and what every answer under /ogc has in common."""

from flask import Blueprint, Response, current_app, request

from gi_registry.core.sessions import registry
from gi_registry.ogc.links import JSON
from gi_registry.ogc.pages import ready
from gi_registry.ogc.rules import asking

pages = Blueprint("ogc", __name__)


@pages.after_request
def _open_to_all(answer: Response) -> Response:
    answer.headers.update(ready.OPEN)
    return answer


def root() -> str:
    """Return scheme and host of the links."""
    return ready.root(registry(), request.environ)


def wants_html() -> bool:
    """Whether a page is asked for."""
    return ready.wants_html(request.environ)


def given(*allowed: str) -> dict[str, str]:
    """Return the parameters of the address.

    Raises:
        UnknownParameterError: there is one that is not allowed.
        ParameterValueError: one is given twice.
    """
    return asking.known(request.args.items(multi=True), allowed)


def document(body: object, mimetype: str = JSON) -> Response:
    """Return a JSON document of words, in the language of the request."""
    answer = current_app.response_class(current_app.json.dumps(body))
    answer.mimetype = mimetype
    answer.vary.update(("Accept", "Accept-Language", "Cookie"))
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer
