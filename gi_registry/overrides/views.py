"""The API of exceptions: those of one's jurisdiction, decided by a second person.

They are asked for where the thing itself is done, such as `verify-origin`.
"""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core import clock, etags
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.overrides import schemas, service
from gi_registry.overrides.rules import Outcome
from gi_registry.overrides.web import shown

api = Blueprint(
    "exceptions",
    __name__,
    description="What a rule does not allow one person alone: one asks, with a reason, "
    "and another decides. What is approved is carried out at once.",
)

Answer = tuple[dict[str, Any], int, dict[str, str]]


@api.get("/overrides")
@requires(Permission.DESK)
@api.arguments(schemas.OverridesQuerySchema, location="query")
@api.response(200, schemas.OverridesSchema)
def listed(asked: dict[str, Any]) -> dict[str, Any]:
    """List the exceptions of one's jurisdiction: those that wait, or those decided."""
    with read() as session:
        page = service.requests(
            session,
            the_caller(),
            is_open=asked["view"] == "waiting",
            number=asked["page"],
        )
        return {
            "items": [shown(each) for each in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/overrides/<int:request_id>")
@requires(Permission.DESK)
@api.response(200, schemas.OverrideSchema)
def one(request_id: int) -> Answer:
    """Give an exception of one's jurisdiction."""
    with read() as session:
        body = shown(service.request_of(session, request_id, the_caller()))
    return body, 200, etags.headers(body)


@api.post("/overrides/<int:request_id>/decide")
@requires(Permission.DESK)
@api.arguments(schemas.DecisionSchema, example=schemas.DECISION)
@api.response(200, schemas.OverrideSchema)
def decide(asked: dict[str, Any], request_id: int) -> Answer:
    """Decide what a colleague asked for; approved, it is carried out at once.

    If-Match may name the version that was looked at.
    """
    caller = the_caller()
    with write() as session:
        etags.check_version(shown(service.request_of(session, request_id, caller)))
        outcome = Outcome(asked["outcome"])
        now = clock.now()
        service.decide(session, request_id, outcome, asked["words"], caller, now=now)
        body = shown(service.request_of(session, request_id, caller))
    return body, 200, etags.headers(body)


@api.post("/overrides/<int:request_id>/withdraw")
@requires(Permission.DESK)
@api.response(200, schemas.OverrideSchema)
def withdraw(request_id: int) -> Answer:
    """Take back what one asked for."""
    caller = the_caller()
    with write() as session:
        now, account_id = clock.now(), caller.account_id
        service.withdraw(session, request_id, now=now, account_id=account_id)
        body = shown(service.request_of(session, request_id, caller))
    return body, 200, etags.headers(body)
