"""What is on record about the rights that a list names, read at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service as producers
from gi_registry.products.models import Announcement, Gi, GiRight, RightAnnouncement
from gi_registry.products.rules import AnnouncementKind
from gi_registry.rights import queries
from gi_registry.rights.models import RightAnnounced, RightEvent, RightProcedure
from gi_registry.rights.rules import State
from gi_registry.rights.rules.names import name_key


@dataclass(frozen=True, slots=True)
class Ground:
    """What is on record.

    Attributes:
        products: by key of name, by code, and by what earlier lists called them.
        procedures: with events and their announcements, by right.
        opposed: states of the oppositions, by the procedure that they are against.
        cells: what lists said of events, by event.
        users: authorizations that are not over, by right.
        codes: counties of the present area, by product.
        finals: announcements by which rights were recognised, by right.
    """

    products: Mapping[str, Sequence[Gi]]
    procedures: Mapping[int, Sequence[RightProcedure]]
    opposed: Mapping[int, Sequence[State]]
    cells: Mapping[int, Mapping[str, str]]
    users: Mapping[int, int]
    codes: Mapping[int, frozenset[str]]
    finals: Mapping[int, Sequence[Announcement]]


def ground_of(
    session: Session, rows: Sequence[SheetRow], *, on: date, locked: bool = False
) -> Ground:
    """Read what the lines of a list are judged by, in a constant number of queries.

    Args:
        session: to read with.
        rows: the list.
        on: the present day in China.
        locked: whether the rights are to be locked until the transaction ends.
    """
    products = _products(session, rows)
    named = {gi.id: gi for row in rows for gi in called(products, row.cells)}
    rights = [right.id for gi in named.values() for right in gi.rights]
    if locked:
        session.scalars(
            select(GiRight)
            .where(GiRight.id.in_(rights))
            .order_by(GiRight.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
    procedures = _procedures(session, rights)
    ids = [each.id for found in procedures.values() for each in found]
    opposed: dict[int, list[State]] = defaultdict(list)
    against = select(RightProcedure).where(RightProcedure.parent_id.in_(ids))
    for each in session.scalars(against):
        opposed[each.parent_id or 0].append(each.state)
    codes: dict[int, set[str]] = defaultdict(set)
    for gi_id, code in session.execute(queries.counties_of(named, on=on)):
        codes[gi_id].add(code or "")
    return Ground(
        products=products,
        procedures=procedures,
        opposed=opposed,
        cells=_cells(session, ids),
        users=producers.counts_of_rights(session, rights),
        codes={gi_id: frozenset(found) for gi_id, found in codes.items()},
        finals=_finals(session, rights),
    )


def called(
    products: Mapping[str, Sequence[Gi]], cells: Mapping[str, str]
) -> Sequence[Gi]:
    """Return the products that a line can mean: by its code, else by its name."""
    code = name_key(cells.get("product_code", ""))
    return products.get(code) or products.get(name_key(cells.get("product", "")), ())


def _products(session: Session, rows: Iterable[SheetRow]) -> dict[str, list[Gi]]:
    found: dict[str, list[Gi]] = defaultdict(list)
    by_id: dict[int, Gi] = {}
    for gi in session.scalars(select(Gi).options(selectinload(Gi.rights))):
        by_id[gi.id] = gi
        found[name_key(gi.name_zh)].append(gi)
        found[name_key(gi.code)].append(gi)
    names = {row.cells.get("product", "") for row in rows} - {""}
    aliases = session.execute(
        select(RightAnnounced.name, GiRight.gi_id)
        .join(RightAnnounced.event)
        .join(RightEvent.procedure)
        .join(RightProcedure.right)
        .where(RightAnnounced.name.in_(names))
        .distinct()
    )
    for name, gi_id in aliases:
        under = found[name_key(name)]
        if by_id[gi_id] not in under:
            under.append(by_id[gi_id])
    return found


def _procedures(
    session: Session, rights: Sequence[int]
) -> dict[int, list[RightProcedure]]:
    found: dict[int, list[RightProcedure]] = defaultdict(list)
    statement = (
        select(RightProcedure)
        .where(RightProcedure.right_id.in_(rights))
        .options(
            selectinload(RightProcedure.events).joinedload(RightEvent.announcement)
        )
        .order_by(RightProcedure.id)
        .execution_options(populate_existing=True)
    )
    for each in session.scalars(statement):
        found[each.right_id].append(each)
    return found


def _finals(session: Session, rights: Sequence[int]) -> dict[int, list[Announcement]]:
    found: dict[int, list[Announcement]] = defaultdict(list)
    statement = (
        select(RightAnnouncement)
        .where(
            RightAnnouncement.right_id.in_(rights),
            RightAnnouncement.kind == AnnouncementKind.FINAL,
        )
        .options(joinedload(RightAnnouncement.announcement))
    )
    for each in session.scalars(statement):
        found[each.right_id].append(each.announcement)
    return found


def _cells(session: Session, procedures: Sequence[int]) -> dict[int, dict[str, Any]]:
    statement = (
        select(RightAnnounced.event_id, RightAnnounced.cells)
        .join(RightAnnounced.event)
        .where(RightEvent.procedure_id.in_(procedures))
    )
    return {row.event_id: row.cells for row in session.execute(statement)}
