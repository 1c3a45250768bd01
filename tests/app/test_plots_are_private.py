"""No public page, layer, tile, download or log tells of a plot or of who grows."""

import re
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import box
from sqlalchemy import select

from gi_registry.areas import service as areas
from gi_registry.areas.claims.rules import Correction
from gi_registry.areas.rules import NewPlot
from gi_registry.core import clock
from gi_registry.core.access import Permission
from gi_registry.core.db import Database
from gi_registry.geo.measure import area_m2
from gi_registry.translog.models import LogLeaf
from tests import factories

CODE = "SXGI-901"
NAME, HOLDER, REASON = "绝密东坡", "隐名种植户", "密改北界"
LON, LAT = 112.3217391, 37.3231739
OUTLINE = box(LON, LAT, LON + 0.001, LAT + 0.001)
WIDER = box(LON, LAT, LON + 0.0011, LAT + 0.001)
TELLTALES = (NAME, HOLDER, REASON, "112.32173", "37.32317", "112.32283", "37.32417")
MOST_PAGES = 400

AT = f"lon={LON:.4f}&lat={LAT:.4f}"
BOX = f"{LON - 0.01},{LAT - 0.01},{LON + 0.01},{LAT + 0.01}"
ASKED = (
    "/map/data.json?detail=full",
    f"/map/here?{AT}",
    f"/map/suggest?q={NAME[:2]}",
    f"/gi?q={NAME[:2]}",
    f"/gi/{CODE}",
    f"/api/v1/areas/locate?{AT}&crs=EPSG:4490",
    f"/api/v1/areas/{CODE}.geojson",
    f"/api/v1/products/{CODE}",
    f"/api/v1/products/{CODE}/area",
    f"/ogc/collections/production-areas/items?bbox={BOX}&f=json",
    f"/ogc/collections/divisions/items?bbox={BOX}&f=json",
)
"""Besides what can be reached by following links."""


@pytest.fixture
def planted(app: Flask, database: Database) -> Flask:
    """Give a registry with a product, its area, and a plot that was corrected."""
    now = clock.now()
    with database.write() as session:
        factories.division(session)
        gi = factories.gi(session, code=CODE)
        factories.right(session, gi)
        factories.area(session, gi)
        factories.authorization(session)
        holder = factories.organisation(session, name=HOLDER)
        factories.entity(session, holder)
        new = NewPlot(
            holder.id, gi.id, NAME, round(area_m2(OUTLINE)), OUTLINE, "WGS84", "gnss"
        )
        plot = areas.add_plot(session, new, now=now)
        correction = Correction(
            NAME, round(area_m2(WIDER)), WIDER, "EPSG:4326", "gnss", REASON
        )
        areas.correct_plot(session, plot, correction, now=now)
        areas.claim_season(session, holder.id, clock.today().year + 1, now=now)
    return app


def tiles_over_the_plot() -> list[str]:
    """Return the addresses of every layer's tiles in which the plot lies."""
    layers = ("production-areas", "divisions", "areas", "plots")
    found = []
    for zoom in (0, 5, 9, 12, 14):
        across = 2**zoom
        x = int((LON + 180) / 360 * across)
        y = {0: 0, 5: 12, 9: 198, 12: 1588, 14: 6355}[zoom]
        found += [f"/tiles/{layer}/{zoom}/{x}/{y}.mvt" for layer in layers]
    return found


def public_paths(app: Flask) -> list[str]:
    """Return the public addresses that take no argument."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in (rule.methods or ())
        and getattr(app.view_functions[rule.endpoint], "permission", None)
        is Permission.PUBLIC
    ]


def links_of(path: str, text: str) -> list[str]:
    """Return the addresses on this site that a page or a document names."""
    named = re.findall(r'(?:href|src|data-[a-z-]+)="([^"]+)"|"href": ?"([^"]+)"', text)
    found = []
    for one, other in named:
        url = urldefrag(urljoin(f"http://localhost{path}", one or other)).url
        parts = urlsplit(url.replace("&amp;", "&"))
        if parts.hostname == "localhost" and not parts.path.startswith("/static"):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def walk(client: FlaskClient, starts: list[str]) -> dict[str, bytes]:
    """Return what a stranger gets from all addresses that can be reached."""
    waiting, seen = deque(starts), set(starts)
    got: dict[str, bytes] = {}
    while waiting and len(got) < MOST_PAGES:
        path = waiting.popleft()
        with client.get(path) as answer:
            status, body = answer.status_code, answer.data
            mimetype = answer.mimetype or ""
        if status != 200:
            continue
        got[path] = body
        if "html" in mimetype or "json" in mimetype:
            found = links_of(path, body.decode())
            new = [link for link in found if link not in seen]
            seen.update(new)
            waiting.extend(new)
    return got


def test_nothing_public_tells_of_a_plot_or_its_holder(planted: Flask) -> None:
    client = planted.test_client()
    starts = [*ASKED, *tiles_over_the_plot(), *public_paths(planted)]

    got = walk(client, list(dict.fromkeys(starts)))

    told = {
        path: telltale
        for path, body in got.items()
        for telltale in TELLTALES
        if telltale in body.decode("utf-8", "replace")
    }
    assert told == {}
    assert set(ASKED) - got.keys() == set()
    assert {"/openapi.json", "/api/v1/areas.geojson", "/ogc/collections"} <= got.keys()
    assert any(path.endswith(".mvt") for path in got)
    assert any(path.startswith("/downloads/") for path in got)


@pytest.mark.usefixtures("planted")
def test_the_log_has_neither_names_nor_outlines(database: Database) -> None:
    with database.read() as session:
        leaves = list(session.scalars(select(LogLeaf)))

    plots = [leaf for leaf in leaves if leaf.kind.startswith("plot.")]
    assert {leaf.kind for leaf in plots} == {
        "plot.added",
        "plot.corrected",
        "plot.claimed",
    }
    written = "".join(f"{leaf.subject}{leaf.body}" for leaf in leaves)
    assert [telltale for telltale in TELLTALES if telltale in written] == []
