"""Answers made once and sent often: with an ETag, compressed, and cached by others."""

import gzip
from functools import lru_cache

from flask import Response, request

_IMMUTABLE = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_LEAST = 1_000
"""Bytes; less is not worth compressing."""


def deliver(
    body: bytes, mimetype: str, *, etag: str, is_immutable: bool = False
) -> Response:
    """Return an answer, or 304 where the caller has it already.

    Args:
        body: uncompressed.
        mimetype: such as application/geo+json.
        etag: names this body; another body has another one.
        is_immutable: whether the address itself names this body, so that nobody
            needs to ask again.
    """
    squeezed = len(body) >= _LEAST and request.accept_encodings.quality("gzip") > 0
    answer = Response(_gzipped(body) if squeezed else body, mimetype=mimetype)
    if squeezed:
        answer.headers["Content-Encoding"] = "gzip"
        etag = f"{etag}-gz"
    answer.headers["Cache-Control"] = _IMMUTABLE if is_immutable else _ASK_AGAIN
    answer.vary.add("Accept-Encoding")
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=64)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
