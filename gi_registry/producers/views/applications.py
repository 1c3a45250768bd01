"""Applications: a producer's own, and those of an officer's jurisdiction."""

from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.paging import Page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import china_day
from gi_registry.producers import service, web
from gi_registry.producers.errors import ApplicationNotFoundError
from gi_registry.producers.schemas import applications as schemas
from gi_registry.producers.service import NewPapers, Wanted
from gi_registry.producers.views import shown
from gi_registry.producers.views.blueprint import FILE_BODY, api

Answer = tuple[dict[str, Any], int, dict[str, str]]


@api.get("/applications")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.ApplicationsQuerySchema, location="query")
@api.response(200, schemas.ApplicationsSchema)
def listed(asked: dict[str, Any]) -> dict[str, Any]:
    """List applications: one's own, or those sent in one's jurisdiction.

    An officer gets the open ones, longest waiting first, unless a state is asked
    for. The other parameters narrow an officer's list alone.
    """
    caller = the_caller()
    with read() as session:
        if caller.may(Permission.DESK):
            wanted = Wanted(asked["q"], asked["division"], asked["state"])
            page = service.applications_page(
                session,
                caller,
                wanted,
                on=clock.today(),
                at=(asked["page"], asked["size"]),
            )
        else:
            page = _own(session, asked)
        due = service.due(session, page.items, on=clock.today())
        return shown.page(
            page,
            [
                shown.application_line(each) | {"due": shown.due(due[each.id])}
                for each in page.items
            ],
        )


@api.post("/applications")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewApplicationSchema)
@api.response(201, schemas.ApplicationSchema)
def begin(asked: dict[str, Any]) -> Answer:
    """Begin an application under a right; there is one open one for each right."""
    now = clock.now()
    with write() as session:
        made = service.draft(
            session,
            own_organisation(),
            asked["right_id"],
            now=now,
            account_id=the_caller().account_id,
        )
    with read() as session:
        found = service.own(session, made.number, own_organisation())
        body, _, headers = answered(found)
    address = f"/api/v1/applications/{made.number}"
    return body, 201, headers | {"Location": address}


@api.get("/applications/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.ApplicationSchema)
def one(number: str) -> Answer:
    """Give an application: one's own, or one sent in one's jurisdiction."""
    with read() as session:
        return answered(visible(session, number))


@api.patch("/applications/<number>")
@requires(Permission.PRODUCE)
@api.arguments(schemas.ApplicationChangeSchema)
@api.response(200, schemas.ApplicationSchema)
def save(asked: dict[str, Any], number: str) -> Answer:
    """Change what a draft or a returned application says; needs If-Match."""
    own = own_organisation()
    with write() as session:
        found = mine(session, number)
        etags.demand_version(_shown(found))
        if "plot_id" in asked:
            service.save_place(session, number, asked["plot_id"], organisation_id=own)
        papers = NewPapers(
            asked.get("standard_number", found.standard_number or ""),
            asked.get("product_description", found.product_description),
            asked.get("licence_record", found.licence_record or ""),
            asked.get("licence_ends_on", found.licence_ends_on),
        )
        return answered(
            service.save_papers(session, number, papers, organisation_id=own)
        )


@api.put("/applications/<number>/quality-report")
@requires(Permission.PRODUCE)
@api.doc(requestBody=FILE_BODY)
@api.response(200, schemas.ApplicationSchema)
def save_report(number: str) -> Answer:
    """Keep the quality test report: PDF, JPEG or PNG as the body, up to 20 MB."""
    own = own_organisation()
    with read() as session:
        service.own(session, number, own)
    blob = web.put_body()
    with write() as session:
        etags.check_version(_shown(mine(session, number)))
        kept = web.keep_upload(session, blob, f"{number}-report")
        return answered(service.save_report(session, number, kept, organisation_id=own))


@api.post("/applications/<number>/submit")
@requires(Permission.PRODUCE)
@api.arguments(schemas.DeclarationSchema)
@api.response(200, schemas.ApplicationSchema)
def submit(asked: dict[str, Any], number: str) -> Answer:
    """Send an application in, or again after a return; all that lacks is named."""
    with write() as session:
        etags.check_version(_shown(mine(session, number)))
        return answered(
            service.submit(
                session,
                number,
                organisation_id=own_organisation(),
                declared=asked["declared"],
                now=clock.now(),
                account_id=the_caller().account_id,
            )
        )


@api.post("/applications/<number>/withdraw")
@requires(Permission.PRODUCE)
@api.arguments(schemas.OptionalReasonSchema)
@api.response(200, schemas.ApplicationSchema)
def withdraw(asked: dict[str, Any], number: str) -> Answer:
    """Take an application back before CNIPA registers it."""
    with write() as session:
        etags.check_version(_shown(mine(session, number)))
        return answered(
            service.withdraw(
                session,
                number,
                asked["reason"],
                organisation_id=own_organisation(),
                now=clock.now(),
                account_id=the_caller().account_id,
            )
        )


def visible(session: Session, number: str) -> Any:  # noqa: ANN401 -- an application
    """Return an application that the caller may read.

    Raises:
        ApplicationNotFoundError: there is none, or it is another's, or a draft.
        OutsideJurisdictionError: it lies elsewhere.
    """
    caller = the_caller()
    if not caller.may(Permission.DESK):
        return service.own(session, number, _organisation(number))
    found = service.application(session, number)
    caller.demand(Permission.DESK, service.place_of(found))
    return found


def mine(session: Session, number: str) -> Any:  # noqa: ANN401 -- an application
    """Return one's own application, locked.

    Raises:
        ApplicationNotFoundError: there is none, or it is another's.
    """
    found = service.locked(session, number)
    if found.entity.organisation_id != own_organisation():
        raise ApplicationNotFoundError(number)
    return found


def answered(found: Any) -> Answer:  # noqa: ANN401 -- an application
    """Return the answer that gives an application, with its version."""
    body = _shown(found)
    return body, 200, etags.headers(body)


def _shown(found: Any) -> dict[str, Any]:  # noqa: ANN401 -- an application
    return shown.application(found, on=china_day(clock.now()))


def _organisation(number: str) -> int:
    organisation_id = the_caller().organisation_id
    if organisation_id is None:
        raise ApplicationNotFoundError(number)
    return organisation_id


def _own(session: Session, asked: dict[str, Any]) -> Page[Any]:
    """Return a page of one's own; there are never many."""
    mine = service.applications_of(session, the_caller().organisation_id or 0)
    size, number = asked["size"], asked["page"]
    first = (number - 1) * size
    return Page(mine[first : first + size], number, size, len(mine))
