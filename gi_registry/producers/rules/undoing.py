"""Whether a list of standings that was recorded can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.producers.errors import (
    ListTakenBackError,
    ListUndoBlockedError,
    NothingToUndoError,
    ReasonNeededError,
)


class UndoOutcome(StrEnum):
    """What becomes of a business of the list."""

    RESTORED = "restored"
    BLOCKED = "blocked"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    UndoOutcome.RESTORED: Words("可恢复", "Can be restored"),
    UndoOutcome.BLOCKED: Words("不能恢复", "Cannot be restored"),
}


@dataclass(slots=True)
class UndoLine:
    """A business that the list changed.

    Attributes:
        words: what it becomes again.
        blocked: why something of it cannot be restored, and what to do.
    """

    name: str
    uscc: str
    words: list[Words] = field(default_factory=list)
    blocked: list[Words] = field(default_factory=list)

    @property
    def outcome(self) -> UndoOutcome:
        """What becomes of it."""
        return UndoOutcome.BLOCKED if self.blocked else UndoOutcome.RESTORED


def check_undo(
    number: str, lines: Sequence[UndoLine], reason: str, *, is_taken_back: bool
) -> None:
    """Refuse to take back what was, or what cannot be taken back as a whole.

    Args:
        number: of the list.
        lines: of the businesses that it changed.
        reason: why.
        is_taken_back: whether it was taken back before.

    Raises:
        ListTakenBackError: it was.
        NothingToUndoError: it changed nothing.
        ListUndoBlockedError: something happened since to one of them.
        ReasonNeededError: no reason is given.
    """
    if is_taken_back:
        raise ListTakenBackError(number)
    if not lines:
        raise NothingToUndoError(number)
    blocked = [line.name for line in lines if line.blocked]
    if blocked:
        raise ListUndoBlockedError(blocked)
    if not reason.strip():
        raise ReasonNeededError
