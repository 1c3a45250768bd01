"""Sending what waits to be mailed: one mail a person, tried again when it fails.

A notice is claimed before its mail goes out and marked afterwards. A worker that
is killed between the two lets it be sent again later, under the same Message-ID.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings
from gi_registry.core.words import Language, Words
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import KINDS
from gi_registry.notices.rules.mails import (
    GIVEN_UP_AFTER,
    Envelope,
    Item,
    is_address,
    mail_of,
    wait_after,
)
from gi_registry.notices.service import post
from gi_registry.notices.service.post import LaterMailError, Post, RefusedMailError

_AT_ONCE = 500
"""Notices that one mail stands for at most."""
_LONG = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What goes into one mail, claimed."""

    ids: tuple[int, ...]
    to: str
    language: Language
    items: tuple[Item, ...]


def send_waiting(
    database: Database,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    between: Callable[[int], None],
) -> int:
    """Send every mail that is due, until the server cannot be reached.

    Args:
        database: to work in; every mail is claimed and marked on its own.
        settings: with the server.
        now: asks for the present instant.
        between: called with the number of people dealt with, after each.

    Returns:
        How many people were dealt with.
    """
    with database.read() as session:
        if not _due(session, now()):
            return 0
    sent = 0
    try:
        with post.opened(settings) as opened:
            while _send_one(database, settings, opened, now()):
                sent += 1
                between(sent)
    except (OSError, smtplib.SMTPException) as error:
        _put_off(database, _named(error), now=now())
    return sent


def check(settings: Settings) -> str:
    """Return why mail cannot be sent now; "" if it can."""
    try:
        with post.opened(settings):
            return ""
    except (OSError, smtplib.SMTPException) as error:
        return _named(error)


def stuck(session: Session, *, now: datetime) -> int:
    """Return how many notices should have been mailed an hour ago."""
    statement = select(func.count()).where(
        SentNotice.mail_due_at.is_not(None),
        SentNotice.made_at < now - _LONG,
        SentNotice.made_at > now - GIVEN_UP_AFTER,
    )
    return session.scalar(statement) or 0


def _send_one(
    database: Database, settings: Settings, opened: Post, now: datetime
) -> bool:
    """Send what one person waits for; say whether anybody waited."""
    with database.write() as session:
        found = _claim(session, settings, now)
    if found is None or not found.items:
        return found is not None
    sender = settings.mail_from or "gi-registry@localhost"
    name = f"notice-{found.ids[0]}-{found.ids[-1]}"
    envelope = Envelope(sender, found.to, found.language, settings.base_url, name)
    try:
        opened.send(mail_of(envelope, found.items, at=now))
    except RefusedMailError as error:
        _mark(database, found.ids, mail_due_at=None, mail_error=str(error))
    except LaterMailError as error:
        _mark(database, found.ids, mail_error=str(error))
    else:
        _mark(database, found.ids, mail_due_at=None, mailed_at=now, mail_error=None)
    return True


def _claim(session: Session, settings: Settings, now: datetime) -> _Outgoing | None:
    """Claim what one person waits for; None if nobody waits, no items if too late."""
    statement = (
        select(SentNotice)
        .where(SentNotice.mail_due_at <= now)
        .order_by(SentNotice.mail_due_at, SentNotice.id)
        .with_for_update(skip_locked=True)
    )
    first = session.scalars(statement.limit(1)).first()
    if first is None:
        return None
    of_one = statement.where(SentNotice.account_id == first.account_id)
    rows = session.scalars(of_one.limit(_AT_ONCE)).all()
    account = session.get_one(Account, first.account_id)
    why_not = _why_not(account, settings)
    to_mail = []
    for row in sorted(rows, key=lambda row: row.id):
        is_late = row.made_at < now - GIVEN_UP_AFTER
        if why_not or is_late:
            row.mail_due_at, row.mail_error = None, why_not or "given up"
            continue
        row.mail_attempts += 1
        row.mail_due_at = now + wait_after(row.mail_attempts)
        to_mail.append(row)
    session.flush()
    return _Outgoing(
        ids=tuple(row.id for row in to_mail),
        to=account.login,
        language=account.language or Language.ZH,
        items=tuple(
            Item(
                KINDS[row.kind].title,
                Words(row.words_zh, row.words_en),
                row.link,
                row.made_at,
            )
            for row in to_mail
        ),
    )


def _why_not(account: Account, settings: Settings) -> str:
    """Return why nothing is mailed to an account; "" if it is."""
    if account.disabled_at is not None:
        return "account disabled"
    if account.login == settings.mail_from:
        return "own address"
    if settings.smtp_url != post.FILES and not is_address(account.login):
        return "no address"
    return ""


def _due(session: Session, now: datetime) -> bool:
    statement = select(SentNotice.id).where(SentNotice.mail_due_at <= now).limit(1)
    return session.scalar(statement) is not None


def _mark(database: Database, ids: tuple[int, ...], **values: object) -> None:
    with database.write() as session:
        session.execute(update(SentNotice).where(SentNotice.id.in_(ids)).values(values))


def _put_off(database: Database, why: str, *, now: datetime) -> None:
    """Let everything that is due wait, since the server cannot be reached."""
    with database.write() as session:
        session.execute(
            update(SentNotice)
            .where(SentNotice.mail_due_at <= now)
            .values(mail_due_at=now + wait_after(2), mail_error=why)
        )


def _named(error: Exception) -> str:
    """Return an error without what the server said, which may name people."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code or ''}".strip()
