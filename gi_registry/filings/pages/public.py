"""The public list of events at which the mark may be used."""

from flask import render_template

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.filings import rules, service
from gi_registry.filings.pages.blueprint import pages
from gi_registry.filings.pages.common import WORDS


@pages.get("/events")
@requires(Permission.PUBLIC)
def events() -> str:
    """List the events that CNIPA filed."""
    today = clock.today()
    with read() as session:
        page = service.filed_events(session, on=today, number=asked_page())
        return render_template(
            "filings/events.html",
            page=page,
            names=areas.names(session, {each.division for each in page.items}),
            words=WORDS,
            use=rules.use,
            today=today,
        )
