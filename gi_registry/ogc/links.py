"""Addresses and links of the documents."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from gi_registry.core.language import said
from gi_registry.core.words import Words

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"

Link = dict[str, Any]


def address(root: str, *parts: str, query: Mapping[str, str] | None = None) -> str:
    """Return an address below /ogc.

    Args:
        root: scheme and host.
        parts: of the path, not yet quoted.
        query: parameters, in order.
    """
    path = "/".join(quote(part, safe="") for part in parts)
    asked = f"?{urlencode(query, safe=':/,')}" if query else ""
    return f"{root}/ogc/{path}{asked}"


def link(href: str, rel: str, kind: str, title: Words | None = None) -> Link:
    """Return a link, titled in the language of the request."""
    made = {"href": href, "rel": rel, "type": kind}
    return made | ({"title": said(title)} if title else {})


def both(
    root: str, *parts: str, kind: str = JSON, query: Mapping[str, str] | None = None
) -> list[Link]:
    """Return the links of a JSON document to itself and to its page."""
    asked = dict(query or {})
    return [
        link(address(root, *parts, query=asked | {"f": "json"}), "self", kind),
        link(address(root, *parts, query=asked | {"f": "html"}), "alternate", HTML),
    ]


def header(links: Iterable[Link]) -> str:
    """Return links as the value of a Link header (RFC 8288)."""
    return ", ".join(
        f'<{each["href"]}>; rel="{each["rel"]}"; type="{each["type"]}"'
        for each in links
    )
