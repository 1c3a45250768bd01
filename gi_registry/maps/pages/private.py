"""The maps behind a sign-in: officers see their jurisdiction, producers their land.

Plots and who holds them are not public: nothing of this is kept by a browser or
on the way to it.
"""

import gzip
import json
import math
from datetime import date
from typing import Any

from flask import Response, abort, make_response, render_template, request
from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core import clock
from gi_registry.core.access import (
    Caller,
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read
from gi_registry.core.words import Words, china_day
from gi_registry.geo.crs import Bounds
from gi_registry.maps import queries, service, vendor
from gi_registry.maps.pages.blueprint import pages
from gi_registry.maps.rules import rings
from gi_registry.producers.rules import APPLICATION_STATE_WORDS

MOST_PLOTS = 2_000
MOST_CHECKS = 200
_UNITS = 1_000_000
"""To a degree: 0.1 m."""
_CODE_DIGITS = 6
_SIDES = 4


@pages.get("/desk/map")
@requires(Permission.DESK)
def desk_map() -> Response:
    """Show the plots of one's jurisdiction and the checks that wait there."""
    caller, today = the_caller(), clock.today()
    with read() as session:
        try:
            stamp = service.stamp(session, on=today)
        except DivisionsMissingError:
            stamp = None
        total, checks = queries.waiting_checks(session, caller, most=MOST_CHECKS)
        names = areas.names(session, {check.division for check in checks})
    page = render_template(
        "maps/desk.html",
        checks=[_check(check, names, today) for check in checks],
        total=total,
        stamp=stamp,
        homes=[_code(prefix) for prefix in caller.prefixes(Permission.DESK) if prefix],
        most_plots=MOST_PLOTS,
        leaflet_version=vendor.VERSION,
        borders_from=areas.ATTRIBUTION,
    )
    return _private(make_response(page))


@pages.get("/desk/map/plots.json")
@requires(Permission.DESK)
def desk_plots() -> Response:
    """Give the plots of one's jurisdiction that meet the box `bbox`."""
    return _plots(_jurisdiction(the_caller()))


@pages.get("/desk/map/plots/<int:plot_id>")
@requires(Permission.DESK)
def desk_plot(plot_id: int) -> Response:
    """Say what is known of a plot, as a part of the officers' map."""
    caller = the_caller()
    with read() as session:
        found = queries.find_plot(session, plot_id, _jurisdiction(caller))
        if found is None:
            abort(404)
        page = render_template(
            "maps/_plot.html",
            found=found,
            county=areas.full_names(session, {found.plot.division_code}).get(
                found.plot.division_code
            ),
            test=areas.test_plot(session, found.plot, on=clock.today()),
            applications=[
                (number, APPLICATION_STATE_WORDS[state])
                for number, state in queries.applications_with(session, caller, plot_id)
            ],
        )
    return _private(make_response(page))


@pages.get("/producer/map/plots.json")
@requires(Permission.PRODUCE)
def own_plots() -> Response:
    """Give one's own plots that meet the box `bbox`."""
    return _plots(queries.owned_by(own_organisation()))


def _plots(condition: ColumnElement[bool]) -> Response:
    bounds = _bounds()
    with read() as session:
        total, shown = queries.plot_shapes(session, condition, bounds, most=MOST_PLOTS)
    return _json(
        {
            "total": total,
            "units_per_degree": _UNITS,
            "crs": "EPSG:4490",
            "plots": [[plot.id, plot.name, _drawn(plot.geometry)] for plot in shown],
        }
    )


def _jurisdiction(caller: Caller) -> ColumnElement[bool]:
    return queries.within(caller.prefixes(Permission.DESK))


def _check(
    check: queries.Check, names: dict[str, Words], today: date
) -> dict[str, Any]:
    where = check.geometry.representative_point() if check.geometry else None
    return {
        "number": check.number,
        "entity": check.entity,
        "product": check.product,
        "place": names.get(check.division, Words(check.division, check.division)),
        "days": (today - china_day(check.since)).days,
        "lon": where.x if where else None,
        "lat": where.y if where else None,
    }


def _drawn(geometry: BaseGeometry) -> list[list[int]]:
    """Return the rings of a plot as the map's data have them; a point is one corner."""
    if isinstance(geometry, Point):
        return [[round(geometry.x * _UNITS), round(geometry.y * _UNITS)]]
    return rings(geometry, _UNITS)


def _code(prefix: str) -> str:
    """Return the code of the division that a prefix stands for."""
    return prefix.ljust(_CODE_DIGITS, "0")


def _bounds() -> Bounds:
    try:
        sides = [float(text) for text in request.args.get("bbox", "").split(",")]
    except ValueError:
        abort(400)
    if len(sides) != _SIDES or not all(math.isfinite(side) for side in sides):
        abort(400)
    return Bounds(*sides)


def _json(document: dict[str, Any]) -> Response:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    answer = Response(mimetype="application/json")
    if request.accept_encodings.quality("gzip"):
        body = gzip.compress(body, 5)
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_data(body)
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
