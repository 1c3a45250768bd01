"""How a report's numbers stand among those of its neighbours; for officers alone."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import Final

from gi_registry.annual_reports.rules.figures import FIGURES, Figure, Group
from gi_registry.core.words import Words

LEAST: Final = 3
"""So many others make a comparison."""

COMPARED: Final[tuple[Figure, ...]] = tuple(
    figure
    for figure in FIGURES
    if figure.unit.is_number and figure.group in (Group.BASE, Group.OUTPUT, Group.VALUE)
)
"""The answers that are compared."""


class Near(StrEnum):
    """How far away those are who are compared with."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"

    @property
    def digits(self) -> int:
        """How many digits of the code of a county they share."""
        return {Near.COUNTY: 6, Near.PREFECTURE: 4, Near.PROVINCE: 2}[self]


NEAR_WORDS: Final = {
    Near.COUNTY: Words("本县同产品", "same product, same county"),
    Near.PREFECTURE: Words("本市同产品", "same product, same prefecture"),
    Near.PROVINCE: Words("全省同产品", "same product, whole province"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one number stands.

    Attributes:
        middle: median of the others, the lower of two middle ones.
        place: from 1, the largest first, among the others and itself.
        of: how many there are with it.
    """

    figure: Figure
    own: int
    middle: int
    place: int
    of: int


def nearest(division: str, others: Sequence[str]) -> Near | None:
    """Return the nearest ring with enough others in it, or None if none has.

    Args:
        division: code of the county.
        others: codes of the others' counties.
    """
    for near in Near:
        prefix = division[: near.digits]
        if sum(each.startswith(prefix) for each in others) >= LEAST:
            return near
    return None


def placed(figure: Figure, own: int, others: Sequence[int]) -> Placed | None:
    """Return where a number stands, or None where too few others answered."""
    if len(others) < LEAST:
        return None
    ordered = sorted(others)
    larger = len(ordered) - bisect_left(ordered, own + 1)
    return Placed(figure, own, median_low(ordered), larger + 1, len(ordered) + 1)
