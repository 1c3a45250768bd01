"""A run as a roll of labels: how its pieces look."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from gi_registry.core.words import Words
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeState, Stretch

_UNUSED: Final = Words("未使用", "Not used")
_WIDTH: Final = 1000
_TONES: Final = {
    None: "neutral",
    RangeState.AT_PRINTER: "neutral",
    RangeState.DELIVERED: "neutral",
    RangeState.ACTIVATED: "good",
}


def words(piece: Stretch) -> Words:
    """Say what became of labels."""
    return RANGE_STATE_WORDS[piece.state] if piece.state else _UNUSED


def tone(piece: Stretch) -> str:
    """Return the tone of a piece's tag and bar."""
    return _TONES.get(piece.state, "warn")


def bars(roll: Sequence[Stretch], size: int) -> Iterator[tuple[str, str, str]]:
    """Give the roll as parts of a bar 1,000 wide: tone, left edge, width.

    Args:
        roll: the pieces.
        size: labels in the run.
    """
    for look, group in groupby(roll, key=tone):
        parts = list(group)
        first, end = parts[0].first, parts[-1].end
        left = first * _WIDTH / size
        yield look, f"{left:.2f}", f"{(end - first) * _WIDTH / size:.2f}"
