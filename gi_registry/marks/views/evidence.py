"""Evidence behind capacities: a producer's own, and its office's word on it."""

from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    Place,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.marks import rules, service
from gi_registry.marks.rules import Carried, NewEvidence
from gi_registry.marks.schemas import evidence as schemas
from gi_registry.marks.service import EvidenceVerdict, EvidenceWanted
from gi_registry.marks.views.blueprint import api
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.marks.models import CapacityEvidence
    from gi_registry.producers.models import Authorization


@api.get("/evidence")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.EvidenceQuerySchema, location="query")
@api.response(200, schemas.EvidencePageSchema)
def listed(asked: dict[str, Any]) -> dict[str, Any]:
    """List the rows of one's own authorization, or of one in one's jurisdiction."""
    with read() as session:
        held = _held(session, asked["authorization"])
        wanted = EvidenceWanted(held.id, asked["year"])
        page = service.evidence_page(
            session, wanted, number=asked["page"], size=asked["size"]
        )
        return {
            "items": page.items,
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/evidence/carried")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.EvidenceOfSchema, location="query")
@api.response(200, schemas.AllCarriedSchema)
def carried(asked: dict[str, Any]) -> dict[str, Any]:
    """Say what the confirmed evidence of a year comes to, with all behind it."""
    with read() as session:
        held = _held(session, asked["authorization"])
        found = service.all_carried(session, held.id, asked["year"], on=clock.today())
        return {"items": [_shown(each) for each in found]}


@api.post("/evidence")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewEvidenceSchema)
@api.response(201, schemas.CapacityEvidenceSchema)
def enter(asked: tuple[str, NewEvidence]) -> "CapacityEvidence":
    """Enter a row; it counts once the office has confirmed it."""
    number, new = asked
    with write() as session:
        held = service.own_authorization(session, number, own_organisation())
        return service.enter_evidence(
            session, held, new, now=clock.now(), account_id=the_caller().account_id
        )


@api.post("/evidence/<int:evidence_id>/correction")
@requires(Permission.PRODUCE)
@api.arguments(schemas.EvidenceCorrectionSchema)
@api.response(201, schemas.CapacityEvidenceSchema)
def correct(asked: dict[str, Any], evidence_id: int) -> "CapacityEvidence":
    """Enter what is to stand instead of a row; a confirmed one counts meanwhile."""
    with write() as session:
        row = service.own_evidence(session, evidence_id, own_organisation())
        names = {each.name for each in fields_of(NewEvidence)}
        values = {name: value for name, value in asked.items() if name in names}
        return service.correct_evidence(
            session,
            row,
            NewEvidence(kind=row.kind, year=row.year, **values),
            asked["reason"],
            now=clock.now(),
            account_id=the_caller().account_id,
        )


@api.post("/authorizations/<number>/evidence-decisions")
@requires(Permission.CAPACITY_DECIDE)
@api.arguments(schemas.EvidenceDecisionSchema)
@api.response(200, schemas.EvidenceDecidedSchema)
def decide(asked: dict[str, Any], number: str) -> dict[str, int]:
    """Confirm rows of an authorization, or refuse them with a reason."""
    verdict = EvidenceVerdict(asked["verdict"] == "confirm", asked["words"])
    with write() as session:
        held = producers.authorization(session, number)
        place = Place(held.division, held.right.managing_authority)
        the_caller().demand(Permission.CAPACITY_DECIDE, place)
        count = service.decide_evidence(
            session,
            held,
            asked["ids"],
            verdict,
            now=clock.now(),
            account_id=the_caller().account_id,
        )
    return {"decided": count}


def _held(session: Session, number: str) -> "Authorization":
    """Return one's own authorization, or one of one's jurisdiction."""
    caller = the_caller()
    if not caller.may(Permission.DESK):
        return service.own_authorization(session, number, own_organisation())
    held = producers.authorization(session, number)
    caller.demand(Permission.DESK, Place(held.division, held.right.managing_authority))
    return held


def _shown(found: Carried) -> dict[str, Any]:
    ageing = found.ageing
    return {
        "basis": found.basis.value,
        "quantity": found.quantity,
        "unit": rules.BASIS_UNITS[found.basis].quantity._asdict(),
        "ageing_months": ageing and ageing.months,
        "ageing_source": ageing and ageing.source._asdict(),
        "grounds": found.grounds,
    }
