"""Authorizations: of one's jurisdiction or one's own, and their states."""

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.paging import Page
from gi_registry.core.sessions import read, write
from gi_registry.overrides import web as exceptions
from gi_registry.overrides.schemas import OverrideSchema
from gi_registry.producers import service
from gi_registry.producers.errors import AuthorizationNotFoundError
from gi_registry.producers.rules import AuthorizationState, Change, NewAnnouncement
from gi_registry.producers.schemas import authorizations as schemas
from gi_registry.producers.service import Wanted
from gi_registry.producers.views import shown
from gi_registry.producers.views.blueprint import api

Answer = tuple[dict[str, Any], int, dict[str, str]]


@api.get("/authorizations")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.AuthorizationsQuerySchema, location="query")
@api.response(200, schemas.AuthorizationsSchema)
def authorizations(asked: dict[str, Any]) -> dict[str, Any]:
    """List authorizations: those of one's jurisdiction, or one's own.

    `q` looks in names (former ones too), credit codes, numbers and products. The
    parameters beside page and size narrow an officer's list alone.
    """
    caller, number, size = the_caller(), asked["page"], asked["size"]
    with read() as session:
        if caller.may(Permission.DESK):
            wanted = Wanted(asked["q"], asked["division"], asked["state"])
            page = service.authorizations_page(
                session, caller, wanted, number=number, size=size
            )
        else:
            mine = service.authorizations_of(session, caller.organisation_id or 0)
            first = (number - 1) * size
            page = Page(mine[first : first + size], number, size, len(mine))
        return shown.page(page, [shown.authorization_line(each) for each in page.items])


@api.get("/authorizations/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.AuthorizationSchema)
def authorization(number: str) -> Answer:
    """Give an authorization with the history of its states."""
    caller = the_caller()
    with read() as session:
        found = service.authorization(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, service.place_of(found))
        elif found.entity.organisation_id != caller.organisation_id:
            raise AuthorizationNotFoundError(number)
        return _answered(found)


@api.post("/authorizations/<number>/states")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.StateChangeSchema)
@api.alt_response(202, schema=OverrideSchema)
@api.response(200, schemas.AuthorizationSchema)
def set_state(asked: dict[str, Any], number: str) -> Answer | Response:
    """Record a new state from a day on; If-Match may name the version seen.

    Where it takes two people, such as the end of a suspension, it is asked for
    (202), and another decides.
    """
    announcement = asked["announcement"]
    change = Change(
        state=AuthorizationState(asked["state"]),
        on=asked["on"],
        reason=asked["reason"],
        due_on=asked["due_on"],
        announcement=NewAnnouncement(**announcement) if announcement else None,
    )
    with write() as session:
        by = _demand(session, number)
        request = service.change_or_ask(session, number, change, **by)
        if request is not None:
            return exceptions.asked(session, request.id)
        session.flush()
        return _answered(service.authorization(session, number))


@api.post("/authorizations/<number>/artwork")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.OpenedSchema)
@api.response(200, schemas.AuthorizationSchema)
def artwork_opened(asked: dict[str, Any], number: str) -> Answer:
    """Record the day on which CNIPA opened the download of the artwork."""
    with write() as session:
        by = _demand(session, number)
        return _answered(
            service.record_vector_opened(session, number, asked["opened_on"], **by)
        )


def _demand(session: Session, number: str) -> dict[str, Any]:
    """Refuse who may not, and another version; return who acts, and when."""
    caller = the_caller()
    found = service.authorization(session, number)
    caller.demand(Permission.AUTHORIZATION_CONTROL, service.place_of(found))
    etags.check_version(_shown(found))
    return {"now": clock.now(), "account_id": caller.account_id}


def _answered(found: Any) -> Answer:  # noqa: ANN401 -- an authorization
    body = _shown(found)
    return body, 200, etags.headers(body)


def _shown(found: Any) -> dict[str, Any]:  # noqa: ANN401 -- an authorization
    return shown.authorization(found, on=clock.today())
