"""A person's own notices: the list, how many are unread, and reading them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gi_registry.core.paging import Page, page_of
from gi_registry.notices.errors import NoticeNotFoundError
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import KINDS, Group


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to.

    Attributes:
        group: of `Group`, or "" for all.
        only_unread: leaves out what was read.
    """

    group: str = ""
    only_unread: bool = False


def listed(
    session: Session, account_id: int, wanted: Wanted, *, number: int
) -> Page[SentNotice]:
    """Return a page of somebody's notices, newest first."""
    statement = select(SentNotice).where(SentNotice.account_id == account_id)
    if wanted.group in set(Group):
        kinds = [kind for kind, each in KINDS.items() if each.group == wanted.group]
        statement = statement.where(SentNotice.kind.in_(kinds))
    if wanted.only_unread:
        statement = statement.where(SentNotice.read_at.is_(None))
    newest = statement.order_by(SentNotice.made_at.desc(), SentNotice.id.desc())
    return page_of(session, newest, number=number)


def unread(session: Session, account_id: int) -> int:
    """Return how many notices somebody has not read."""
    statement = select(func.count()).where(
        SentNotice.account_id == account_id, SentNotice.read_at.is_(None)
    )
    return session.scalar(statement) or 0


def opened(
    session: Session, account_id: int, notice_id: int, *, now: datetime
) -> SentNotice:
    """Mark one's own notice read, and return it.

    Raises:
        NoticeNotFoundError: there is none, or it is somebody else's.
    """
    found = session.get(SentNotice, notice_id)
    if found is None or found.account_id != account_id:
        raise NoticeNotFoundError
    found.read_at = found.read_at or now
    session.flush()
    return found


def read_all(session: Session, account_id: int, *, now: datetime) -> None:
    """Mark everything read."""
    session.execute(
        update(SentNotice)
        .where(SentNotice.account_id == account_id, SentNotice.read_at.is_(None))
        .values(read_at=now)
    )
