"""What offices do with complaints."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.complaints.errors import ComplaintNotFoundError, OfficeSameError
from gi_registry.complaints.models import Complaint, ComplaintEvent
from gi_registry.complaints.rules import (
    OPEN_STATES,
    ComplaintState,
    NewStep,
    check_step,
)
from gi_registry.complaints.service.telling import tell_office
from gi_registry.core.words import china_day
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, deadline
from gi_registry.producers.service import By
from gi_registry.translog import service as translog


def record(session: Session, number: str, new: NewStep, *, by: By) -> Complaint:
    """Take a complaint on, or decide it.

    Raises:
        ComplaintNotFoundError: there is none.
        ComplaintStepError, ReferenceMissingError: see `rules.check_step`.
    """
    found = _locked(session, number)
    check_step(found.state, new)
    found.state = new.state
    if new.state not in OPEN_STATES:
        found.ended_at = by.now
    _note(session, found, new, "", by)
    return found


def pass_on(
    session: Session, number: str, division: str, note: str, *, by: By
) -> Complaint:
    """Pass a complaint to another office, which is told.

    Args:
        session: a writing session.
        number: of the complaint.
        division: code prefix of the county, prefecture or province, known.
        note: why; read by offices only.
        by: who, when.

    Raises:
        ComplaintNotFoundError: there is none.
        ComplaintStepError: it is over.
        OfficeSameError: it is there already.
    """
    found, new = _locked(session, number), NewStep(ComplaintState.RECEIVED)
    check_step(found.state, new)
    if division == found.division:
        raise OfficeSameError
    found.state, found.division = new.state, division
    event = _note(session, found, new, note, by)
    tell_office(session, found, now=by.now, once=event.id, but=by.account_id)
    return found


def erase_telephone(session: Session, number: str, *, by: By) -> Complaint:
    """Erase the telephone of a complaint by hand.

    Raises:
        ComplaintNotFoundError: there is none.
    """
    found = _locked(session, number)
    if found.telephone is not None:
        _erase(session, found, by.now, by.account_id)
    return found


def erase_due(session: Session, *, now: datetime) -> int:
    """Erase the telephones whose time after the end is over; return how many.

    Where an office set no time, they stay until they are erased by hand.
    """
    statement = (
        select(Complaint)
        .where(Complaint.telephone.is_not(None), Complaint.ended_at.is_not(None))
        .order_by(Complaint.id)
        .with_for_update()
    )
    rows, today = session.scalars(statement).all(), china_day(now)
    kept = law.settings(session)
    count = 0
    for row in rows:
        ended = china_day(row.ended_at or now)
        span = kept.span(Setting.COMPLAINT_TELEPHONE, row.division, on=today)
        if span is not None and deadline(ended, span).day < today:
            _erase(session, row, now, None)
            count += 1
    return count


def _erase(
    session: Session, found: Complaint, now: datetime, account_id: int | None
) -> None:
    found.telephone, found.telephone_erased_at = None, now
    session.flush()
    kind = "complaint.telephone-erased"
    translog.append(session, kind, found.number, {}, now=now, account_id=account_id)


def _locked(session: Session, number: str) -> Complaint:
    statement = (
        select(Complaint)
        .where(Complaint.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ComplaintNotFoundError
    return found


def _note(
    session: Session, found: Complaint, new: NewStep, note: str, by: By
) -> ComplaintEvent:
    event = ComplaintEvent(
        complaint_id=found.id,
        state=new.state,
        division=found.division,
        words=new.words,
        note=note,
        reference=new.reference if new.state is ComplaintState.OUTSIDE else "",
        account_id=by.account_id,
        recorded_at=by.now,
    )
    session.add(event)
    session.flush()
    translog.append(
        session,
        f"complaint.{'passed-on' if note else new.state.value}",
        found.number,
        {"division": found.division},
        now=by.now,
        account_id=by.account_id,
    )
    return event
