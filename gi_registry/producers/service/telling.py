"""Who is told of a step of an application, and of a change of an authorization."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.producers.models import (
    Application,
    Authorization,
    Entity,
    EntityChange,
)
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    CHANGE_KIND_WORDS,
    CHANGE_STATE_WORDS,
    WAITS_FOR,
    ApplicationState,
    officers_permissions,
)
from gi_registry.products.models import Gi

if TYPE_CHECKING:
    from gi_registry.producers.service.steps import By

_NOT_TOLD = {Permission.CNIPA_RECORD}
"""The province brings CNIPA's news itself."""
_PUT_RIGHT = Words("请最晚于 {day} 改正。", "Put it right by {day}.")
_PRODUCER_KINDS = {
    ApplicationState.RETURNED: Kind.APPLICATION_RETURNED,
    ApplicationState.REFUSED: Kind.APPLICATION_REFUSED,
}


def of_step(
    session: Session,
    application: Application,
    came_from: ApplicationState,
    *,
    place: Place,
    by: "By",
    words: str,
) -> None:
    """Tell the producer how its application stands, and the office that is next.

    Args:
        session: a writing session.
        application: in its new state; with entity, right, product and events.
        came_from: the state before.
        place: where it belongs.
        by: who took the step; not told of it.
        words: reason or remark, as typed.
    """
    state = application.state
    product, once = _name(application.right.gi), len(application.events)
    mine = notice(
        _PRODUCER_KINDS.get(state, Kind.APPLICATION_MOVED),
        link=f"/producer/applications/{application.number}",
        subject=application.number,
        once=once,
        product=product,
        state=APPLICATION_STATE_WORDS[state],
        waits=WAITS_FOR[state],
        reason=_ended(words),
    )
    told = _holders(session, application.entity) - {by.account_id}
    notices.tell(session, told, mine, now=by.now)
    is_withdrawn = state is ApplicationState.WITHDRAWN
    theirs = notice(
        Kind.APPLICATION_WITHDRAWN if is_withdrawn else Kind.APPLICATION_WAITS,
        link=f"/desk/applications/{application.number}",
        subject=application.number,
        once=once,
        holder=application.entity.name,
        product=product,
        waits=WAITS_FOR[state],
    )
    told = officers_of(
        session,
        came_from if is_withdrawn else state,
        place,
        on=china_day(by.now),
    )
    notices.tell(session, told - {by.account_id}, theirs, now=by.now)


def of_change(session: Session, authorization: Authorization, *, by: "By") -> None:
    """Tell the holder of a new state of its right to use the mark.

    Args:
        session: a writing session.
        authorization: in its new state; with entity, product and statuses.
        by: who recorded it; not told of it.
    """
    last = authorization.statuses[-1]
    told = notice(
        Kind.AUTHORIZATION_CHANGED,
        link=f"/c/{authorization.number}",
        subject=authorization.number,
        once=last.id,
        product=_name(authorization.gi),
        on=last.from_on,
        state=AUTHORIZATION_STATE_WORDS[last.state],
        reason=_ended(last.reason),
        due=_PUT_RIGHT.filled(day=last.due_on) if last.due_on else Words("", ""),
    )
    holders = _holders(session, authorization.entity) - {by.account_id}
    notices.tell(session, holders, told, now=by.now)


def of_proposal(session: Session, change: EntityChange, *, by: "By") -> None:
    """Tell the office of the place of origin that a change waits for it.

    Args:
        session: a writing session.
        change: just proposed; with its entity and authorization.
        by: who proposed it.
    """
    held = change.authorization
    authority = held.right.managing_authority if held else None
    office = accounts.officers(session, Permission.ORIGIN_CHECK, on=china_day(by.now))
    told = notice(
        Kind.CHANGE_WAITS,
        link=f"/desk/changes/{change.number}",
        subject=change.number,
        once=1,
        holder=change.entity.name,
        what=CHANGE_KIND_WORDS[change.kind],
        on=change.from_on,
    )
    officers = office.at(Place(change.division, authority)) - {by.account_id}
    notices.tell(session, officers, told, now=by.now)


def of_decision(session: Session, change: EntityChange, *, by: "By") -> None:
    """Tell the producer what came of its change.

    Args:
        session: a writing session.
        change: just decided; with its entity.
        by: who decided it; not told of it.
    """
    told = notice(
        Kind.CHANGE_DECIDED,
        link="/producer/entity",
        subject=change.number,
        once=1,
        what=CHANGE_KIND_WORDS[change.kind],
        state=CHANGE_STATE_WORDS[change.state],
        reason=f" ({_ended(change.decision)})" if change.decision else "",
    )
    holders = _holders(session, change.entity) - {by.account_id}
    notices.tell(session, holders, told, now=by.now)


def officers_of(
    session: Session, state: ApplicationState, place: Place, *, on: date
) -> frozenset[int]:
    """Return the officers of a place who act in a state, deputies included."""
    found: frozenset[int] = frozenset()
    for permission in officers_permissions(state) - _NOT_TOLD:
        found |= accounts.officers(session, permission, on=on).at(place)
    return found


def _holders(session: Session, entity: Entity) -> frozenset[int]:
    return accounts.members(session, entity.organisation_id)


def _name(gi: Gi) -> Words:
    return Words(gi.name_zh, gi.name_en)


def _ended(reason: str) -> str:
    """Return a reason without the full stop that its sentence brings."""
    return reason.strip().rstrip("。.；;")
