"""Who is told of a filing: the province that it waits for, its organiser of the rest.

Organisers hear of each step of their filing, and of the end of their event.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import china_day
from gi_registry.filings.models import EventFiling
from gi_registry.filings.rules import FilingState
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.producers.service import By

TOLD_FOR: Final = timedelta(days=30)
"""So long after its end an event's organiser is told, where the worker was down."""
_KINDS: Final = {
    FilingState.RETURNED: Kind.EVENT_RETURNED,
    FilingState.PROV_OK: Kind.EVENT_PASSED_ON,
    FilingState.CNIPA_FILED: Kind.EVENT_FILED,
    FilingState.REFUSED: Kind.EVENT_REFUSED,
}
"""What the office records; what the organiser does it knows."""


def of_step(session: Session, found: EventFiling, *, by: By) -> None:
    """Tell the organiser of a step that an office took, else the office that is next.

    Args:
        session: a writing session.
        found: in its new state; with its steps.
        by: who recorded it; not told of it.
    """
    if found.state in _KINDS:
        words = found.steps[-1].words
        _tell(session, found, _KINDS[found.state], words, by.now, but=by.account_id)
    elif found.state is FilingState.FILED_PROVINCE:
        _tell_province(session, found, by)


def _tell_province(session: Session, found: EventFiling, by: By) -> None:
    told = notice(
        Kind.EVENT_WAITS,
        link=f"/desk/events/{found.number}",
        subject=found.number,
        once=len(found.steps),
        organiser=found.organiser,
        title=found.title,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
    )
    office = accounts.officers(
        session, Permission.PROVINCE_REVIEW, on=china_day(by.now)
    )
    officers = office.at(Place(found.division)) - {by.account_id}
    notices.tell(session, officers, told, now=by.now)


def ended(session: Session, *, on: date) -> Sequence[EventFiling]:
    """Return the filed events that are over, whose organisers were not told yet."""
    known = notices.told_of(session, Kind.EVENT_ENDED, "EF-")
    statement = (
        select(EventFiling)
        .where(
            EventFiling.state == FilingState.CNIPA_FILED,
            EventFiling.ends_on < on,
            EventFiling.ends_on >= on - TOLD_FOR,
        )
        .order_by(EventFiling.id)
    )
    return [each for each in session.scalars(statement) if each.number not in known]


def of_end(session: Session, found: EventFiling, *, now: datetime) -> None:
    """Tell the organiser that the event is over, and the mark is not to be used."""
    _tell(session, found, Kind.EVENT_ENDED, "", now)


def _tell(
    session: Session,
    found: EventFiling,
    kind: Kind,
    words: str,
    now: datetime,
    *,
    but: int = 0,
) -> None:
    if found.organisation_id is None:
        return
    is_step = kind is not Kind.EVENT_ENDED
    told = notice(
        kind,
        link=f"/producer/events/{found.number}",
        subject=found.number,
        once=len(found.steps) if is_step else "",
        title=found.title,
        ends_on=found.ends_on,
        words=words.rstrip("。.；;"),
    )
    people = accounts.members(session, found.organisation_id) - {but}
    notices.tell(session, people, told, now=now)
