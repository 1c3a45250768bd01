"""Reads of laboratories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from gi_registry.accounts.models import Account
from gi_registry.laboratories.models import (
    Laboratory,
    LaboratoryDesignation,
    LaboratorySuspension,
)
from gi_registry.laboratories.rules import LabState, number_of
from gi_registry.translog.models import LogLeaf

WHOLE: Final[tuple[ORMOption, ...]] = (
    selectinload(Laboratory.suspensions),
    selectinload(Laboratory.designations).joinedload(LaboratoryDesignation.gi),
)
SORTS: Final = {
    "name": Laboratory.name,
    "cma": Laboratory.cma,
    "valid_to": Laboratory.valid_to,
    "changed": Laboratory.changed_at,
}
"""What a list can be sorted by."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show.

    Attributes:
        state: on the day; none for all.
        text: part of a name or number.
        divisions: prefixes of the offices that keep them; none is all.
        sort: a key of `SORTS`, `-` before it for down.
    """

    state: LabState | None = None
    text: str = ""
    divisions: Sequence[str] | None = None
    sort: str = "name"


def listed(wanted: Wanted, on: date) -> Select[Laboratory]:
    """Select laboratories as they stand on a day, with all that belongs to them."""
    statement = select(Laboratory).options(*WHOLE)
    if wanted.state is not None:
        statement = statement.where(_stands(wanted.state, on))
    if wanted.text:
        parts = (
            Laboratory.name.contains(wanted.text, autoescape=True),
            Laboratory.cma.contains(number_of(wanted.text), autoescape=True),
        )
        statement = statement.where(or_(*parts))
    if wanted.divisions is not None:
        here = (Laboratory.division.startswith(each) for each in wanted.divisions)
        statement = statement.where(or_(*here))
    column = SORTS.get(wanted.sort.removeprefix("-"), Laboratory.name)
    order = column.desc() if wanted.sort.startswith("-") else column
    return statement.order_by(order, Laboratory.id)


def suggested(gi_id: int, division: str, *, on: date, most: int) -> Select[str, str]:
    """Select name and number of current ones: a product's own first, then the near."""
    named = _designated(gi_id, on)
    near = Laboratory.division.startswith(division[:4])
    return (
        select(Laboratory.name, Laboratory.cma)
        .where(_stands(LabState.CURRENT, on))
        .order_by(named.desc(), near.desc(), Laboratory.name, Laboratory.id)
        .limit(most)
    )


def changed_at(session: Session) -> datetime | None:
    """Return when the register was last changed."""
    return session.scalar(
        select(Laboratory.changed_at).order_by(Laboratory.changed_at.desc()).limit(1)
    )


def every(
    session: Session,
) -> tuple[list[Laboratory], Sequence[tuple[int, int, date, date | None]]]:
    """Return all laboratories with suspensions, and all designations."""
    found = list(
        session.scalars(
            select(Laboratory)
            .options(selectinload(Laboratory.suspensions))
            .order_by(Laboratory.id)
        )
    )
    named = LaboratoryDesignation
    lines = session.execute(
        select(named.gi_id, named.laboratory_id, named.from_on, named.to_on)
    )
    return found, [(row[0], row[1], row[2], row[3]) for row in lines]


def not_ended(cma: str) -> Select[Laboratory]:
    """Select the one that bears a number and has not ended."""
    return select(Laboratory).where(
        Laboratory.cma == cma, Laboratory.ended_on.is_(None)
    )


def history(session: Session, number: str) -> list[tuple[LogLeaf, str]]:
    """Return what was done to a laboratory and by whom, newest first."""
    statement = (
        select(LogLeaf, func.coalesce(Account.name, "—"))
        .outerjoin(Account, Account.id == LogLeaf.account_id)
        .where(LogLeaf.subject == number)
        .order_by(LogLeaf.index.desc())
    )
    return [(leaf, name) for leaf, name in session.execute(statement)]


def designation(session: Session, designation_id: int) -> LaboratoryDesignation | None:
    """Return a designation with its laboratory and product."""
    statement = (
        select(LaboratoryDesignation)
        .where(LaboratoryDesignation.id == designation_id)
        .options(
            joinedload(LaboratoryDesignation.gi),
            joinedload(LaboratoryDesignation.laboratory),
        )
    )
    return session.scalars(statement).one_or_none()


def _stands(state: LabState, on: date) -> ColumnElement[bool]:
    ended = and_(Laboratory.ended_on.is_not(None), Laboratory.ended_on <= on)
    stopped = (
        select(LaboratorySuspension.id)
        .where(
            LaboratorySuspension.laboratory_id == Laboratory.id,
            LaboratorySuspension.from_on <= on,
            or_(
                LaboratorySuspension.to_on.is_(None),
                LaboratorySuspension.to_on >= on,
            ),
        )
        .exists()
    )
    held = and_(Laboratory.valid_from <= on, Laboratory.valid_to >= on)
    going = or_(Laboratory.ended_on.is_(None), Laboratory.ended_on > on)
    return {
        LabState.ENDED: ended,
        LabState.NOT_YET: and_(going, Laboratory.valid_from > on),
        LabState.EXPIRED: and_(going, Laboratory.valid_to < on),
        LabState.SUSPENDED: and_(going, held, stopped),
        LabState.CURRENT: and_(going, held, ~stopped),
    }[state]


def _designated(gi_id: int, on: date) -> ColumnElement[bool]:
    return (
        select(LaboratoryDesignation.id)
        .where(
            LaboratoryDesignation.laboratory_id == Laboratory.id,
            LaboratoryDesignation.gi_id == gi_id,
            or_(
                LaboratoryDesignation.to_on.is_(None),
                LaboratoryDesignation.to_on >= on,
            ),
        )
        .exists()
    )
