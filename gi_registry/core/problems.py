"""Refusals as HTTP: problem documents (RFC 9457) for programs, pages for people."""

import logging
import secrets
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core.access import SignInNeededError
from gi_registry.core.errors import (
    BadQueryError,
    ConflictError,
    DeniedError,
    GiError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.etags import ChangedError, VersionNeededError
from gi_registry.core.language import current_language, said
from gi_registry.core.library_words import in_chinese
from gi_registry.core.words import Language, Words

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[GiError], int], ...] = (
    (SignInNeededError, 401),
    (NotFoundError, 404),
    (ConflictError, 409),
    (DeniedError, 403),
    (BadQueryError, 400),
    (ChangedError, 412),
    (VersionNeededError, 428),
    (RefusedError, 422),
)

HTTP_WORDS = {
    400: Words(
        "请求不完整，请返回重试", "The request was incomplete; go back and retry"
    ),
    404: Words("没有这个页面", "There is no such page"),
    405: Words("这个地址不接受这种请求", "This address does not take such requests"),
    409: Words("与现有记录冲突", "This conflicts with what is registered"),
    413: Words("内容太大，请分次提交", "That is too large; send it in parts"),
    415: Words("不支持这种格式", "That format is not supported"),
    422: Words("有些内容需要更正", "Some of this needs to be corrected"),
    429: Words("请求过于频繁，请稍后再试", "Too many requests; try again later"),
    500: Words("我们出了差错，记录未受影响", "We made a mistake; nothing was changed"),
}
_OURS = 500
_FOR_PROGRAMS = (
    *("/api/", "/ogc", "/tiles/", "/epcis", "/.well-known/", "/metrics"),
    *("/log/tile/", "/log/checkpoint", "/log/key", "/log/witness/"),
)


def status_of(error: GiError) -> int:
    """Return the HTTP status of a refusal."""
    if "retry_after_s" in error.facts:
        return 429
    return next((code for kind, code in STATUS if isinstance(error, kind)), 422)


def wants_json() -> bool:
    """Whether the caller is a program."""
    if request.path.startswith(_FOR_PROGRAMS):
        return True
    best = request.accept_mimetypes.best_match(
        ["text/html", "application/json", "application/problem+json"],
        default="text/html",
    )
    return best != "text/html"


def problem(status: int, slug: str, title: str, **members: object) -> Response:
    """Return a problem document.

    Args:
        status: HTTP status.
        slug: end of the problem's type address.
        title: the sentence, in the caller's language.
        members: further members, JSON values.
    """
    base = current_app.extensions["gi"].settings.base_url
    body = {
        "type": f"{base}/problems/{slug}",
        "title": title,
        "status": status,
        "instance": request.path,
    } | members
    answer = current_app.response_class(current_app.json.dumps(body))
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def register(app: Flask) -> None:
    """Answer every refusal and every failure of an application here."""
    app.register_error_handler(GiError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failed)


def _refused(error: GiError) -> WerkzeugResponse:
    status = status_of(error)
    if wants_json():
        facts = _json_safe(error.facts)
        answer = problem(
            status, error.slug, said(error.words), field=error.field, **facts
        )
        if "retry_after_s" in error.facts:
            answer.headers["Retry-After"] = str(error.facts["retry_after_s"])
        return answer
    if isinstance(error, SignInNeededError) and request.method == "GET":
        query = urlencode({"next": request.full_path.rstrip("?")})
        return redirect(f"/sign-in?{query}", 303)
    return _page(status, said(error.words))


def _http(error: HTTPException) -> WerkzeugResponse:
    if isinstance(error.response, WerkzeugResponse):
        return error.response
    status = error.code or _OURS
    if status < 400:  # noqa: PLR2004 -- a redirect is raised like an error
        return error.get_response()
    words = HTTP_WORDS.get(status, HTTP_WORDS[400])
    if wants_json():
        data: dict[str, Any] = getattr(error, "data", None) or {}
        members = {"errors": _in_words(data["messages"])} if "messages" in data else {}
        return problem(status, f"http-{status}", said(words), **members)
    return _page(status, said(words))


def _in_words(messages: object) -> object:
    """Return what is wrong with which field, in the caller's language."""
    is_chinese = current_language() is Language.ZH
    return in_chinese(messages) if is_chinese else messages


def _failed(error: Exception) -> WerkzeugResponse:
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    reference = secrets.token_hex(4)
    log.error("request failed", exc_info=error, extra={"reference": reference})
    words = said(HTTP_WORDS[_OURS])
    if wants_json():
        return problem(_OURS, "our-fault", words, reference=reference)
    answer = Response(
        render_template("errors/500.html", problem_id=reference, message=words)
    )
    answer.status_code = _OURS
    return answer


def _page(status: int, message: str) -> Response:
    specific = f"errors/{status}.html"
    template = current_app.jinja_env.select_template([specific, "errors/400.html"])
    answer = Response(render_template(template, message=message, status=status))
    answer.status_code = status
    return answer


def _json_safe(facts: dict[str, object]) -> dict[str, object]:
    plain = (str, int, float, bool, list, dict, type(None))
    return {k: v if isinstance(v, plain) else str(v) for k, v in facts.items()}
