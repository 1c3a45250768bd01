"""What there is: landing page, conformance, collections, queryables."""

from flask import Response

from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import registry
from gi_registry.ogc import documents
from gi_registry.ogc.links import OPENAPI, SCHEMA
from gi_registry.ogc.openapi import openapi
from gi_registry.ogc.pages import ready, showing
from gi_registry.ogc.pages.blueprint import document, given, pages, root, wants_html
from gi_registry.ogc.rules.asking import ALWAYS
from gi_registry.ogc.rules.collections import COLLECTIONS
from gi_registry.ogc.service import Held


@pages.get("/ogc/")
@requires(Permission.PUBLIC)
def landing() -> Response:
    """Say what this is and where everything else lies."""
    given(*ALWAYS)
    if wants_html():
        return showing.landing(_every())
    return document(documents.landing(root()))


@pages.get("/ogc/conformance")
@requires(Permission.PUBLIC)
def conformance() -> Response:
    """Say what is conformed to."""
    given(*ALWAYS)
    if wants_html():
        return showing.conformance()
    return document(documents.conformance(root()))


@pages.get("/ogc/collections")
@requires(Permission.PUBLIC)
def collections() -> Response:
    """List the collections."""
    given(*ALWAYS)
    if wants_html():
        return showing.collections(_every())
    return document(documents.collections(root(), _every()))


@pages.get("/ogc/collections/<collection>")
@requires(Permission.PUBLIC)
def collection(collection: str) -> Response:
    """Describe a collection."""
    held = ready.the_collection(registry(), collection)
    given(*ALWAYS)
    if wants_html():
        return showing.collection(held)
    return document(documents.collection(root(), held))


@pages.get("/ogc/collections/<collection>/queryables")
@requires(Permission.PUBLIC)
def queryables(collection: str) -> Response:
    """Say by which properties features can be asked for."""
    held = ready.the_collection(registry(), collection)
    given(*ALWAYS)
    if wants_html():
        return showing.collection(held)
    return document(documents.queryables(root(), held.of), SCHEMA)


@pages.get("/ogc/api")
@requires(Permission.PUBLIC)
def api() -> Response:
    """Describe the API in OpenAPI 3.0."""
    given(*ALWAYS)
    if wants_html():
        return showing.api(openapi(root()))
    return document(openapi(root()), OPENAPI)


@pages.get("/ogc/api.html")
@requires(Permission.PUBLIC)
def api_page() -> Response:
    """Describe the API as a page."""
    given(*ALWAYS)
    return showing.api(openapi(root()))


def _every() -> dict[str, Held]:
    return {each: ready.the_collection(registry(), each) for each in COLLECTIONS}
