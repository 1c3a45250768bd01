"""One question to a witness over HTTP, within a time and a size."""

import threading
from http.client import HTTPException, HTTPMessage
from queue import Empty, SimpleQueue
from typing import IO, Final, NamedTuple
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gi_registry.witnesses.rules import LONGEST

_PATIENCE_S: Final = 5
"""Without a byte."""
_DEADLINE_S: Final = 15
"""All in all, also for one who sends a byte now and then."""


class Reply(NamedTuple):
    """What was answered.

    Attributes:
        status: HTTP status.
        media_type: as it was said.
        body: no more than is read of it.
    """

    status: int
    media_type: str
    body: str


class _Straight(HTTPRedirectHandler):
    """A witness answers where it is asked."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Follow nothing."""


_OPENER: Final = build_opener(_Straight)


def call(address: str, body: str) -> Reply | None:
    """Post a text; None if nobody answers in time.

    Args:
        address: https, or http on this machine; settings see to that.
        body: what is asked.
    """
    told: SimpleQueue[Reply | None] = SimpleQueue()
    thread = threading.Thread(
        target=lambda: told.put(_called(address, body)), daemon=True
    )
    thread.start()
    try:
        return told.get(timeout=_DEADLINE_S)
    except Empty:
        return None


def _called(address: str, body: str) -> Reply | None:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    request = Request(address, body.encode(), headers)  # noqa: S310 -- see `call`
    try:
        with _OPENER.open(request, timeout=_PATIENCE_S) as answer:
            return _read(answer.status, answer.headers.get_content_type(), answer)
    except HTTPError as error:
        with error:
            return _read(error.code, error.headers.get_content_type(), error)
    except (OSError, HTTPException, ValueError):
        return None


def _read(status: int, media_type: str, answer: IO[bytes]) -> Reply | None:
    try:
        data = answer.read(LONGEST)
    except (OSError, HTTPException):
        return None
    body = data.decode(errors="replace")
    return Reply(status, media_type, body)
