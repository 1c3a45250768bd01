"""Telling people: a row for each, in the transaction of what they are told of."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import among, insert_unless_there
from gi_registry.notices.models import MailChoice, SentNotice
from gi_registry.notices.rules import KINDS, Kind, Notice


def tell(
    session: Session, recipients: Iterable[int], told: Notice, *, now: datetime
) -> None:
    """Tell people once; who was told the same before is not told again.

    Nothing is sent here: the mail goes out from the row, by the worker.

    Args:
        session: a writing session; the notice stands or falls with its work.
        recipients: accounts, by id.
        told: what they are told.
        now: the present instant.
    """
    tell_all(session, [(each, told) for each in sorted(set(recipients))], now=now)


def tell_all(
    session: Session, said: Sequence[tuple[int, Notice]], *, now: datetime
) -> None:
    """Tell many people of different things, in two statements.

    Args:
        session: a writing session; see `tell`.
        said: accounts, by id, each with what it is told.
        now: the present instant.
    """
    if not said:
        return
    who = {account_id for account_id, _ in said}
    statement = select(MailChoice).where(among(session, MailChoice.account_id, who))
    off = {row.account_id: row.off or () for row in session.scalars(statement)}
    rows = [
        {
            "account_id": account_id,
            "kind": told.kind,
            "key": told.key,
            "subject": told.subject,
            "words_zh": told.words.zh,
            "words_en": told.words.en,
            "link": told.link,
            "made_at": now,
            "mail_due_at": _mailed(told, off.get(account_id, ()), now),
            "mail_attempts": 0,
        }
        for account_id, told in said
    ]
    session.execute(insert_unless_there(session, SentNotice), rows)


def told_of(
    session: Session, kind: Kind, start: str, *, once: str | None = None
) -> set[str]:
    """Return of which subjects anybody has been told by a kind of notice.

    Args:
        session: to read with.
        kind: of the notice.
        start: how the subjects begin, such as AP-2026-.
        once: what tells the notices meant from others of the same kind and subject;
            none for all of them.
    """
    statement = select(SentNotice.subject).where(
        SentNotice.kind == kind, SentNotice.subject.startswith(start, autoescape=True)
    )
    if once is not None:
        statement = statement.where(SentNotice.key.endswith(f":{once}"))
    return set(session.scalars(statement))


def _mailed(told: Notice, off: Sequence[str], now: datetime) -> datetime | None:
    return None if KINDS[told.kind].group.value in off else now
