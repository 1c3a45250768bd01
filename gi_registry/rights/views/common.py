"""What the views of rights share: who may, who acts, which papers came."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import Permission, the_caller
from gi_registry.core.paging import Page
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.rights import service

if TYPE_CHECKING:
    from gi_registry.products.models import Gi

Answer = tuple[dict[str, Any], int, dict[str, str]]


def demand(session: Session, right_id: int) -> None:
    """Refuse who does not record what CNIPA does with a right.

    Raises:
        RightNotFoundError: there is no such right.
        OutsideJurisdictionError: it lies elsewhere.
    """
    right = products.right(session, right_id)
    place = service.place_of(session, right.gi, right, on=clock.today())
    the_caller().demand(Permission.CNIPA_RECORD, place)


def by() -> By:
    """Return who acts, and when."""
    return By(the_caller().account_id, clock.now())


def announced(named: dict[str, Any] | None, on: Any) -> NewAnnouncement | None:  # noqa: ANN401 -- a day
    """Return the announcement that a call names, of the day of what it records."""
    if named is None:
        return None
    return NewAnnouncement(named["number"], on, named["file_sha256"])


def product(gi: "Gi") -> dict[str, Any]:
    """Return a product as it is named."""
    return {"code": gi.code, "name_zh": gi.name_zh, "name_en": gi.name_en}


def page_of(page: Page[Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a page of a list."""
    return {
        "items": items,
        "number": page.number,
        "pages": page.pages,
        "size": page.size,
        "total": page.total,
    }
