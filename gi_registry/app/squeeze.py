"""Compression of pages, stylesheets and scripts, where nothing secret is in them."""

import gzip
from functools import lru_cache
from http import HTTPStatus

from flask import Flask, Response, request

_FILES = frozenset({"text/css", "text/javascript", "image/svg+xml"})
_LEAST = 1_000
"""Bytes; less is not worth compressing."""
_PAGE_LEVEL = 5


def register(app: Flask) -> None:
    """Compress pages and static files for whoever takes gzip.

    The page of somebody signed in stays as it is: it carries a CSRF token, which
    the length of compressed answers could give away (BREACH).
    """

    def squeeze(answer: Response) -> Response:
        is_file = request.endpoint == "static" and answer.mimetype in _FILES
        if not is_file and not _is_open_page(app, answer):
            return answer
        answer.vary.add("Accept-Encoding")
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            answer.close()  # nobody else closes a file that is not sent
        if answer.status_code != HTTPStatus.OK or not _takes_gzip():
            return answer
        answer.direct_passthrough = False
        body = answer.get_data()
        if len(body) < _LEAST:
            return answer
        answer.set_data(_file(body) if is_file else gzip.compress(body, _PAGE_LEVEL))
        answer.headers["Content-Encoding"] = "gzip"
        known, _ = answer.get_etag()
        if known:
            answer.set_etag(known, weak=True)
        return answer

    app.after_request(squeeze)


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _is_open_page(app: Flask, answer: Response) -> bool:
    return (
        answer.mimetype == "text/html"
        and not answer.is_streamed
        and "Content-Encoding" not in answer.headers
        and app.config["SESSION_COOKIE_NAME"] not in request.cookies
    )


@lru_cache(maxsize=64)
def _file(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
