"""Complaints looked up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.models import Account
from gi_registry.areas import service as areas
from gi_registry.complaints import queries
from gi_registry.complaints.errors import ComplaintNotFoundError
from gi_registry.complaints.models import Complaint, ComplaintEvent
from gi_registry.complaints.queries import Wanted
from gi_registry.complaints.rules import OPEN_STATES, PROVINCE
from gi_registry.core.access import Caller, Permission
from gi_registry.core.ids import digest
from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import Words

_AT_ONCE = 500
_WHOLE = Words("山西省", "Shanxi Province")


@dataclass(frozen=True, slots=True)
class Others:
    """How many other complaints there are, counts."""

    on_code: int
    on_run: int
    on_user: int


def find(session: Session, number: str) -> Complaint:
    """Return a complaint with all of it.

    Raises:
        ComplaintNotFoundError: there is none.
    """
    return _one(session, Complaint.number == number)


def followed(session: Session, secret: str) -> Complaint:
    """Return the complaint of a secret link.

    Raises:
        ComplaintNotFoundError: there is none.
    """
    return _one(session, Complaint.secret_sha256 == digest(secret))


def listed(
    session: Session, caller: Caller, wanted: Wanted, *, number: int
) -> Page[Complaint]:
    """Return a page of the complaints on a caller's desk."""
    return page_of(session, queries.listed(caller, wanted), number=number)


def every(session: Session, caller: Caller, wanted: Wanted) -> Iterator[Complaint]:
    """Give all complaints of a list, for an export."""
    statement = queries.listed(caller, wanted)
    yield from session.scalars(statement.execution_options(yield_per=_AT_ONCE))


def to_do(session: Session, caller: Caller, _on: date) -> int:
    """Return how many complaints wait for a caller's office."""
    return _count(
        session,
        queries.seen(caller, Permission.COMPLAINT_HANDLE),
        Complaint.state.in_(OPEN_STATES),
    )


def others(session: Session, complaint: Complaint) -> Others:
    """Return how many other complaints are about the same code, run or user."""
    run, of = complaint.run_id, complaint.authorization_id
    is_code = Complaint.code == complaint.code
    other = Complaint.id != complaint.id
    return Others(
        _count(session, is_code, other) if complaint.code else 0,
        _count(session, Complaint.run_id == run, other) if run is not None else 0,
        _count(session, Complaint.authorization_id == of, other) if of else 0,
    )


def offices(session: Session) -> dict[str, Words]:
    """Return where a complaint can be passed to: code prefix to name."""
    rows = areas.divisions(session)
    named = areas.full_names(session, [row.code for row in rows])
    found = {PROVINCE: _WHOLE}
    for row in rows:
        code = row.code[:4] if row.code.endswith("00") else row.code
        if len(code.rstrip("0")) > len(PROVINCE):
            found[code] = named[row.code]
    return found


def _one(session: Session, condition: ColumnElement[bool]) -> Complaint:
    statement = queries.complaints(condition).options(
        selectinload(Complaint.photos),
        selectinload(Complaint.events).options(
            joinedload(ComplaintEvent.account).joinedload(Account.organisation)
        ),
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ComplaintNotFoundError
    return found


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(Complaint).where(*where)
    return session.scalar(statement) or 0
