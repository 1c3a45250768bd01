"""Who handed in which file; the same bytes are kept once, whoever handed them in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core import personal
from gi_registry.core.db import insert_unless_there
from gi_registry.producers.models import FileHolder, StoredFile

_LONGEST_NAME = 120


def receive(
    session: Session, sha256: str, name: str, *, now: datetime, account_id: int
) -> str:
    """Record that an account's organisation handed in a file; the first time counts.

    Args:
        session: a writing session.
        sha256: of the file, which is in the store.
        name: as uploaded; only its last part is kept, without identity numbers.
        now: the instant of the upload.
        account_id: who uploaded it.

    Returns:
        The name as it is kept.
    """
    last = personal.hidden(name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in last if c.isprintable())[-_LONGEST_NAME:] or "file"
    organisation = select(Account.organisation_id).where(Account.id == account_id)
    session.execute(
        insert_unless_there(session, FileHolder).values(
            sha256=sha256,
            organisation_id=organisation.scalar_subquery(),
            account_id=account_id,
            name=kept,
            handed_in_at=now,
        )
    )
    return kept


def handed_in(session: Session, sha256: str, account_ids: Collection[int]) -> bool:
    """Whether the organisation of one of some accounts handed in a file."""
    statement = (
        select(FileHolder.sha256)
        .join(Account, Account.organisation_id == FileHolder.organisation_id)
        .where(FileHolder.sha256 == sha256, Account.id.in_(account_ids))
    )
    return session.scalar(statement.limit(1)) is not None


def is_holder(session: Session, sha256: str, organisation_id: int) -> bool:
    """Whether an organisation handed in a file."""
    return session.get(FileHolder, (sha256, organisation_id)) is not None


def name_for(session: Session, file: StoredFile, organisation_id: int | None) -> str:
    """Return what an organisation called a file that it handed in.

    Else what it was called first; so nobody learns from the name of his own file
    that another handed it in before.
    """
    own = organisation_id and session.get(FileHolder, (file.sha256, organisation_id))
    return own.name if own else file.name
