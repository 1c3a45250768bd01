"""The form of a plot, which an application's place uses too."""

import time
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from marshmallow import Schema
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.claims.rules import Overlap, season_of
from gi_registry.areas.rules import AreaTest, NewPlot
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Number, Text
from gi_registry.core.forms import Form
from gi_registry.core.limits import Limit
from gi_registry.core.words import china_day
from gi_registry.geo.crs import parse
from gi_registry.geo.measure import area_m2
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.common import organisation_id

if TYPE_CHECKING:
    from gi_registry.areas.models import Division

_SQUARE_METRES_PER_MU = Decimal(2000) / 3
_FIELD_OF = {"declared_m2": "declared_mu"}
"""Fields of services to fields of the page, where they differ."""
_LONGEST = 200_000
_tries = Limit(per_minute=20, burst=40)
"""Whoever tries outlines without end could feel for a neighbour's edge."""


class OutlineSchema(Schema):
    """An outline that is only tried."""

    geometry = Text(required=True, longest=_LONGEST)
    crs = Choice([value for value, _ in common.CRS_OPTIONS], required=True)


class PlotSchema(OutlineSchema):
    """A plot or workshop."""

    name = Text(required=True, longest=60)
    declared_mu = Number(required=True, most="1000000")
    source = Choice(common.SOURCES, required=True)


class NewPlotSchema(PlotSchema):
    """A plot of a product."""

    gi = Text(required=True, longest=40)


class CorrectionSchema(PlotSchema):
    """What is to stand instead of a plot, and why."""

    reason = Text(required=True, longest=500)


@dataclass(frozen=True, slots=True)
class Tried:
    """What an outline would be; nothing is kept.

    Attributes:
        measured_m2: geodesic; none for a point.
        county: in which its middle lies; none outside the province.
        overlaps: with what is claimed for the product and the present season.
    """

    test: AreaTest
    measured_m2: int | None
    county: "Division | None"
    overlaps: list[Overlap]


def declared_m2(data: dict[str, Any]) -> int:
    """Return the declared area of a form, m2."""
    declared_mu: Decimal = data["declared_mu"]
    return round(declared_mu * _SQUARE_METRES_PER_MU)


def outline_of(data: dict[str, Any]) -> BaseGeometry:
    """Return the outline of a form in EPSG:4490."""
    return areas.outline_from_text(data["geometry"], data["crs"])


def new_plot(data: dict[str, Any], gi_id: int) -> NewPlot:
    """Return what a form says of a plot."""
    return NewPlot(
        organisation_id=organisation_id(),
        gi_id=gi_id,
        name=data["name"],
        declared_m2=declared_m2(data),
        geometry=outline_of(data),
        crs_given=parse(data["crs"]).value,
        source=data["source"],
    )


def try_outline(
    session: Session,
    data: dict[str, Any],
    gi_id: int,
    *,
    now: datetime,
    except_id: int = 0,
) -> Tried:
    """Say what an outline would be, with its overlaps, without keeping it.

    Args:
        session: to read with.
        data: of an `OutlineSchema`.
        gi_id: the product.
        now: the present instant.
        except_id: of the plot that it would correct.

    Raises:
        TooOftenError: this organisation tries too often.
        OutlineUnreadableError, …: see `areas.outline_from_text`.
    """
    own = organisation_id()
    _tries.spend(str(own), at_s=time.monotonic())
    shape, day = outline_of(data), china_day(now)
    middle = shape.representative_point()
    new = NewPlot(own, gi_id, "", 0, shape, data["crs"], "")
    return Tried(
        test=service.outline_test(session, gi_id, shape, on=day),
        measured_m2=round(area_m2(shape)) if shape.area else None,
        county=areas.county_at(session, middle.x, middle.y),
        overlaps=areas.try_claim(session, new, season_of(day), except_id=except_id),
    )


def refuse(form: Form, error: GiError) -> None:
    """Mark on a form what a service refused."""
    error.field = _FIELD_OF.get(error.field or "", error.field)
    form.refuse(error)


def form_facts(gi_code: str, *, except_id: int = 0) -> dict[str, Any]:
    """Return what the fields and the drawing map of a plot show.

    Args:
        gi_code: of the product whose area is shown; empty for none yet.
        except_id: of the plot that is corrected, not shown among the others.
    """
    return {
        "crs_options": common.CRS_OPTIONS,
        "source_options": list(common.SOURCES.items()),
        "drawn_gi": gi_code,
        "except_id": except_id,
        "keep_as": f"{organisation_id()}.{except_id}",
        "has_map": common.has_page("maps.map_data"),
    }
