"""Tiles and their descriptions as answers that anybody's map may read."""

import gzip
import hashlib
import json
from typing import Any, Final

from flask import Flask, Response, current_app, request

from gi_registry.core.addresses import root
from gi_registry.core.sessions import Registry, registry
from gi_registry.tiles.service import Desk, Packed
from gi_registry.tiles.tilesets import MVT

ANYWHERE: Final = ("Access-Control-Allow-Origin", "*")
ASK_AGAIN: Final = "public, no-cache"
FOR_EVER: Final = "public, max-age=31536000, immutable"

_KEPT: Final = "gi-tiles"
_ETAG_LENGTH: Final = 16
_NOTHING: Final = 204


def desk() -> Desk:
    """Return the running application's tiles."""
    return desk_of(current_app)


def desk_of(app: Flask) -> Desk:
    """Return an application's tiles."""
    kept: Desk | None = app.extensions.get(_KEPT)
    if kept is None:
        parts: Registry = app.extensions["gi"]
        # Two threads may come here at once; both go on with the first one's.
        kept = app.extensions.setdefault(_KEPT, Desk(parts.database))
    return kept


def here() -> str:
    """Return scheme and host of the links of an answer."""
    return root(registry().settings, request.environ)


def answer(packed: Packed, *, is_immutable: bool) -> Response:
    """Return a tile, or 304 where the caller has it already.

    Args:
        packed: the tile.
        is_immutable: whether the address names the state, so that nobody needs to
            ask again.
    """
    answer = Response(mimetype=MVT)
    if not packed.squeezed:
        answer.status_code = _NOTHING
    elif request.accept_encodings.quality("gzip") > 0:
        answer.set_data(packed.squeezed)
        answer.headers["Content-Encoding"] = "gzip"
    else:
        answer.set_data(gzip.decompress(packed.squeezed))
    answer.headers["Cache-Control"] = FOR_EVER if is_immutable else ASK_AGAIN
    answer.headers.add(*ANYWHERE)
    answer.vary.add("Accept-Encoding")
    answer.set_etag(packed.etag, weak=True)
    if packed.squeezed:
        answer.make_conditional(request)
    return answer


def described(document: dict[str, Any]) -> Response:
    """Return a JSON document of words, or 304 where the caller has it already."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    answer = Response(body, mimetype="application/json")
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.headers.add(*ANYWHERE)
    answer.vary.update(("Accept-Language", "Cookie"))
    answer.set_etag(hashlib.sha256(body).hexdigest()[:_ETAG_LENGTH])
    answer.make_conditional(request)
    return answer
