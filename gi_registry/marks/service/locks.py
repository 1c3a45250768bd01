"""One writer at a time in the ledger of one authorized user."""

from sqlalchemy.orm import Session

from gi_registry.core.db import lock

_LEDGER = 0x6C65_6467_0000_0000
"""Advisory locks of ledgers: this and the authorization's id."""


def lock_ledger(session: Session, authorization_id: int) -> None:
    """Let one transaction at a time change an authorized user's labels or lots.

    What is read after this is what the one before has left.
    """
    lock(session, _LEDGER | authorization_id)
