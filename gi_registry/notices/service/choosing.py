"""What a person wants by mail, and in which language."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.words import Language
from gi_registry.notices.models import MailChoice
from gi_registry.notices.rules import Group


def off_of(session: Session, account_id: int) -> frozenset[str]:
    """Return the groups that somebody does not want by mail."""
    found = session.get(MailChoice, account_id)
    return frozenset(found.off if found else ())


def choose(
    session: Session, account_id: int, wanted: Collection[Group], language: Language
) -> None:
    """Keep which groups are mailed to somebody, and in which language."""
    session.get_one(Account, account_id).language = language
    off = sorted(group.value for group in Group if group not in wanted)
    session.merge(MailChoice(account_id=account_id, off=off))
    session.flush()
