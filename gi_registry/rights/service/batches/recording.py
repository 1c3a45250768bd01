"""What is new on a list of rights, put on record in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service as producers
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products.models import GiRight
from gi_registry.products.rules import (
    RIGHT_STATUS_WORDS,
    RightStatus,
)
from gi_registry.rights.errors import TouchedChangedError
from gi_registry.rights.models import (
    RightHold,
)
from gi_registry.rights.rules import (
    ENDING_WORDS,
    RULES_OF,
    STATUS_OF,
    State,
)
from gi_registry.rights.rules.batches import TAKEN, Line
from gi_registry.rights.service.batches.comparing import is_end, says_particulars
from gi_registry.rights.service.batches.ground import ground_of
from gi_registry.rights.service.batches.judging import Listing, judge_on
from gi_registry.rights.service.batches.rows import (
    Step,
    procedures_of,
    put_events,
    rights_of,
    tie,
)
from gi_registry.rights.service.effects import held_reason

_LOCKED: Final = 0x524742
"""Stands for lists of rights among what is locked."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a list.

    Attributes:
        lines: all of them, as they were judged when they were recorded.
        rights: of the lines that were taken, count.
        users: authorizations that were suspended, count.
    """

    lines: Sequence[Line]
    rights: int
    users: int


def record_rights(
    session: Session, listing: Listing, file_sha256: str, touched: int, *, by: By
) -> Recorded:
    """Judge a list and record all that is new on it; what is on record stays.

    The number of statements does not grow with the list, only with the users whom
    the end of a right suspends.

    Args:
        session: a writing session.
        listing: the announcement with its list.
        file_sha256: of the announcement's kept file.
        touched: how many users the officer was shown that it would suspend.
        by: who records it.

    Raises:
        TouchedChangedError: others would be suspended than were shown.
        AnnouncementConflictError, FileNotHandedInError: see `producers.announced`.
    """
    lock(session, _LOCKED)
    today = china_day(by.now)
    ground = ground_of(session, listing.rows, on=today, locked=True)
    lines = judge_on(ground, listing, today=today)
    taken = [line for line in lines if line.outcome in TAKEN]
    if not taken:
        return Recorded(lines, 0, 0)
    users = sum(line.users for line in taken)
    if touched != users:
        raise TouchedChangedError(users)
    new = NewAnnouncement(listing.number, listing.on, file_sha256)
    announcement = producers.announcement_of(session, new, by=by)
    found = rights_of(session, taken, ground, by)
    steps = procedures_of(session, found, ground, listing)
    put_events(session, steps, announcement, listing, by)
    tie(session, steps, announcement)
    for step in steps:
        _follow(step, listing, by)
    session.flush()
    held = _suspend(session, steps, listing, by)
    return Recorded(lines, len(taken), held)


def _follow(step: Step, listing: Listing, by: By) -> None:
    """Bring the right to where the announcement leaves it."""
    right, meaning, given = step.right, step.planned.meaning, step.given
    if meaning.state is State.RECOGNISED:
        right.status, right.mirrored_at = RightStatus.PROTECTED, by.now
        right.since = listing.on.isoformat()
    elif is_end(meaning):
        right.status = (
            STATUS_OF[meaning.ending] if meaning.ending else RightStatus.REVOKED
        )
        right.mirrored_at = by.now
    if meaning in says_particulars() or step.planned.right_id is None:
        right.holder = given.holder or right.holder
        right.managing_authority = given.managing_authority or right.managing_authority
        right.number = given.number or right.number


def _suspend(session: Session, steps: Sequence[Step], listing: Listing, by: By) -> int:
    """Suspend whoever uses the mark under a right that ended; return how many."""
    ends: dict[tuple[Words, tuple[str, ...]], list[Step]] = defaultdict(list)
    for step in steps:
        meaning = step.planned.meaning
        if is_end(meaning):
            how = (
                ENDING_WORDS[meaning.ending]
                if meaning.ending
                else RIGHT_STATUS_WORDS[RightStatus.REVOKED]
            )
            ends[how, RULES_OF[meaning.procedure]].append(step)
    count = 0
    _supersede(session, [step for found in ends.values() for step in found])
    for (how, keys), found in ends.items():
        procedures = {step.right.id: step.procedure.id for step in found}
        held = producers.hold(
            session, procedures, held_reason(how), on=listing.on, by=by, keys=keys
        )
        count += len(held)
        session.add_all(
            RightHold(
                procedure_id=procedures[each.authorization.right_id],
                authorization_id=each.authorization.id,
                from_right_id=each.authorization.right_id,
                state_before=each.state,
                due_before=each.due_on,
                words="",
            )
            for each in held
        )
    session.flush()
    return count


def _supersede(session: Session, steps: Iterable[Step]) -> None:
    into: Mapping[int, int] = {
        step.procedure.successor_id: step.right.id
        for step in steps
        if step.procedure.successor_id is not None
    }
    found = session.scalars(select(GiRight).where(GiRight.id.in_(into)))
    for right in found:
        right.supersedes_id = right.supersedes_id or into[right.id]
