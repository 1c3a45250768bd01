"""What is on record of a business, and how it changes: never overwritten.

The present value stands in `entity` or `authorization`; each confirmed change
keeps the value before it and the first day of the new one, so that the value of
any day is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from gi_registry.core.words import Words
from gi_registry.producers.errors import RecordDayError, SameValueError

LONGEST = {"name": 120, "address": 200, "standard": 60}
"""Characters of a new value at most, by what changes."""


class ChangeKind(StrEnum):
    """What changes."""

    NAME = "name"
    ADDRESS = "address"
    STANDARD = "standard"
    """The standard produced to, of one authorization."""
    STATUS = "status"
    """Standing in the register of enterprises; by list, never proposed."""


class ChangeState(StrEnum):
    """Where a change stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    """With the list by which it came: it was wrong and has held on no day."""


CHANGE_KIND_WORDS = {
    ChangeKind.NAME: Words("名称", "Name"),
    ChangeKind.ADDRESS: Words("生产地址", "Address of production"),
    ChangeKind.STANDARD: Words("执行标准", "Standard"),
    ChangeKind.STATUS: Words("登记状态", "Standing"),
}

CHANGE_STATE_WORDS = {
    ChangeState.WAITING: Words("待确认", "Waiting"),
    ChangeState.CONFIRMED: Words("已确认", "Confirmed"),
    ChangeState.REFUSED: Words("不予确认", "Refused"),
    ChangeState.WITHDRAWN: Words("已撤回", "Withdrawn"),
    ChangeState.TAKEN_BACK: Words("已随名单撤销", "Taken back with its list"),
}

PROPOSED = (ChangeKind.NAME, ChangeKind.ADDRESS, ChangeKind.STANDARD)
"""What a producer may propose."""


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change that a producer proposes.

    Attributes:
        new: the value from then on.
        from_on: first day of it.
        file_sha256: what shows it, kept in the store.
        authorization: number of the authorization, of a change of standard.
        division: county to which production moves, of a change of address;
            empty where it stays.
        document: CNIPA's announcement or another document, if there is one.
    """

    kind: ChangeKind
    new: str
    from_on: date
    reason: str
    file_sha256: str
    authorization: str = ""
    division: str = ""
    document: str = ""


class Changed(Protocol):
    """A confirmed change."""

    @property
    def old(self) -> str:
        """What was on record before."""
        ...

    @property
    def from_on(self) -> date:
        """First day of what came after."""
        ...


def value_on(present: str, changes: Sequence[Changed], day: date) -> str:
    """Return what was on record for a day.

    Args:
        present: what is on record now.
        changes: confirmed ones of one kind, by first day.
        day: in China.

    Returns:
        Before the first change what stood before it, however early the day is.
    """
    return next((each.old for each in changes if day < each.from_on), present)


def check_change_of_record(
    old: str, new: str, *, from_on: date, last: date | None, today: date
) -> None:
    """Refuse a change that is none, or that would rewrite what is settled.

    Args:
        old: what is on record.
        new: what is to be.
        from_on: first day of it.
        last: first day of the last confirmed change of the same thing.
        today: the present day in China.

    Raises:
        SameValueError: nothing would change.
        RecordDayError: in the future, or before the last change.
    """
    if old == new:
        raise SameValueError(old)
    if not (last or date.min) <= from_on <= today:
        raise RecordDayError("from_on", last or date(1949, 10, 1), today)
