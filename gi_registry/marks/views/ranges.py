"""The API of ranges: what became of the labels of a run, and what is declared."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.marks import service
from gi_registry.marks.rules import RangeRequest, RangeState
from gi_registry.marks.schemas.labels import DeadRangeSchema, LabelRangesSchema
from gi_registry.marks.views.blueprint import api

if TYPE_CHECKING:
    from gi_registry.marks.models import LabelRun

Answer = tuple[dict[str, Any], int, dict[str, str]]


@api.get("/runs/<int:run>/ranges")
@requires(Permission.PRODUCE)
@api.response(200, LabelRangesSchema)
def ranges(run: int) -> Answer:
    """Tell what is true of every label of a run of one's own organisation."""
    with read() as session:
        found = service.run(session, run, organisation_id=own_organisation())
        shown = _shown(session, found)
    return shown, 200, etags.headers(shown)


@api.post("/runs/<int:run>/ranges")
@requires(Permission.PRODUCE)
@api.arguments(DeadRangeSchema)
@api.response(201, LabelRangesSchema)
def declare(asked: dict[str, Any], run: int) -> Answer:
    """Declare labels void, lost, stolen or returned; it cannot be taken back.

    If-Match may name the version seen. Sent again it is refused (`range-taken`, 409):
    labels are declared once. Refused too: labels on goods, or at a printer.
    """
    request = RangeRequest(
        run_id=run,
        first=asked["first"],
        end=asked["end"],
        state=RangeState(asked["state"]),
        lot_id=None,
        on_day=asked["on_day"],
        reason=asked["reason"],
    )
    with write() as session:
        found = service.run(session, run, organisation_id=own_organisation())
        service.lock_ledger(session, found.authorization_id)
        etags.check_version(_shown(session, found))
        service.mark_range(
            session, request, now=clock.now(), account_id=the_caller().account_id
        )
        shown = _shown(session, found)
    return shown, 201, etags.headers(shown)


def _shown(session: Session, labels: "LabelRun") -> dict[str, Any]:
    """Return the ranges of a run as they are given."""
    found = service.stretches_of(session, labels, today=clock.today())
    pieces = [
        {
            "first": each.first,
            "end": each.end,
            "state": each.state and each.state.value,
            "on_day": each.on_day,
            "reason": each.reason,
        }
        for each in found
    ]
    return {"run": labels.id, "size": labels.size, "ranges": pieces}
