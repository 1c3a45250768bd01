"""One deed for many applications, each judged by its own guard.

Only what leaves the record as complete as one by one: taking, and the reviews
that pass. Origin checks, returns and what CNIPA did are recorded singly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Caller, Permission
from gi_registry.core.errors import GiError
from gi_registry.core.words import Words
from gi_registry.producers import queries
from gi_registry.producers.errors import BulkSizeError
from gi_registry.producers.models import Application, Entity
from gi_registry.producers.rules import Action, Bulk, step
from gi_registry.producers.service.assigning import take
from gi_registry.producers.service.review import prefecture_review, province_review
from gi_registry.producers.service.steps import By, locked, place_of

MOST: Final = 200
"""Applications at once."""
_DONE = Words("已办理", "Done")
_REVIEWS = {
    Bulk.PREFECTURE_REVIEW: (Action.PREFECTURE_REVIEW, prefecture_review),
    Bulk.PROVINCE_REVIEW: (Action.PROVINCE_REVIEW, province_review),
}


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What happened with one application.

    Attributes:
        entity: name of the applicant; none of what the caller may not see.
        words: that it was done, or why not and what to do.
    """

    number: str
    entity: str | None
    is_done: bool
    words: Words


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """What is done with each, and the one remark."""

    kind: Bulk
    words: str = ""


def in_bulk(
    session: Session,
    numbers: Iterable[str],
    deed: BulkDeed,
    caller: Caller,
    *,
    now: datetime,
) -> list[BulkLine]:
    """Do one thing with many applications in one transaction.

    Each is done wholly or not at all, by the same rules as singly; what is
    refused is told in its line and hinders no other.

    Raises:
        BulkSizeError: none is named, or more than `MOST`.
    """
    chosen = sorted(set(numbers))
    if not 0 < len(chosen) <= MOST:
        raise BulkSizeError(MOST)
    names = _names(session, chosen, caller)
    return [
        _line(number, names.get(number), _refused(session, number, deed, caller, now))
        for number in chosen
    ]


def _line(number: str, entity: str | None, refusal: Words | None) -> BulkLine:
    return BulkLine(number, entity, refusal is None, refusal or _DONE)


def _refused(
    session: Session, number: str, deed: BulkDeed, caller: Caller, now: datetime
) -> Words | None:
    """Do it to one, or undo all of it and return why."""
    try:
        with session.begin_nested():
            _do(session, number, deed, caller, now)
    except GiError as error:
        return error.words
    return None


def _do(
    session: Session, number: str, deed: BulkDeed, caller: Caller, now: datetime
) -> None:
    if deed.kind is Bulk.TAKE:
        take(session, number, caller, by=By(caller.account_id, now))
        return
    action, review = _REVIEWS[deed.kind]
    found = locked(session, number)
    place = place_of(found)
    caller.demand(Permission.DESK, place)
    caller.demand(step(found.state, action).permission, place)
    review(session, number, deed.words, now=now, account_id=caller.account_id)


def _names(session: Session, numbers: Sequence[str], caller: Caller) -> dict[str, str]:
    statement = (
        select(Application.number, Entity.name)
        .join(Application.entity)
        .join(Application.right)
        .where(Application.number.in_(numbers), *queries.seen_applications(caller))
    )
    return dict(session.execute(statement).all())
