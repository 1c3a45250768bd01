"""Members and licences put on record, step by step, with what follows for use."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gi_registry.core import uscc
from gi_registry.core.words import china_day
from gi_registry.producers import service as producers
from gi_registry.producers.errors import (
    LicenceTermError,
    MemberDayError,
    MemberTakenError,
)
from gi_registry.producers.models import (
    AuthorizationStatus,
    MarkMember,
)
from gi_registry.producers.rules import AuthorizationState, NewAnnouncement
from gi_registry.producers.rules.members import (
    Mark,
    MemberState,
    MemberStep,
    NewMember,
    check_member,
    check_step,
    shown,
)
from gi_registry.producers.service import By
from gi_registry.products.models import GiRight
from gi_registry.rights.errors import AnnouncementMissingError
from gi_registry.rights.service.members.reading import authorizations_of, member
from gi_registry.rights.service.recording import locked
from gi_registry.translog import service as translog

OVER = (MemberState.CANCELLED, MemberState.CANCEL_RECORDED)


def add(session: Session, right_id: int, new: NewMember, *, by: By) -> MarkMember:
    """Put a member or licence on record, as the registrant admitted or permitted it.

    Raises:
        RightNotFoundError: there is no such right.
        UsccError: the credit code is wrong.
        MemberTakenError: its number, or one in force of the same business, is there.
        NotAMarkError, NonMemberLicenceError, OwnMarkError, MemberDayError,
        LicenceTermError: see `rules.members.check_member`.
    """
    right = locked(session, right_id)
    code = uscc.check(new.uscc).code
    kind = check_member(mark_of(right), new)
    taken = session.scalar(
        select(MarkMember.number).where(
            MarkMember.right_id == right.id,
            or_(
                MarkMember.number == new.number,
                (MarkMember.uscc == code) & MarkMember.state.not_in(OVER),
            ),
        )
    )
    if taken is not None:
        raise MemberTakenError(taken)
    made = MarkMember(
        right=right,
        kind=kind,
        uscc=code,
        name=new.name.strip(),
        number=new.number.strip(),
        from_on=new.from_on,
        ends_on=new.ends_on,
        state=MemberState.PERMITTED,
        state_on=new.from_on,
        cancel_reason="",
        created_at=by.now,
        created_by_id=by.account_id,
    )
    session.add(made)
    session.flush()
    _log(session, made, "added", made.from_on, by)
    return made


def record_step(
    session: Session,
    member_id: int,
    step: MemberStep,
    announcement: NewAnnouncement | None,
    *,
    by: By,
) -> MarkMember:
    """Record a recordal, an announcement or a cancellation.

    A cancellation suspends whoever used the mark on its ground, in the same
    transaction.

    Raises:
        MemberNotFoundError: there is none.
        AnnouncementMissingError: ANNOUNCED without CNIPA's announcement.
        MemberStepError, MemberDayError, ReasonNeededError: see
            `rules.members.check_step`.
        AnnouncementConflictError, FileNotHandedInError: see `producers.announced`.
    """
    today = china_day(by.now)
    found = member(session, member_id, on=today).member
    locked(session, found.right_id)
    session.refresh(found, ["state", "state_on"])
    now = shown(found.state, found.from_on, on=today)
    check_step(now, step, since=found.state_on, today=today)
    if step.state is MemberState.ANNOUNCED:
        if announcement is None:
            raise AnnouncementMissingError
        found.announcement = producers.announced(
            session, announcement, found.right_id, None, by=by
        )
    _keep(found, step)
    found.state, found.state_on = step.state, step.on
    session.flush()
    if step.state is MemberState.CANCELLED:
        _suspend(session, found, step, by)
    _log(session, found, step.state.value, step.on, by)
    return found


def renew_term(
    session: Session, member_id: int, ends_on: date, *, by: By
) -> MarkMember:
    """Record that a licence or membership runs to another last day.

    Raises:
        MemberNotFoundError: there is none.
        MemberDayError: not later than the one before, or it is cancelled.
        LicenceTermError: it outlasts the mark.
    """
    found = member(session, member_id, on=china_day(by.now)).member
    right = locked(session, found.right_id)
    first = found.ends_on or found.from_on
    if ends_on <= first or found.state in OVER:
        raise MemberDayError("ends_on", first, date.max)
    if right.valid_to is not None and ends_on > right.valid_to:
        raise LicenceTermError(right.valid_to)
    found.ends_on = ends_on
    producers.renew_licence(session, right, found.uscc, ends_on)
    _log(session, found, "renewed", ends_on, by)
    return found


def mark_of(right: GiRight) -> Mark:
    """Return what a register has to know of its mark."""
    return Mark(right.kind, right.holder, right.valid_to)


def _keep(found: MarkMember, step: MemberStep) -> None:
    text = step.reference.strip()
    if step.state is MemberState.RECORDED:
        found.recordal_number = text
    elif step.state is MemberState.CANCELLED:
        found.cancelled_on, found.cancel_reason = step.on, text
    elif step.state is MemberState.CANCEL_RECORDED:
        found.cancel_recordal_number = text


def _suspend(session: Session, found: MarkMember, step: MemberStep, by: By) -> None:
    for each in authorizations_of(session, found):
        status = AuthorizationStatus(
            state=AuthorizationState.SUSPENDED,
            from_on=step.on,
            reason=f"注册人取消了成员资格或使用许可：{step.reference.strip()}",
        )
        producers.pass_to(session, each, status, by=by, keys=("order79.11",))


def _log(session: Session, found: MarkMember, what: str, on: date, by: By) -> None:
    translog.append(
        session,
        f"member.{what}",
        found.right.gi.code,
        {
            "right": found.right.ordinal,
            "kind": found.kind.value,
            "uscc": found.uscc,
            "number": found.number,
            "on": on.isoformat(),
            "ends_on": found.ends_on and found.ends_on.isoformat(),
        },
        now=by.now,
        account_id=by.account_id,
    )
