"""Plots: pieces of land and sites of workshops, each of one producer."""

from collections.abc import Sequence
from datetime import datetime

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Select, func, insert, select, union
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas import outlines
from gi_registry.areas.claims.errors import PlotEndedError, PlotUnknownError
from gi_registry.areas.claims.rules import Correction, check_resumable, season_of
from gi_registry.areas.errors import (
    OutlineCrossesError,
    OutlineTooLongError,
    OutsideProvinceError,
    PlotKindError,
)
from gi_registry.areas.models import Plot
from gi_registry.areas.rules import MAX_VERTICES, NewPlot, check_plot_size
from gi_registry.areas.service.claims import (
    claim,
    end_claims,
    seasons_ended_with,
    take_turn,
)
from gi_registry.areas.service.divisions import counties_at, province_bounds
from gi_registry.areas.service.plot_log import logged
from gi_registry.core.words import china_day
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


def add_plot(
    session: Session, new: NewPlot, *, now: datetime, account_id: int | None = None
) -> Plot:
    """Register a plot and claim the present season for its product.

    Args:
        session: a writing session.
        new: outline in EPSG:4490; `outline_from_text` makes it.
        now: the present instant.
        account_id: who acts.

    Returns:
        The plot, measured, with the county of its middle.

    Raises:
        PlotKindError, OutlineTooLongError, …, PlotOverlapError: as `add_plots`.
    """
    return add_plots(session, [new], now=now, account_id=account_id)[0]


def add_plots(
    session: Session,
    new: Sequence[NewPlot],
    *,
    now: datetime,
    account_id: int | None = None,
) -> list[Plot]:
    """Register plots, all or none, and claim the present season for them.

    The number of queries does not grow with the plots.

    Args:
        session: a writing session.
        new: outlines in EPSG:4490, as `add_plot` takes one.
        now: the present instant.
        account_id: who acts.

    Returns:
        The plots in their order; sites of workshops have no claim.

    Raises:
        PlotKindError: one is neither a polygon nor a point.
        OutlineTooLongError: one has more than `MAX_VERTICES` points.
        OutlineCrossesError: one crosses itself.
        OutsideProvinceError: the middle of one lies in no county.
        PointWithAreaError, PlotSizeError, PlotAreaMissingError,
        PlotAreaMismatchError: the size of one cannot be right.
        PlotOverlapError: one shares more than 5 % of the smaller plot with another
            of them, or with an active claim of the same product and season.
    """
    if not new:
        return []
    take_turn(session, (one.gi_id for one in new))
    plots = _inserted(session, _measured(session, new, now=now))
    season = season_of(china_day(now))
    claim(session, plots, season, now=now)
    facts = {"season": season}
    logged(session, "plot.added", plots, now=now, account_id=account_id, facts=facts)
    return plots


def correct_plot(
    session: Session,
    plot: Plot,
    correction: Correction,
    *,
    now: datetime,
    account_id: int | None = None,
) -> Plot:
    """Put a corrected version in a plot's place; the old one stays in its history.

    The new version takes over the claims of the present and later seasons.

    Args:
        session: a writing session.
        plot: the present version.
        correction: what is to stand, and why.
        now: the present instant.
        account_id: who acts.

    Returns:
        The new version.

    Raises:
        PlotEndedError: it was corrected or ended meanwhile.
        PlotKindError, OutlineTooLongError, …, PlotOverlapError: as `add_plots`.
    """
    _hold(session, plot)
    if plot.ended_at is not None:
        raise PlotEndedError
    new = NewPlot(
        organisation_id=plot.organisation_id,
        gi_id=plot.gi_id,
        name=correction.name,
        declared_m2=correction.declared_m2,
        geometry=correction.geometry,
        crs_given=correction.crs_given,
        source=correction.source,
    )
    (corrected,) = _measured(session, [new], now=now)
    corrected.number = plot.number + 1
    corrected.replaces_id = plot.id
    corrected.reason = correction.reason
    seasons = end_claims(session, plot, now=now)
    if plot.is_point:
        seasons = [season_of(china_day(now))]
    plot.ended_at = now
    session.add(corrected)
    session.flush()
    for season in seasons:
        claim(session, [corrected], season, now=now)
    facts = {"replaces": plot.id, "seasons": seasons}
    logged(
        session,
        "plot.corrected",
        [corrected],
        now=now,
        account_id=account_id,
        facts=facts,
    )
    return corrected


def end_plot(
    session: Session, plot: Plot, *, now: datetime, account_id: int | None = None
) -> None:
    """End a plot that is given up, and its claims from the present season on.

    Nothing happens to one that is ended already.
    """
    _hold(session, plot)
    if plot.ended_at is not None:
        return
    plot.ended_at = now
    facts = {"seasons": end_claims(session, plot, now=now)}
    logged(session, "plot.ended", [plot], now=now, account_id=account_id, facts=facts)


def resume_plot(
    session: Session, plot: Plot, *, now: datetime, account_id: int | None = None
) -> None:
    """Take up a plot that was ended lately, with the claims that it had then.

    Raises:
        PlotNotResumableError: it was not ended, was corrected, or long ago.
        PlotOverlapError: its land was claimed meanwhile.
    """
    _hold(session, plot)
    check_resumable(plot.ended_at, is_replaced=_is_replaced(session, plot), now=now)
    seasons = seasons_ended_with(session, plot, now=now)
    plot.ended_at = None
    session.flush()
    for season in seasons:
        claim(session, [plot], season, now=now)
    facts = {"seasons": seasons}
    logged(session, "plot.resumed", [plot], now=now, account_id=account_id, facts=facts)


def plot_of(session: Session, plot_id: int, organisation_id: int) -> Plot:
    """Return one's own plot, its product loaded; another's is not there.

    Raises:
        PlotUnknownError: there is none, or it is somebody else's.
    """
    statement = (
        select(Plot)
        .options(joinedload(Plot.gi))
        .where(Plot.id == plot_id, Plot.organisation_id == organisation_id)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise PlotUnknownError
    return found


def plots_of(
    session: Session, organisation_id: int, gi_id: int | None = None
) -> list[Plot]:
    """Return an organisation's plots that are not ended, oldest first.

    Args:
        session: to read with.
        organisation_id: whose.
        gi_id: only those of one product.
    """
    return list(session.scalars(own_plots(organisation_id, gi_id)))


def own_plots(organisation_id: int, gi_id: int | None = None) -> Select[Plot]:
    """Select an organisation's plots that are not ended, oldest first, with products.

    Args:
        organisation_id: whose.
        gi_id: only those of one product.
    """
    statement = (
        select(Plot)
        .options(joinedload(Plot.gi))
        .where(Plot.organisation_id == organisation_id, Plot.ended_at.is_(None))
        .order_by(Plot.id)
    )
    if gi_id is not None:
        statement = statement.where(Plot.gi_id == gi_id)
    return statement


def versions_of(session: Session, plot: Plot) -> list[Plot]:
    """Return all versions of a plot, newest first, whichever of them is given."""
    before = select(Plot.id, Plot.replaces_id).where(Plot.id == plot.id)
    back = before.cte("back", recursive=True)
    back = back.union(
        select(Plot.id, Plot.replaces_id).where(Plot.id == back.c.replaces_id)
    )
    after = select(Plot.id).where(Plot.id == plot.id).cte("forth", recursive=True)
    after = after.union(select(Plot.id).where(Plot.replaces_id == after.c.id))
    both = union(select(back.c.id), select(after.c.id))
    statement = select(Plot).where(Plot.id.in_(both)).order_by(Plot.number.desc())
    return list(session.scalars(statement))


def _measured(session: Session, new: Sequence[NewPlot], *, now: datetime) -> list[Plot]:
    """Check plots one by one, and measure and place them; nothing is written."""
    shapes = [_checked(one.geometry) for one in new]
    middles = [outline.representative_point() for outline in shapes]
    counties = counties_at(session, [(middle.x, middle.y) for middle in middles])
    plots = []
    for one, outline, middle, county in zip(
        new, shapes, middles, counties, strict=True
    ):
        if county is None:
            raise OutsideProvinceError(lon=middle.x, lat=middle.y)
        plots.append(_plot(one, outline, county, now))
    return plots


def _plot(new: NewPlot, outline: Point | Polygon, county: str, now: datetime) -> Plot:
    is_point = isinstance(outline, Point)
    measured = 0 if is_point else round(area_m2(outline))
    check_plot_size(new.declared_m2, measured, is_point=is_point)
    return Plot(
        organisation_id=new.organisation_id,
        gi_id=new.gi_id,
        name=new.name,
        division_code=county,
        declared_m2=new.declared_m2,
        measured_m2=measured,
        crs_given=new.crs_given,
        source=new.source,
        created_at=now,
        ended_at=None,
        geometry=outline,
        number=1,
        replaces_id=None,
        reason="",
    )


def _inserted(session: Session, plots: Sequence[Plot]) -> list[Plot]:
    """Write many plots at once and return them; it is our turn with the product."""
    last = session.scalar(select(func.max(Plot.id))) or 0
    names = [column.key for column in Plot.__table__.columns if column.key != "id"]
    rows = [{name: getattr(plot, name) for name in names} for plot in plots]
    session.execute(insert(Plot), rows)
    ours = Plot.id > last, Plot.gi_id.in_({plot.gi_id for plot in plots})
    return list(session.scalars(select(Plot).where(*ours).order_by(Plot.id)))


def _hold(session: Session, plot: Plot) -> None:
    """Wait for one's turn, and see what became of the plot meanwhile."""
    take_turn(session, [plot.gi_id])
    session.refresh(plot, ["ended_at"])


def _is_replaced(session: Session, plot: Plot) -> bool:
    later = select(Plot.id).where(Plot.replaces_id == plot.id)
    return session.scalar(later) is not None


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
