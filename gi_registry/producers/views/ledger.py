"""The quarterly ledger, for systems of offices."""

from typing import Any

from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read
from gi_registry.producers import service
from gi_registry.producers.rules import SECTION_WORDS, Quarter, Section
from gi_registry.producers.schemas import ledger as schemas
from gi_registry.producers.views.blueprint import api


@api.get("/ledger")
@requires(Permission.DESK)
@api.arguments(schemas.LedgerQuerySchema, location="query")
@api.response(200, schemas.LedgerSchema)
def ledger(asked: dict[str, Any]) -> dict[str, Any]:
    """Give a quarter's ledger of one's jurisdiction: its figures, and rows of one."""
    quarter, section = Quarter(asked["year"], asked["quarter"]), asked["section"]
    with read() as session:
        found = service.ledger(session, the_caller(), quarter)
        page = found.page(Section(section), number=asked["page"])
        return {
            "figures": [
                {
                    "section": each.value,
                    "words": SECTION_WORDS[each]._asdict(),
                    "count": count,
                }
                for each, count in found.counts().items()
            ],
            "section": section,
            "items": page.items,
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }
