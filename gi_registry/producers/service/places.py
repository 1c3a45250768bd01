"""Where a product is made: outlines tried against the map, and then kept."""

from dataclasses import dataclass
from datetime import datetime

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.models import Division, Plot
from gi_registry.areas.rules import AreaTest, NewPlot
from gi_registry.core.words import china_day
from gi_registry.geo.crs import parse
from gi_registry.geo.measure import area_m2
from gi_registry.producers.models import Application
from gi_registry.producers.service.applications import editable


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A plot or workshop as a producer types it.

    Attributes:
        declared_m2: what the producer says, m2; 0 for a workshop's point.
        outline: one point a line, GeoJSON or WKT, in `crs`.
        crs: what its coordinates are in, such as EPSG:4490 or GCJ-02.
        source: how it was measured.
    """

    name: str
    declared_m2: int
    outline: str
    crs: str
    source: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What an outline would be; nothing is kept.

    Attributes:
        measured_m2: geodesic; none for a point.
        county: in which its middle lies; none outside the province.
    """

    test: AreaTest
    measured_m2: int | None
    county: Division | None


def try_place(
    session: Session, application: Application, outline: str, crs: str, *, now: datetime
) -> Tried:
    """Say what the map says of an outline, without keeping it.

    Raises:
        UnknownCrsError, OutlineUnreadableError, …: see `areas.outline_from_text`.
    """
    shape = areas.outline_from_text(outline, crs)
    middle = shape.representative_point()
    return Tried(
        test=_tested(session, application, shape, now=now),
        measured_m2=round(area_m2(shape)) if shapely.area(shape) else None,
        county=areas.county_at(session, middle.x, middle.y),
    )


def add_place(
    session: Session,
    number: str,
    new: NewPlace,
    *,
    organisation_id: int,
    now: datetime,
) -> Application:
    """Register a plot and say that the product is made there.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        UnknownCrsError, OutlineUnreadableError, PlotSizeError, …: see
            `areas.outline_from_text` and `areas.add_plot`.
    """
    application = editable(session, number, organisation_id)
    plot = areas.add_plot(
        session,
        NewPlot(
            organisation_id=organisation_id,
            gi_id=application.right.gi_id,
            name=new.name,
            declared_m2=new.declared_m2,
            geometry=areas.outline_from_text(new.outline, new.crs),
            crs_given=parse(new.crs).value,
            source=new.source,
        ),
        now=now,
    )
    application.plot = plot
    application.division = plot.division_code
    session.flush()
    return application


def plot_test(
    session: Session, application: Application, *, now: datetime
) -> AreaTest | None:
    """Say what the map says of an application's plot; None while it has none.

    Args:
        session: to read with.
        application: with its plot loaded.
        now: the present instant.
    """
    if application.plot is None:
        return None
    return areas.test_plot(session, application.plot, on=china_day(now))


def _tested(
    session: Session, application: Application, shape: BaseGeometry, *, now: datetime
) -> AreaTest:
    unkept = Plot(gi_id=application.right.gi_id, geometry=shape)
    return areas.test_plot(session, unkept, on=china_day(now))
