"""Refusals of registrants of certification marks."""

from typing import TYPE_CHECKING, Any

from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read, write
from gi_registry.producers import service as producers
from gi_registry.rights.rules.refusals import NewRefusal
from gi_registry.rights.schemas import refusals as schemas
from gi_registry.rights.service import members as service
from gi_registry.rights.views.blueprint import api
from gi_registry.rights.views.common import by, demand, page_of, product

if TYPE_CHECKING:
    from gi_registry.rights.models import MarkRefusal


@api.get("/members/refusals")
@requires(Permission.DESK)
@api.arguments(schemas.RefusalsQuerySchema, location="query")
@api.response(200, schemas.RefusalsSchema)
def refusals(asked: dict[str, Any]) -> dict[str, Any]:
    """List refusals of registrants of certification marks, newest first."""
    with read() as session:
        page = service.refusals(
            session, right_id=asked["right"], number=asked["page"], size=asked["size"]
        )
        return page_of(page, [_shown(each) for each in page.items])


@api.post("/members/refusals")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewRefusalSchema)
@api.response(201, schemas.RefusalSchema)
def refuse(asked: dict[str, Any]) -> dict[str, Any]:
    """Put on record that a registrant refused somebody, and for which condition.

    Who meets the conditions may not be refused (Order 79 Art. 16): without a
    condition it is not recorded.
    """
    given = dict(asked)
    right_id = given.pop("right")
    with write() as session:
        demand(session, right_id)
        acting = by()
        producers.known_file(session, given["file_sha256"], acting.account_id)
        return _shown(service.refuse(session, right_id, NewRefusal(**given), by=acting))


def _shown(found: "MarkRefusal") -> dict[str, Any]:
    return {
        "right": found.right_id,
        "product": product(found.right.gi),
        "party": {"name": found.name, "uscc": found.uscc},
        "asked_on": found.asked_on,
        "refused_on": found.refused_on,
        "condition": found.condition,
        "file_sha256": found.file_sha256,
        "rules": found.rules,
    }
