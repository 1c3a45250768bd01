"""A scan whose page is at hand, answered from the request's bare environment.

Labels of one lot have one page, but for their codes. So most scans need a look at
the database, a line in it, and a page that was rendered a moment ago; what Flask
does around a request would cost more than that. Whatever is not plain (a query, a
cookie, a program, a page that is not at hand, a refusal) is left to the view,
which answers the same; what was found is handed on, so that nobody looks twice.
"""

import re
import time
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, quote

from flask import Flask

from gi_registry.core import clock
from gi_registry.core.language import language_of_browser
from gi_registry.core.limits import TooOftenError
from gi_registry.core.ready import Environ, Ready
from gi_registry.core.words import Language
from gi_registry.marks.web import code_keys_of
from gi_registry.scans import service
from gi_registry.scans.pages.counter import Counter, Pieces, counter_of
from gi_registry.scans.pages.showing import shared_by
from gi_registry.scans.rules import Seen, is_program, known_place
from gi_registry.scans.service import Answer, Asked, Checked

CODE: Final = "\ue000code\ue001"
"""Stands in a page that is kept where the code will stand."""

OTHER_URL: Final = "\ue000url\ue001"
"""Stands where the page's address in the other language will stand."""

_MARKS: Final = re.compile(f"({CODE}|{OTHER_URL})")
_CODE_MARK: Final = CODE.encode()
_URL_MARK: Final = OTHER_URL.encode()

HEADERS: Final = (
    ("Cache-Control", "no-store"),
    ("Vary", "Accept, Accept-Language, Cookie, Accept-Encoding"),
)
_FOUND: Final = "gi_registry.scan"
"""Where a request's environment carries what was found before the view."""

_PAGE: Final = ("Content-Type", "text/html; charset=utf-8")
_PATHS: Final = ("/t/", "/T/")
_LONGEST: Final = 60
_PURPOSES: Final = (
    "HTTP_PURPOSE",
    "HTTP_SEC_PURPOSE",
    "HTTP_X_PURPOSE",
    "HTTP_X_MOZ",
)


def page_at_hand(app: Flask, environ: Environ) -> Ready | None:
    """Return the page of a plain scan, counted; None leaves it to the view.

    Args:
        app: the application.
        environ: of the request.
    """
    if not _is_plain(environ):
        return None
    code = environ["PATH_INFO"][len(_PATHS[0]) :]
    decoded, _ = service.decode(code_keys_of(app), code)
    if decoded is None:
        return None
    here, at_s, now = counter_of(app), time.monotonic(), clock.now()
    try:
        here.limit.spend(_address(environ), at_s=at_s)
    except TooOftenError:
        return None
    found = here.desk.answer(Asked(decoded, present_in(environ, here, now), now, True))
    environ[_FOUND] = found
    if not is_plain(found.checked):
        return None
    language = language_of_browser(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    key = (shared_by(found.checked), found.history, language)
    page = here.ready.peek(key, at_s=at_s)
    if page is None or not found.checked.finding.is_ours:
        return None
    filled = filled_in(page, code, service.grouped_or_none(code) or "", language)
    return Ready(200, [_PAGE, *HEADERS], filled)


def found_before(environ: Environ) -> Answer | None:
    """Return what was found for this request, counted already, if anything was."""
    found: Answer | None = environ.get(_FOUND)
    return found


def is_plain(checked: Checked) -> bool:
    """Whether the page of a label shows nothing that is only this label's."""
    known = checked.finding.known
    return known is None or not (known.has_pin or known.is_packed)


def in_pieces(html: str) -> Pieces:
    """Return a rendered page as it is kept, cut where codes and addresses go."""
    return tuple(piece.encode() for piece in _MARKS.split(html))


def filled_in(page: Pieces, code: str, code_shown: str, language: Language) -> bytes:
    """Return a page with its own code.

    Args:
        page: as it is kept.
        code: as it came in the address.
        code_shown: as printed.
        language: of the page.
    """
    other = "en" if language is Language.ZH else "zh"
    own = {
        _CODE_MARK: code_shown.encode(),
        _URL_MARK: f"/t/{quote(code, safe='')}?lang={other}".encode(),
    }
    return b"".join([own.get(piece, piece) for piece in page])


def present_in(environ: Environ, here: Counter, now: datetime) -> Seen | None:
    """Return the check that a request is, or None for programs that look ahead."""
    browser: str = environ.get("HTTP_USER_AGENT", "")
    purpose = "".join([environ.get(name, "") for name in _PURPOSES])
    if environ["REQUEST_METHOD"] == "HEAD" or is_program(browser, purpose):
        return None
    key = here.device_key
    digest = service.device_digest(key, _address(environ), browser, now)
    query = environ.get("QUERY_STRING", "")
    place = parse_qs(query).get("place", [""])[0] if query else ""
    return Seen(now, digest, known_place(place))


def _is_plain(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].startswith(_PATHS)
        and len(environ["PATH_INFO"]) <= _LONGEST
        and not environ.get("QUERY_STRING")
        and "HTTP_COOKIE" not in environ
        and "json" not in environ.get("HTTP_ACCEPT", "")
    )


def _address(environ: Environ) -> str:
    return environ.get("REMOTE_ADDR") or ""
