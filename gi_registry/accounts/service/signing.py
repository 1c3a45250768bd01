"""Signing in and out; failures are counted and throttled."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.errors import SignInError, SignInThrottledError
from gi_registry.accounts.models import Account, SignInFailure, WebSession
from gi_registry.accounts.service.absences import lent_grants
from gi_registry.accounts.service.people import (
    caller_of,
    find_by_login,
    hasher,
    is_password,
)
from gi_registry.core.access import Caller
from gi_registry.core.ids import digest, new_secret
from gi_registry.core.words import china_day

SESSION_LASTS = timedelta(hours=12)
THROTTLE_WINDOW = timedelta(minutes=15)
FAILURES_A_LOGIN = 5
FAILURES_AN_ADDRESS = 30
_UNKNOWN_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$MIIRqgvgQbgj220jfp0MPA"
    "$YfwJSVjtjSU0zzV/P3S9nnQ/USre2wvJMjfCIjrTQbg"
)
"""A hash of nothing known: an unknown login costs as much time as a known one."""


def sign_in(
    session: Session,
    *,
    login: str,
    password: str,
    address: str,
    browser: str,
    now: datetime,
) -> tuple[str, WebSession] | SignInError | SignInThrottledError:
    """Sign somebody in.

    A refusal is returned, not raised, so that the count of failures is committed.

    Args:
        session: a writing session.
        login: as typed.
        password: as typed.
        address: network address; only its digest is kept, for a day.
        browser: what the browser calls itself.
        now: the present instant.

    Returns:
        The cookie's secret with the new session, or the refusal.
    """
    login_digest, address_digest = digest(login.strip().lower()), digest(address)
    wait_s = _wait_s(session, login_digest, address_digest, now)
    if wait_s:
        return SignInThrottledError(wait_s)
    account = find_by_login(session, login)
    if not _is_right(account, password) or account is None:
        session.add(
            SignInFailure(
                login_digest=login_digest, address_digest=address_digest, at=now
            )
        )
        session.flush()
        return SignInError()
    secret = new_secret()
    opened = WebSession(
        token_digest=digest(secret),
        account_id=account.id,
        browser=browser[:120],
        created_at=now,
        seen_at=now,
        expires_at=now + SESSION_LASTS,
    )
    session.add(opened)
    same_login = SignInFailure.login_digest == login_digest
    session.execute(delete(SignInFailure).where(same_login))
    session.flush()
    return secret, opened


def find_caller_of_session(
    session: Session, secret: str, *, now: datetime
) -> Caller | None:
    """Return who a cookie's secret stands for, if its session is still open.

    Somebody's deputy has their grants too, on the days of the absence.
    """
    statement = (
        select(WebSession, Account)
        .join(Account, Account.id == WebSession.account_id)
        .where(
            WebSession.token_digest == digest(secret),
            WebSession.ended_at.is_(None),
            WebSession.expires_at > now,
            Account.disabled_at.is_(None),
        )
        .options(joinedload(Account.organisation), selectinload(Account.grants))
    )
    found = session.execute(statement).first()
    if found is None:
        return None
    signed_in, account = found
    lent = lent_grants(session, account.id, on=china_day(now))
    return caller_of(account, session_id=signed_in.id, lent=lent)


def open_sessions(
    session: Session, account_id: int, *, now: datetime
) -> list[WebSession]:
    """Return the browsers in which an account is signed in, newest first."""
    statement = (
        select(WebSession)
        .where(
            WebSession.account_id == account_id,
            WebSession.ended_at.is_(None),
            WebSession.expires_at > now,
        )
        .order_by(WebSession.created_at.desc())
    )
    return list(session.scalars(statement))


def end_session(
    session: Session, account_id: int, session_id: int, *, now: datetime
) -> None:
    """Sign one browser of an account out; it is out at its next request."""
    session.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.account_id == account_id)
        .values(ended_at=now)
    )


def end_all_sessions(
    session: Session, account_id: int, *, now: datetime, but: int | None = None
) -> None:
    """Sign an account out everywhere, but for one session."""
    session.execute(
        update(WebSession)
        .where(
            WebSession.account_id == account_id,
            WebSession.ended_at.is_(None),
            WebSession.id != (but or 0),
        )
        .values(ended_at=now)
    )


def _is_right(account: Account | None, password: str) -> bool:
    if account is None or account.disabled_at is not None:
        is_password(Account(password_hash=_UNKNOWN_HASH), password)
        return False
    right = is_password(account, password)
    if right and hasher().check_needs_rehash(account.password_hash):
        account.password_hash = hasher().hash(password)
    return right


def _wait_s(session: Session, login: str, address: str, now: datetime) -> int:
    """Return how long to wait, seconds; 0 if no throttle holds."""
    since = now - THROTTLE_WINDOW
    for column, key, most in (
        (SignInFailure.login_digest, login, FAILURES_A_LOGIN),
        (SignInFailure.address_digest, address, FAILURES_AN_ADDRESS),
    ):
        count, oldest = session.execute(
            select(func.count(), func.min(SignInFailure.at)).where(
                column == key, SignInFailure.at > since
            )
        ).one()
        if count >= most:
            return int((oldest + THROTTLE_WINDOW - now).total_seconds()) + 1
    day_ago = now - timedelta(days=1)
    session.execute(delete(SignInFailure).where(SignInFailure.at < day_ago))
    return 0
