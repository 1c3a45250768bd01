"""Members of collective marks, licences of certification marks, their recordal."""

from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read, write
from gi_registry.producers.rules.members import (
    MEMBER_STEPS,
    MemberKind,
    MemberState,
    MemberStep,
    NewMember,
)
from gi_registry.rights.schemas import members as schemas
from gi_registry.rights.service import members as service
from gi_registry.rights.service.members import MemberRow, WantedMembers
from gi_registry.rights.views.blueprint import api
from gi_registry.rights.views.common import (
    Answer,
    announced,
    by,
    demand,
    page_of,
    product,
)


@api.get("/members")
@requires(Permission.DESK)
@api.arguments(schemas.MembersQuerySchema, location="query")
@api.response(200, schemas.MembersSchema)
def members(asked: dict[str, Any]) -> dict[str, Any]:
    """List members and licences: all, those to be recorded, those overdue."""
    wanted = WantedMembers(asked["view"], asked["right"], asked["q"])
    number, size = asked["page"], asked["size"]
    with read() as session:
        page = service.members(
            session, wanted, on=clock.today(), number=number, size=size
        )
        return page_of(page, [_shown(row) for row in page.items])


@api.get("/members/<int:member_id>")
@requires(Permission.DESK)
@api.response(200, schemas.MemberSchema)
def member(member_id: int) -> Answer:
    """Give a member or licence, and what can follow."""
    with read() as session:
        return _answered(session, member_id)


@api.post("/members")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewMemberSchema)
@api.response(201, schemas.MemberSchema)
def add(asked: dict[str, Any]) -> Answer:
    """Put a member or licence on record, as the registrant admitted or permitted it."""
    given = dict(asked)
    right_id, kind = given.pop("right"), given.pop("kind")
    new = NewMember(**given, kind=MemberKind(kind) if kind else None)
    with write() as session:
        demand(session, right_id)
        made = service.add(session, right_id, new, by=by())
        body, _, headers = _answered(session, made.id)
    return body, 201, headers | {"Location": f"/api/v1/members/{body['id']}"}


@api.post("/members/<int:member_id>/steps")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.NewMemberStepSchema)
@api.response(200, schemas.MemberSchema)
def record_step(asked: dict[str, Any], member_id: int) -> Answer:
    """Record a recordal with CNIPA, its announcement, or a cancellation.

    A cancellation suspends whoever used the mark on its ground. If-Match may name
    the version seen.
    """
    named = asked["announcement"]
    reference = str(named["number"]) if named else asked["reference"]
    step = MemberStep(MemberState(asked["state"]), asked["on"], reference)
    with write() as session:
        _of_version(session, member_id)
        announcement = announced(named, asked["on"])
        service.record_step(session, member_id, step, announcement, by=by())
        return _answered(session, member_id)


@api.post("/members/<int:member_id>/term")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.MemberTermSchema)
@api.response(200, schemas.MemberSchema)
def renew_term(asked: dict[str, Any], member_id: int) -> Answer:
    """Record that a licence or membership runs to another last day."""
    with write() as session:
        _of_version(session, member_id)
        service.renew_term(session, member_id, asked["ends_on"], by=by())
        return _answered(session, member_id)


def _of_version(session: Session, member_id: int) -> None:
    """Refuse who may not, and another version; its mark is locked."""
    row = service.member(session, member_id, on=clock.today())
    demand(session, row.member.right_id)
    service.locked(session, row.member.right_id)
    session.refresh(row.member, ["state", "state_on", "ends_on"])
    etags.check_version(_one(session, member_id))


def _answered(session: Session, member_id: int) -> Answer:
    session.flush()
    body = _one(session, member_id)
    return body, 200, etags.headers(body)


def _one(session: Session, member_id: int) -> dict[str, Any]:
    return _shown(service.member(session, member_id, on=clock.today()))


def _shown(row: MemberRow) -> dict[str, Any]:
    found = row.member
    return {
        "id": found.id,
        "right": found.right_id,
        "product": product(found.right.gi),
        "kind": found.kind.value,
        "party": {"name": found.name, "uscc": found.uscc},
        "number": found.number,
        "from_on": found.from_on,
        "ends_on": found.ends_on,
        "state": row.state.value,
        "state_on": found.state_on,
        "due_on": row.due_on,
        "recordal_number": found.recordal_number,
        "cancelled_on": found.cancelled_on,
        "cancel_reason": found.cancel_reason,
        "cancel_recordal_number": found.cancel_recordal_number,
        "next": [each.value for each in MEMBER_STEPS[row.state]],
    }
