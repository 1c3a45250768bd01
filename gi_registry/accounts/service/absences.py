"""Absences, and the deputies who have somebody's grants for their days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.errors import (
    AbsenceNotFoundError,
    AccountClosedError,
    DeputyEndedError,
)
from gi_registry.accounts.models import Absence, Account, RoleGrant
from gi_registry.accounts.rules import LENT, Party, Span, check_absence
from gi_registry.accounts.service.people import account_by_id, caller_of
from gi_registry.core.access import Caller, Grant, HeldFor, Role
from gi_registry.core.acting import CALLER
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.translog import service as translog

_QUEUE = 0x616273
"""Advisory lock under which absences are recorded."""
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """Who is away, from when to when, and who is the deputy."""

    account_id: int
    deputy_id: int
    from_on: date
    to_on: date
    reason: str


def record_absence(
    session: Session, new: NewAbsence, *, now: datetime, by_id: int
) -> Absence:
    """Record an absence; on its days the deputy has the grants as well.

    Raises:
        AccountNotFoundError: there is no such account or deputy.
        AbsenceDaysError, NothingToLendError, DeputyError, AbsenceOverlapError,
            DeputyAbsentError: see `rules.check_absence`.
    """
    lock(session, _QUEUE)
    today = china_day(now)
    check_absence(
        Span(new.from_on, new.to_on),
        _party(session, new.account_id, today),
        _party(session, new.deputy_id, today),
        today=today,
    )
    row = Absence(
        account_id=new.account_id,
        deputy_id=new.deputy_id,
        from_on=new.from_on,
        to_on=new.to_on,
        reason=new.reason,
        recorded_at=now,
        recorded_by_id=by_id,
    )
    session.add(row)
    session.flush()
    body = {
        "deputy": f"account-{new.deputy_id}",
        "from": new.from_on.isoformat(),
        "to": new.to_on.isoformat(),
    }
    subject = f"account-{new.account_id}"
    translog.append(
        session, "absence.recorded", subject, body, now=now, account_id=by_id
    )
    return row


def end_absence(
    session: Session, account_id: int, absence_id: int, *, now: datetime, by_id: int
) -> None:
    """End an absence before its last day; its deputy has nothing of it any more.

    Raises:
        AbsenceNotFoundError: the account has none such, or it is over.
    """
    lock(session, _QUEUE)
    row = session.get(Absence, absence_id)
    if row is None or row.account_id != account_id or _is_over(row, china_day(now)):
        raise AbsenceNotFoundError
    row.ended_at, row.ended_by_id = now, by_id
    session.flush()
    subject = f"account-{account_id}"
    translog.append(session, "absence.ended", subject, {}, now=now, account_id=by_id)


def absences_of(session: Session, account_id: int) -> Sequence[Absence]:
    """Return an account's latest absences with their deputies, newest first."""
    statement = (
        select(Absence)
        .where(Absence.account_id == account_id)
        .options(joinedload(Absence.deputy).joinedload(Account.organisation))
        .order_by(Absence.from_on.desc(), Absence.id.desc())
        .limit(_SHOWN)
    )
    return session.scalars(statement).all()


def possible_deputies(session: Session, account_id: int) -> list[Account]:
    """Return the officers who could stand in, those of the same office first."""
    own = account_by_id(session, account_id).organisation_id
    statement = (
        select(Account)
        .where(
            Account.id != account_id,
            Account.disabled_at.is_(None),
            Account.grants.any(RoleGrant.role.in_(LENT) & RoleGrant.ended_at.is_(None)),
        )
        .options(joinedload(Account.organisation))
        .order_by(Account.organisation_id != own, Account.name, Account.id)
    )
    return list(session.scalars(statement))


def lent_grants(session: Session, deputy_id: int, *, on: date) -> tuple[Grant, ...]:
    """Return the grants that an account has on a day as somebody's deputy."""
    statement = (
        select(RoleGrant, Account.id, Account.name, Absence.to_on)
        .join(Account, Account.id == RoleGrant.account_id)
        .join(Absence, Absence.account_id == Account.id)
        .where(
            Absence.deputy_id == deputy_id,
            Absence.ended_at.is_(None),
            Absence.from_on <= on,
            Absence.to_on >= on,
            Account.disabled_at.is_(None),
            RoleGrant.ended_at.is_(None),
            RoleGrant.role.in_(LENT),
        )
        .order_by(RoleGrant.id)
    )
    return tuple(
        Grant(
            Role(row.role),
            row.division,
            row.authority,
            HeldFor(account_id, name, to_on),
        )
        for row, account_id, name, to_on in session.execute(statement)
    )


def standing_in(
    session: Session, account_id: int, for_id: int | None, *, now: datetime
) -> Caller:
    """Return the caller that an account is at this instant, in work begun before.

    What a writing session logs from then on stands as done for the absent person.

    Args:
        session: of the work.
        account_id: who asked for it.
        for_id: for whom, if it was asked for as a deputy.
        now: the present instant.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountClosedError: it was closed since.
        DeputyEndedError: the account does not stand in for that person any more.
    """
    account = account_by_id(session, account_id)
    if account.disabled_at is not None:
        raise AccountClosedError(account.name)
    lent = lent_grants(session, account_id, on=china_day(now))
    caller = caller_of(account, lent=lent)
    if for_id is not None:
        held_for = caller.deputy_for.get(for_id)
        if held_for is None:
            raise DeputyEndedError(account_by_id(session, for_id).name)
        caller.standing.held_for = held_for
    session.info[CALLER] = caller
    return caller


def _party(session: Session, account_id: int, today: date) -> Party:
    account = account_by_id(session, account_id)
    spans = session.execute(
        select(Absence.from_on, Absence.to_on).where(
            Absence.account_id == account_id,
            Absence.ended_at.is_(None),
            Absence.to_on >= today,
        )
    )
    return Party(
        account_id,
        () if account.disabled_at else caller_of(account).grants,
        tuple(Span(from_on, to_on) for from_on, to_on in spans),
    )


def _is_over(row: Absence, today: date) -> bool:
    return row.ended_at is not None or row.to_on < today
