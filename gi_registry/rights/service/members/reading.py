"""Members and licences looked up: lists, one of them, what is overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from gi_registry.core.access import Caller, Permission
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.law.rules import Span, Unit, received_by
from gi_registry.producers.errors import MemberNotFoundError
from gi_registry.producers.models import Authorization, Entity, MarkMember
from gi_registry.producers.rules import MAY_USE
from gi_registry.producers.rules.members import (
    RECORDAL_MONTHS,
    MemberKind,
    MemberState,
    due_on,
    shown,
)
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import RightKind

_MARKS: Final = (RightKind.COLLECTIVE_MARK, RightKind.CERTIFICATION_MARK)
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class WantedMembers:
    """What a list is to show.

    Attributes:
        view: one of `queries.MEMBER_VIEWS`.
        right_id: of one mark; 0 for all.
        text: part of a name, a credit code or a number.
    """

    view: str = "due"
    right_id: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member or licence on a day.

    Attributes:
        state: as shown on the day.
        due_on: last day for the recordal that is due, if the Order gives one.
        is_over: whether its last day is past.
    """

    member: MarkMember
    state: MemberState
    due_on: date | None
    is_over: bool


def members(
    session: Session,
    wanted: WantedMembers,
    *,
    on: date,
    number: int,
    size: int = PAGE_SIZE,
) -> Page[MemberRow]:
    """Return a page of members and licences, the oldest first."""
    page = page_of(session, _statement(wanted, on), number=number, size=size)
    return page.map(lambda each: _row(each, on))


def every_member(
    session: Session, wanted: WantedMembers, *, on: date
) -> Iterator[MemberRow]:
    """Give all of them, for an export."""
    statement = _statement(wanted, on).execution_options(yield_per=_BATCH)
    for each in session.scalars(statement):
        yield _row(each, on)


def member(session: Session, member_id: int, *, on: date) -> MemberRow:
    """Return a member or licence with its mark and announcement.

    Raises:
        MemberNotFoundError: there is none.
    """
    statement = (
        select(MarkMember)
        .where(MarkMember.id == member_id)
        .options(
            joinedload(MarkMember.right).joinedload(GiRight.gi),
            joinedload(MarkMember.announcement),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise MemberNotFoundError
    return _row(found, on)


def authorizations_of(session: Session, found: MarkMember) -> Sequence[Authorization]:
    """Return the authorizations in use that rest on a member or licence."""
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .where(
            Authorization.right_id == found.right_id,
            Entity.uscc == found.uscc,
            Authorization.state.in_(MAY_USE),
        )
        .order_by(Authorization.number)
    )
    return session.scalars(statement).all()


def marks(session: Session, kind: RightKind | None = None) -> Sequence[GiRight]:
    """Return the collective and certification marks, or one kind, by product."""
    statement = (
        select(GiRight)
        .join(GiRight.gi)
        .where(GiRight.kind.in_(_MARKS if kind is None else (kind,)))
        .options(contains_eager(GiRight.gi))
        .order_by(Gi.code, GiRight.ordinal)
    )
    return session.scalars(statement).all()


def overdue(session: Session, caller: Caller, on: date) -> int:
    """Return how many recordals are overdue."""
    if not caller.may(Permission.CNIPA_RECORD):
        return 0
    statement = select(func.count(MarkMember.id)).where(_is_overdue(on))
    return session.scalar(statement) or 0


def _statement(wanted: WantedMembers, on: date) -> Select[MarkMember]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.view == "overdue":
        conditions.append(_is_overdue(on))
    if wanted.view == "due":
        conditions.append(
            or_(
                MarkMember.state == MemberState.CANCELLED,
                and_(
                    MarkMember.state == MemberState.PERMITTED,
                    MarkMember.from_on <= on,
                ),
            )
        )
    if wanted.right_id:
        conditions.append(MarkMember.right_id == wanted.right_id)
    if wanted.text:
        columns = (MarkMember.name, MarkMember.uscc, MarkMember.number, Gi.name_zh)
        found = (each.icontains(wanted.text, autoescape=True) for each in columns)
        conditions.append(or_(*found))
    return (
        select(MarkMember)
        .join(MarkMember.right)
        .join(GiRight.gi)
        .where(*conditions)
        .options(contains_eager(MarkMember.right).contains_eager(GiRight.gi))
        .order_by(MarkMember.from_on, MarkMember.id)
    )


def _is_overdue(on: date) -> ColumnElement[bool]:
    """Say in SQL that `due_on` is before a day: it began long enough ago."""
    day_before = date.fromordinal(on.toordinal() - 1)
    began = received_by(day_before, Span(RECORDAL_MONTHS, Unit.MONTHS))
    return or_(
        and_(MarkMember.state == MemberState.PERMITTED, MarkMember.from_on <= began),
        and_(
            MarkMember.state == MemberState.CANCELLED,
            MarkMember.kind == MemberKind.MEMBER,
            MarkMember.cancelled_on <= began,
        ),
    )


def _row(found: MarkMember, on: date) -> MemberRow:
    return MemberRow(
        member=found,
        state=shown(found.state, found.from_on, on=on),
        due_on=due_on(found.kind, found.state, found.from_on, found.cancelled_on),
        is_over=found.ends_on is not None and found.ends_on < on,
    )
