"""Plots: pieces of land and sites of workshops, each of one producer."""

from datetime import datetime

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import outlines
from gi_registry.areas.errors import (
    OutlineCrossesError,
    OutlineTooLongError,
    OutsideProvinceError,
    PlotKindError,
)
from gi_registry.areas.models import Plot
from gi_registry.areas.rules import MAX_VERTICES, NewPlot, check_plot_size
from gi_registry.areas.service.divisions import county_at, province_bounds
from gi_registry.geo.crs import Crs
from gi_registry.geo.measure import area_m2


def outline_from_text(text: str, crs: Crs | str) -> BaseGeometry:
    """Read an outline that somebody pasted; see `outlines.outline_from_text`.

    Args:
        text: GeoJSON, WKT, or one point a line as `lon,lat`.
        crs: what its coordinates are in, such as `CGCS2000` or `GCJ-02`.

    Returns:
        A valid polygon, or the point of a workshop, in EPSG:4490.
    """
    return outlines.outline_from_text(text, crs, province=province_bounds())


def add_plot(session: Session, new: NewPlot, *, now: datetime) -> Plot:
    """Register a plot.

    Args:
        session: a writing session.
        new: outline in EPSG:4490; `outline_from_text` makes it.
        now: the present instant.

    Returns:
        The plot, measured, with the county of its middle.

    Raises:
        PlotKindError: it is neither a polygon nor a point.
        OutlineTooLongError: it has more than `MAX_VERTICES` points.
        OutlineCrossesError: it crosses itself.
        OutsideProvinceError: its middle lies in no county.
        PointWithAreaError, PlotSizeError, PlotAreaMissingError,
        PlotAreaMismatchError: its size cannot be right.
    """
    outline = _checked(new.geometry)
    middle = outline.representative_point()
    county = county_at(session, middle.x, middle.y)
    if county is None:
        raise OutsideProvinceError(lon=middle.x, lat=middle.y)
    is_point = isinstance(outline, Point)
    measured = 0 if is_point else round(area_m2(outline))
    check_plot_size(new.declared_m2, measured, is_point=is_point)
    plot = Plot(
        organisation_id=new.organisation_id,
        gi_id=new.gi_id,
        name=new.name,
        division_code=county.code,
        declared_m2=new.declared_m2,
        measured_m2=measured,
        crs_given=new.crs_given,
        source=new.source,
        created_at=now,
        ended_at=None,
        geometry=outline,
    )
    session.add(plot)
    session.flush()
    return plot


def plots_of(
    session: Session, organisation_id: int, gi_id: int | None = None
) -> list[Plot]:
    """Return an organisation's plots that are not ended, oldest first.

    Args:
        session: to read with.
        organisation_id: whose.
        gi_id: only those of one product.
    """
    statement = (
        select(Plot)
        .where(Plot.organisation_id == organisation_id, Plot.ended_at.is_(None))
        .order_by(Plot.id)
    )
    if gi_id is not None:
        statement = statement.where(Plot.gi_id == gi_id)
    return list(session.scalars(statement))


def end_plot(session: Session, plot: Plot, *, now: datetime) -> None:
    """End a plot, because it was given up or its outline was corrected."""
    plot.ended_at = plot.ended_at or now
    session.flush()


def _checked(geometry: BaseGeometry) -> Point | Polygon:
    if not isinstance(geometry, Point | Polygon) or geometry.is_empty:
        raise PlotKindError(geometry.geom_type)
    points = shapely.count_coordinates(geometry)
    if points > MAX_VERTICES + 1:
        raise OutlineTooLongError(points=points, most=MAX_VERTICES)
    if not geometry.is_valid:
        raise OutlineCrossesError(outlines.where_crossed(geometry))
    flat: Point | Polygon = shapely.force_2d(geometry)
    return flat
