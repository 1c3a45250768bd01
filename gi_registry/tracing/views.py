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
from gi_registry.core.sessions import write
from gi_registry.marks import service as marks
from gi_registry.tracing import service
from gi_registry.tracing.rules import Activation
from gi_registry.tracing.schemas import ActivatedSchema, ActivationSchema

api = Blueprint(
    "activations", __name__, description="Labels put to use on the goods of a lot."
)


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
