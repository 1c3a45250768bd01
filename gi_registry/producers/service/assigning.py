"""Who of an office does a piece of work: taken, handed over, put back."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller
from gi_registry.producers.errors import NoColleagueError, NotTakenError, TakenError
from gi_registry.producers.models import Application, Assignment
from gi_registry.producers.rules import officers_permissions
from gi_registry.producers.service.steps import By, locked, place_of


def taken_by(session: Session, application: Application) -> Account | None:
    """Return who has taken an application at its present step, if anybody has."""
    found = _open(session, application)
    return found.account if found else None


def colleagues(session: Session, application: Application) -> list[Account]:
    """Return the officers who could take an application's next step, by name.

    Args:
        session: to read with.
        application: with its right.
    """
    held = officers_permissions(application.state)
    if not held:
        return []
    return accounts.holders(session, held, place_of(application))


def may_take(caller: Caller, application: Application) -> bool:
    """Whether a caller could take an application's next step."""
    place = place_of(application)
    held = officers_permissions(application.state)
    return any(caller.may(permission, place) for permission in held)


def take(session: Session, number: str, caller: Caller, *, by: By) -> Application:
    """Take an application as one's own work; taking it twice changes nothing.

    Raises:
        ApplicationNotFoundError: there is none.
        OutsideJurisdictionError: the caller cannot take its next step.
        TakenError: a colleague has it.
    """
    found = _demanded(session, number, caller)
    held = _open(session, found)
    if held is None:
        _assign(session, found, caller.account_id, by)
    elif held.account_id != caller.account_id:
        raise TakenError(held.account.name)
    return found


def hand_over(
    session: Session, number: str, caller: Caller, colleague_id: int, *, by: By
) -> Account:
    """Give an application to a colleague who can take its next step.

    Args:
        session: a writing session.
        number: of the application.
        caller: who could take the step too, whether or not they have it.
        colleague_id: account of who is to have it.
        by: who hands it over, and when.

    Raises:
        ApplicationNotFoundError: there is none.
        OutsideJurisdictionError: the caller cannot take its next step.
        NoColleagueError: the colleague cannot.
    """
    found = _demanded(session, number, caller)
    able = {each.id: each for each in colleagues(session, found)}
    if colleague_id not in able:
        raise NoColleagueError
    held = _open(session, found)
    if held is None or held.account_id != colleague_id:
        _end(session, held, by)
        _assign(session, found, colleague_id, by)
    return able[colleague_id]


def put_back(session: Session, number: str, caller: Caller, *, by: By) -> None:
    """Give up an application that one has taken; any colleague may take it.

    Raises:
        ApplicationNotFoundError: there is none.
        OutsideJurisdictionError: the caller cannot take its next step.
        NotTakenError: the caller does not have it.
    """
    held = _open(session, _demanded(session, number, caller))
    if held is None or held.account_id != caller.account_id:
        raise NotTakenError
    _end(session, held, by)


def _demanded(session: Session, number: str, caller: Caller) -> Application:
    found = locked(session, number)
    caller.demand_any(officers_permissions(found.state), place_of(found))
    return found


def _open(session: Session, application: Application) -> Assignment | None:
    return session.scalar(
        select(Assignment)
        .where(
            Assignment.application_id == application.id,
            Assignment.state == application.state,
            Assignment.ended_at.is_(None),
        )
        .options(joinedload(Assignment.account))
    )


def _assign(
    session: Session, application: Application, account_id: int, by: By
) -> None:
    session.add(
        Assignment(
            application_id=application.id,
            state=application.state,
            account_id=account_id,
            assigned_at=by.now,
            assigned_by_id=by.account_id,
        )
    )
    session.flush()


def _end(session: Session, held: Assignment | None, by: By) -> None:
    if held is not None:
        held.ended_at, held.ended_by_id = by.now, by.account_id
        session.flush()
