"""Changes of businesses: proposed by them, decided by offices, or by a list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.paging import page_of_list
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service
from gi_registry.producers.errors import ChangeNotFoundError
from gi_registry.producers.rules import ChangeKind, ChangeState, NewChange
from gi_registry.producers.schemas import changes as schemas
from gi_registry.producers.service import By, NewList
from gi_registry.producers.views.blueprint import api

if TYPE_CHECKING:
    from gi_registry.core.paging import Page
    from gi_registry.producers.models import EntityChange
    from gi_registry.producers.rules.standing import StandingLine


@api.get("/changes")
@requires(Permission.SIGNED_IN)
@api.arguments(schemas.EntityChangesQuerySchema, location="query")
@api.response(200, schemas.EntityChangesSchema)
def changes(asked: dict[str, Any]) -> dict[str, Any]:
    """List the changes of one's jurisdiction, or one's own; 25 a page."""
    caller = the_caller()
    state = ChangeState(asked["state"]) if asked["state"] else None
    with read() as session:
        if caller.may(Permission.DESK):
            return _page(service.changes(session, caller, state, number=asked["page"]))
        entity = service.find_entity_of(session, caller.organisation_id or 0)
        found = [
            each
            for each in (service.changes_of(session, entity.id) if entity else ())
            if state in (None, each.state) and each.kind is not ChangeKind.STATUS
        ]
        return _page(page_of_list(found, number=asked["page"]))


@api.post("/changes")
@requires(Permission.PRODUCE)
@api.arguments(schemas.NewEntityChangeSchema)
@api.response(201, schemas.EntityChangeSchema)
def propose(asked: dict[str, Any]) -> dict[str, Any]:
    """Propose a change of one's name, address or standard; the office confirms it."""
    new = NewChange(**asked | {"kind": ChangeKind(asked["kind"])})
    by = _by()
    with write() as session:
        service.known_file(session, new.file_sha256, by.account_id)
        made = service.propose_change(session, own_organisation(), new, by=by)
        return _shown(service.change(session, made.number))


@api.get("/changes/<number>")
@requires(Permission.SIGNED_IN)
@api.response(200, schemas.EntityChangeSchema)
def change(number: str) -> dict[str, Any]:
    """Give a change, to its business and to the offices in charge."""
    caller = the_caller()
    with read() as session:
        found = service.change(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, service.place_of_change(found))
        elif found.entity.organisation_id != caller.organisation_id:
            raise ChangeNotFoundError(number)
        return _shown(found)


@api.post("/changes/<number>/decision")
@requires(Permission.ORIGIN_CHECK)
@api.arguments(schemas.ChangeDecisionSchema)
@api.response(200, schemas.EntityChangeSchema)
def decide(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Confirm a change, from its day on, or refuse it with the reason."""
    words, document = asked["words"], asked["document"]
    with write() as session:
        place = service.place_of_change(service.change(session, number))
        the_caller().demand(Permission.ORIGIN_CHECK, place)
        if asked["outcome"] == ChangeState.CONFIRMED:
            service.confirm_change(
                session, number, words=words, document=document, by=_by()
            )
        else:
            service.refuse_change(session, number, words, by=_by())
        return _shown(service.change(session, number))


@api.post("/changes/<number>/withdraw")
@requires(Permission.PRODUCE)
@api.response(200, schemas.EntityChangeSchema)
def withdraw(number: str) -> dict[str, Any]:
    """Take one's own proposal back before it is decided."""
    with write() as session:
        service.withdraw_change(
            session, number, organisation_id=own_organisation(), by=_by()
        )
        return _shown(service.change(session, number))


@api.post("/entities/lists/preview")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.StandingListSchema)
@api.response(200, schemas.JudgedStandingsSchema)
def preview_list(asked: dict[str, Any]) -> dict[str, Any]:
    """Say of each line of a list of businesses what would become of it."""
    with read() as session:
        lines = service.judge_list(
            session, _rows(asked), the_caller(), listed_on=asked["listed_on"]
        )
        return judged(None, lines)


@api.post("/entities/lists")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.StandingListSchema)
@api.response(201, schemas.JudgedStandingsSchema)
def record_list(asked: dict[str, Any]) -> dict[str, Any]:
    """Record what a list of cancelled or revoked businesses changes, or nothing."""
    new = NewList(asked["source"], asked["listed_on"], asked["file_sha256"])
    by = _by()
    with write() as session:
        service.known_file(session, new.file_sha256, by.account_id)
        made, lines = service.record_list(
            session, _rows(asked), new, caller=the_caller(), by=by
        )
        return judged(made.number, lines)


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _rows(asked: dict[str, Any]) -> list[SheetRow]:
    return [SheetRow(at, dict(line)) for at, line in enumerate(asked["lines"], 1)]


def judged(number: str | None, lines: "Sequence[StandingLine]") -> dict[str, Any]:
    """Return the lines of a list as the API gives them.

    Args:
        number: of the list; None where it is not recorded.
        lines: judged.
    """
    return {
        "number": number,
        "lines": [
            {
                "row": line.row,
                "uscc": line.uscc,
                "name": line.name,
                "status": line.status,
                "outcome": line.outcome.value,
                "words": [words._asdict() for words in line.words],
            }
            for line in lines
        ],
    }


def _page(page: "Page[EntityChange]") -> dict[str, Any]:
    return {
        "items": [_shown(each) for each in page.items],
        "page": page.number,
        "pages": page.pages,
        "total": page.total,
    }


def _shown(found: "EntityChange") -> dict[str, Any]:
    names = (
        "number",
        "old",
        "new",
        "from_on",
        "division",
        "new_division",
        "reason",
        "document",
        "file_sha256",
        "proposed_at",
        "decided_at",
        "decision",
    )
    return {
        **{name: getattr(found, name) for name in names},
        "kind": found.kind.value,
        "state": found.state.value,
        "business": {"name": found.entity.name, "uscc": found.entity.uscc},
        "authorization": found.authorization and found.authorization.number,
    }
