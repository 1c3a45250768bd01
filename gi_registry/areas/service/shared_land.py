"""Overlaps: land that several claims of one product and season share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Select, Table, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from gi_registry.areas.claims.rules import LEAST_SHARED_M2, Overlap
from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.areas.rules import NewPlot
from gi_registry.geo.columns import candidates, meeting
from gi_registry.geo.crs import Bounds
from gi_registry.geo.measure import area_m2

TABLE = cast("Table", Plot.__table__)
"""Of plots, with the spatial index."""
_POLYGONS = (3, 6)
"""Shapely's numbers of what has an area."""
_AT_ONCE = 10_000
"""Ids in one query; engines take no more than some ten thousand parameters."""


@dataclass(frozen=True, slots=True)
class Land:
    """A plot as an overlap needs it.

    Attributes:
        geometry: EPSG:4490.
        measured_m2: geodesic.
    """

    geometry: BaseGeometry
    measured_m2: int
    organisation_id: int
    name: str


def try_claim(
    session: Session, new: NewPlot, season: int, *, except_id: int = 0
) -> list[Overlap]:
    """Say with which claims an outline would overlap; nothing is kept.

    Args:
        session: to read with.
        new: the outline, whose it is, and for which product.
        season: a year.
        except_id: of the plot that it is to replace, which is left out.
    """
    if not isinstance(new.geometry, Polygon):
        return []
    measured = round(area_m2(new.geometry))
    land = Land(new.geometry, measured, new.organisation_id, new.name)
    return _against(session, land, (new.gi_id, season), except_id=except_id)


def shared_by(session: Session, plot: Plot, season: int) -> list[Overlap]:
    """Return the overlaps of a plot with active claims, largest first."""
    if plot.is_point:
        return []
    found = _against(session, land_of(plot), (plot.gi_id, season), except_id=plot.id)
    return sorted(found, key=lambda overlap: -overlap.share)


def overlaps(
    session: Session,
    prefixes: Sequence[str],
    season: int,
    *,
    gi_id: int | None = None,
    bounds: Bounds | None = None,
) -> list[Overlap]:
    """Return which active claims of one product overlap, for an officer.

    Args:
        session: to read with.
        prefixes: of divisions, as `caller.prefixes` gives them; a pair is listed
            if one of its plots lies in them.
        season: a year.
        gi_id: only one product.
        bounds: only plots whose box meets this one, EPSG:4490.

    Returns:
        Each pair once, largest share first; `plot_id` is the one in the
        jurisdiction, or the newer one where both are.
    """
    mine = (
        select(PlotClaim.plot_id)
        .join(Plot, Plot.id == PlotClaim.plot_id)
        .where(
            PlotClaim.season == season, PlotClaim.ended_at.is_(None), within(prefixes)
        )
    )
    if gi_id is not None:
        mine = mine.where(PlotClaim.gi_id == gi_id)
    if bounds is not None:
        mine = mine.where(Plot.id.in_(candidates(session, TABLE, bounds)))
    found = overlaps_of(session, mine, season, {})
    return sorted(found, key=lambda overlap: (-overlap.share, overlap.plot_id))


def within(prefixes: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a plot's county is under one of the prefixes."""
    conditions = [Plot.division_code.startswith(prefix) for prefix in prefixes]
    return or_(false(), *conditions)


def _against(
    session: Session, land: Land, of: tuple[int, int], *, except_id: int
) -> list[Overlap]:
    """Return the overlaps of land with active claims of a product and season."""
    gi_id, season = of
    near = candidates(session, TABLE, Bounds(*land.geometry.bounds))
    claimed = select(PlotClaim.plot_id).where(
        PlotClaim.plot_id.in_(near),
        PlotClaim.plot_id != except_id,
        PlotClaim.gi_id == gi_id,
        *active(PlotClaim, season),
    )
    lands = {row.id: Land(*row[1:]) for row in session.execute(_lands(claimed))}
    return _overlaps([(0, other) for other in sorted(lands)], lands | {0: land})


def overlaps_of(
    session: Session,
    mine: Select[int],
    season: int,
    known: dict[int, Land],
) -> list[Overlap]:
    """Return the overlaps of some claims with all active ones, in two queries.

    Args:
        session: to read with.
        mine: ids of the plots whose claims are asked about.
        season: of these claims.
        known: plots that are in memory already.
    """
    # Boxes first: a planner that takes claims first compares all with all.
    near = meeting(session, TABLE, mine).cte("near").prefix_with("MATERIALIZED")
    one, other = aliased(PlotClaim), aliased(PlotClaim)
    pairs = (
        select(near.c.id, near.c.other_id)
        .join(one, and_(one.plot_id == near.c.id, *active(one, season)))
        .join(other, and_(other.plot_id == near.c.other_id, *active(other, season)))
        .where(one.gi_id == other.gi_id)
    )
    found = [(a, b) for a, b in session.execute(pairs)]
    lands = dict(known)
    unknown = sorted({plot_id for pair in found for plot_id in pair} - lands.keys())
    for at in range(0, len(unknown), _AT_ONCE):
        for row in session.execute(_lands(unknown[at : at + _AT_ONCE])):
            lands[row.id] = Land(*row[1:])
    return _overlaps(_once(found), lands)


def active(claim: type[PlotClaim], season: int) -> tuple[Any, Any]:
    """Return the conditions that a claim of a season holds."""
    return claim.season == season, claim.ended_at.is_(None)


def _once(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return each pair once; where both orders are there, the newer plot first."""
    listed = set(pairs)
    return sorted((a, b) for a, b in listed if a > b or (b, a) not in listed)


def _overlaps(
    pairs: Sequence[tuple[int, int]], lands: dict[int, Land]
) -> list[Overlap]:
    """Return what is really shared, of pairs whose boxes meet."""
    if not pairs:
        return []
    first = np.array([lands[a].geometry for a, _ in pairs], dtype=object)
    second = np.array([lands[b].geometry for _, b in pairs], dtype=object)
    shared = shapely.intersection(first, second)
    found = []
    for at in np.flatnonzero(shapely.area(shared) > 0).tolist():
        square_metres = _area(shared[at])
        if square_metres >= LEAST_SHARED_M2:
            a, b = pairs[at]
            found.append(_overlap(a, b, square_metres, lands))
    return found


def _area(shared: BaseGeometry) -> float:
    """Return the geodesic area of what two plots share, which may be in parts."""
    parts = shapely.get_parts(shared)
    polygons = parts[np.isin(shapely.get_type_id(parts), _POLYGONS)]
    return sum(area_m2(polygon) for polygon in polygons)


def _overlap(a: int, b: int, shared_m2: float, lands: dict[int, Land]) -> Overlap:
    one, other = lands[a], lands[b]
    smaller = max(1, min(one.measured_m2, other.measured_m2))
    is_own = one.organisation_id == other.organisation_id
    return Overlap(
        plot_id=a,
        other_id=b,
        shared_m2=shared_m2,
        share=min(1.0, shared_m2 / smaller),
        own_name=other.name if is_own else None,
    )


def _lands(plot_ids: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 -- a select, or a union of two
    return select(
        Plot.id, Plot.geometry, Plot.measured_m2, Plot.organisation_id, Plot.name
    ).where(Plot.id.in_(plot_ids))


def land_of(plot: Plot) -> Land:
    """Return a plot as an overlap needs it."""
    return Land(plot.geometry, plot.measured_m2, plot.organisation_id, plot.name)
