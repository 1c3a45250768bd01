"""Last days of authorizations that rest on a mark, after a renewal."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.producers.models import Application, Authorization, Entity
from gi_registry.producers.service.holding import LASTING
from gi_registry.products.models import GiRight


def renew(session: Session, right_id: int, valid_to: date | None) -> int:
    """Carry a renewed mark's last day over to those who use it.

    A licence that ends earlier still does; it is renewed by itself.

    Returns:
        How many have another last day now.
    """
    statement = (
        select(Authorization)
        .join(Authorization.application)
        .where(Authorization.right_id == right_id, Authorization.state.in_(LASTING))
        .options(joinedload(Authorization.application))
        .with_for_update(of=Authorization)
    )
    changed = 0
    for each in session.scalars(statement):
        before = each.valid_to
        each.valid_to = last_day(each.application, valid_to)
        changed += before != each.valid_to
    session.flush()
    return changed


def last_day(application: Application, mark_ends: date | None) -> date | None:
    """Return the earlier end of licence and mark, if either has one."""
    ends = (application.licence_ends_on, mark_ends)
    return min((day for day in ends if day is not None), default=None)


def renew_licence(session: Session, right: GiRight, uscc: str, ends_on: date) -> int:
    """Carry a renewed licence's last day over to who uses the mark by it.

    Args:
        session: a writing session.
        right: the mark.
        uscc: credit code of the licensee or member.
        ends_on: its new last day.

    Returns:
        How many authorizations have another last day now.
    """
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .where(
            Authorization.right_id == right.id,
            Entity.uscc == uscc,
            Authorization.state.in_(LASTING),
        )
        .options(joinedload(Authorization.application))
        .with_for_update(of=Authorization)
    )
    found = session.scalars(statement).all()
    for each in found:
        each.application.licence_ends_on = ends_on
        each.valid_to = last_day(each.application, right.valid_to)
    session.flush()
    return len(found)
