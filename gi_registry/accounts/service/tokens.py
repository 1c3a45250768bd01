"""API tokens: shown once, stored hashed, limited to scopes and a time."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.errors import TokenNameTakenError, UnknownScopeError
from gi_registry.accounts.models import Account, ApiToken
from gi_registry.accounts.service.people import caller_of
from gi_registry.core.access import Caller, Permission
from gi_registry.core.ids import digest, new_secret

TOKEN_LASTS = timedelta(days=365)
_PREFIX = "gi_"


def create_token(
    session: Session,
    account: Account,
    *,
    name: str,
    scopes: list[str],
    now: datetime,
    lasts: timedelta = TOKEN_LASTS,
) -> tuple[str, ApiToken]:
    """Create a token; it is returned once and not kept.

    Args:
        session: a writing session.
        account: whose; organisation and grants loaded.
        name: to tell it from the account's other tokens.
        scopes: permissions that it may use, each held by the account.
        now: the present instant.
        lasts: until it expires, at most 365 days.

    Raises:
        UnknownScopeError: a scope is no permission, or not the account's.
        TokenNameTakenError: the account has one of that name.
    """
    holder = caller_of(account)
    for scope in scopes:
        if scope not in set(Permission) or not holder.may(scope):
            raise UnknownScopeError(scope)
    same = (ApiToken.account_id == account.id) & (ApiToken.name == name)
    if session.scalar(select(ApiToken.id).where(same)) is not None:
        raise TokenNameTakenError(name)
    token = _PREFIX + new_secret()
    row = ApiToken(
        account_id=account.id,
        name=name,
        token_digest=digest(token),
        start=token[:10],
        scopes=" ".join(sorted(set(scopes))),
        created_at=now,
        expires_at=now + min(lasts, TOKEN_LASTS),
    )
    session.add(row)
    session.flush()
    return token, row


def find_caller_of_token(
    session: Session, token: str, *, now: datetime
) -> Caller | None:
    """Return who a token stands for, if it still holds."""
    statement = (
        select(ApiToken, Account)
        .join(Account, Account.id == ApiToken.account_id)
        .where(
            ApiToken.token_digest == digest(token),
            ApiToken.ended_at.is_(None),
            ApiToken.expires_at > now,
            Account.disabled_at.is_(None),
        )
        .options(joinedload(Account.organisation), selectinload(Account.grants))
    )
    found = session.execute(statement).first()
    if found is None:
        return None
    row, account = found
    return caller_of(account, scopes=frozenset(row.scopes.split()))


def tokens_of(session: Session, account_id: int) -> list[ApiToken]:
    """Return an account's tokens, newest first."""
    statement = (
        select(ApiToken)
        .where(ApiToken.account_id == account_id)
        .order_by(ApiToken.created_at.desc())
    )
    return list(session.scalars(statement))


def end_token(
    session: Session, account_id: int, token_id: int, *, now: datetime
) -> None:
    """Take a token of an account back."""
    session.execute(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.account_id == account_id)
        .values(ended_at=now)
    )
