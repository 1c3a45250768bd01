"""What every template has: words, figures, the caller and the way around."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask, Response, request, url_for
from jinja2 import StrictUndefined
from jinja2.filters import do_format
from markupsafe import Markup

from gi_registry.app.navigation import Navigation
from gi_registry.core import clock
from gi_registry.core.access import find_caller
from gi_registry.core.counted import put_right
from gi_registry.core.language import COOKIE, current_language, said, say
from gi_registry.core.sessions import read, registry
from gi_registry.core.summaries import with_names
from gi_registry.core.words import Language, china_time, long_day
from gi_registry.demo.service import marker
from gi_registry.law import rules as law
from gi_registry.maps.pages.base_map import base_map_for_script
from gi_registry.notices import service as notices

_SQUARE_METRES_PER_MU = Decimal(2000) / 3
_YEAR_S = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Set up Jinja and the language cookie."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        said=said,
        day=_day,
        moment=_moment,
        count=_count,
        format=_format,
        kg=_kg,
        mu=_mu,
        naming=_naming,
        yuan=_yuan,
    )
    environment.globals.update(
        t=say, base_map=base_map_for_script, law_rule=_rule, law_cited=law.cited
    )
    app.context_processor(_context)
    app.after_request(_keep_language)


def _format(text: str, *values: object) -> str:
    """Fill a sentence in; in English one of a thing stands in the singular."""
    filled = do_format(text, *values)
    if current_language() is Language.ZH:
        return filled
    return type(filled)(put_right(filled))


def _context() -> dict[str, Any]:
    return {
        "lang": current_language(),
        "caller": _LazyCaller(),
        "nav": Navigation(),
        "unread": _unread,
        "other_language_url": _other_language_url(),
        "demonstration": marker(registry().settings.data_dir).exists(),
        "base_url": registry().settings.base_url,
    }


def _unread() -> int:
    """Return how many notices the caller has not read; 0 where nobody calls."""
    caller = find_caller()
    if caller is None:
        return 0
    with read() as session:
        return notices.unread(session, caller.account_id)


class _LazyCaller:
    """Stands for the caller; asks the database only if a template does."""

    def __bool__(self) -> bool:
        return find_caller() is not None

    def __getattr__(self, name: str) -> object:
        return getattr(find_caller(), name)


def _other_language_url() -> str:
    other = "en" if current_language() is Language.ZH else "zh"
    values: dict[str, Any] = dict(request.view_args or {})
    values |= {key: request.args.getlist(key) for key in request.args}
    values["lang"] = other
    if request.endpoint is None or request.method != "GET":
        return f"?lang={other}"
    return url_for(request.endpoint, **values)


def _keep_language(answer: Response) -> Response:
    wanted = request.args.get("lang") if request.query_string else None
    if wanted in ("zh", "en"):
        answer.set_cookie(
            COOKIE,
            wanted,
            max_age=_YEAR_S,
            samesite="Lax",
            httponly=True,
            secure=registry().settings.is_https,
        )
    return answer


def _rule(key: str, on: date | None = None) -> law.RuleVersion | None:
    """Return a rule as it held on a day, today if none is named; None before it."""
    return law.find(key, on=on or clock.today())


def _naming(page: str) -> Markup:
    """Name the questions in a summary of errors; the page is ours, escaped."""
    return Markup(with_names(page, say("：", ": ")))  # noqa: S704 -- from our templates


def _day(value: date | None) -> str:
    return "—" if value is None else long_day(value, current_language())


def _moment(value: datetime | None) -> str:
    return "—" if value is None else china_time(value)


def _count(value: float | None) -> str:
    return "—" if value is None else f"{value:,}"


def _kg(grams: int | None) -> str:
    if grams is None:
        return "—"
    kilograms = Decimal(grams) / 1000
    return f"{kilograms.normalize():,f} {say('千克', 'kg')}"


def _mu(square_metres: float | None) -> str:
    if square_metres is None:
        return "—"
    value = Decimal(str(square_metres)) / _SQUARE_METRES_PER_MU
    return f"{value:,.2f} {say('亩', 'mu')}"


def _yuan(fen: int | None) -> str:
    if fen is None:
        return "—"
    return f"{Decimal(fen) / 100:,.2f} {say('元', 'yuan')}"
