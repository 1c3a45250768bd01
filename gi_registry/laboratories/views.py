"""The API of the register of laboratories."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read
from gi_registry.laboratories import schemas, service
from gi_registry.laboratories.rules import LabState
from gi_registry.laboratories.service import Wanted

if TYPE_CHECKING:
    from gi_registry.laboratories.models import Laboratory

api = Blueprint(
    "testing-laboratories",
    __name__,
    description="Testing laboratories on the register, and what they are named for.",
)


@api.get("/laboratories")
@requires(Permission.PUBLIC)
@api.arguments(schemas.LaboratoriesQuerySchema, location="query")
@api.response(200, schemas.LaboratoriesSchema, example=schemas.EXAMPLE)
def laboratories(asked: dict[str, Any]) -> dict[str, Any]:
    """List the current laboratories, by name."""
    wanted = Wanted(LabState.CURRENT, asked["q"])
    with read() as session:
        page = service.listed(
            session,
            wanted,
            on=clock.today(),
            number=asked["page"],
            size=asked["size"],
        )
        return {
            "items": [_line(each) for each in page.items],
            "number": page.number,
            "pages": page.pages,
            "size": page.size,
            "total": page.total,
            "changed_at": service.changed_at(session),
        }


def _line(found: "Laboratory") -> dict[str, Any]:
    return {
        "name": found.name,
        "cma": found.cma,
        "address": found.address,
        "division": found.division,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "products": [
            {
                "product": each.gi,
                "document": each.document,
                "from_on": each.from_on,
            }
            for each in found.designations
            if each.to_on is None
        ],
    }
