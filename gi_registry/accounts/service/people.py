"""Organisations, people and what they may do."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.errors import (
    AccountNotFoundError,
    LoginTakenError,
    WeakPasswordError,
)
from gi_registry.accounts.models import Account, Organisation, RoleGrant
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.translog import service as translog

LEAST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is to get an account."""

    login: str
    name: str
    organisation_id: int
    password: str
    is_demo: bool = False


@cache
def hasher() -> PasswordHasher:
    """Return the argon2id hasher, with the library's parameters (RFC 9106)."""
    return PasswordHasher()


def create_organisation(
    session: Session,
    *,
    kind: OrganisationKind,
    name: str,
    division: str,
    now: datetime,
) -> Organisation:
    """Register an organisation, or return the one of that name."""
    found = session.scalar(select(Organisation).where(Organisation.name == name))
    if found is not None:
        return found
    made = Organisation(kind=kind, name=name, division=division, created_at=now)
    session.add(made)
    session.flush()
    return made


def create_account(session: Session, new: NewAccount, *, now: datetime) -> Account:
    """Create an account without any role.

    Raises:
        LoginTakenError: somebody has it.
        WeakPasswordError: fewer than 10 characters, or the login itself.
    """
    login = new.login.strip().lower()
    if find_by_login(session, login) is not None:
        raise LoginTakenError(login)
    account = Account(
        login=login,
        name=new.name,
        organisation_id=new.organisation_id,
        password_hash=_hashed(new.password, login),
        is_demo=new.is_demo,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def grant(
    session: Session, account: Account, given: Grant, *, now: datetime
) -> RoleGrant:
    """Give an account a role within a jurisdiction, and log it."""
    row = RoleGrant(
        account_id=account.id,
        role=given.role,
        division=given.division,
        authority=given.authority,
        granted_at=now,
    )
    session.add(row)
    session.flush()
    body = {"role": given.role.value, "division": given.division}
    translog.append(session, "role.granted", f"account-{account.id}", body, now=now)
    return row


def change_password(session: Session, account_id: int, password: str) -> None:
    """Set a new password.

    Raises:
        WeakPasswordError: fewer than 10 characters, or the login itself.
    """
    account = session.get_one(Account, account_id)
    account.password_hash = _hashed(password, account.login)
    session.flush()


def find_by_login(session: Session, login: str) -> Account | None:
    """Return an account with its organisation and grants, if there is one."""
    statement = (
        select(Account)
        .where(Account.login == login.strip().lower())
        .options(joinedload(Account.organisation), selectinload(Account.grants))
    )
    return session.scalar(statement)


def by_login(session: Session, login: str) -> Account:
    """Return an account with its organisation and grants.

    Raises:
        AccountNotFoundError: there is none.
    """
    account = find_by_login(session, login)
    if account is None:
        raise AccountNotFoundError(login)
    return account


def is_password(account: Account, password: str) -> bool:
    """Whether a password is the account's."""
    try:
        return hasher().verify(account.password_hash, password)
    except VerificationError:
        return False


def caller_of(
    account: Account,
    *,
    session_id: int | None = None,
    scopes: frozenset[str] | None = None,
) -> Caller:
    """Return the caller that an account is; organisation and grants loaded."""
    return Caller(
        account_id=account.id,
        name=account.name,
        organisation_id=account.organisation_id,
        organisation_name=account.organisation.name,
        grants=tuple(
            Grant(Role(row.role), row.division, row.authority)
            for row in account.grants
            if row.ended_at is None
        ),
        language=account.language,
        session_id=session_id,
        scopes=scopes,
    )


def _hashed(password: str, login: str) -> str:
    if len(password) < LEAST_PASSWORD or password.lower() == login:
        raise WeakPasswordError(LEAST_PASSWORD)
    return hasher().hash(password)
