"""Reads for the maps of officers and producers: plots, and checks that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.areas.models import Plot
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.core.words import Words
from gi_registry.geo.columns import candidates
from gi_registry.geo.crs import Bounds
from gi_registry.producers.models import Application, Entity
from gi_registry.producers.rules import ApplicationState
from gi_registry.products.models import Gi, GiRight

_TABLE = cast("Table", Plot.__table__)


@dataclass(frozen=True, slots=True)
class PlotShape:
    """A plot as a map draws it; EPSG:4490."""

    id: int
    name: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class PlotFound:
    """A plot with whose it is and for which product."""

    plot: Plot
    organisation: str
    product: Words
    product_code: str


@dataclass(frozen=True, slots=True)
class Check:
    """An application that waits for its origin check.

    Attributes:
        geometry: of its plot, EPSG:4490; none where it has none.
    """

    number: str
    entity: str
    product: Words
    division: str
    since: datetime
    geometry: BaseGeometry | None


def within(prefixes: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that plots in use lie in a jurisdiction.

    Args:
        prefixes: of divisions, as `caller.prefixes` gives them; "" is everywhere.
    """
    inside = (Plot.division_code.startswith(p, autoescape=True) for p in prefixes)
    return and_(Plot.ended_at.is_(None), or_(*inside))


def owned_by(organisation_id: int) -> ColumnElement[bool]:
    """Return the condition that plots in use are an organisation's."""
    return and_(Plot.ended_at.is_(None), Plot.organisation_id == organisation_id)


def plot_shapes(
    session: Session, condition: ColumnElement[bool], bounds: Bounds, *, most: int
) -> tuple[int, list[PlotShape]]:
    """Return how many plots meet a box, and the first of them by id.

    Args:
        session: to read with.
        condition: which plots may be seen at all.
        bounds: the box.
        most: plots returned.
    """
    found = and_(condition, Plot.id.in_(candidates(session, _TABLE, bounds)))
    total = session.scalar(select(func.count()).select_from(Plot).where(found))
    rows = session.execute(
        select(Plot.id, Plot.name, Plot.geometry)
        .where(found)
        .order_by(Plot.id)
        .limit(most)
    )
    return total or 0, [PlotShape(*row) for row in rows]


def find_plot(
    session: Session, plot_id: int, condition: ColumnElement[bool]
) -> PlotFound | None:
    """Return a plot that may be seen."""
    statement = (
        select(Plot, Organisation.name, Gi.name_zh, Gi.name_en, Gi.code)
        .join(Organisation, Organisation.id == Plot.organisation_id)
        .join(Gi, Gi.id == Plot.gi_id)
        .where(Plot.id == plot_id, condition)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    plot, organisation, zh, en, code = row
    return PlotFound(plot, organisation, Words(zh, en), code)


def applications_with(
    session: Session, caller: Caller, plot_id: int
) -> list[tuple[str, ApplicationState]]:
    """Return numbers and states of a plot's applications that a caller may see."""
    statement = (
        select(Application.number, Application.state)
        .join(GiRight, GiRight.id == Application.right_id)
        .where(Application.plot_id == plot_id, _seen_by(caller))
        .order_by(Application.id)
    )
    return [(number, state) for number, state in session.execute(statement)]


def waiting_checks(
    session: Session, caller: Caller, *, most: int
) -> tuple[int, list[Check]]:
    """Return how many applications wait for a check, and the longest waiting."""
    found = and_(Application.state == ApplicationState.SUBMITTED, _seen_by(caller))
    joined = select(
        Application.number,
        Entity.name,
        Gi.name_zh,
        Gi.name_en,
        Application.division,
        Application.state_since,
        Plot.geometry,
    ).join_from(Application, Entity, Entity.id == Application.entity_id)
    joined = joined.join(GiRight, GiRight.id == Application.right_id)
    joined = joined.join(Gi, Gi.id == GiRight.gi_id)
    joined = joined.outerjoin(Plot, Plot.id == Application.plot_id).where(found)
    total = session.scalar(select(func.count()).select_from(joined.subquery()))
    rows = session.execute(
        joined.order_by(Application.state_since, Application.id).limit(most)
    )
    return total or 0, [
        Check(number, entity, Words(zh, en), division, since, geometry)
        for number, entity, zh, en, division, since, geometry in rows
    ]


def _seen_by(caller: Caller) -> ColumnElement[bool]:
    """Return what the desk shows: sent in, and in the caller's reach."""
    return and_(
        Application.submitted_at.is_not(None),
        reach(
            caller,
            Permission.DESK,
            division=Application.division,
            authority=GiRight.managing_authority,
        ),
    )
