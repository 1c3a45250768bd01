"""Organisations, people and what they may do."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.errors import (
    AccountNotFoundError,
    JurisdictionError,
    LoginTakenError,
    WeakPasswordError,
)
from gi_registry.accounts.models import (
    Account,
    Organisation,
    RoleGrant,
    WebSession,
)
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.core.access import (
    ROLE_PERMISSIONS,
    Caller,
    Grant,
    Permission,
    Place,
    Role,
)
from gi_registry.core.paging import Page, page_of
from gi_registry.translog import service as translog

LEAST_PASSWORD = 10
HASHING: Parameters = RFC_9106_LOW_MEMORY
_PREFIX = re.compile(r"(\d\d){0,3}")


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
    """Return the argon2id hasher."""
    return PasswordHasher.from_parameters(HASHING)


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
    session: Session,
    account: Account,
    given: Grant,
    *,
    now: datetime,
    by_id: int | None = None,
) -> RoleGrant:
    """Give an account a role within a jurisdiction, and log it.

    Raises:
        JurisdictionError: the division is no GB/T 2260 prefix.
    """
    if not _PREFIX.fullmatch(given.division):
        raise JurisdictionError(given.division)
    row = RoleGrant(
        account_id=account.id,
        role=given.role,
        division=given.division,
        authority=given.authority,
        granted_at=now,
        granted_by_id=by_id,
    )
    session.add(row)
    session.flush()
    body = {"role": given.role.value, "division": given.division}
    _log(session, "role.granted", account.id, body, now=now, by_id=by_id)
    return row


def disable(session: Session, account_id: int, *, now: datetime, by_id: int) -> None:
    """Let an account sign in no more, and end its sessions."""
    account = account_by_id(session, account_id)
    account.disabled_at = now
    session.execute(
        update(WebSession)
        .where(WebSession.account_id == account_id, WebSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    _log(session, "account.disabled", account_id, {}, now=now, by_id=by_id)


def enable(session: Session, account_id: int, *, now: datetime, by_id: int) -> None:
    """Let a disabled account sign in again."""
    account_by_id(session, account_id).disabled_at = None
    _log(session, "account.enabled", account_id, {}, now=now, by_id=by_id)


def people(session: Session, asked: str, *, number: int) -> Page[Account]:
    """Return accounts whose login, name or organisation holds a text, by login."""
    statement = (
        select(Account)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .options(joinedload(Account.organisation), selectinload(Account.grants))
        .order_by(Account.login)
    )
    if asked:
        statement = statement.where(
            Account.login.contains(asked.lower(), autoescape=True)
            | Account.name.contains(asked, autoescape=True)
            | Organisation.name.contains(asked, autoescape=True)
        )
    return page_of(session, statement, number=number)


def account_by_id(session: Session, account_id: int) -> Account:
    """Return an account with its organisation and grants, by its id.

    Raises:
        AccountNotFoundError: there is none.
    """
    statement = (
        select(Account)
        .where(Account.id == account_id)
        .options(joinedload(Account.organisation), selectinload(Account.grants))
    )
    account = session.scalar(statement)
    if account is None:
        raise AccountNotFoundError(str(account_id))
    return account


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


def first_of(session: Session, organisation_id: int) -> Account:
    """Return the oldest account of an organisation that may sign in.

    Raises:
        AccountNotFoundError: it has none.
    """
    account = session.scalar(
        select(Account)
        .where(Account.organisation_id == organisation_id)
        .where(Account.disabled_at.is_(None))
        .order_by(Account.id)
        .limit(1)
    )
    if account is None:
        raise AccountNotFoundError(str(organisation_id))
    return account


def holders(
    session: Session, permissions: Collection[Permission], place: Place
) -> list[Account]:
    """Return the people who hold any of some permissions for a place, by name."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if held & {*permissions}]
    statement = (
        select(Account)
        .where(
            Account.disabled_at.is_(None),
            Account.grants.any(
                RoleGrant.role.in_(roles) & RoleGrant.ended_at.is_(None)
            ),
        )
        .options(joinedload(Account.organisation), selectinload(Account.grants))
        .order_by(Account.name, Account.id)
    )
    return [
        account
        for account in session.scalars(statement)
        if any(
            grant.role in roles and grant.covers(place)
            for grant in caller_of(account).grants
        )
    ]


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
    lent: tuple[Grant, ...] = (),
) -> Caller:
    """Return the caller that an account is; organisation and grants loaded.

    Args:
        account: whose own grants count.
        session_id: of the browser, if it is one.
        scopes: of the token, if it is one.
        lent: grants of absent people, of a deputy.
    """
    return Caller(
        account_id=account.id,
        name=account.name,
        organisation_id=account.organisation_id,
        organisation_name=account.organisation.name,
        grants=tuple(
            Grant(Role(row.role), row.division, row.authority)
            for row in account.grants
            if row.ended_at is None
        )
        + lent,
        language=account.language,
        session_id=session_id,
        scopes=scopes,
    )


def _log(
    session: Session,
    kind: str,
    account_id: int,
    body: dict[str, Any],
    *,
    now: datetime,
    by_id: int | None,
) -> None:
    subject = f"account-{account_id}"
    translog.append(session, kind, subject, body, now=now, account_id=by_id)


def _hashed(password: str, login: str) -> str:
    if len(password) < LEAST_PASSWORD or password.lower() == login:
        raise WeakPasswordError(LEAST_PASSWORD)
    return hasher().hash(password)
