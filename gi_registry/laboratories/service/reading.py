"""Laboratories looked up: lists, one of them, the register to compare with."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.laboratories import queries
from gi_registry.laboratories.errors import LaboratoryNotFoundError
from gi_registry.laboratories.models import Laboratory, LaboratoryDesignation
from gi_registry.laboratories.queries import Wanted
from gi_registry.laboratories.rules import Listed, Register, register_of
from gi_registry.translog.models import LogLeaf

_SUGGESTED: Final = 200
"""A list within a form is looked through, and sent each time."""
_BATCH: Final = 500


def listed(
    session: Session, wanted: Wanted, *, on: date, number: int, size: int = PAGE_SIZE
) -> Page[Laboratory]:
    """Return a page of laboratories with suspensions and designations."""
    return page_of(session, queries.listed(wanted, on), number=number, size=size)


def every(session: Session, wanted: Wanted, *, on: date) -> Iterator[Laboratory]:
    """Give all of a list, for an export."""
    statement = queries.listed(wanted, on).execution_options(yield_per=_BATCH)
    yield from session.scalars(statement)


def laboratory(session: Session, laboratory_id: int) -> Laboratory:
    """Return a laboratory with suspensions and designations.

    Raises:
        LaboratoryNotFoundError: there is none.
    """
    statement = (
        select(Laboratory)
        .where(Laboratory.id == laboratory_id)
        .options(*queries.WHOLE)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise LaboratoryNotFoundError
    return found


def designation(session: Session, designation_id: int) -> LaboratoryDesignation:
    """Return a designation with its laboratory and product.

    Raises:
        LaboratoryNotFoundError: there is none.
    """
    found = queries.designation(session, designation_id)
    if found is None:
        raise LaboratoryNotFoundError
    return found


def changed_at(session: Session) -> datetime | None:
    """Return when the register was last changed."""
    return queries.changed_at(session)


def history(session: Session, found: Laboratory) -> list[tuple[LogLeaf, str]]:
    """Return what was done to a laboratory and by whom, newest first."""
    return queries.history(session, found.number)


def suggested(
    session: Session, gi_id: int, division: str, *, on: date
) -> Sequence[tuple[str, str]]:
    """Return names and numbers to choose from while typing, 200 at most.

    Args:
        session: to read with.
        gi_id: whose designated laboratories come first.
        division: those of its prefecture come next.
        on: the day on which they must be current.
    """
    statement = queries.suggested(gi_id, division, on=on, most=_SUGGESTED)
    return [(name, cma) for name, cma in session.execute(statement)]


def the_register(session: Session) -> Register:
    """Return the whole register to compare reports with, in three statements."""
    found, designations = queries.every(session)
    return register_of(
        [Listed(each.id, each.name, each.cma, each.qualification) for each in found],
        [(gi, lab, (first, last)) for gi, lab, first, last in designations],
    )
