"""Cases looked up."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from gi_registry.cases import queries
from gi_registry.cases.errors import CaseNotFoundError
from gi_registry.cases.models import CaseEvent, MarkCase
from gi_registry.cases.queries import Wanted
from gi_registry.cases.rules import OPEN_STATES, CaseState, Trigger
from gi_registry.core.access import Caller, Permission
from gi_registry.core.paging import Page, page_of
from gi_registry.law import service as law
from gi_registry.law.rules import Setting
from gi_registry.law.service import Period
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization, Entity, StoredFile

_AT_ONCE = 500


def find(session: Session, number: str) -> MarkCase:
    """Return a case with all of it.

    Raises:
        CaseNotFoundError: there is none.
    """
    statement = queries.cases(MarkCase.number == number).options(*queries.EVENTS)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise CaseNotFoundError(number)
    return found


def listed(
    session: Session, caller: Caller, wanted: Wanted, *, number: int
) -> Page[MarkCase]:
    """Return a page of the cases on a caller's desk."""
    return page_of(session, queries.listed(caller, wanted), number=number)


def every(session: Session, caller: Caller, wanted: Wanted) -> Iterator[MarkCase]:
    """Give all cases of a list, for an export."""
    statement = queries.listed(caller, wanted)
    yield from session.scalars(statement.execution_options(yield_per=_AT_ONCE))


def of_organisation(session: Session, organisation_id: int) -> Sequence[MarkCase]:
    """Return an organisation's cases with all of each, newest first."""
    statement = (
        queries.cases(Entity.organisation_id == organisation_id)
        .options(*queries.EVENTS)
        .order_by(MarkCase.id.desc())
    )
    return session.scalars(statement).all()


def of_authorization(session: Session, authorization_id: int) -> Sequence[MarkCase]:
    """Return the cases about an authorization, newest first."""
    statement = (
        select(MarkCase)
        .where(MarkCase.authorization_id == authorization_id)
        .order_by(MarkCase.id.desc())
    )
    return session.scalars(statement).all()


def find_undecided(session: Session, number: str) -> MarkCase | None:
    """Return the case on an authorization's non-use that nobody has decided."""
    statement = queries.cases(Authorization.number == number, *queries.UNDECIDED)
    return session.scalars(statement).first()


def undecided(
    session: Session, numbers: Collection[str] | None = None
) -> Sequence[MarkCase]:
    """Return the cases on non-use that nobody has decided, of some or of all."""
    statement = queries.cases(*queries.UNDECIDED, *_of(numbers))
    return session.scalars(statement).all()


def last_on_non_use(
    session: Session, numbers: Collection[str] | None = None
) -> dict[int, date]:
    """Return when the last case on non-use was opened, by authorization.

    One that is under way counts as opened on the last of days.
    """
    statement = (
        select(MarkCase.authorization_id, MarkCase.state, MarkCase.opened_on)
        .join(MarkCase.authorization)
        .where(MarkCase.trigger == Trigger.NOT_USED, *_of(numbers))
    )
    found: dict[int, date] = {}
    for row in session.execute(statement):
        opened_on = date.max if row.state in OPEN_STATES else row.opened_on
        found[row.authorization_id] = max(
            opened_on, found.get(row.authorization_id, date.min)
        )
    return found


def _of(numbers: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if numbers is None else (Authorization.number.in_(numbers),)


def to_do(session: Session, caller: Caller, on: date) -> int:
    """Return how many cases wait for a province: new ones, and days that are over."""
    if not caller.may(Permission.AUTHORIZATION_CONTROL):
        return 0
    mine = queries.seen(caller, Permission.AUTHORIZATION_CONTROL)
    is_over = (MarkCase.state == CaseState.CURE) & (MarkCase.due_on < on)
    statement = queries.cases(mine, (MarkCase.state == CaseState.OPEN) | is_over)
    count = statement.with_only_columns(func.count(MarkCase.id))
    return session.scalar(count) or 0


def usual_due(session: Session, division: str, *, on: date) -> Period | None:
    """Return the cure period that the office set, if it begins on a day."""
    return law.period(session, Setting.CURE, division, on=on)


def event_file(session: Session, number: str, event_id: int) -> StoredFile:
    """Return the file of a step of a case.

    Raises:
        CaseNotFoundError: the step has none, or is of another case.
    """
    statement = (
        select(StoredFile)
        .join(CaseEvent, CaseEvent.file_sha256 == StoredFile.sha256)
        .join(MarkCase, MarkCase.id == CaseEvent.case_id)
        .where(MarkCase.number == number, CaseEvent.id == event_id)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise CaseNotFoundError(number)
    return found


def _with_file(sha256: str) -> Select[int]:
    """Select the authorizations about which there is a case that a file is on."""
    return (
        select(MarkCase.authorization_id)
        .join(CaseEvent, CaseEvent.case_id == MarkCase.id)
        .where(CaseEvent.file_sha256 == sha256)
    )


producers.offer_papers(Permission.DESK, _with_file)
