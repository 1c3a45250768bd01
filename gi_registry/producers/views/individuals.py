"""Individuals under a business: one's own list, and what an officer sees of it."""

from typing import TYPE_CHECKING, Any

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.paging import Page
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service, web
from gi_registry.producers.schemas import individuals as schemas
from gi_registry.producers.service import By
from gi_registry.producers.views.blueprint import api

if TYPE_CHECKING:
    from gi_registry.producers.models import PrimaryProducer


@api.get("/individuals")
@requires(Permission.PRODUCE)
@api.arguments(schemas.IndividualsQuerySchema, location="query")
@api.response(200, schemas.IndividualsSchema)
def individuals(asked: dict[str, Any]) -> dict[str, Any]:
    """List the people under one's business, those ended last; 25 a page."""
    with read() as session:
        entity = service.entity_of(session, own_organisation())
        return _page(
            service.individuals(session, entity.id, asked["q"], number=asked["page"])
        )


@api.get("/entities/<uscc>/individuals")
@requires(Permission.DESK)
@api.arguments(schemas.IndividualsQuerySchema, location="query")
@api.response(200, schemas.IndividualsSchema)
def individuals_of(asked: dict[str, Any], uscc: str) -> dict[str, Any]:
    """List the people under a business of one's jurisdiction; that it was read is kept.

    Of an identity number there are the last four characters.
    """
    caller = the_caller()
    with read() as session:
        entity, _, _ = service.business(session, caller, uscc)
        body = _page(
            service.individuals(session, entity.id, asked["q"], number=asked["page"])
        )
    with write() as session:
        service.saw(session, uscc, caller, now=clock.now())
    return body


@api.post("/individuals")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewIndividualsSchema, example=schemas.PEOPLE)
@api.response(201, schemas.JudgedIndividualsSchema)
def add_individuals(asked: dict[str, Any]) -> dict[str, Any]:
    """Put people on one's list, all that are new and sound; the others are named.

    Who is on the list already is left alone, so a call can be sent again.
    """
    own, by = own_organisation(), _by()
    rows = [
        SheetRow(
            row,
            {
                "name": each["name"],
                "identity": each["identity"],
                "from_on": each["from_on"].isoformat() if each["from_on"] else "",
            },
        )
        for row, each in enumerate(asked["individuals"], 1)
    ]
    with write() as session:
        lines = service.judge_individuals(
            session,
            service.entity_of(session, own),
            rows,
            pepper=web.pepper(),
            on=clock.today(),
        )
        new = [line.new for line in lines if line.new]
        added = service.add_individuals(session, own, new, by=by) if new else 0
    return {
        "lines": [
            {
                "row": line.row,
                "name": line.name,
                "outcome": line.outcome.value,
                "words": [words._asdict() for words in line.words],
            }
            for line in lines
        ],
        "added": added,
    }


@api.post("/individuals/<int:individual_id>/end")
@requires(Permission.PRODUCE)
@api.response(200, schemas.IndividualSchema)
def end_individual(individual_id: int) -> dict[str, Any]:
    """Take a person off one's list, from today on."""
    with write() as session:
        return _shown(
            service.end_individual(session, own_organisation(), individual_id, by=_by())
        )


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _page(page: Page["PrimaryProducer"]) -> dict[str, Any]:
    return {
        "items": [_shown(each) for each in page.items],
        "page": page.number,
        "pages": page.pages,
        "total": page.total,
    }


def _shown(person: "PrimaryProducer") -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "identity_last4": person.identity_last4,
        "from_on": person.from_on,
        "to_on": person.to_on,
    }
