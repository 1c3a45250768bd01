"""The API of outer packs, for a producer's own systems."""

from typing import TYPE_CHECKING, Any

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
from gi_registry.packs import service
from gi_registry.packs.rules import (
    NewPacks,
    PackActivation,
    PackChange,
    Packing,
    PackKind,
    PackState,
)
from gi_registry.packs.schemas import (
    FilledSchema,
    FillSchema,
    NewPacksSchema,
    PackActivatedSchema,
    PackActivationSchema,
    PackChangedSchema,
    PackChangeSchema,
    PackRunSchema,
    PackRunsSchema,
    PacksQuerySchema,
)
from gi_registry.tracing import service as tracing

if TYPE_CHECKING:
    from gi_registry.packs.models import PackRun

api = Blueprint(
    "outer-packs",
    __name__,
    description="Cases and pieces to be cut, and what is in them.",
)


@api.get("/packs")
@requires(Permission.PRODUCE)
@api.arguments(PacksQuerySchema, location="query")
@api.response(200, PackRunsSchema)
def packs(query: dict[str, int]) -> dict[str, Any]:
    """List the runs of outer packs of one's own organisation, newest first."""
    with read() as session:
        page = service.runs_of(session, own_organisation(), number=query["page"])
        return {
            "items": [_shown(line.run, line.labels) for line in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.post("/packs")
@requires(Permission.PRODUCE)
@api.arguments(NewPacksSchema)
@api.response(201, PackRunSchema)
def issue(asked: dict[str, Any]) -> dict[str, Any]:
    """Issue codes of outer packs; they are no labels and draw on no capacity."""
    with write() as session:
        number = asked.pop("authorization")
        held = marks.own_authorization(session, number, own_organisation())
        new = NewPacks(held.id, PackKind(asked.pop("kind")), **asked)
        return _shown(service.issue_packs(session, new, **_by()), 0)


@api.post("/packs/<int:packs>/contents")
@requires(Permission.PRODUCE)
@api.arguments(FillSchema)
@api.response(201, FilledSchema)
def fill(asked: dict[str, Any], packs: int) -> dict[str, Any]:
    """Record which labels went into packs, or what whole pieces were cut into.

    Refused as a problem document: a label that is in a case or of a piece already,
    more than there is room for, packs that were opened, labels that are void.
    """
    own = own_organisation()
    with write() as session:
        service.run(session, packs, organisation_id=own)
        marks.run(session, asked["run"], organisation_id=own)
        wanted = Packing(
            packs,
            asked["first"],
            asked["end"],
            asked["run"],
            asked["label_first"],
            asked["each"],
            asked["on_day"],
        )
        made = service.fill(session, wanted, **_by())
        return asked | {"id": made.id, "label_end": made.label_end}


@api.delete("/packs/<int:packs>/contents/<int:content_id>")
@requires(Permission.PRODUCE)
@api.response(204)
def undo(packs: int, content_id: int) -> None:
    """Take a packing back as a slip, until something happened to its packs."""
    with write() as session:
        found = service.run(session, packs, organisation_id=own_organisation())
        service.undo_filling(session, found, content_id, **_by())


@api.post("/packs/<int:packs>/activations")
@requires(Permission.LABELS_ACTIVATE)
@api.arguments(PackActivationSchema)
@api.response(201, PackActivatedSchema)
def activate(asked: dict[str, Any], packs: int) -> dict[str, Any]:
    """Put all labels in packs to use on the goods of a lot, or none of them."""
    with write() as session:
        found = service.run(session, packs, organisation_id=own_organisation())
        lot = tracing.lot_by_number(session, found.authorization_id, asked["lot"])
        wanted = PackActivation(
            packs, asked["first"], asked["end"], lot.id, asked["on_day"]
        )
        made = service.activate_packs(session, wanted, **_by())
        return {
            "activations": [row.id for row in made],
            "labels": sum(row.end - row.first for row in made),
        }


@api.post("/packs/<int:packs>/states")
@requires(Permission.PRODUCE)
@api.arguments(PackChangeSchema)
@api.response(201, PackChangedSchema)
def change(asked: dict[str, Any], packs: int) -> dict[str, Any]:
    """Record that packs were opened, or are lost, stolen, void or called back."""
    with write() as session:
        service.run(session, packs, organisation_id=own_organisation())
        wanted = PackChange(packs, **asked | {"state": PackState(asked["state"])})
        made = service.change(session, wanted, **_by())
        return {
            "id": made.event.id,
            "unused": made.unused,
            "recalled": made.recalled,
        }


def _by() -> dict[str, Any]:
    return {"now": clock.now(), "account_id": the_caller().account_id}


def _shown(run: "PackRun", labels: int) -> dict[str, Any]:
    return {
        "packs": run.id,
        "authorization": run.authorization.number,
        "product": run.authorization.gi.code,
        "kind": run.kind.value,
        "name": run.name,
        "size": run.size,
        "holds": run.holds,
        "content_g": run.content_g,
        "labels": labels,
        "issued_at": run.issued_at,
    }
