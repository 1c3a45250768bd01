"""Capacity opens in parts, so that labels cannot pile up unused; values alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from gi_registry.marks.errors import TranchesError

DEFAULT_TRANCHES: Final = (60, 30, 10)
"""Shares of the year's capacity, percent, in the order in which they open."""
OPENS_AT_PERCENT: Final = 70
"""Share of a tranche that must be on goods before the next one opens."""
MAX_TRANCHES: Final = 12


@dataclass(frozen=True, slots=True)
class OpenTranche:
    """Up to where a year's capacity is open.

    Attributes:
        number: of the newest open tranche, from 1.
        of: how many tranches the year has.
        limit_g: labels may be drawn for so much in the year, grams.
        next_at_g: goods that must carry labels before the next tranche opens,
            grams; None where all are open.
    """

    number: int
    of: int
    limit_g: int
    next_at_g: int | None


def open_tranche(total_g: int, shares: Sequence[int], activated_g: int) -> OpenTranche:
    """Return how far a capacity is open.

    Args:
        total_g: goods whose labels may be drawn in the year, grams.
        shares: percent, as `check_tranches` lets pass.
        activated_g: goods that carry labels of the year, grams.
    """
    limits = [total_g * share // 100 for share in accumulate(shares)]
    start = 0
    for number, limit in enumerate(limits, start=1):
        needed = start - (start - limit) * OPENS_AT_PERCENT // 100
        is_last = number == len(limits)
        if is_last or activated_g < needed:
            next_at = None if is_last else needed
            return OpenTranche(number, len(limits), limit, next_at)
        start = limit
    raise TranchesError  # of no shares at all


def begun_g(total_g: int, shares: Sequence[int], drawn_g: int) -> int:
    """Return up to where the tranches reach that labels were drawn of already.

    Args:
        total_g: goods whose labels may be drawn in the year, grams.
        shares: percent, as `check_tranches` lets pass.
        drawn_g: goods whose labels are drawn, grams.

    Returns:
        Grams; 0 where nothing is drawn, as then the first one is new too.
    """
    if drawn_g <= 0:
        return 0
    limits = [total_g * share // 100 for share in accumulate(shares)]
    return next((limit for limit in limits if drawn_g <= limit), limits[-1])


def read_tranches(text: str) -> tuple[int, ...]:
    """Return shares that somebody typed, such as 60/30/10.

    Raises:
        TranchesError: these are not shares.
    """
    parts = [part.strip() for part in text.replace("／", "/").split("/")]
    if not all(part.isdecimal() for part in parts):
        raise TranchesError
    return check_tranches([int(part) for part in parts])


def written(shares: Sequence[int]) -> str:
    """Return shares as they are typed and shown."""
    return "/".join(str(share) for share in shares)


def check_tranches(shares: Sequence[int]) -> tuple[int, ...]:
    """Return shares that add up to the whole year.

    Raises:
        TranchesError: they do not, one is nothing, or there are too many.
    """
    if not 1 <= len(shares) <= MAX_TRANCHES or min(shares) < 1 or sum(shares) != 100:  # noqa: PLR2004 -- percent
        raise TranchesError
    return tuple(shares)
