"""A run as a roll of labels: pieces in their order, and what became of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from gi_registry.core.words import Words
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeState

if TYPE_CHECKING:
    from gi_registry.marks.models import LabelRange

_UNUSED = Words("未使用", "Not used")
_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """Labels next to each other of which one thing is true.

    Attributes:
        first: the first sequence number.
        end: one past the last.
        state: what happened; None where nothing did.
        on_day: when.
        reason: as typed.
    """

    first: int
    end: int
    state: RangeState | None = None
    on_day: date | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        """Labels, count."""
        return self.end - self.first

    @property
    def last(self) -> int:
        """The last sequence number."""
        return self.end - 1

    @property
    def words(self) -> Words:
        """What became of the labels."""
        return RANGE_STATE_WORDS[self.state] if self.state else _UNUSED

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        if self.state is None:
            return "neutral"
        return "warn" if self.state.is_dead else "good"


def pieces(size: int, ranges: Sequence["LabelRange"]) -> Iterator[Piece]:
    """Give the whole roll: what happened to labels and the gaps between.

    Args:
        size: labels in the run.
        ranges: in the order of the roll; they never overlap.
    """
    at = 0
    for row in ranges:
        if row.first > at:
            yield Piece(at, row.first)
        yield Piece(row.first, row.end, row.state, row.on_day, row.reason)
        at = row.end
    if at < size:
        yield Piece(at, size)


def bars(roll: Sequence[Piece], size: int) -> Iterator[tuple[str, str, str]]:
    """Give the roll as parts of a bar 1,000 wide: tone, left edge, width.

    Args:
        roll: the pieces.
        size: labels in the run.
    """
    for tone, group in groupby(roll, key=lambda piece: piece.tone):
        parts = list(group)
        first, end = parts[0].first, parts[-1].end
        left = first * _WIDTH / size
        yield tone, f"{left:.2f}", f"{(end - first) * _WIDTH / size:.2f}"
