"""The public map, its data, and the library that draws it."""

import calendar
import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.language import current_language
from gi_registry.core.memory import Remembered
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.maps import service, vendor
from gi_registry.maps.rules import Entry, Filter
from gi_registry.products.rules import RIGHT_KIND_WORDS

pages = Blueprint("maps", __name__)

_MONTHS_IN_YEAR = 12
_data = Remembered[bytes](4)


@pages.get("/map")
@requires(Permission.PUBLIC)
def map_page() -> str:
    """Show every production area, to be searched and asked."""
    asked, on = _asked(), clock.today()
    with read() as session:
        entries = service.entries(session, on=on)
        chosen = _chosen(entries)
        stamp, picture = _drawn(session, chosen)
    return render_template(
        "maps/map.html",
        entries=[(entry, asked.keeps(entry)) for entry in entries],
        chosen=chosen,
        asked=asked,
        categories=_categories(entries),
        months=_months(),
        kind_words=RIGHT_KIND_WORDS,
        picture=picture,
        stamp=stamp,
        leaflet_version=vendor.VERSION,
        borders_from=areas.ATTRIBUTION,
    )


@pages.get("/map/data.json")
@requires(Permission.PUBLIC)
def map_data() -> Response:
    """Give the shapes of the map: coarse, or as they are for `detail=full`."""
    on, finer = clock.today(), request.args.get("detail") == "full"
    with read() as session:
        stamp = service.stamp(session, on=on)

        def make() -> bytes:
            document = service.map_data(session, on=on, finer=finer)
            return json.dumps(
                document, ensure_ascii=False, separators=(",", ":")
            ).encode()

        body = _data.get((registry().database.url, stamp, finer), make)
    known = request.args.get("v") == stamp
    etag = f"{stamp}-full" if finer else stamp
    return deliver(body, "application/json", etag=etag, is_immutable=known)


@pages.get("/vendor/leaflet/<path:name>")
@requires(Permission.PUBLIC)
def leaflet(name: str) -> Response:
    """Give a file of Leaflet as its package brings it."""
    found = vendor.files().get(name)
    if found is None:
        abort(404)
    known = request.args.get("v") == vendor.VERSION
    return deliver(found.body, found.mimetype, etag=vendor.VERSION, is_immutable=known)


def _asked() -> Filter:
    month = request.args.get("month", "")
    return Filter(
        text=request.args.get("q", "").strip()[:100],
        category=request.args.get("category", "").strip()[:40],
        month=int(month)
        if month.isdecimal() and len(month) <= 2 and int(month) <= _MONTHS_IN_YEAR  # noqa: PLR2004 -- digits of a month
        else 0,
    )


def _chosen(entries: Sequence[Entry]) -> Entry | None:
    code = request.args.get("gi", "")
    return next((entry for entry in entries if entry.code == code), None)


def _drawn(session: Session, chosen: Entry | None) -> tuple[str | None, str | None]:
    """Return the stamp of the data and a picture; neither without divisions."""
    language, on = current_language(), clock.today()
    try:
        stamp = service.stamp(session, on=on)
        if chosen is not None:
            return stamp, areas.map_svg(session, chosen.gi_id, language=language)
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
