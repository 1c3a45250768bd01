"""The whole record of an application or authorization, for systems of offices."""

from typing import Any

from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.sessions import read
from gi_registry.producers import service
from gi_registry.producers.schemas.record import WholeRecordSchema
from gi_registry.producers.views.blueprint import api


@api.get("/applications/<number>/history")
@requires(Permission.HISTORY)
@api.response(200, WholeRecordSchema)
def application_history(number: str) -> dict[str, Any]:
    """Give who did what with an application, and who saw it."""
    with read() as session:
        place = service.place_of(service.application(session, number))
    return _record(number, place)


@api.get("/authorizations/<number>/history")
@requires(Permission.HISTORY)
@api.response(200, WholeRecordSchema)
def authorization_history(number: str) -> dict[str, Any]:
    """Give who did what with an authorization, and who saw it."""
    with read() as session:
        place = service.place_of(service.authorization(session, number))
    return _record(number, place)


def _record(number: str, place: Place) -> dict[str, Any]:
    the_caller().demand(Permission.HISTORY, place)
    with read() as session:
        return {
            "number": number,
            "done": service.record_of(session, number),
            "seen": [
                {
                    "person": each.account.name,
                    "office": each.account.organisation.name,
                    "what": each.what,
                    "first_at": each.first_at,
                    "last_at": each.last_at,
                    "times": each.times,
                }
                for each in service.sights(session, number)
            ],
        }
