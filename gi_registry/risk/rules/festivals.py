"""Festivals before which much is bought; days, no forecast."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gi_registry.core.words import Words


class Feast(StrEnum):
    """The festivals that count here."""

    SPRING = "spring_festival"
    LABOUR = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL = "national_day"


FEAST_WORDS = {
    Feast.SPRING: Words("春节", "Spring Festival"),
    Feast.LABOUR: Words("五一", "Labour Day"),
    Feast.DRAGON_BOAT: Words("端午", "Dragon Boat Festival"),
    Feast.MID_AUTUMN: Words("中秋", "Mid-Autumn Festival"),
    Feast.NATIONAL: Words("国庆", "National Day"),
}


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival of one year.

    Attributes:
        on: the day itself.
        off_from: first day off work; None while the notice is not out.
        off_to: last day off work; the same.
    """

    feast: Feast
    on: date
    off_from: date | None = None
    off_to: date | None = None

    @property
    def words(self) -> Words:
        """Its name."""
        return FEAST_WORDS[self.feast]


def next_within(
    festivals: Iterable[Festival], day: date, *, days: int
) -> Festival | None:
    """Return the first festival from a day on, at most so many days ahead."""
    ahead = [each for each in festivals if 0 <= (each.on - day).days <= days]
    return min(ahead, key=lambda each: each.on, default=None)
