"""The list of one's own plots, and the same as files."""

import json
from collections.abc import Iterator
from typing import Any

import shapely
from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from gi_registry.areas import service as areas
from gi_registry.areas.claims.errors import SeasonError
from gi_registry.areas.claims.rules import comparison, season_of
from gi_registry.areas.service import Asked, Holding, Renewal
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.fields import Whole
from gi_registry.core.forms import submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id

_ALL = 100_000
_GRID_DEG = 1e-7
"""About a centimetre."""
_CRS = "urn:ogc:def:crs:EPSG::4490"

CLAIMS = (
    ("", Words("全部", "All")),
    ("claimed", Words("已登记本产季", "Claimed this season")),
    ("unclaimed", Words("未登记本产季", "Not claimed")),
)
STATES = (
    ("", Words("在用", "In use")),
    ("ended", Words("已停用", "Ended")),
)


class SeasonSchema(Schema):
    """A season that is claimed for all plots, or for one."""

    season = Whole(required=True, least=2000, most=2200)
    plot_id = Whole(load_default=None, least=1)


@pages.get("/producer/plots")
@requires(Permission.PRODUCE)
def plots() -> str:
    """List one's own plots."""
    season = season_of(clock.today())
    with read() as session:
        own = areas.products_of(session, organisation_id())
        asked = _asked(session)
        page = areas.holdings(session, organisation_id(), asked, number=asked_page())
        codes = {holding.plot.division_code for holding in page.items}
        return render_template(
            "producers/plots.html",
            page=page,
            asked=asked,
            gi_code=request.args.get("gi", ""),
            products=[("", Words("全部产品", "All products"))]
            + [(gi.code, Words(gi.name_zh, gi.name_en)) for gi in own],
            claims=CLAIMS,
            states=STATES,
            names=areas.full_names(session, codes),
            season=season,
            totals=areas.totals(session, organisation_id(), season),
            next_totals=areas.totals(session, organisation_id(), season + 1),
            comparison=comparison,
            workers=service.workers_of(session, [each.plot.id for each in page.items]),
        )


@pages.post("/producer/plots/season")
@requires(Permission.PRODUCE)
def claim_season() -> Answer:
    """Claim a season for all of one's plots, or for one."""
    form = submitted(SeasonSchema())
    if not form.ok:
        flash(form.error("season") or say("请选择产季", "Choose a season"), "stop")
        return redirect("/producer/plots", 303)
    one, season = form.data["plot_id"], form.data["season"]
    try:
        with write() as session:
            renewal = areas.claim_season(
                session,
                organisation_id(),
                season,
                now=clock.now(),
                plot_ids=None if one is None else [one],
                account_id=the_caller().account_id,
            )
            told = list(_told(session, renewal, season))
    except SeasonError as error:
        told = [(error.words, "stop")]
    for words, tone in told:
        flash(said(words), tone)
    return redirect("/producer/plots" if one is None else f"/producer/plots/{one}", 303)


@pages.get("/producer/plots.csv")
@requires(Permission.PRODUCE)
def plots_csv() -> Response:
    """Download one's own plots as a table, outlines as WKT."""
    with read() as session:
        rows = list(_rows(session))
    return _private(as_csv(rows, "plots.csv"))


@pages.get("/producer/plots.geojson")
@requires(Permission.PRODUCE)
def plots_geojson() -> Response:
    """Download one's own plots as GeoJSON, coordinate system named."""
    with read() as session:
        found = _found(session)
        names = _names(session, found)
        document = {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": _CRS}},
            "features": [_feature(holding, names) for holding in found],
        }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    answer = Response(body, mimetype="application/geo+json")
    answer.headers["Content-Disposition"] = "attachment; filename=plots.geojson"
    return _private(answer)


def _asked(session: Session) -> Asked:
    args = request.args
    codes = {gi.code: gi.id for gi in areas.products_of(session, organisation_id())}
    code = args.get("gi", "")
    return Asked(
        season=season_of(clock.today()),
        gi_id=codes.get(code, 0) if code else None,
        text=args.get("q", "").strip()[:60],
        claim=args.get("claim", ""),
        is_ended=args.get("state") == "ended",
        sort=args.get("sort", ""),
    )


def _told(
    session: Session, renewal: Renewal, season: int
) -> Iterator[tuple[Words, str]]:
    """Give the sentences about a renewal, each with its tone."""
    count = len(renewal.claimed)
    if count:
        words = Words(
            "{count} 个地块已登记 {season} 年产季", "{count} plots now have {season}"
        )
        yield words.filled(count=count, season=season), "good"
    elif not renewal.blocked:
        words = Words(
            "没有需要登记 {season} 年产季的地块",
            "No plot is without the season of {season}",
        )
        yield words.filled(season=season), "neutral"
    own = {plot.id: plot for plot in areas.plots_of(session, organisation_id())}
    for overlap in renewal.blocked:
        words = Words(
            "地块“{name}”未登记：与另一块已登记 {season} 年产季同一产品的地重叠 "
            "{share:.0%}。"
            "请打开它更正边界，或联系所在县的管理部门现场核对。",
            "“{name}” has no claim: {share:.0%} of it or of the other plot is claimed "
            "for {season} and this product already. Correct its outline, or ask the "
            "county office to look at the place.",
        )
        name = own[overlap.plot_id].name
        yield words.filled(name=name, season=season, share=overlap.share), "warn"


def _found(session: Session) -> list[Holding]:
    page = areas.holdings(session, organisation_id(), _asked(session), size=_ALL)
    return list(page.items)


def _names(session: Session, found: list[Holding]) -> dict[str, Words]:
    return areas.full_names(session, {h.plot.division_code for h in found})


def _rows(session: Session) -> Iterator[tuple[object, ...]]:
    found = _found(session)
    names = _names(session, found)
    workers = service.workers_of(session, [holding.plot.id for holding in found])
    yield (
        say("地块", "plot"),
        say("产品编号", "product code"),
        say("产品", "product"),
        say("县（市、区）", "county"),
        say("农户", "worker"),
        say("填报面积（平方米）", "declared m2"),
        say("量得面积（平方米）", "measured m2"),
        say("本产季", "season"),
        say("已登记", "claimed"),
        say("版本", "version"),
        say("原坐标系", "crs given"),
        say("边界（WKT，EPSG:4490）", "outline (WKT, EPSG:4490)"),
    )
    for holding in found:
        plot = holding.plot
        yield (
            plot.name,
            plot.gi.code,
            say(plot.gi.name_zh, plot.gi.name_en),
            said(names[plot.division_code]) if plot.division_code in names else "",
            workers[plot.id].name if plot.id in workers else "",
            plot.declared_m2,
            plot.measured_m2,
            season_of(clock.today()),
            say("是", "yes") if holding.is_claimed else say("否", "no"),
            plot.number,
            plot.crs_given,
            shapely.to_wkt(plot.geometry, rounding_precision=7),
        )


def _feature(holding: Holding, names: dict[str, Words]) -> dict[str, Any]:
    plot = holding.plot
    county = names.get(plot.division_code)
    return {
        "type": "Feature",
        "id": plot.id,
        "geometry": shapely.geometry.mapping(
            shapely.set_precision(plot.geometry, _GRID_DEG, mode="pointwise")
        ),
        "properties": {
            "name": plot.name,
            "product": plot.gi.code,
            "product_name": say(plot.gi.name_zh, plot.gi.name_en),
            "county": said(county) if county else plot.division_code,
            "declared_m2": plot.declared_m2,
            "measured_m2": plot.measured_m2,
            "claimed": holding.is_claimed,
            "version": plot.number,
            "since": china_day(plot.created_at).isoformat(),
            "source": said(common.SOURCES.get(plot.source, Words(*(plot.source,) * 2))),
        },
    }


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
