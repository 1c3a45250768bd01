"""Lists of plots: a producer's own, and those of an officer's jurisdiction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.areas.service.shared_land import within
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.geo.columns import candidates
from gi_registry.geo.crs import Bounds
from gi_registry.products.models import Gi

_TABLE = cast("Table", Plot.__table__)

SORTS: dict[str, Any] = {
    "name": Plot.name,
    "gi": Gi.code,
    "county": Plot.division_code,
    "measured": Plot.measured_m2,
    "declared": Plot.declared_m2,
    "since": Plot.created_at,
}
"""What a list of plots is sorted by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which plots are looked for; what is empty restricts nothing.

    Attributes:
        season: the year whose claims are told.
        gi_id: of one product.
        text: part of a name.
        claim: `claimed` or `unclaimed` in the season.
        is_ended: those that were given up, instead of those in use.
        sort: a key of `SORTS`, with `-` before it for the other way round.
        bounds: only those whose box meets this one, EPSG:4490.
    """

    season: int
    gi_id: int | None = None
    text: str = ""
    claim: str = ""
    is_ended: bool = False
    sort: str = ""
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A plot in a list.

    Attributes:
        plot: with its product; for officers with its organisation too.
        is_claimed: in the season asked about.
    """

    plot: Plot
    is_claimed: bool


def holdings(
    session: Session,
    organisation_id: int,
    asked: Asked,
    *,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Holding]:
    """Return one page of an organisation's plots, in two queries.

    Versions that were corrected are left out; see `versions_of`.
    """
    statement = _listed(session, asked).where(Plot.organisation_id == organisation_id)
    return _page(session, statement, number, size)


def plots_in(
    session: Session,
    prefixes: Sequence[str],
    asked: Asked,
    *,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Holding]:
    """Return one page of the plots in an officer's jurisdiction, in two queries.

    Args:
        session: to read with.
        prefixes: of divisions, as `caller.prefixes` gives them; "" is everywhere.
        asked: which of them.
        number: of the page, from 1.
        size: plots a page.
    """
    statement = (
        _listed(session, asked)
        .options(joinedload(Plot.organisation))
        .where(within(prefixes))
    )
    return _page(session, statement, number, size)


def products_of(session: Session, organisation_id: int) -> list[Gi]:
    """Return the products for which an organisation has plots, by code."""
    statement = (
        select(Gi)
        .where(
            Gi.id.in_(select(Plot.gi_id).where(Plot.organisation_id == organisation_id))
        )
        .order_by(Gi.code)
    )
    return list(session.scalars(statement))


@dataclass(frozen=True, slots=True)
class Totals:
    """What an organisation holds.

    Attributes:
        plots: in use, workshops included.
        measured_m2: of those in use.
        unclaimed: in use, with an area, without a claim in the season.
    """

    plots: int
    measured_m2: int
    unclaimed: int


def totals(session: Session, organisation_id: int, season: int) -> Totals:
    """Count an organisation's plots in use, in one query."""
    open_ = and_(Plot.measured_m2 > 0, ~_claimed(season))
    statement = select(
        func.count(Plot.id),
        func.coalesce(func.sum(Plot.measured_m2), 0),
        func.count(Plot.id).filter(open_),
    ).where(Plot.organisation_id == organisation_id, Plot.ended_at.is_(None))
    count, measured, unclaimed = session.execute(statement).one()
    return Totals(count, int(measured), unclaimed)


def _listed(session: Session, asked: Asked) -> Select[*tuple[Any, ...]]:
    later = Plot.__table__.alias("later")
    replaced = select(later.c.id).where(later.c.replaces_id == Plot.id).exists()
    claimed = _claimed(asked.season)
    statement = (
        select(Plot, claimed.label("is_claimed"))
        .join(Plot.gi)
        .options(joinedload(Plot.gi))
        .where(~replaced, *_conditions(session, asked))
    )
    descending = asked.sort.startswith("-")
    by = SORTS.get(asked.sort.removeprefix("-"), Plot.name)
    return statement.order_by(by.desc() if descending else by.asc(), Plot.id)


def _conditions(session: Session, asked: Asked) -> list[ColumnElement[bool]]:
    ended = Plot.ended_at
    found: list[ColumnElement[bool]] = [
        ended.is_not(None) if asked.is_ended else ended.is_(None)
    ]
    if asked.gi_id is not None:
        found.append(Plot.gi_id == asked.gi_id)
    if asked.text:
        found.append(Plot.name.contains(asked.text, autoescape=True))
    if asked.claim == "claimed":
        found.append(_claimed(asked.season))
    if asked.claim == "unclaimed":
        found.append(and_(Plot.measured_m2 > 0, ~_claimed(asked.season)))
    if asked.bounds is not None:
        found.append(Plot.id.in_(candidates(session, _TABLE, asked.bounds)))
    return found


def _claimed(season: int) -> ColumnElement[bool]:
    return (
        select(PlotClaim.id)
        .where(
            PlotClaim.plot_id == Plot.id,
            PlotClaim.season == season,
            PlotClaim.ended_at.is_(None),
        )
        .exists()
    )


def _page(
    session: Session, statement: Select[*tuple[Any, ...]], number: int, size: int
) -> Page[Holding]:
    page = page_of(session, statement, number=number, size=size)
    return page.map(lambda row: Holding(*row))
