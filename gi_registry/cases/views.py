"""The API of cases of Order 80 Art. 31."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint

from gi_registry.cases import schemas, service
from gi_registry.cases.errors import CaseNotFoundError
from gi_registry.cases.service import Wanted
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.cases.models import MarkCase

api = Blueprint(
    "cases-of-article-31",
    __name__,
    description="Cases that may end the use of the mark.",
)


@api.get("/cases")
@requires(Permission.DESK)
@api.arguments(schemas.CasesQuerySchema, location="query")
@api.response(200, schemas.CasesSchema)
def cases(asked: dict[str, Any]) -> dict[str, Any]:
    """List the cases of one's jurisdiction; 25 a page."""
    wanted = Wanted(asked["view"], asked["trigger"], asked["q"])
    with read() as session:
        page = service.listed(session, the_caller(), wanted, number=asked["page"])
        return {
            "items": [_line(found) for found in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/cases/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.CaseSchema)
def case(number: str) -> dict[str, Any]:
    """Give a case with its steps, to its holder and to the offices in charge."""
    caller = the_caller()
    with read() as session:
        found = service.find(session, number)
        held = found.authorization
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, producers.place_of(held))
        elif held.entity.organisation_id != caller.organisation_id:
            raise CaseNotFoundError(number)
        return _line(found) | {
            "steps": [
                {
                    "state": event.state.value,
                    "on": event.on_day,
                    "words": event.words,
                    "due_on": event.due_on,
                    "rules": event.rules,
                }
                for event in found.events
            ]
        }


def _line(found: "MarkCase") -> dict[str, Any]:
    entity = found.authorization.entity
    return {
        "number": found.number,
        "authorization": found.authorization.number,
        "holder": {"name": entity.name, "uscc": entity.uscc},
        "trigger": found.trigger.value,
        "state": found.state.value,
        "opened_on": found.opened_on,
        "due_on": found.due_on,
    }
