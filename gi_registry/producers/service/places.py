"""Where a product is made: a new plot for an application, and what the map says."""

from collections.abc import Callable
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.models import Plot
from gi_registry.areas.rules import AreaTest, NewPlot
from gi_registry.core.words import china_day
from gi_registry.producers.models import Application
from gi_registry.producers.service.applications import editable


def add_place(
    session: Session,
    number: str,
    new: Callable[[int], NewPlot],
    *,
    organisation_id: int,
    now: datetime,
    account_id: int | None = None,
) -> Application:
    """Register a plot and say that the product is made there.

    Args:
        session: a writing session.
        number: of the application.
        new: gives the plot, for the product of that id.
        organisation_id: whose application it must be.
        now: the present instant.
        account_id: who acts.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        UnknownCrsError, OutlineUnreadableError, PlotOverlapError, …: see
            `areas.outline_from_text` and `areas.add_plot`.
    """
    application = editable(session, number, organisation_id)
    plot = areas.add_plot(
        session, new(application.right.gi_id), now=now, account_id=account_id
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


def outline_test(
    session: Session, gi_id: int, outline: BaseGeometry, *, on: date
) -> AreaTest:
    """Say what the map says of an outline that is not kept.

    Args:
        session: to read with.
        gi_id: the product.
        outline: EPSG:4490.
        on: the day whose area counts.
    """
    return areas.test_plot(session, Plot(gi_id=gi_id, geometry=outline), on=on)
