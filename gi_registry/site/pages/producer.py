"""A producer's first page."""

from flask import render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.site import service
from gi_registry.site.pages.blueprint import pages


@pages.get("/producer")
@requires(Permission.PRODUCE)
def producer_home() -> str:
    """Show what is due, what labels are left, and the year ahead."""
    with read() as session:
        return render_template(
            "site/producer.html",
            home=service.producer_home(
                session, the_caller().organisation_id or 0, on=clock.today()
            ),
            state_words=AUTHORIZATION_STATE_WORDS,
        )
