"""The land that an organisation claims for a product and season, once and not twice."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.areas.service.points import test_plots
from gi_registry.areas.service.shared_land import active, land_of, overlaps_of
from gi_registry.geo.locate import PointAnswer


@dataclass(frozen=True, slots=True)
class ClaimedLand:
    """A plot in use that is claimed for a season.

    Attributes:
        declared_m2: what the producer says.
        measured_m2: geodesic, of its outline.
        shared_m2: of it within plots whose claim was made before; they count it.
        answer: whether it lies in the product's area, as far as that is known.
    """

    plot_id: int
    name: str
    declared_m2: int
    measured_m2: int
    shared_m2: int
    answer: PointAnswer


def claimed_land(
    session: Session, organisation_id: int, gi_id: int, season: int, *, on: date
) -> list[ClaimedLand]:
    """Return the plots whose land counts for a product in a season, oldest first.

    Land that two claims share counts for the claim that was made first, whoever
    made it. The number of queries does not grow with the plots.

    Args:
        session: to read with.
        organisation_id: whose.
        gi_id: the product.
        season: a year.
        on: the day whose reading of the area counts.
    """
    held = (
        select(Plot, PlotClaim.id)
        .join(PlotClaim, PlotClaim.plot_id == Plot.id)
        .where(
            PlotClaim.organisation_id == organisation_id,
            PlotClaim.gi_id == gi_id,
            *active(PlotClaim, season),
            Plot.ended_at.is_(None),
            Plot.measured_m2 > 0,
        )
        .order_by(Plot.id)
    )
    rows = session.execute(held).all()
    plots = [row[0] for row in rows]
    shared = _shared(session, plots, {row[0].id: row[1] for row in rows}, season)
    tests = test_plots(session, gi_id, plots, on=on)
    return [
        ClaimedLand(
            plot.id,
            plot.name,
            plot.declared_m2,
            plot.measured_m2,
            min(plot.measured_m2, round(shared[plot.id])),
            test.answer,
        )
        for plot, test in zip(plots, tests, strict=True)
    ]


def _shared(
    session: Session, plots: Collection[Plot], claims: dict[int, int], season: int
) -> dict[int, float]:
    """Return how much of each plot is within plots claimed before it, m2."""
    shared: dict[int, float] = defaultdict(float)
    if not plots:
        return shared
    some = next(iter(plots))
    mine = select(PlotClaim.plot_id).where(
        PlotClaim.organisation_id == some.organisation_id,
        PlotClaim.gi_id == some.gi_id,
        *active(PlotClaim, season),
    )
    known = {plot.id: land_of(plot) for plot in plots}
    found = overlaps_of(session, mine, season, known)
    strangers = {
        plot_id for each in found for plot_id in (each.plot_id, each.other_id)
    } - claims.keys()
    statement = select(PlotClaim.plot_id, PlotClaim.id).where(
        PlotClaim.plot_id.in_(strangers), *active(PlotClaim, season)
    )
    made = claims | {row.plot_id: row.id for row in session.execute(statement)}
    for each in found:
        later = max(each.plot_id, each.other_id, key=lambda plot_id: made[plot_id])
        shared[later] += each.shared_m2
    return shared
