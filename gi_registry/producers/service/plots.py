"""Plots and the applications that name them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas import service as areas
from gi_registry.areas.claims.rules import Correction
from gi_registry.areas.models import Plot
from gi_registry.producers.models import Application, Authorization, Entity
from gi_registry.producers.rules import EDITABLE
from gi_registry.producers.service.steps import By
from gi_registry.producers.service.workers import carry_worker
from gi_registry.products.models import Gi, GiRight


def correct_place(
    session: Session,
    plot: Plot,
    correction: Correction,
    *,
    now: datetime,
    account_id: int,
) -> Plot:
    """Correct a plot; applications that are still being written follow it.

    What was sent in keeps the outline with which it was sent.

    Raises:
        PlotEndedError, PlotOverlapError, …: see `areas.correct_plot`.
    """
    statement = (
        select(Application)
        .where(Application.plot_id == plot.id, Application.state.in_(EDITABLE))
        .with_for_update()
    )
    unsent = list(session.scalars(statement))
    corrected = areas.correct_plot(
        session, plot, correction, now=now, account_id=account_id
    )
    for application in unsent:
        application.plot_id = corrected.id
        application.division = corrected.division_code
    session.flush()
    carry_worker(session, plot, corrected, by=By(account_id, now))
    return corrected


def uses_of(session: Session, plot_ids: Iterable[int]) -> list[Application]:
    """Return the applications that name one of some plots, newest first."""
    statement = (
        select(Application)
        .options(joinedload(Application.right).joinedload(GiRight.gi))
        .where(Application.plot_id.in_(list(plot_ids)))
        .order_by(Application.id.desc())
    )
    return list(session.scalars(statement))


def products_touched(session: Session, organisation_id: int) -> list[Gi]:
    """Return the products that an organisation applies or is authorized for."""
    applied = (
        select(GiRight.gi_id)
        .join(Application, Application.right_id == GiRight.id)
        .join(Entity, Entity.id == Application.entity_id)
        .where(Entity.organisation_id == organisation_id)
    )
    authorized = (
        select(Authorization.gi_id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(Entity.organisation_id == organisation_id)
    )
    planted = select(Plot.gi_id).where(Plot.organisation_id == organisation_id)
    statement = (
        select(Gi)
        .where(Gi.id.in_(applied) | Gi.id.in_(authorized) | Gi.id.in_(planted))
        .order_by(Gi.code)
    )
    return list(session.scalars(statement))
