"""Businesses: of one's jurisdiction, or one's own."""

from typing import TYPE_CHECKING, Any

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.producers import service
from gi_registry.producers.schemas import entities as schemas
from gi_registry.producers.service import EntityWanted, NewEntity
from gi_registry.producers.views.blueprint import api

if TYPE_CHECKING:
    from gi_registry.producers.models import Entity


@api.get("/entities")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.BusinessesQuerySchema, location="query")
@api.response(200, schemas.BusinessesSchema)
def businesses(asked: dict[str, Any]) -> dict[str, Any]:
    """List the businesses of one's jurisdiction, or one's own; 25 a page."""
    caller = the_caller()
    with read() as session:
        if not caller.may(Permission.DESK):
            own = service.find_entity_of(session, caller.organisation_id or 0)
            items = [_shown(own)] if own else []
            return {"items": items, "page": 1, "pages": 1, "total": len(items)}
        wanted = EntityWanted(asked["q"], asked["division"], asked["status"])
        found = service.businesses(session, caller, wanted, number=asked["page"])
        return {
            "items": [_shown(row.entity) for row in found.items],
            "page": found.number,
            "pages": found.pages,
            "total": found.total,
        }


@api.post("/entities")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewBusinessSchema)
@api.response(201, schemas.BusinessSchema)
def register(asked: dict[str, Any]) -> dict[str, Any]:
    """Register the credit code of one's organisation; it has one."""
    new = NewEntity(organisation_id=own_organisation(), **asked)
    with write() as session:
        made = service.register_entity(
            session, new, now=clock.now(), account_id=the_caller().account_id
        )
        return _shown(made)


@api.get("/entities/<uscc>")
@requires(Permission.DESK)
@api.response(200, schemas.BusinessSchema)
def business(uscc: str) -> dict[str, Any]:
    """Give a business of one's jurisdiction."""
    with read() as session:
        found, _, _ = service.business(session, the_caller(), uscc)
        return _shown(found)


def _shown(entity: "Entity") -> dict[str, Any]:
    return {
        "uscc": entity.uscc,
        "name": entity.name,
        "division": entity.division,
        "address": entity.address,
        "status": entity.status.value,
        "status_on": entity.status_on,
    }
