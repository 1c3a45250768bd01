"""The member or licence that an application of the trade-mark route rests on."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gi_registry.producers.errors import NotMemberError
from gi_registry.producers.models import Application, MarkMember
from gi_registry.producers.rules import Route
from gi_registry.producers.rules.members import MemberState
from gi_registry.products.rules import RightKind

OVER = (MemberState.CANCELLED, MemberState.CANCEL_RECORDED)


def member_of(
    session: Session, right_id: int, uscc: str, *, on: date
) -> MarkMember | None:
    """Return the membership or licence of a business in force on a day, if any."""
    return session.scalars(
        select(MarkMember)
        .where(
            MarkMember.right_id == right_id,
            MarkMember.uscc == uscc,
            MarkMember.state.not_in(OVER),
            MarkMember.from_on <= on,
            or_(MarkMember.ends_on.is_(None), MarkMember.ends_on >= on),
        )
        .order_by(MarkMember.id.desc())
    ).first()


def tie(session: Session, application: Application, *, on: date) -> None:
    """Let an application rest on the row of its mark's register.

    A mark whose register is not kept here goes by the number that was typed.

    Args:
        session: a writing session.
        application: with its entity and right.
        on: the present day in China.

    Raises:
        NotMemberError: the register is kept, and does not have the applicant.
    """
    if application.route is not Route.TRADE_MARK:
        return
    right = application.right
    found = member_of(session, right.id, application.entity.uscc, on=on)
    if found is None:
        kept = select(MarkMember.id).where(MarkMember.right_id == right.id).limit(1)
        if session.scalar(kept) is not None:
            is_collective = right.kind is RightKind.COLLECTIVE_MARK
            raise NotMemberError(is_collective=is_collective)
        return
    application.member_id = found.id
    application.licence_record = found.recordal_number or found.number
    application.licence_ends_on = found.ends_on
