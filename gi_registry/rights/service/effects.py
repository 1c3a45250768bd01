"""What follows for a right and its users from what CNIPA did."""

from sqlalchemy.orm import Session

from gi_registry.core.words import Words
from gi_registry.producers import service as producers
from gi_registry.producers.service import By
from gi_registry.products.models import GiRight
from gi_registry.products.rules import RIGHT_STATUS_WORDS, RightStatus
from gi_registry.rights.errors import TouchedChangedError
from gi_registry.rights.models import RightHold, RightProcedure
from gi_registry.rights.rules import (
    ENDING_WORDS,
    RULES_OF,
    STATUS_OF,
    NewState,
    Procedure,
    State,
)


def ends_right(kind: Procedure, state: State) -> bool:
    """Whether a right is over with a state, so that its users are suspended."""
    return kind is Procedure.ENDING or state is State.REVOKED


def follow(
    session: Session,
    found: RightProcedure,
    new: NewState,
    touched: int | None,
    *,
    by: By,
) -> None:
    """Bring a right and its users to where a new state leaves them.

    Args:
        session: a writing session.
        found: the procedure, with its right locked.
        new: the state that was put on record.
        touched: how many users the officer was shown.
        by: who recorded it.

    Raises:
        TouchedChangedError: others would be suspended than were shown.
    """
    right = found.right
    if new.state is State.RECOGNISED:
        _mirrored(right, RightStatus.PROTECTED, by)
        right.since = new.on.isoformat()
    elif new.state is State.RENEWED:
        right.valid_to = found.valid_to
        if right.status is RightStatus.EXPIRED:
            _mirrored(right, RightStatus.PROTECTED, by)
        producers.renew(session, right.id, found.valid_to)
    elif ends_right(found.kind, new.state):
        status = STATUS_OF[found.ending] if found.ending else RightStatus.REVOKED
        _mirrored(right, status, by)
        _suspend(session, found, new, touched, by=by)
    session.flush()


def _mirrored(right: GiRight, status: RightStatus, by: By) -> None:
    right.status = status
    right.mirrored_at = by.now


def _suspend(
    session: Session,
    found: RightProcedure,
    new: NewState,
    touched: int | None,
    *,
    by: By,
) -> None:
    right = found.right
    if found.successor_id is not None:
        successor = session.get_one(GiRight, found.successor_id)
        successor.supersedes_id = successor.supersedes_id or right.id
    count = producers.count_of_right(session, right.id)
    if touched != count:
        raise TouchedChangedError(count)
    how = (
        ENDING_WORDS[found.ending] if found.ending else RIGHT_STATUS_WORDS[right.status]
    )
    keys = RULES_OF[found.kind]
    held = producers.hold(
        session, [right.id], held_reason(how), on=new.on, by=by, keys=keys
    )
    session.add_all(
        RightHold(
            procedure_id=found.id,
            authorization_id=each.authorization.id,
            from_right_id=right.id,
            state_before=each.state,
            due_before=each.due_on,
            words="",
        )
        for each in held
    )


def held_reason(how: Words) -> str:
    """Return what the holder reads of a right that ended."""
    return f"所依据的权利已终止（{how.zh}）；转到同一产品的另一项权利前暂停用标"
