"""Lists for programs, which choose the size of their pages."""

from datetime import date

from sqlalchemy.orm import Session

from gi_registry.core.access import Caller
from gi_registry.core.paging import Page, page_of
from gi_registry.law import service as law
from gi_registry.producers import queries
from gi_registry.producers.models import Application, Authorization
from gi_registry.producers.queries import Desk, Wanted


def applications_page(
    session: Session, caller: Caller, wanted: Wanted, *, on: date, at: tuple[int, int]
) -> Page[Application]:
    """Return a page of the applications on a caller's desk, longest waiting first.

    Args:
        session: to read with.
        caller: whose grants say what is seen.
        wanted: filters.
        on: the present day in China.
        at: number of the page, from 1, and its size.
    """
    desk = Desk(caller, on, law.settings(session))
    number, size = at
    statement = queries.applications(desk, wanted)
    return page_of(session, statement, number=number, size=size).map(lambda row: row[0])


def authorizations_page(
    session: Session, caller: Caller, wanted: Wanted, *, number: int, size: int
) -> Page[Authorization]:
    """Return a page of the authorizations that a caller may see."""
    statement = queries.authorizations(caller, wanted)
    return page_of(session, statement, number=number, size=size)
