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
    caller: Caller | None = session.info.get(CALLER)
    if caller is None or caller.account_id != account_id:
        return None
    held_for = caller.standing.held_for
    return held_for.account_id if held_for else None
