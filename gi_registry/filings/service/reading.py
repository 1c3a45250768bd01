"""Filings looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, case, false, func, null, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Permission
from gi_registry.core.paging import Page, page_of
from gi_registry.core.reach import reach
from gi_registry.filings.errors import FilingNotFoundError
from gi_registry.filings.models import EventFiling, FilingStep
from gi_registry.filings.rules import FILING_STEPS, FilingState

LATEST: Final = "-starts_on"
SORTS: Final = {
    "title": EventFiling.title,
    "organiser": EventFiling.organiser,
    "starts_on": EventFiling.starts_on,
    "filed_at": EventFiling.filed_at,
}
"""What the list is sorted by."""
_AT_ONCE: Final = 500

_WHOLE = (
    joinedload(EventFiling.design),
    selectinload(EventFiling.steps)
    .joinedload(FilingStep.account)
    .joinedload(Account.organisation),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the list.

    Attributes:
        state: of the filings; all where it is none.
        text: part of a title, an organiser or a number.
        sort: a key of `SORTS`, with - before it for down.
    """

    state: str = ""
    text: str = ""
    sort: str = LATEST


def find(session: Session, number: str) -> EventFiling:
    """Return a filing with its design and steps.

    Raises:
        FilingNotFoundError: there is none.
    """
    statement = select(EventFiling).where(EventFiling.number == number).options(*_WHOLE)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise FilingNotFoundError(number)
    return found


def own(session: Session, number: str, organisation_id: int) -> EventFiling:
    """Return one's own filing; another's is not there.

    Raises:
        FilingNotFoundError: there is none, or it is somebody else's.
    """
    found = find(session, number)
    if found.organisation_id != organisation_id:
        raise FilingNotFoundError(number)
    return found


def of_organisation(session: Session, organisation_id: int) -> Sequence[EventFiling]:
    """Return all of an organisation's filings, newest first."""
    statement = (
        select(EventFiling)
        .where(EventFiling.organisation_id == organisation_id)
        .order_by(EventFiling.id.desc())
    )
    return session.scalars(statement).all()


def listed(
    session: Session, caller: Caller, wanted: Wanted, *, number: int
) -> Page[EventFiling]:
    """Return a page of the filings of a caller's jurisdiction."""
    return page_of(session, _listed(caller, wanted), number=number)


def every(session: Session, caller: Caller, wanted: Wanted) -> Iterator[EventFiling]:
    """Give all filings of a list, some hundred at a time."""
    yield from session.scalars(
        _listed(caller, wanted).execution_options(yield_per=_AT_ONCE)
    )


def _listed(caller: Caller, wanted: Wanted) -> Select[EventFiling]:
    statement = select(EventFiling).where(_seen(caller, Permission.DESK))
    if wanted.state in set(FilingState):
        statement = statement.where(EventFiling.state == wanted.state)
    if wanted.text:
        columns = EventFiling.title, EventFiling.organiser, EventFiling.number
        statement = statement.where(
            or_(*(each.icontains(wanted.text, autoescape=True) for each in columns))
        )
    column = SORTS[wanted.sort.removeprefix("-")]
    order = column.desc() if wanted.sort.startswith("-") else column.asc()
    return statement.order_by(order, EventFiling.id.desc())


def filed_events(session: Session, *, on: date, number: int) -> Page[EventFiling]:
    """Return a page of the events that CNIPA filed: those to come, then those past."""
    is_past = case((EventFiling.ends_on < on, 1), else_=0)
    statement = (
        select(EventFiling)
        .where(EventFiling.state == FilingState.CNIPA_FILED)
        .order_by(is_past, EventFiling.starts_on.desc(), EventFiling.id.desc())
    )
    return page_of(session, statement, number=number)


def to_do(session: Session, caller: Caller, _on: date) -> int:
    """Return how many filings wait for a caller's office."""
    mine: list[ColumnElement[bool]] = [
        (EventFiling.state == now) & _seen(caller, permission)
        for (now, _), permission in FILING_STEPS.items()
        if permission is not Permission.PRODUCE
    ]
    statement = select(func.count(EventFiling.id)).where(or_(false(), *mine))
    return session.scalar(statement) or 0


def _seen(caller: Caller, permission: Permission) -> ColumnElement[bool]:
    return reach(caller, permission, division=EventFiling.division, authority=null())
