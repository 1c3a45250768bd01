"""For whom somebody acts: for himself, or as the deputy of somebody absent (代)."""

from sqlalchemy.orm import Session

from gi_registry.core.access import Caller

CALLER = "caller"
"""Key of a writing session's `info` under which edges put who is calling."""


def acting_for(session: Session, account_id: int | None) -> int | None:
    """Return the absent person for whom an account acts; none if for himself.

    Args:
        session: a writing session of an edge; elsewhere nobody is a deputy.
        account_id: who acts.
    """
    caller = calling(session, account_id)
    held_for = caller.standing.held_for if caller else None
    return held_for.account_id if held_for else None


def calling(session: Session, account_id: int | None) -> Caller | None:
    """Return the caller whose account acts; none where no edge's caller does.

    Args:
        session: a writing session of an edge; elsewhere nobody calls.
        account_id: who acts.
    """
    caller: Caller | None = session.info.get(CALLER)
    return caller if caller and caller.account_id == account_id else None
