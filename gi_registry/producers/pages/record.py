"""Who did and who saw what, of one application or authorization."""

from flask import render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages


def note(subject: str) -> None:
    """Keep that the caller opened a page of a thing; see `service.saw`."""
    with write() as session:
        service.saw(session, subject, the_caller(), now=clock.now())


@pages.get("/desk/applications/<number>/history")
@requires(Permission.HISTORY)
def application_history(number: str) -> str:
    """Show the whole record of an application."""
    with read() as session:
        place = service.place_of(service.application(session, number))
    return _page(number, place)


@pages.get("/desk/authorizations/<number>/history")
@requires(Permission.HISTORY)
def authorization_history(number: str) -> str:
    """Show the whole record of an authorization."""
    with read() as session:
        place = service.place_of(service.authorization(session, number))
    return _page(number, place)


def _page(number: str, place: Place) -> str:
    the_caller().demand(Permission.HISTORY, place)
    with read() as session:
        return render_template(
            "producers/record.html",
            number=number,
            lines=service.record_of(session, number),
            sights=service.sights(session, number),
        )
