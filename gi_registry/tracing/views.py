"""The API of lots: labels put to use by a producer's own systems."""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.marks import service as marks
from gi_registry.tracing import service
from gi_registry.tracing.rules import Activation, LotState
from gi_registry.tracing.schemas import (
    ActivatedSchema,
    ActivationSchema,
    LotsQuerySchema,
    LotsSchema,
)
from gi_registry.tracing.service import LotLine

api = Blueprint(
    "activations",
    __name__,
    description="Lots, and labels put to use on their goods.",
)


@api.get("/lots")
@requires(Permission.PRODUCE)
@api.arguments(LotsQuerySchema, location="query")
@api.response(200, LotsSchema)
def lots(asked: dict[str, Any]) -> dict[str, Any]:
    """List the lots of one's own organisation, newest first: all, open or closed."""
    state = None if asked["state"] == "all" else LotState(asked["state"])
    with read() as session:
        page = service.lots_of(
            session,
            own_organisation(),
            state,
            number=asked["page"],
            size=asked["size"],
        )
        return {
            "items": [_shown(line) for line in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


def _shown(line: LotLine) -> dict[str, Any]:
    lot = line.lot
    return {
        "lot": lot.number,
        "authorization": lot.authorization.number,
        "product": lot.authorization.gi.code,
        "produced_on": lot.produced_on,
        "quantity_g": lot.quantity_g,
        "labels": line.labels,
        "left_g": line.left_g,
        "standard_number": lot.standard_number,
        "state": LotState.CLOSED if lot.closed_at else LotState.OPEN,
        "closed_at": lot.closed_at,
    }


@api.post("/activations")
@requires(Permission.LABELS_ACTIVATE)
@api.arguments(ActivationSchema)
@api.response(201, ActivatedSchema)
def activate(asked: dict[str, Any]) -> dict[str, Any]:
    """Put labels of one's own organisation to use on the goods of a lot.

    Refused as a problem document: labels that are used already, more goods than
    the lot has, more than was decided for the year, a day out of bounds.
    """
    own = own_organisation()
    with write() as session:
        held = marks.own_authorization(session, asked["authorization"], own)
        labels = marks.run(session, asked["run"], organisation_id=own)
        lot = service.lot_by_number(session, held.id, asked["lot"])
        made = service.activate(
            session,
            Activation(
                lot_id=lot.id,
                run_id=labels.id,
                first=asked["first"],
                end=asked["end"],
                on_day=asked["on_day"],
            ),
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        count = made.end - made.first
        return asked | {
            "id": made.id,
            "labels": count,
            "mass_g": count * labels.net_content_g,
        }


@api.delete("/activations/<int:range_id>")
@requires(Permission.LABELS_ACTIVATE)
@api.response(204)
def undo(range_id: int) -> None:
    """Take labels of one's own off the goods again, by the id of the activation.

    Refused as a problem document (`range-scanned`) once somebody has checked a
    code of it; then it stands.
    """
    own = own_organisation()
    with write() as session:
        lot = service.lot_of_activation(session, range_id, organisation_id=own)
        service.undo_activation(
            session,
            lot,
            range_id,
            now=clock.now(),
            account_id=the_caller().account_id,
        )
