"""Features of a collection, a page of them or one."""

from flask import Response, request

from gi_registry.core.access import Permission, requires
from gi_registry.core.ready import Ready
from gi_registry.core.sessions import registry
from gi_registry.ogc.pages import ready, showing
from gi_registry.ogc.pages.blueprint import pages, wants_html


@pages.get("/ogc/collections/<collection>/items")
@requires(Permission.PUBLIC)
def items(collection: str) -> Response:
    """Give the features that the address asks for, a page of them."""
    if wants_html():
        return showing.items(ready.the_collection(registry(), collection))
    return _response(ready.page(registry(), request.environ, collection))


@pages.get("/ogc/collections/<collection>/items/<feature>")
@requires(Permission.PUBLIC)
def item(collection: str, feature: str) -> Response:
    """Give one feature."""
    if wants_html():
        held = ready.the_collection(registry(), collection)
        return showing.item(held, ready.position(held, feature))
    return _response(ready.item(registry(), request.environ, collection, feature))


def _response(answer: Ready) -> Response:
    return Response(answer.body, answer.status, answer.headers)
