"""The API of filings of events (Order 80 Art. 21)."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.sessions import read
from gi_registry.filings import schemas, service
from gi_registry.filings.errors import FilingNotFoundError
from gi_registry.filings.rules import use

if TYPE_CHECKING:
    from gi_registry.filings.models import EventFiling

api = Blueprint(
    "filings-of-events",
    __name__,
    description="Events for the public interest that use the mark.",
)


@api.get("/filings")
@requires(Permission.DESK)
@api.arguments(schemas.FilingsQuerySchema, location="query")
@api.response(200, schemas.FilingsSchema)
def filings(asked: dict[str, Any]) -> dict[str, Any]:
    """List the filings of one's jurisdiction, latest event first; 25 a page."""
    with read() as session:
        page = service.listed(
            session, the_caller(), state=asked["state"], number=asked["page"]
        )
        return {
            "items": [_shown(found) for found in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/filings/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.FilingSchema)
def filing(number: str) -> dict[str, Any]:
    """Give a filing, to its organiser and to the offices in charge."""
    caller = the_caller()
    with read() as session:
        found = service.find(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, Place(found.division))
        elif (found.organisation_id or 0) != caller.organisation_id:
            raise FilingNotFoundError(number)
        return _shown(found)


def _shown(found: "EventFiling") -> dict[str, Any]:
    return {
        "number": found.number,
        "organiser": found.organiser,
        "title": found.title,
        "kind": found.kind.value,
        "place": found.place,
        "division": found.division,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "products": found.products,
        "state": found.state.value,
        "cnipa_number": found.cnipa_number,
        "cnipa_filed_on": found.cnipa_filed_on,
        "use": use(found.state, found.ends_on, on=clock.today()).value,
    }
