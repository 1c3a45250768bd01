"""The public map: the page, and the parts of it that change while it is used."""

import calendar
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.language import current_language, said
from gi_registry.core.sessions import read
from gi_registry.core.words import Words
from gi_registry.maps import search, service, vendor
from gi_registry.maps.here import here
from gi_registry.maps.pages.blueprint import pages
from gi_registry.maps.rules import Entry, Filter
from gi_registry.products.rules import RIGHT_KIND_WORDS

LISTED = 150
"""Products on one page of the list."""

_MONTHS_IN_YEAR = 12
_LONGEST_ACCURACY_M = 100_000


@dataclass(frozen=True, slots=True)
class Listed:
    """The products that a search leaves, as far as they are shown.

    Attributes:
        chosen: the one whose area is shown, first in the list.
        shown: the others, in the order of the register.
        number: how many there are, the chosen one counted if it fits.
        codes: of all that fit, where not every product does.
        page: how many times `LISTED` are shown.
        has_more: whether there are further ones.
        is_empty_register: whether there is no product at all.
    """

    chosen: Entry | None
    shown: Sequence[Entry]
    number: int
    codes: str | None
    page: int
    has_more: bool
    is_empty_register: bool


@pages.get("/map")
@requires(Permission.PUBLIC)
def map_page() -> str:
    """Show every production area, to be searched and asked."""
    asked, on = _asked(), clock.today()
    place = search.spot(request.args.get("p", "")) or search.spot(asked.text)
    with read() as session:
        entries = service.known(session, on=on).entries
        listed = _listed(entries, asked)
        stamp, picture = _drawn(session, listed.chosen)
        found = here(session, place, on=on) if place and stamp else None
    return render_template(
        "maps/map.html",
        listed=listed,
        asked=asked,
        here=found,
        categories=_categories(entries),
        months=_months(),
        kind_words=RIGHT_KIND_WORDS,
        picture=picture,
        stamp=stamp,
        leaflet_version=vendor.VERSION,
        borders_from=areas.ATTRIBUTION,
    )


@pages.get("/map/list")
@requires(Permission.PUBLIC)
def map_list() -> Response:
    """Give the list of products that a search leaves, as a part of the page."""
    with read() as session:
        entries = service.known(session, on=clock.today()).entries
    listed = _listed(entries, _asked())
    return _part(
        render_template("maps/_list.html", listed=listed, kind_words=RIGHT_KIND_WORDS)
    )


@pages.get("/map/here")
@requires(Permission.PUBLIC)
def map_here() -> Response:
    """Say what is at the place `p`, known to `accuracy` metres; a part of the page."""
    place = search.spot(request.args.get("p", ""))
    if place is None:
        return _part(render_template("maps/_here.html", here=None))
    accuracy = request.args.get("accuracy", 0, int)
    accuracy = max(0, min(accuracy, _LONGEST_ACCURACY_M))
    with read() as session:
        found = here(session, place, accuracy_m=accuracy, on=clock.today())
    return _part(render_template("maps/_here.html", here=found))


@pages.get("/map/suggest")
@requires(Permission.PUBLIC)
def map_suggest() -> Response:
    """Give what the text `q` may mean, best first."""
    with read() as session:
        known = service.known(session, on=clock.today()).offers
    found = [
        {
            "kind": offer.kind,
            "key": offer.key,
            "name": said(offer.name),
            "note": said(offer.note),
        }
        for offer in search.offers(_text(), known)
    ]
    return _part(json.dumps(found, ensure_ascii=False), "application/json")


def _part(text: str, mimetype: str = "text/html") -> Response:
    body = text.encode()
    return deliver(body, mimetype, etag=hashlib.sha256(body).hexdigest()[:16])


def _text() -> str:
    return request.args.get("q", "").strip()[:100]


def _asked() -> Filter:
    month = request.args.get("month", "")
    return Filter(
        text=_text(),
        category=request.args.get("category", "").strip()[:40],
        month=int(month)
        if month.isdecimal() and len(month) <= 2 and int(month) <= _MONTHS_IN_YEAR  # noqa: PLR2004 -- digits of a month
        else 0,
    )


def _listed(entries: Sequence[Entry], asked: Filter) -> Listed:
    code = request.args.get("gi", "")
    chosen = next((entry for entry in entries if entry.code == code), None)
    page = max(1, min(request.args.get("page", 1, int), len(entries)))
    if search.spot(asked.text):
        asked = Filter(category=asked.category, month=asked.month)
    left = [entry for entry in entries if asked.keeps(entry)] if asked else entries
    others = [entry for entry in left if entry is not chosen]
    return Listed(
        chosen=chosen,
        shown=others[: page * LISTED],
        number=len(left),
        codes=" ".join(entry.code for entry in left) if asked else None,
        page=page,
        has_more=len(others) > page * LISTED,
        is_empty_register=not entries,
    )


def _drawn(session: Session, chosen: Entry | None) -> tuple[str | None, str | None]:
    """Return the stamp of the data and a picture; neither without divisions."""
    language, on = current_language(), clock.today()
    try:
        stamp = service.stamp(session, on=on)
        if chosen is not None:
            drawn = areas.map_svg(session, chosen.gi_id, language=language, on=on)
            return stamp, drawn
        return stamp, service.province_picture(session, on=on, language=language)
    except DivisionsMissingError:
        return None, None


def _categories(entries: Sequence[Entry]) -> list[tuple[str, Words]]:
    """Return the kinds of goods there are, most frequent first."""
    counts: dict[tuple[str, Words], int] = {}
    for entry in entries:
        key = (entry.category, entry.category_words)
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=lambda key: (-counts[key], key[0]))
    return [("", Words("全部品类", "All goods")), *ordered]


def _months() -> list[tuple[Any, Words]]:
    named = [
        (str(month), Words(f"{month} 月", calendar.month_name[month]))
        for month in range(1, _MONTHS_IN_YEAR + 1)
    ]
    return [("", Words("不限月份", "Any month")), *named]
