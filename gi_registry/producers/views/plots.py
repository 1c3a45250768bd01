"""A producer's own plots: listed, added, ended; a file of many is a page's work."""

from typing import TYPE_CHECKING, Any

from gi_registry.areas import service as areas
from gi_registry.areas.rules import NewPlot
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.paging import Page, page_of
from gi_registry.core.sessions import read, write
from gi_registry.geo.crs import parse
from gi_registry.producers.schemas import plots as schemas
from gi_registry.producers.views.blueprint import api
from gi_registry.products import service as products

if TYPE_CHECKING:
    from gi_registry.areas.models import Plot


@api.get("/plots")
@requires(Permission.PRODUCE)
@api.arguments(schemas.PlotsQuerySchema, location="query")
@api.response(200, schemas.PlotsSchema)
def plots(asked: dict[str, Any]) -> Page[Any]:
    """List one's own plots that are not ended, oldest first."""
    with read() as session:
        gi = products.by_code(session, asked["product"]) if asked["product"] else None
        wanted = areas.own_plots(own_organisation(), gi.id if gi else None)
        return page_of(session, wanted, number=asked["page"], size=asked["size"])


@api.post("/plots")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewPlotSchema, example=schemas.PLOT)
@api.response(201, schemas.PlotSchema)
def add_plot(asked: dict[str, Any]) -> "Plot":
    """Register a plot and claim the present season for its product.

    The same land again is refused where it is claimed for the season (409), so a
    call that got no answer can be sent again.
    """
    outline = areas.outline_from_text(asked["outline"], asked["crs"])
    own, account_id = own_organisation(), the_caller().account_id
    with write() as session:
        new = NewPlot(
            organisation_id=own,
            gi_id=products.by_code(session, asked["product"]).id,
            name=asked["name"],
            declared_m2=asked["declared_m2"],
            geometry=outline,
            crs_given=parse(asked["crs"]).value,
            source=asked["source"],
        )
        added = areas.add_plot(session, new, now=clock.now(), account_id=account_id)
        return areas.plot_of(session, added.id, own)


@api.post("/plots/<int(max=2147483647):plot_id>/end")
@requires(Permission.PRODUCE)
@api.response(200, schemas.PlotSchema)
def end_plot(plot_id: int) -> "Plot":
    """Give a plot of one's own up, and its claims from this season on."""
    with write() as session:
        plot = areas.plot_of(session, plot_id, own_organisation())
        areas.end_plot(
            session, plot, now=clock.now(), account_id=the_caller().account_id
        )
        return plot
