"""Rights: the list, one with all that happened to it, and what is recorded."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from gi_registry.core import etags
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read, write
from gi_registry.producers import service as producers
from gi_registry.products import service as products
from gi_registry.rights import service
from gi_registry.rights.rules import (
    Ending,
    NewProcedure,
    NewState,
    Procedure,
    State,
    Touched,
    Track,
)
from gi_registry.rights.schemas import rights as schemas
from gi_registry.rights.service import NewRight, Papers, Rebase, Standing, Wanted
from gi_registry.rights.views.blueprint import api
from gi_registry.rights.views.common import (
    Answer,
    announced,
    by,
    demand,
    page_of,
    product,
)

if TYPE_CHECKING:
    from gi_registry.products.models import GiRight


@api.get("/rights")
@requires(Permission.DESK)
@api.arguments(schemas.RightsQuerySchema, location="query")
@api.response(200, schemas.RightsSchema)
def rights(asked: dict[str, Any]) -> dict[str, Any]:
    """List rights: all, with something under way, with a period, with users waiting."""
    wanted = Wanted(asked["view"], asked["q"], asked["kind"])
    with read() as session:
        page = service.listed(session, wanted, number=asked["page"], size=asked["size"])
        items = [_line(row.right, row.waiting) for row in page.items]
        return page_of(page, items)


@api.get("/rights/<int:right_id>")
@requires(Permission.DESK)
@api.response(200, schemas.LifeOfRightSchema)
def right(right_id: int) -> Answer:
    """Give a right with its procedures, their events, and what can follow."""
    with read() as session:
        return _answered(session, right_id)


@api.post("/rights")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewRightSchema)
@api.response(201, schemas.LifeOfRightSchema)
def apply(asked: dict[str, Any]) -> Answer:
    """Register a right that is applied for, with its application."""
    opened = NewProcedure(Procedure.RECOGNITION, asked["on"], party=asked["party"])
    new = NewRight(asked["party"], asked["managing_authority"])
    with write() as session:
        gi = products.by_code(session, asked["product_code"])
        for each in gi.rights:
            demand(session, each.id)
        made = service.apply(session, gi.code, new, opened, by=by())
        body, _, headers = _answered(session, made.right_id)
    return body, 201, headers | {"Location": f"/api/v1/rights/{body['id']}"}


@api.post("/rights/<int:right_id>/procedures")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewProcedureSchema)
@api.response(201, schemas.LifeOfRightSchema)
def begin(asked: dict[str, Any], right_id: int) -> Answer:
    """Put the beginning of a procedure on record; If-Match may name the version seen.

    An ending and a renewal are over with it: an ending suspends the right's users,
    whose number `touched` names. A change that touches name, area, quality or form
    goes on the track of main content, whatever was asked (Order 80 Art. 26).
    """
    new = NewProcedure(
        kind=Procedure(asked["kind"]),
        on=asked["on"],
        party=asked["party"],
        reasons=asked["reasons"],
        has_evidence=asked["has_evidence"],
        asked_track=Track(asked["track"] or Track.MINOR),
        touches=tuple(Touched(each) for each in asked["touches"]),
        ground=asked["ground"],
        ending=Ending(asked["ending"]) if asked["ending"] else None,
        successor_id=asked["successor"],
        valid_to=asked["valid_to"],
        parent_id=asked["against"],
    )
    with write() as session:
        _of_version(session, right_id)
        service.begin(session, right_id, new, _papers(session, asked), by=by())
        body, _, headers = _answered(session, right_id)
    return body, 201, headers


@api.post("/rights/procedures/<int:procedure_id>/states")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewStateSchema)
@api.response(200, schemas.LifeOfRightSchema)
def record(asked: dict[str, Any], procedure_id: int) -> Answer:
    """Put the next state of a procedure on record, with what follows from it.

    What CNIPA announces needs its announcement; a revocation suspends the right's
    users, whose number `touched` names. If-Match may name the version of the right.
    """
    new = NewState(
        State(asked["state"]), asked["on"], asked["received_on"], asked["words"]
    )
    with write() as session:
        right_id = service.procedure(session, procedure_id).right_id
        _of_version(session, right_id)
        service.record(session, procedure_id, new, _papers(session, asked), by=by())
        return _answered(session, right_id)


@api.post("/rights/<int:right_id>/rebase")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.RebaseSchema)
@api.response(200, schemas.LifeOfRightSchema)
def rebase(asked: dict[str, Any], right_id: int) -> Answer:
    """Re-base users of a right that ended onto another; all of those named, or none."""
    announcement = announced(asked["announcement"], asked["on"])
    new = Rebase(
        tuple(asked["numbers"]),
        asked["to_right"],
        asked["on"],
        asked["words"],
        announcement,
    )
    with write() as session:
        _of_version(session, right_id)
        service.rebase(session, right_id, new, by=by())
        return _answered(session, right_id)


def _of_version(session: Session, right_id: int) -> None:
    """Refuse who may not, and another version; the right is locked."""
    demand(session, right_id)
    service.locked(session, right_id)
    etags.check_version(_shown(session, right_id))


def _papers(session: Session, asked: dict[str, Any]) -> Papers:
    return Papers(
        announced(asked["announcement"], asked["on"]),
        producers.known_file(session, asked["file_sha256"], by().account_id),
        asked["touched"],
    )


def _answered(session: Session, right_id: int) -> Answer:
    session.flush()
    body = _shown(session, right_id)
    return body, 200, etags.headers(body)


def _shown(session: Session, right_id: int) -> dict[str, Any]:
    life = service.life(session, right_id)
    held = [each.authorization.number for each in service.waiting(session, right_id)]
    return _line(life.right, len(held)) | {
        "protected_from": life.protected_from,
        "users": producers.count_of_right(session, right_id),
        "opens": [each.value for each in life.opens],
        "held": held,
        "procedures": [_procedure(each) for each in life.procedures],
    }


def _procedure(standing: Standing) -> dict[str, Any]:
    found = standing.found
    return {
        "id": found.id,
        "kind": found.kind.value,
        "state": found.state.value,
        "opened_on": found.opened_on,
        "due_on": found.due_on,
        "party": found.party,
        "reasons": found.reasons,
        "track": found.track and found.track.value,
        "touches": list(found.touches),
        "ground": found.ground,
        "ending": found.ending and found.ending.value,
        "successor": found.successor_id,
        "against": found.parent_id,
        "next": [each.value for each in standing.next_states],
        "events": [
            {
                "state": event.state.value,
                "on": event.on_day,
                "received_on": event.received_on,
                "due_on": event.due_on,
                "announcement": event.announcement and event.announcement.title,
                "file_sha256": event.file_sha256,
                "words": event.words,
            }
            for event in found.events
        ],
    }


def _line(found: "GiRight", waiting: int) -> dict[str, Any]:
    return {
        "id": found.id,
        "product": product(found.gi),
        "kind": found.kind.value,
        "status": found.status.value,
        "number": found.number,
        "holder": found.holder,
        "managing_authority": found.managing_authority,
        "since": found.since,
        "valid_to": found.valid_to,
        "waiting": waiting,
    }
