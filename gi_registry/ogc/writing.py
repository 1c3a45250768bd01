"""GeoJSON pages of features, put together from pieces that are ready."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from gi_registry.ogc.links import (
    GEOJSON,
    HTML,
    JSON,
    Link,
    address,
    both,
    link,
    parameters_of,
)
from gi_registry.ogc.rules.asking import Asked
from gi_registry.ogc.rules.coordinates import AXES
from gi_registry.ogc.service import Found, Held

_BEGIN = b'{"type":"FeatureCollection","features":['
_NOT_KEPT = frozenset({"f", "lang", "after"})
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_QUICK = 5
"""Of gzip: an answer is squeezed once and may be asked for only once."""


@dataclass(frozen=True)
class Written:
    """A document, ready to be sent.

    Attributes:
        body: GeoJSON.
        etag: names the state and what was asked of it, without quotes.
        crs: of the coordinates.
    """

    body: bytes
    etag: str
    crs: str

    @cached_property
    def squeezed(self) -> bytes:
        """The body in gzip."""
        return gzip.compress(self.body, _QUICK, mtime=0)

    @property
    def size(self) -> int:
        """How much memory it may take, bytes."""
        return len(self.body) * 3 // 2 + 1_000


def page(
    root: str, held: Held, asked: Asked, given: Mapping[str, str], now: datetime
) -> Written:
    """Return a page of features.

    Args:
        root: scheme and host.
        held: the collection.
        asked: what is asked of it.
        given: the same as parameters, which the links repeat.
        now: the present instant.
    """
    found = held.find(asked)
    axes = AXES[asked.crs]
    written = [held.written(at, axes) for at in found.positions]
    rest = {
        "numberMatched": found.matched,
        "numberReturned": len(found.positions),
        "timeStamp": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "links": page_links(root, held, found, given),
    }
    end = b"]," + _dumped(rest)[1:]
    if written:  # joined once: pages are large
        written[0] = _BEGIN + written[0]
        written[-1] += b"}" + end
    body = b"},".join(written) if written else _BEGIN + end
    return Written(body, _etag(held, root, given), asked.crs)


def page_links(
    root: str, held: Held, found: Found, given: Mapping[str, str]
) -> list[Link]:
    """Return the links of a page; the neighbours keep everything that was asked."""
    items, collection = _places(root, held.of.id)
    kept = parameters_of({k: v for k, v in given.items() if k not in _NOT_KEPT})
    kept = f"{items}?{kept}&" if kept else f"{items}?"

    def to(rel: str, after: str, form: str = "json", kind: str = GEOJSON) -> Link:
        more = f"{parameters_of({'after': after})}&" if after else ""
        return link(f"{kept}{more}f={form}", rel, kind)

    present = given.get("after", "")
    links = [to("self", present), to("alternate", present, "html", HTML)]
    if found.next_after is not None:
        links.append(to("next", found.next_after))
    if found.previous_after is not None:
        links.append(to("prev", found.previous_after))
    links.append(collection)
    return links


def feature(
    root: str, held: Held, position: int, given: Mapping[str, str], crs: str
) -> Written:
    """Return one feature with its links.

    Args:
        root: scheme and host.
        held: the collection.
        position: of the feature.
        given: the parameters, which the links repeat.
        crs: one of AXES.
    """
    here = ("collections", held.of.id, "items", held.features[position].id)
    asked = {k: v for k, v in given.items() if k not in ("f", "lang")}
    links = both(root, *here, kind=GEOJSON, query=asked)
    links.append(_places(root, held.of.id)[1])
    body = held.written(position, AXES[crs]) + b"," + _dumped({"links": links})[1:]
    return Written(body, _etag(held, root, {**given, "id": here[-1]}), crs)


@lru_cache(maxsize=64)
def _places(root: str, collection: str) -> tuple[str, Link]:
    """Return the address of a collection's items, and the link to itself."""
    here = ("collections", collection)
    described = link(address(root, *here, query={"f": "json"}), "collection", JSON)
    return address(root, *here, "items"), described


def _etag(held: Held, root: str, given: Mapping[str, str]) -> str:
    named = f"{held.state} {held.of.id} {root} {given}"
    return hashlib.blake2b(named.encode(), digest_size=10).hexdigest()


def _dumped(document: dict[str, Any]) -> bytes:
    return _ENCODER.encode(document).encode()
