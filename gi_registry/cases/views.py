"""The API of cases of Order 80 Art. 31."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from gi_registry.cases import schemas, service
from gi_registry.cases.errors import CaseNotFoundError
from gi_registry.cases.rules import OPENERS, CaseState, NewStep, Trigger, following
from gi_registry.cases.service import NewCase, Papers, Wanted
from gi_registry.core import clock, etags
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service as producers
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By

if TYPE_CHECKING:
    from gi_registry.cases.models import MarkCase

Answer = tuple[dict[str, Any], int, dict[str, str]]

api = Blueprint(
    "cases-of-article-31",
    __name__,
    description="Cases that may end the use of the mark.",
)


@api.get("/cases")
@requires(Permission.DESK)
@api.arguments(schemas.CasesQuerySchema, location="query")
@api.response(200, schemas.CasesSchema)
def cases(asked: dict[str, Any]) -> dict[str, Any]:
    """List the cases of one's jurisdiction; 25 a page."""
    wanted = Wanted(asked["view"], asked["trigger"], asked["q"])
    with read() as session:
        page = service.listed(session, the_caller(), wanted, number=asked["page"])
        return {
            "items": [_line(found) for found in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.post("/cases")
@requires(Permission.DESK)
@api.arguments(schemas.NewCaseSchema)
@api.response(201, schemas.CaseSchema)
def open_case(asked: dict[str, Any]) -> Answer:
    """Open a case: the county's office that supervises, or the province."""
    number, by = asked["authorization"].upper(), _by()
    with write() as session:
        place = producers.place_of(producers.authorization(session, number))
        the_caller().demand_any(OPENERS, place)
        new = NewCase(
            Trigger(asked["trigger"]),
            asked["on"],
            asked["words"],
            producers.known_file(session, asked["file_sha256"], by.account_id),
        )
        made = service.open_case(session, number, new, by=by)
        body, _, headers = _answered(session, made.number)
    return body, 201, headers | {"Location": f"/api/v1/cases/{made.number}"}


@api.get("/cases/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.CaseSchema)
def case(number: str) -> Answer:
    """Give a case with its steps, to its holder and to the offices in charge."""
    caller = the_caller()
    with read() as session:
        found = service.find(session, number)
        held = found.authorization
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, producers.place_of(held))
        elif held.entity.organisation_id != caller.organisation_id:
            raise CaseNotFoundError(number)
        return _answered(session, number)


@api.post("/cases/<number>/steps")
@requires(Permission.DESK)
@api.arguments(schemas.NewCaseStepSchema)
@api.response(200, schemas.CaseSchema)
def record_step(asked: dict[str, Any], number: str) -> Answer:
    """Record the next step of a case; If-Match may name the version seen.

    To be put right (`cure`), held, reported, cured, cancelled by CNIPA, or closed: as
    `next` offers them.
    """
    new = NewStep(
        CaseState(asked["state"]), asked["on"], asked["words"], asked["due_on"]
    )
    by = _by()
    with write() as session:
        found = service.find_locked(session, number)
        _demand_step(found, new.state)
        etags.check_version(_shown(found))
        papers = Papers(
            _announcement(asked, new),
            producers.known_file(session, asked["file_sha256"], by.account_id),
        )
        service.record_step(session, number, new, papers, by=by)
        session.flush()
        return _answered(session, number)


def _demand_step(found: "MarkCase", state: CaseState) -> None:
    caller, place = the_caller(), producers.place_of(found.authorization)
    caller.demand(Permission.DESK, place)
    step = following(found.trigger, found.state).get(state)
    if step is not None:  # else the service says why it cannot be taken
        caller.demand(step.permission, place)


def _announcement(asked: dict[str, Any], new: NewStep) -> NewAnnouncement | None:
    named = asked["announcement"]
    if named is None or new.state is not CaseState.CANCELLED:
        return None
    return NewAnnouncement(named["number"], new.on, named["file_sha256"])


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _answered(session: Session, number: str) -> Answer:
    body = _shown(service.find(session, number))
    return body, 200, etags.headers(body)


def _shown(found: "MarkCase") -> dict[str, Any]:
    place = producers.place_of(found.authorization)
    may = the_caller().may
    return _line(found) | {
        "next": [
            state.value
            for state, step in following(found.trigger, found.state).items()
            if may(step.permission, place)
        ],
        "steps": [
            {
                "state": event.state.value,
                "on": event.on_day,
                "words": event.words,
                "due_on": event.due_on,
                "announcement": event.announcement and event.announcement.title,
                "file_sha256": event.file_sha256,
                "rules": event.rules,
            }
            for event in found.events
        ],
    }


def _line(found: "MarkCase") -> dict[str, Any]:
    entity = found.authorization.entity
    return {
        "number": found.number,
        "authorization": found.authorization.number,
        "holder": {"name": entity.name, "uscc": entity.uscc},
        "trigger": found.trigger.value,
        "state": found.state.value,
        "opened_on": found.opened_on,
        "due_on": found.due_on,
    }
