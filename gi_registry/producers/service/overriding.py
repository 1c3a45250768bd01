"""The exceptions that producers' rules allow to two people.

Passing an origin check that the map does not settle, and letting use go on
against a suspension or after the last day to put things right.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.overrides import service as overrides
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.service import Kind, NewRequest
from gi_registry.producers.errors import SecondPersonError
from gi_registry.producers.models import Application
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    AuthorizationState,
    Change,
    Visit,
)
from gi_registry.producers.service.authorizations import authorization, set_state
from gi_registry.producers.service.photos import photos_of
from gi_registry.producers.service.review import try_position, verify_origin
from gi_registry.producers.service.steps import locked, place_of

_SEEN = "seen"
"""Key of what the map says and of the photos, beside the visit itself."""


def verify_or_ask(
    session: Session, number: str, visit: Visit, *, now: datetime, account_id: int
) -> OverrideRequest | None:
    """Record a visit; where the map does not settle it, ask a second person.

    Returns:
        What was asked; none where the visit is on record.

    Raises:
        RequestOpenError: the same was asked and waits.
        GiError: whatever `verify_origin` refuses but for the second person.
    """
    try:
        verify_origin(session, number, visit, now=now, account_id=account_id)
    except SecondPersonError:
        found = locked(session, number)
        place = place_of(found)
        what = asdict(visit) | {
            "visited_on": visit.visited_on.isoformat(),
            _SEEN: _seen(session, found, visit, now),
        }
        new = NewRequest(ORIGIN, number, place, what, visit.reason)
        return overrides.ask(session, new, now=now, account_id=account_id)
    return None


def change_or_ask(
    session: Session, number: str, change: Change, *, now: datetime, account_id: int
) -> OverrideRequest | None:
    """Record a new state; where use would go on against what was set, ask first.

    Returns:
        What was asked; none where the state is on record.

    Raises:
        RequestOpenError: the same was asked and waits.
        GiError: whatever `set_state` refuses but for the second person.
    """
    try:
        set_state(session, number, change, now=now, account_id=account_id)
    except SecondPersonError:
        what = {
            "state": change.state.value,
            "on": change.on.isoformat(),
            "due_on": change.due_on and change.due_on.isoformat(),
            "reason": change.reason,
        }
        place = place_of(authorization(session, number))
        new = NewRequest(STATE, number, place, what, change.reason)
        return overrides.ask(session, new, now=now, account_id=account_id)
    return None


def _seen(
    session: Session, found: Application, visit: Visit, now: datetime
) -> dict[str, Any]:
    """Return what who decides looks at: the answers of the map, and how many photos."""
    at = (visit.lon, visit.lat)
    tests = try_position(session, found, at, visit.crs, now=now)
    photos = [
        photo
        for photo in photos_of(session, found.id)
        if photo.visited_on == visit.visited_on
    ]
    return {
        "plot": list(tests.plot.words),
        "position": list(tests.position.words),
        "photos": len(photos),
    }


def _visit(what: dict[str, Any]) -> Visit:
    given = {name: value for name, value in what.items() if name != _SEEN}
    return Visit(**given | {"visited_on": date.fromisoformat(what["visited_on"])})


def _change(what: dict[str, Any]) -> Change:
    return Change(
        state=AuthorizationState(what["state"]),
        on=date.fromisoformat(what["on"]),
        reason=what["reason"],
        due_on=date.fromisoformat(what["due_on"]) if what["due_on"] else None,
    )


def _verify(
    session: Session, request: OverrideRequest, now: datetime, account_id: int
) -> object:
    return verify_origin(
        session,
        request.subject,
        _visit(request.what),
        now=now,
        account_id=account_id,
        override=request,
    )


def _set(
    session: Session, request: OverrideRequest, now: datetime, account_id: int
) -> object:
    return set_state(
        session,
        request.subject,
        _change(request.what),
        now=now,
        account_id=account_id,
        override=request,
    )


def _told_visit(what: dict[str, Any]) -> list[tuple[Words, str]]:
    visit, seen = _visit(what), what.get(_SEEN)
    told = [
        (Words("核验日期", "Day of the visit"), visit.visited_on.isoformat()),
        (Words("核验人员", "Officers"), f"{visit.officer_one}、{visit.officer_two}"),
        (Words("位置", "Position"), f"{visit.lon}, {visit.lat} ({visit.crs})"),
        (Words("核验情况", "What was found"), visit.finding),
    ]
    if seen is not None:
        told += [
            (Words("地图：地块", "The map, of the plot"), " ".join(seen["plot"])),
            (
                Words("地图：核验位置", "The map, of the position"),
                " ".join(seen["position"]),
            ),
            (Words("现场照片", "Photos of the visit"), str(seen["photos"])),
        ]
    return told


def _told_change(what: dict[str, Any]) -> list[tuple[Words, str]]:
    change = _change(what)
    words = AUTHORIZATION_STATE_WORDS[change.state]
    due = what["due_on"]
    return [
        (Words("改为", "New state"), f"{words.zh} / {words.en}"),
        (Words("自", "From"), change.on.isoformat()),
        *([(Words("限期至", "To be put right by"), due)] if due else []),
    ]


ORIGIN = overrides.offer_kind(
    Kind(
        value="origin-check",
        words=Words(
            "地图不能判定，凭依据通过产地核验",
            "Pass an origin check that the map does not settle",
        ),
        decide=(Permission.ORIGIN_CHECK, Permission.PREFECTURE_REVIEW),
        address="/desk/applications/{subject}",
        told=_told_visit,
        carry_out=_verify,
    )
)
STATE = overrides.offer_kind(
    Kind(
        value="authorization-state",
        words=Words(
            "恢复用标，或逾期后认定已改正",
            "Let use go on after a suspension or a missed day",
        ),
        decide=(Permission.AUTHORIZATION_CONTROL,),
        address="/desk/authorizations/{subject}",
        told=_told_change,
        carry_out=_set,
    )
)
