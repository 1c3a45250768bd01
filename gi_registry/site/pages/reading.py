"""Pages to read: help, and what a refusal means."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from gi_registry.core.access import Permission, requires
from gi_registry.core.errors import GiError
from gi_registry.core.problems import HTTP_WORDS, STATUS
from gi_registry.core.words import Words
from gi_registry.site.errors import ProblemUnknownError
from gi_registry.site.pages.blueprint import pages

_REFUSED, _OURS = 422, 500
_FAMILY_WORDS = {
    400: Words(
        "请求写得不对。请按接口说明改正后重发。",
        "The request is not well formed. Correct it by the description of the API.",
    ),
    401: Words(
        "需要先登录，或使用有效的令牌。", "Sign in first, or send a valid token."
    ),
    403: Words(
        "您的角色或辖区不包含这件事。", "It is not within your role or jurisdiction."
    ),
    404: Words(
        "所指的东西没有登记。请核对编号或代码。",
        "What was named is not registered. Check its number or code.",
    ),
    409: Words(
        "与已登记的内容矛盾，或者有人先办了一步。请刷新后再看。",
        "It contradicts what is registered, or somebody was faster. "
        "Load it again and look.",
    ),
    412: Words(
        "在您读取之后，这条记录已有改变。请重新读取，再决定是否更改。",
        "It changed after you read it. Read it again, then decide what to change.",
    ),
    422: Words(
        "内容不符合规则。请按提示更正后重新提交，已登记的内容没有改变。",
        "A rule says no. Correct what is named and send it again; nothing was changed.",
    ),
    428: Words(
        "请用 If-Match 说明您改的是哪一版；先读取，再带上所得的 ETag 重发。",
        "Say with If-Match which version you change: read it, then send the ETag.",
    ),
    429: Words(
        "请求过于频繁。请按 Retry-After 所说的秒数等待。",
        "Too many requests. Wait for the seconds that Retry-After names.",
    ),
    500: Words(
        "是我们的差错，记录没有改变。请把编号（reference）告诉我们。",
        "The mistake is ours and nothing was changed. Tell us the reference.",
    ),
}
_TOO_OFTEN = "too-often"
_OUR_FAULT = "our-fault"
_OF_HTTP = "http-"


@dataclass(frozen=True, slots=True)
class Problem:
    """What the type of a problem document stands for.

    Attributes:
        slug: end of its address.
        status: HTTP status that it is answered with.
        words: what to do about refusals of that family.
        meaning: what it means, in English; none for those of HTTP itself.
    """

    slug: str
    status: int
    words: Words
    meaning: str | None


@pages.get("/help")
@requires(Permission.PUBLIC)
def help_() -> str:
    """Say how to read a scan, who decides what, where to complain."""
    return render_template("site/help.html")


@pages.get("/problems")
@requires(Permission.PUBLIC)
def problems() -> str:
    """List what this registry can refuse."""
    return render_template("site/problems.html", problems=_all())


@pages.get("/problems/<slug>")
@requires(Permission.PUBLIC)
def problem(slug: str) -> str:
    """Say what the type of a problem document means."""
    found = next((each for each in _all() if each.slug == slug), None)
    if found is None:
        raise ProblemUnknownError(slug)
    return render_template("site/problem.html", problem=found)


def _all() -> list[Problem]:
    """Return every problem, by slug; what HTTP itself refuses comes last."""
    kinds = {kind.slug: kind for kind in _kinds(GiError) if "slug" in vars(kind)}
    ours = [
        Problem(slug, _status(kind), _FAMILY_WORDS[_status(kind)], inspect.getdoc(kind))
        for slug, kind in sorted(kinds.items())
    ]
    of_http = [
        Problem(f"{_OF_HTTP}{status}", status, words, None)
        for status, words in HTTP_WORDS.items()
        if status != _OURS
    ]
    return [*ours, *of_http, Problem(_OUR_FAULT, _OURS, _FAMILY_WORDS[_OURS], None)]


def _kinds(kind: type[GiError]) -> Iterator[type[GiError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def _status(kind: type[GiError]) -> int:
    if kind.slug == _TOO_OFTEN:
        return 429
    return next((code for base, code in STATUS if issubclass(kind, base)), _REFUSED)
