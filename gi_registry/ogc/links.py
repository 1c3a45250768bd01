"""Addresses and links of the documents."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, quote_plus

from gi_registry.core.language import said
from gi_registry.core.words import Words

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

Link = dict[str, Any]
_NOTHING: Mapping[str, str] = MappingProxyType({})


def address(root: str, *parts: str, query: Mapping[str, str] = _NOTHING) -> str:
    """Return an address below /ogc.

    Args:
        root: scheme and host.
        parts: of the path, not yet quoted.
        query: parameters, in order.
    """
    path = "/".join(map(_part, parts))
    asked = parameters_of(query)
    return f"{root}/ogc/{path}{'?' if asked else ''}{asked}"


def parameters_of(query: Mapping[str, str]) -> str:
    """Return parameters as an address has them."""
    return "&".join([f"{_asked(name)}={_asked(text)}" for name, text in query.items()])


@lru_cache(maxsize=512)
def _part(text: str) -> str:
    return quote(text, safe="")


@lru_cache(maxsize=512)
def _asked(text: str) -> str:
    return quote_plus(text, safe=":/,")


def link(href: str, rel: str, kind: str, title: Words | None = None) -> Link:
    """Return a link, titled in the language of the request."""
    made = {"href": href, "rel": rel, "type": kind}
    if title:
        made["title"] = said(title)
    return made


def both(
    root: str, *parts: str, kind: str = JSON, query: Mapping[str, str] = _NOTHING
) -> list[Link]:
    """Return the links of a JSON document to itself and to its page."""
    asked = dict(query)
    return [
        link(address(root, *parts, query=asked | {"f": "json"}), "self", kind),
        link(address(root, *parts, query=asked | {"f": "html"}), "alternate", HTML),
    ]
