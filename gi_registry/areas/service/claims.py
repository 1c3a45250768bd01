"""Claims: whose land counts for a product in a season, once and not twice.

Whoever claims takes the product's lock first, so that of two who claim the same
land at once the later one sees the earlier one's claim. Take it before any line
is put into the log of decisions, whose own lock comes last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Select, Table, delete, func, insert, select
from sqlalchemy.orm import Session

from gi_registry.areas.claims.rules import Overlap, check_overlaps, check_season
from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.areas.service.plot_log import logged
from gi_registry.areas.service.shared_land import TABLE, active, land_of, overlaps_of
from gi_registry.core.db import count_anew, lock
from gi_registry.core.words import china_day

_QUEUE = 0x706C_6F74_0000_0000
"""Advisory locks of claims: this and the product's id."""
_MANY = 500
"""Plots; from here on the planner is told of them."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of claiming a season for many plots.

    Attributes:
        claimed: plots that now have a claim.
        blocked: why others have none; one line for each such plot.
        shared: overlaps of 5 % and less, which do not block.
    """

    claimed: list[Plot]
    blocked: list[Overlap]
    shared: list[Overlap]


def take_turn(session: Session, gi_ids: Iterable[int]) -> None:
    """Let one transaction at a time claim land for these products."""
    for gi_id in sorted(set(gi_ids)):
        lock(session, _QUEUE | gi_id)


def claim(
    session: Session, plots: Sequence[Plot], season: int, *, now: datetime
) -> list[Overlap]:
    """Claim a season for plots, all or none; sites of workshops need no claim.

    Args:
        session: a writing session, in which `take_turn` was called.
        plots: flushed, current, without a claim of that season.
        season: a year.
        now: the present instant.

    Returns:
        Overlaps of 5 % and less with claims of the same product and season.

    Raises:
        PlotOverlapError: an overlap is larger.
    """
    overlaps = _claimed(session, [p for p in plots if not p.is_point], season, now)
    check_overlaps(overlaps, season=season)
    return overlaps


def claim_season(
    session: Session,
    organisation_id: int,
    season: int,
    *,
    now: datetime,
    plot_ids: Iterable[int] | None = None,
    account_id: int | None = None,
) -> Renewal:
    """Claim a season for an organisation's current plots that have no claim yet.

    What is blocked is left out and told; the rest is claimed. Of two of one's own
    plots that overlap, the older one is claimed.

    Args:
        session: a writing session.
        organisation_id: whose.
        season: the present year or the next.
        now: the present instant.
        plot_ids: only these; those that are another's are not there.
        account_id: who acts.

    Raises:
        SeasonError: the season is over, or too far away.
    """
    check_season(season, on=china_day(now))
    gis = select(Plot.gi_id).where(Plot.organisation_id == organisation_id).distinct()
    take_turn(session, session.scalars(gis))
    plots = list(session.scalars(_unclaimed(organisation_id, season, plot_ids)))
    overlaps = _claimed(session, plots, season, now)
    blocked = _blocked(overlaps)
    if blocked:
        session.execute(
            delete(PlotClaim).where(
                PlotClaim.plot_id.in_(blocked), *active(PlotClaim, season)
            )
        )
    claimed = [plot for plot in plots if plot.id not in blocked]
    logged(
        session,
        "plot.claimed",
        claimed,
        now=now,
        account_id=account_id,
        facts={"season": season},
    )
    shared = [o for o in overlaps if not o.blocks and o.plot_id not in blocked]
    return Renewal(claimed, list(blocked.values()), shared)


def end_claims(session: Session, plot: Plot, *, now: datetime) -> list[int]:
    """End a plot's claims of the present and later seasons; return these seasons."""
    statement = select(PlotClaim).where(
        PlotClaim.plot_id == plot.id,
        PlotClaim.season >= china_day(now).year,
        PlotClaim.ended_at.is_(None),
    )
    ended = list(session.scalars(statement))
    for one in ended:
        one.ended_at = now
    session.flush()
    return sorted(one.season for one in ended)


def seasons_ended_with(session: Session, plot: Plot, *, now: datetime) -> list[int]:
    """Return the seasons, not over yet, whose claims ended when the plot did."""
    statement = select(PlotClaim.season).where(
        PlotClaim.plot_id == plot.id,
        PlotClaim.season >= china_day(now).year,
        PlotClaim.ended_at == plot.ended_at,
    )
    return sorted(session.scalars(statement))


def claims_of(session: Session, plot_ids: Iterable[int]) -> dict[int, list[PlotClaim]]:
    """Return the claims of plots, newest season first, by plot; in one query."""
    wanted = list(plot_ids)
    statement = (
        select(PlotClaim)
        .where(PlotClaim.plot_id.in_(wanted))
        .order_by(PlotClaim.season.desc(), PlotClaim.id.desc())
    )
    found: dict[int, list[PlotClaim]] = {plot_id: [] for plot_id in wanted}
    for one in session.scalars(statement):
        found[one.plot_id].append(one)
    return found


def _claimed(
    session: Session, plots: Sequence[Plot], season: int, now: datetime
) -> list[Overlap]:
    """Add claims and return all that they overlap with."""
    if not plots:
        return []
    last = session.scalar(select(func.max(PlotClaim.id))) or 0
    same = {"season": season, "made_at": now, "ended_at": None}
    rows = [
        {"plot_id": plot.id, "gi_id": plot.gi_id}
        | {"organisation_id": plot.organisation_id}
        | same
        for plot in plots
    ]
    session.execute(insert(PlotClaim), rows)
    if len(rows) >= _MANY:
        count_anew(session, TABLE, cast("Table", PlotClaim.__table__))
    # Nobody else has claimed for these products meanwhile: it is our turn.
    mine = select(PlotClaim.plot_id).where(
        PlotClaim.id > last,
        PlotClaim.gi_id.in_({plot.gi_id for plot in plots}),
        PlotClaim.season == season,
        PlotClaim.ended_at.is_(None),
    )
    return overlaps_of(
        session, mine, season, {plot.id: land_of(plot) for plot in plots}
    )


def _blocked(overlaps: Iterable[Overlap]) -> dict[int, Overlap]:
    """Return the plots that cannot be claimed, each with its largest overlap.

    The older of two new ones comes first and is claimed, unless it is blocked.
    """
    blocked: dict[int, Overlap] = {}
    blocking = [overlap for overlap in overlaps if overlap.blocks]
    for overlap in sorted(blocking, key=lambda o: (o.plot_id, -o.share)):
        if overlap.other_id not in blocked:
            blocked.setdefault(overlap.plot_id, overlap)
    return blocked


def _unclaimed(
    organisation_id: int, season: int, plot_ids: Iterable[int] | None
) -> Select[Plot]:
    has_claim = select(PlotClaim.id).where(
        PlotClaim.plot_id == Plot.id, *active(PlotClaim, season)
    )
    statement = (
        select(Plot)
        .where(
            Plot.organisation_id == organisation_id,
            Plot.ended_at.is_(None),
            Plot.measured_m2 > 0,
            ~has_claim.exists(),
        )
        .order_by(Plot.id)
    )
    if plot_ids is not None:
        statement = statement.where(Plot.id.in_(list(plot_ids)))
    return statement
