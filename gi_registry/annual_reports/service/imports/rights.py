"""By whose right each report of a table is recorded: one's own, or of somebody absent.

A deputy's table may hold users of both jurisdictions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.rules.imports import Filing
from gi_registry.core.access import Caller, HeldFor, Permission
from gi_registry.core.acting import CALLER
from gi_registry.core.db import among
from gi_registry.producers.models import Authorization


def by_right(session: Session, filings: Sequence[Filing]) -> Iterator[list[Filing]]:
    """Give filings by whose right they are recorded; one's own goes first.

    While a part is in hand, what the session logs stands as done for that person.
    """
    caller: Caller | None = session.info.get(CALLER)
    if caller is None or not caller.deputy_for:
        yield list(filings)
        return
    left = {each.authorization_id: each for each in filings}
    for held_for in (None, *caller.deputy_for.values()):
        reached = _reached(session, caller, held_for, list(left))
        caller.standing.held_for = held_for
        yield [left.pop(each) for each in reached]
    caller.standing.held_for = None
    yield list(left.values())


def _reached(
    session: Session, caller: Caller, held_for: HeldFor | None, ids: Sequence[int]
) -> list[int]:
    """Return which authorizations the grants of one person reach."""
    grants = tuple(each for each in caller.grants if each.held_for == held_for)
    reach = queries.reached(replace(caller, grants=grants), Permission.REPORT_RECORD)
    statement = (
        select(Authorization.id)
        .join(Authorization.right)
        .where(among(session, Authorization.id, ids), reach)
        .order_by(Authorization.id)
    )
    return list(session.scalars(statement))
