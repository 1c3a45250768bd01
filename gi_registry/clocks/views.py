"""The API of the clocks of the law."""

from typing import Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from gi_registry.clocks import schemas, service
from gi_registry.clocks.rules import Decision
from gi_registry.clocks.service import NewDecision, NewUse, Row, Wanted
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service as producers
from gi_registry.producers.errors import AuthorizationNotFoundError

api = Blueprint(
    "non-use",
    __name__,
    description="Two years without use and other last days, counted from evidence.",
)


@api.get("/clocks")
@requires(Permission.DESK)
@api.arguments(schemas.ClocksQuerySchema, location="query")
@api.response(200, schemas.ClocksSchema)
def clocks(asked: dict[str, Any]) -> dict[str, Any]:
    """List the clocks of one's jurisdiction, longest unused first; 25 a page."""
    wanted = Wanted(asked["view"], asked["q"], asked["division"])
    with read() as session:
        page = service.listed(
            session, the_caller(), wanted, on=clock.today(), number=asked["page"]
        )
        return {
            "items": [_line(row) for row in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/clocks/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.ClockSchema)
def one(number: str) -> dict[str, Any]:
    """Give an authorization's clocks with the evidence behind each day."""
    caller = the_caller()
    with read() as session:
        found = producers.authorization(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, producers.place_of(found))
        elif found.entity.organisation_id != caller.organisation_id:
            raise AuthorizationNotFoundError(number)
        return _whole(session, number)


@api.post("/clocks/<number>/uses")
@requires(Permission.ORIGIN_CHECK)
@api.arguments(schemas.SeenUseSchema)
@api.response(201, schemas.ClockSchema)
def record_use(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Put use of the mark on record, which winds the clock up again."""
    new = NewUse(asked["used_on"], asked["words"])
    with write() as session:
        by = _demand(session, number, Permission.ORIGIN_CHECK)
        service.record_use(session, number, new, **by)
        return _whole(session, number)


@api.post("/clocks/<number>/decision")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.NonUseDecisionSchema)
@api.response(201, schemas.ClockSchema)
def decide(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Decide what follows from two years without use, once."""
    new = NewDecision(Decision(asked["decision"]), asked["reason"], asked["due_on"])
    with write() as session:
        by = _demand(session, number, Permission.AUTHORIZATION_CONTROL)
        service.decide(session, number, new, **by)
        return _whole(session, number)


def _demand(session: Session, number: str, permission: Permission) -> dict[str, Any]:
    caller = the_caller()
    found = producers.authorization(session, number)
    caller.demand(permission, producers.place_of(found))
    return {"now": clock.now(), "account_id": caller.account_id}


def _whole(session: Session, number: str) -> dict[str, Any]:
    found = service.detail(session, number, on=clock.today())
    return _line(found.row) | {
        "uses": [
            {"kind": use.kind.value, "on": use.on, "words": use.words._asdict()}
            for use in found.uses
        ],
        "deadlines": [
            {
                "on": each.on,
                "title": each.title._asdict(),
                "because": each.because._asdict(),
                "days_left": each.days_left,
            }
            for each in found.deadlines
        ],
    }


def _line(row: Row) -> dict[str, Any]:
    found, non_use = row.authorization, row.clock
    gi = found.gi
    return {
        "authorization": found.number,
        "holder": {"name": found.entity.name, "uscc": found.entity.uscc},
        "product": {"code": gi.code, "name_zh": gi.name_zh, "name_en": gi.name_en},
        "runs_from": non_use.runs_from,
        "is_used": non_use.is_used,
        "last_use": row.kind and row.kind.value,
        "ends_on": non_use.ends_on,
        "months": non_use.months,
        "stage": non_use.stage.value,
    }
