"""Telling people: a row for each, in the transaction of what they are told of."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import insert_unless_there
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
    wanted = sorted(set(recipients))
    if not wanted:
        return
    group = KINDS[told.kind].group.value
    statement = select(MailChoice).where(MailChoice.account_id.in_(wanted))
    off = {
        row.account_id for row in session.scalars(statement) if group in (row.off or ())
    }
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
            "mail_due_at": None if account_id in off else now,
            "mail_attempts": 0,
        }
        for account_id in wanted
    ]
    session.execute(insert_unless_there(session, SentNotice), rows)


def told_of(session: Session, kind: Kind, start: str) -> set[str]:
    """Return of which subjects anybody has been told by a kind of notice.

    Args:
        session: to read with.
        kind: of the notice.
        start: how the subjects begin, such as AP-2026-.
    """
    statement = select(SentNotice.subject).where(
        SentNotice.kind == kind, SentNotice.subject.startswith(start, autoescape=True)
    )
    return set(session.scalars(statement))
