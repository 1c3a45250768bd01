"""The API of one's own absences and deputies."""

from typing import Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from gi_registry.accounts import schemas, service
from gi_registry.accounts.service import NewAbsence
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write

api = Blueprint(
    "absences",
    __name__,
    description="Absences: on their days a deputy has one's permissions as well.",
)


@api.get("/absences")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.AbsencesSchema)
def listed() -> dict[str, Any]:
    """List one's own absences, newest first, and the officers who could stand in."""
    with read() as session:
        return _listed(session, the_caller().account_id)


@api.post("/absences")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.NewAbsenceSchema, example=schemas.ABSENCE)
@api.response(201, schemas.AbsencesSchema)
def record(asked: dict[str, Any]) -> dict[str, Any]:
    """Record an absence of one's own."""
    own = the_caller().account_id
    new = NewAbsence(own, asked.pop("deputy"), **asked)
    with write() as session:
        service.record_absence(session, new, now=clock.now(), by_id=own)
        return _listed(session, own)


@api.post("/absences/<int(max=2147483647):absence_id>/end")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.AbsencesSchema)
def end(absence_id: int) -> dict[str, Any]:
    """End an absence of one's own before its last day."""
    own = the_caller().account_id
    with write() as session:
        service.end_absence(session, own, absence_id, now=clock.now(), by_id=own)
        return _listed(session, own)


def _listed(session: Session, account_id: int) -> dict[str, Any]:
    return {
        "items": service.absences_of(session, account_id),
        "deputies": service.possible_deputies(session, account_id),
    }
