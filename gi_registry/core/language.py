"""Which language a request is answered in."""

from functools import lru_cache

from flask import g, has_request_context, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from gi_registry.core.counted import put_right
from gi_registry.core.words import Language, Words

COOKIE = "lang"
_OFFERED = ("zh-CN", "zh", "en")


def current_language() -> Language:
    """Return the language of the request: address, cookie, browser; else Chinese."""
    if not has_request_context():
        return Language.ZH
    if "language" not in g:
        g.language = _wanted()
    language: Language = g.language
    return language


def said(words: Words) -> str:
    """Return words in the language of the request."""
    return words.said_in(current_language())


def say(zh: str, en: str) -> str:
    """Return one of two sentences in the language of the request."""
    return zh if current_language() is Language.ZH else put_right(en)


def _wanted() -> Language:
    asked = request.args.get("lang") if request.query_string else None
    for text in (asked, request.cookies.get(COOKIE)):
        if text in ("zh", "zh-CN"):
            return Language.ZH
        if text == "en":
            return Language.EN
    return language_of_browser(request.environ.get("HTTP_ACCEPT_LANGUAGE", ""))


@lru_cache(maxsize=512)
def language_of_browser(accepted: str) -> Language:
    """Return what a browser's Accept-Language header prefers."""
    best = parse_accept_header(accepted, LanguageAccept).best_match(_OFFERED)
    return Language.EN if best == "en" else Language.ZH
