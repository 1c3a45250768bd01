"""Reads of rights and their procedures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.areas.models import AreaClause, AreaVersion
from gi_registry.products.models import Gi, GiRight
from gi_registry.rights.models import RightEvent, RightHold, RightProcedure
from gi_registry.rights.rules import STEPS

VIEWS: Final = ("open", "due", "waiting", "all")
"""Rights with a procedure under way, with a period running, with users that wait
for another right, or all."""

MEMBER_VIEWS: Final = ("overdue", "due", "all")
"""Recordals whose three months are over, those that are due, or every row."""

EVENTS: tuple[ORMOption, ...] = (
    selectinload(RightProcedure.events).options(
        joinedload(RightEvent.announcement), joinedload(RightEvent.file)
    ),
    joinedload(RightProcedure.successor),
)
"""Loads what the timeline of a procedure shows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of rights is to show.

    Attributes:
        view: one of `VIEWS`.
        text: part of a name, a code, a holder or a number.
        kind: value of a `RightKind`, or empty.
    """

    view: str = "open"
    text: str = ""
    kind: str = ""


def under_way() -> ColumnElement[bool]:
    """Return the condition that something can still follow in a procedure."""
    return or_(
        *(
            and_(RightProcedure.kind == kind, RightProcedure.state.in_(steps.keys()))
            for kind, steps in STEPS.items()
            if steps
        )
    )


def rights(wanted: Wanted) -> Select[GiRight]:
    """Select rights with their products, by product."""
    mine = RightProcedure.right_id == GiRight.id
    conditions: list[ColumnElement[bool]] = []
    if wanted.view == "open":
        conditions.append(exists().where(mine, under_way()))
    if wanted.view == "due":
        due = RightProcedure.due_on.is_not(None)
        conditions.append(exists().where(mine, under_way(), due))
    if wanted.view == "waiting":
        held = RightHold.from_right_id == GiRight.id
        conditions.append(exists().where(held, RightHold.rebased_on.is_(None)))
    if wanted.kind:
        conditions.append(GiRight.kind == wanted.kind)
    if wanted.text:
        columns = (Gi.name_zh, Gi.code, GiRight.holder, GiRight.number)
        found = (each.icontains(wanted.text, autoescape=True) for each in columns)
        conditions.append(or_(*found))
    return (
        select(GiRight)
        .join(GiRight.gi)
        .where(*conditions)
        .options(contains_eager(GiRight.gi))
        .order_by(Gi.code, GiRight.ordinal)
    )


def counties_of(gi_ids: Iterable[int], *, on: date) -> Select[int, str | None]:
    """Select products with the counties of their area as read on a day."""
    ended = AreaVersion.valid_to
    present = (
        select(AreaVersion.gi_id, func.max(AreaVersion.number).label("number"))
        .where(
            AreaVersion.gi_id.in_(list(gi_ids)),
            AreaVersion.valid_from <= on,
            ended.is_(None) | (ended >= on),
        )
        .group_by(AreaVersion.gi_id)
        .subquery()
    )
    return (
        select(AreaVersion.gi_id, AreaClause.division_code)
        .join(AreaClause, AreaClause.area_version_id == AreaVersion.id)
        .join(
            present,
            and_(
                AreaVersion.gi_id == present.c.gi_id,
                AreaVersion.number == present.c.number,
            ),
        )
        .where(AreaClause.division_code.is_not(None))
        .distinct()
    )
