"""Which reports a person must look at: those that differ, and a sample of the rest.

The sample is drawn by a number that nobody chooses and that anybody can find again:
the hash of the log's own entry of the draw. That entry holds the SHA-256 of the list
drawn from, so the list is fixed before the number is known.
"""

import hashlib
from collections.abc import Collection
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words

SHARE_PERCENT: Final = 10
"""Of the reports without differences; one at least."""


class Drawn(StrEnum):
    """What a draw says of one version."""

    DIFFERS = "differs"
    """Checks found something: a person looks."""
    SAMPLED = "sampled"
    """Nothing was found, and it was drawn: a person looks."""
    FREE = "free"
    """Nothing was found, and it was not drawn: it may be accepted with others."""


DRAWN_WORDS: Final = {
    Drawn.DIFFERS: Words("有差异，须逐份审核", "Differs: to be looked at"),
    Drawn.SAMPLED: Words("抽中，须逐份审核", "Drawn: to be looked at"),
    Drawn.FREE: Words("可批量通过", "May be accepted with others"),
}


def line(number: str, version: int) -> str:
    """Return a version as lists that are digested or drawn from hold it."""
    return f"{number} {version}"


def digest(lines: Collection[str]) -> str:
    """Return the SHA-256 of a list: its lines sorted, each ended by LF, UTF-8; hex."""
    text = "".join(f"{each}\n" for each in sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()


def ticket(seed: str, of: str) -> str:
    """Return what a line drew, hex: SHA-256 of the seed, a space and the line."""
    return hashlib.sha256(f"{seed} {of}".encode()).hexdigest()


def sample(seed: str, lines: Collection[str]) -> frozenset[str]:
    """Return the lines that are drawn: those with the smallest tickets.

    A tenth of them, rounded up, so that of a few at least one is drawn.

    Args:
        seed: leaf hash of the log's entry of the draw, hex.
        lines: what is drawn from, each once.
    """
    count = -(-len(lines) * SHARE_PERCENT // 100)
    return frozenset(sorted(lines, key=lambda each: ticket(seed, each))[:count])
