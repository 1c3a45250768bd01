"""Who is told of an exception that is asked for, and of what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.overrides.rules import OUTCOME_WORDS, Outcome

if TYPE_CHECKING:
    from gi_registry.overrides.models import OverrideRequest

_LINK = "/desk/overrides"


def of_request(
    session: Session,
    request: "OverrideRequest",
    what: Words,
    decide: Iterable[Permission],
    *,
    now: datetime,
) -> None:
    """Tell whoever may decide there, but not who asked.

    Args:
        session: a writing session.
        request: just made.
        what: is asked for.
        decide: permissions of which one is needed to decide.
        now: the present instant.
    """
    told: frozenset[int] = frozenset()
    for permission in decide:
        officers = accounts.officers(session, permission, on=china_day(now))
        told |= officers.at(Place(request.division, request.authority))
    said = notice(
        Kind.OVERRIDE_ASKED,
        link=_LINK,
        subject=request.subject,
        once=request.id,
        what=what,
        reason=request.reason.rstrip("。.；;"),
    )
    asked = {request.asked_by_id, request.asked_for_id}
    notices.tell(session, told - asked, said, now=now)


def of_answer(
    session: Session,
    request: "OverrideRequest",
    what: Words,
    outcome: Outcome,
    *,
    now: datetime,
) -> None:
    """Tell who asked what became of it."""
    said = notice(
        Kind.OVERRIDE_DECIDED,
        link=_LINK,
        subject=request.subject,
        once=request.id,
        what=what,
        outcome=OUTCOME_WORDS[outcome],
        words=request.words,
    )
    notices.tell(session, {request.asked_by_id}, said, now=now)
