"""Who works one of one's own plots."""

from flask import flash, redirect
from werkzeug.wrappers import Response

from gi_registry.areas.claims.errors import PlotUnknownError
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import write
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.plots.one import plot_page
from gi_registry.producers.rules.individuals import LONGEST_NAME
from gi_registry.producers.service import By


class WorkerSchema(FormSchema):
    """A name on the list, with the last four where two have it."""

    worker = Text(load_default="", longest=LONGEST_NAME + 10)


@pages.post("/producer/plots/<int:plot_id>/worker")
@requires(Permission.PRODUCE)
def name_worker(plot_id: int) -> Response | tuple[str, int]:
    """Say who works the plot, or that nobody in particular does."""
    form = submitted(WorkerSchema())
    if form.ok:
        by = By(the_caller().account_id, clock.now())
        try:
            with write() as session:
                text = form.data["worker"]
                named = service.name_worker(
                    session, organisation_id(), plot_id, text, by=by
                )
        except PlotUnknownError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            done = say("已记下由谁经营", "Who works the plot is on record")
            none = say("已不再写明由谁经营", "Nobody is named for the plot now")
            flash(done if named else none, "good")
            return redirect(f"/producer/plots/{plot_id}#worker-form", 303)
    return plot_page(plot_id, form), 422
