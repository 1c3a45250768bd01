"""Deliveries of households: one's own, and what an officer sees of them."""

from typing import TYPE_CHECKING, Any

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.paging import Page, page_of
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service
from gi_registry.producers.schemas import deliveries as schemas
from gi_registry.producers.service import By, DeliveriesWanted
from gi_registry.producers.views.blueprint import api

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gi_registry.producers.models import HouseholdDelivery


@api.get("/deliveries")
@requires(Permission.PRODUCE)
@api.arguments(schemas.DeliveriesQuerySchema, location="query")
@api.response(200, schemas.DeliveriesSchema)
def deliveries(asked: dict[str, Any]) -> Page[Any]:
    """List what households delivered to one's business in a year, newest first."""
    with read() as session:
        return _page(session, service.entity_of(session, own_organisation()).id, asked)


@api.get("/deliveries/sums")
@requires(Permission.PRODUCE)
@api.arguments(schemas.YearQuerySchema, location="query")
@api.response(200, schemas.DeliverySumsSchema)
def delivery_sums(asked: dict[str, Any]) -> dict[str, Any]:
    """Add up what households delivered to one's business in a year, by product."""
    with read() as session:
        entity = service.entity_of(session, own_organisation())
        return {"items": service.delivered_of(session, entity.id, asked["year"])}


@api.get("/entities/<uscc>/deliveries")
@requires(Permission.DESK)
@api.arguments(schemas.DeliveriesQuerySchema, location="query")
@api.response(200, schemas.DeliveriesSchema)
def deliveries_of(asked: dict[str, Any], uscc: str) -> Page[Any]:
    """List what households delivered to a business of one's jurisdiction.

    That it was read is kept.
    """
    caller = the_caller()
    with read() as session:
        entity, _, _ = service.business(session, caller, uscc)
        page = _page(session, entity.id, asked)
    with write() as session:
        service.saw(session, uscc, caller, now=clock.now())
    return page


@api.post("/deliveries")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewDeliveriesSchema, example=schemas.DELIVERIES)
@api.response(201, schemas.JudgedDeliveriesSchema)
def record_deliveries(asked: dict[str, Any]) -> dict[str, Any]:
    """Record what households delivered, all or none.

    What is recorded already is left alone, so a call can be sent again: the same
    number of a slip, or without one the same household, product, day and weight.
    """
    rows = [
        SheetRow(
            row,
            {
                **{key: each[key] for key in ("person", "product", "slip", "note")},
                "day": each["day"].isoformat(),
                "kg": f"{each['grams']} g",
            },
        )
        for row, each in enumerate(asked["deliveries"], 1)
    ]
    with write() as session:
        lines = service.record_deliveries(session, own_organisation(), rows, by=_by())
    return {
        "lines": [
            {
                "row": line.row,
                "outcome": line.outcome.value,
                "words": [words._asdict() for words in line.words],
            }
            for line in lines
        ],
        "recorded": sum(line.new is not None for line in lines),
    }


@api.post("/deliveries/<int(max=2147483647):delivery_id>/take-back")
@requires(Permission.PRODUCE)
@api.arguments(schemas.TakeBackSchema)
@api.response(200, schemas.DeliverySchema)
def take_back_delivery(asked: dict[str, Any], delivery_id: int) -> "HouseholdDelivery":
    """Let a delivery count no more; it stays on record with the reason."""
    with write() as session:
        return service.take_back_delivery(
            session, own_organisation(), delivery_id, asked["reason"], by=_by()
        )


def _page(session: "Session", entity_id: int, asked: dict[str, Any]) -> Page[Any]:
    wanted = DeliveriesWanted(
        entity_id, asked["year"], asked["product"], asked["q"].strip()
    )
    statement = service.delivery_rows(wanted)
    return page_of(session, statement, number=asked["page"], size=asked["size"])


def _by() -> By:
    return By(the_caller().account_id, clock.now())
