"""Offices are told of complaints that come to them."""

from datetime import datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.complaints.models import Complaint
from gi_registry.complaints.rules import MATTER_WORDS
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice


def tell_office(
    session: Session,
    complaint: Complaint,
    *,
    now: datetime,
    once: int = 0,
    but: int | None = None,
) -> None:
    """Tell who may handle a complaint that it has come.

    Args:
        session: a writing session.
        complaint: with the office that it is with now.
        now: the present instant.
        once: the step that brought it there; 0 for the first.
        but: account that is not told, as it passed it on.
    """
    officers = accounts.officers(
        session, Permission.COMPLAINT_HANDLE, on=china_day(now)
    )
    told = notice(
        Kind.COMPLAINT_ARRIVED,
        link=f"/desk/complaints/{complaint.number}",
        subject=complaint.number,
        once=once,
        matter=MATTER_WORDS[complaint.matter],
        due_on=complaint.due_on,
    )
    who = officers.at(Place(complaint.division)) - {but}
    notices.tell(session, who, told, now=now)
