"""Taking an application, handing it to a colleague, putting it back."""

from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service
from gi_registry.producers.schemas import assigning as schemas
from gi_registry.producers.service import By
from gi_registry.producers.views.applications import visible
from gi_registry.producers.views.blueprint import api


@api.get("/applications/<number>/assignment")
@requires(Permission.DESK)
@api.response(200, schemas.AssignmentSchema)
def assignment(number: str) -> dict[str, Any]:
    """Say who has taken an application at its present step, and who could."""
    with read() as session:
        return _shown(session, number)


@api.post("/applications/<number>/take")
@requires(Permission.DESK)
@api.response(200, schemas.AssignmentSchema)
def take(number: str) -> dict[str, Any]:
    """Take an application as one's own work; twice changes nothing."""
    with write() as session:
        service.take(session, number, the_caller(), by=_by())
        return _shown(session, number)


@api.post("/applications/<number>/hand-over")
@requires(Permission.DESK)
@api.arguments(schemas.ColleagueSchema, example=schemas.COLLEAGUE)
@api.response(200, schemas.AssignmentSchema)
def hand_over(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Give an application to a colleague who can take its next step."""
    with write() as session:
        to = asked["colleague"]
        service.hand_over(session, number, the_caller(), to, by=_by())
        return _shown(session, number)


@api.post("/applications/<number>/put-back")
@requires(Permission.DESK)
@api.response(200, schemas.AssignmentSchema)
def put_back(number: str) -> dict[str, Any]:
    """Give up an application that one has taken."""
    with write() as session:
        service.put_back(session, number, the_caller(), by=_by())
        return _shown(session, number)


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _shown(session: Session, number: str) -> dict[str, Any]:
    found = visible(session, number)
    return {
        "number": found.number,
        "taken_by": service.taken_by(session, found),
        "colleagues": service.colleagues(session, found),
    }
