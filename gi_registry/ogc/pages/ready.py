"""GeoJSON of features, answered from the request's bare environment.

A page that is at hand needs a look at one small table and its bytes; what Flask
does around a request costs several times that. So the application asks here before
Flask begins. Whatever is not plain (a page for people, a refusal, another method)
is left to the views, which answer from the same functions.
"""

from functools import lru_cache
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_etags

from gi_registry.core import addresses, clock
from gi_registry.core.errors import GiError
from gi_registry.core.ready import Environ, Ready
from gi_registry.core.sessions import Registry
from gi_registry.ogc import writing
from gi_registry.ogc.errors import CollectionNotFoundError, FeatureNotFoundError
from gi_registry.ogc.links import GEOJSON, HTML, JSON
from gi_registry.ogc.rules import asking
from gi_registry.ogc.rules.collections import COLLECTIONS
from gi_registry.ogc.service import Held, held
from gi_registry.ogc.writing import Written

OPEN = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Content-Crs, ETag, Link"),
)
"""What lets programs of other sites read the answers: all of it is public."""

_BEFORE, _ITEMS = "/ogc/collections/", "items"
_LEAST = 1_000
"""Bytes; less is not worth squeezing."""


def at_hand(app: Flask, environ: Environ) -> Ready | None:
    """Return the answer to a plain request for features; None leaves it to a view.

    Args:
        app: the application.
        environ: of the request.
    """
    path: str = environ["PATH_INFO"]
    if not path.startswith(_BEFORE) or environ["REQUEST_METHOD"] != "GET":
        return None
    collection, _, rest = path.removeprefix(_BEFORE).partition("/")
    items, _, feature = rest.partition("/")
    if items != _ITEMS or rest.endswith("/") or wants_html(environ):
        return None
    parts: Registry = app.extensions["gi"]
    try:
        if feature:
            return item(parts, environ, collection, feature)
        return page(parts, environ, collection)
    except GiError:  # which the view says in words
        return None


def page(parts: Registry, environ: Environ, collection: str) -> Ready:
    """Return the page of features that an address asks for.

    Raises:
        CollectionNotFoundError: there is no such collection.
        UnknownParameterError: the address has a parameter that means nothing.
        ParameterValueError: a parameter has a value that it cannot have.
    """
    held, here = the_collection(parts, collection), root(parts, environ)
    asked = environ.get("QUERY_STRING", "")

    def make() -> Written:
        given = parameters(asked)
        wanted = asking.asked(given, held.of)
        return writing.page(here, held, wanted, dict(given), clock.now())

    return _sent(environ, held.remembered((here, asked), make))


def item(parts: Registry, environ: Environ, collection: str, feature: str) -> Ready:
    """Return one feature.

    Raises:
        CollectionNotFoundError: there is no such collection.
        FeatureNotFoundError: the collection has no such feature.
        UnknownParameterError: the address has a parameter that means nothing.
        ParameterValueError: a parameter has a value that it cannot have.
    """
    held, here = the_collection(parts, collection), root(parts, environ)
    asked = environ.get("QUERY_STRING", "")
    at = position(held, feature)

    def make() -> Written:
        given = asking.known(parameters(asked), asking.ITEM)
        crs = asking.crs_of(given, "crs")
        return writing.feature(here, held, at, given, crs)

    return _sent(environ, held.remembered((here, at, asked), make))


def the_collection(parts: Registry, collection: str) -> Held:
    """Return the present state of a collection.

    Raises:
        CollectionNotFoundError: there is none of that id.
    """
    of = COLLECTIONS.get(collection)
    if of is None:
        raise CollectionNotFoundError(collection, COLLECTIONS)
    return held(parts.database, of, on=clock.today())


def position(held: Held, feature: str) -> int:
    """Return where a feature stands in its collection.

    Raises:
        FeatureNotFoundError: the collection has no such feature.
    """
    found = held.position(feature)
    if found is None:
        raise FeatureNotFoundError(held.of.id, feature)
    return found


def root(parts: Registry, environ: Environ) -> str:
    """Return scheme and host of the links."""
    return addresses.root(parts.settings, environ)


def parameters(query: str) -> list[tuple[str, str]]:
    """Return the parameters of an address, in order."""
    return parse_qsl(query, keep_blank_values=True, errors="replace")


def wants_html(environ: Environ) -> bool:
    """Whether a page is asked for: by `f`, or else by the Accept header."""
    query = f"&{environ.get('QUERY_STRING', '')}"
    if "&f=" in query:
        return "&f=html" in query
    return _prefers_html(environ.get("HTTP_ACCEPT", ""))


def _sent(environ: Environ, written: Written) -> Ready:
    """Return GeoJSON, or 304 where the caller has it already."""
    headers = [
        *OPEN,
        ("Cache-Control", "public, no-cache"),
        ("Content-Crs", f"<{written.crs}>"),
        ("ETag", f'W/"{written.etag}"'),
        ("Vary", "Accept, Accept-Encoding"),
    ]
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None and parse_etags(known).contains_weak(written.etag):
        return Ready(304, headers, b"")
    body = written.body
    if len(body) >= _LEAST and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        headers.append(("Content-Encoding", "gzip"))
        body = written.squeezed
    headers.append(("Content-Type", GEOJSON))
    return Ready(200, headers, body)


@lru_cache(maxsize=256)
def _prefers_html(accepted: str) -> bool:
    offered = (JSON, GEOJSON, HTML)
    best = parse_accept_header(accepted, MIMEAccept).best_match(offered, default=JSON)
    return best == HTML


@lru_cache(maxsize=256)
def _takes_gzip(accepted: str) -> bool:
    return parse_accept_header(accepted).quality("gzip") > 0
