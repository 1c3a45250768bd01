"""The API of filings of events (Order 80 Art. 21)."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import (
    Caller,
    Permission,
    Place,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.filings import schemas, service
from gi_registry.filings.errors import FilingNotFoundError
from gi_registry.filings.rules import EventKind, FilingState, NewStep, following, use
from gi_registry.filings.service import NewFiling
from gi_registry.producers import service as producers
from gi_registry.producers.service import By

if TYPE_CHECKING:
    from gi_registry.filings.models import EventFiling

Answer = tuple[dict[str, Any], int, dict[str, str]]

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
        wanted = service.Wanted(asked["state"], asked["q"])
        page = service.listed(session, the_caller(), wanted, number=asked["page"])
        return {
            "items": [_shown(found) for found in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.post("/filings")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewFilingSchema)
@api.response(201, schemas.WholeFilingSchema)
def file_event(asked: dict[str, Any]) -> Answer:
    """File an event with the province; the mark may be used once CNIPA filed it."""
    return _file(asked, own_organisation())


@api.post("/filings/for-others")
@requires(Permission.PROVINCE_REVIEW)
@api.arguments(schemas.NewFilingSchema)
@api.response(201, schemas.WholeFilingSchema)
def file_for_others(asked: dict[str, Any]) -> Answer:
    """File an event for an organiser without an account."""
    the_caller().demand(Permission.PROVINCE_REVIEW, Place(asked["division"]))
    return _file(asked, None)


@api.get("/filings/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.WholeFilingSchema)
def filing(number: str) -> Answer:
    """Give a filing, to its organiser and to the offices in charge."""
    caller = the_caller()
    with read() as session:
        found = service.find(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, Place(found.division))
        elif (found.organisation_id or 0) != caller.organisation_id:
            raise FilingNotFoundError(number)
        return _answered(found)


@api.post("/filings/<number>/resend")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewFilingSchema)
@api.response(200, schemas.WholeFilingSchema)
def resend(asked: dict[str, Any], number: str) -> Answer:
    """Send a returned filing again; without a drawing the one on record stays."""
    with write() as session:
        _mine(session, number)
        new, design = _new(session, asked)
        service.resend(session, number, new, design, by=_by())
        return _answered(service.find(session, number))


@api.post("/filings/<number>/withdraw")
@requires(Permission.PRODUCE)
@api.response(200, schemas.WholeFilingSchema)
def withdraw(number: str) -> Answer:
    """Take a filing back before CNIPA has filed it."""
    with write() as session:
        _mine(session, number)
        step = NewStep(FilingState.WITHDRAWN, clock.today())
        return _answered(service.record_step(session, number, step, by=_by()))


@api.post("/filings/<number>/steps")
@requires(Permission.DESK)
@api.arguments(schemas.NewFilingStepSchema)
@api.response(200, schemas.WholeFilingSchema)
def record_step(asked: dict[str, Any], number: str) -> Answer:
    """Record the next step of a filing; If-Match may name the version seen."""
    new = NewStep(FilingState(asked["state"]), asked["on"], asked["words"])
    caller = the_caller()
    with write() as session:
        found = service.find_locked(session, number)
        place = Place(found.division)
        caller.demand(Permission.DESK, place)
        permission = _needed(found, new.state)
        if permission is not None:  # else the service says why not
            caller.demand(permission, place)
        etags.check_version(_whole(found))
        return _answered(service.record_step(session, number, new, by=_by()))


def _file(asked: dict[str, Any], organisation_id: int | None) -> Answer:
    with write() as session:
        new, design = _new(session, asked)
        made = service.file_event(
            session, new, design, organisation_id=organisation_id, by=_by()
        )
        body, _, headers = _answered(made)
    return body, 201, headers | {"Location": f"/api/v1/filings/{body['number']}"}


def _new(session: Session, asked: dict[str, Any]) -> tuple[NewFiling, str | None]:
    given = dict(asked)
    design = producers.known_file(
        session, given.pop("design_sha256"), the_caller().account_id
    )
    return NewFiling(**given | {"kind": EventKind(given["kind"])}), design


def _mine(session: Session, number: str) -> None:
    """Refuse what is another's, and another version.

    Raises:
        FilingNotFoundError: there is none, or it is another's.
        ChangedError: If-Match names another version.
    """
    found = service.find_locked(session, number)
    if found.organisation_id != own_organisation():
        raise FilingNotFoundError(number)
    etags.check_version(_whole(found))


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _answered(found: "EventFiling") -> Answer:
    body = _whole(found)
    return body, 200, etags.headers(body)


def _whole(found: "EventFiling") -> dict[str, Any]:
    caller, place = the_caller(), Place(found.division)
    own = found.organisation_id == caller.organisation_id
    return _shown(found) | {
        "manner": found.manner,
        "design_sha256": found.design_sha256,
        "next": [
            state.value
            for state in following(found.state)
            if _may(caller, _needed(found, state), place, own=own)
        ],
        "steps": [
            {"state": step.state.value, "on": step.on_day, "words": step.words}
            for step in found.steps
        ],
    }


def _may(
    caller: Caller, permission: Permission | None, place: Place, *, own: bool
) -> bool:
    if permission is Permission.PRODUCE:
        return own and caller.may(permission)
    return permission is not None and caller.may(permission, place)


def _needed(found: "EventFiling", state: FilingState) -> Permission | None:
    """Return who takes a step; for an organiser without an account the province."""
    permission = following(found.state).get(state)
    if permission is Permission.PRODUCE and found.organisation_id is None:
        return Permission.PROVINCE_REVIEW
    return permission


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
