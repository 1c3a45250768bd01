"""The API of outer packs, for a producer's own systems."""

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
from gi_registry.packs import service
from gi_registry.packs.rules import (
    Nesting,
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
    NestedSchema,
    NestSchema,
    NewPacksSchema,
    PackActivatedSchema,
    PackActivationSchema,
    PackChangedSchema,
    PackChangeSchema,
    PackRunSchema,
    PackRunsSchema,
    PacksQuerySchema,
)
from gi_registry.packs.service import PackRunLine
from gi_registry.tracing import service as tracing

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
            "items": [_shown(line) for line in page.items],
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
        return _shown(PackRunLine(service.issue_packs(session, new, **_by()), 0))


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


@api.post("/packs/<int:packs>/inner")
@requires(Permission.PRODUCE)
@api.arguments(NestSchema)
@api.response(201, NestedSchema)
def nest(asked: dict[str, Any], packs: int) -> dict[str, Any]:
    """Record which packs went onto pallets; these may stand on others.

    Refused as a problem document: a pack that stands in another already, more than
    there is room for, packs that would be in themselves, or more than four deep.
    """
    own = own_organisation()
    with write() as session:
        service.run(session, packs, organisation_id=own)
        service.run(session, asked["run"], organisation_id=own)
        wanted = Nesting(
            packs,
            asked["first"],
            asked["end"],
            asked["run"],
            asked["inner_first"],
            asked["each"],
            asked["on_day"],
        )
        made = service.nest(session, wanted, **_by())
        return asked | {"id": made.id, "inner_end": made.inner_end}


@api.delete("/packs/<int:packs>/inner/<int:nesting_id>")
@requires(Permission.PRODUCE)
@api.response(204)
def undo_nesting(packs: int, nesting_id: int) -> None:
    """Take back as a slip that packs went onto pallets, until something happened."""
    with write() as session:
        found = service.run(session, packs, organisation_id=own_organisation())
        service.undo_nesting(session, found, nesting_id, **_by())


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
            "packs": made.packs,
        }


def _by() -> dict[str, Any]:
    return {"now": clock.now(), "account_id": the_caller().account_id}


def _shown(line: PackRunLine) -> dict[str, Any]:
    run = line.run
    return {
        "packs": run.id,
        "authorization": run.authorization.number,
        "product": run.authorization.gi.code,
        "kind": run.kind.value,
        "name": run.name,
        "size": run.size,
        "holds": run.holds,
        "content_g": run.content_g,
        "labels": line.labels,
        "packs_inside": line.packs,
        "issued_at": run.issued_at,
    }
