"""Whether a product comes to market in a week, and where in its season it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.products.rules.seasons import bit
from gi_registry.risk.rules.festivals import Festival, next_within
from gi_registry.risk.rules.weeks import Week

_MONTHS: Final = 12
YEAR_ROUND: Final = (1 << _MONTHS) - 1
"""The mask of goods that are sold all year."""
AHEAD_DAYS: Final = 14
"""A season that begins within so many days of Monday is looked at."""
FESTIVAL_DAYS: Final = 21
"""A festival within so many days of Monday is looked at."""


class Phase(StrEnum):
    """Where a product stands in a week."""

    OPENING = "opening"
    """Its season begins soon."""
    IN_SEASON = "in_season"
    FESTIVAL = "festival"
    """Sold all year, and a festival is near."""
    UNKNOWN = "unknown"
    """Nothing is known of its season."""


class Section(StrEnum):
    """A part of the calendar, seen from a month."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"
    ALL_YEAR = "all_year"
    UNKNOWN = "unknown"


SECTION_WORDS: Final = {
    Section.NOW: Words("本月上市", "In season this month"),
    Section.NEXT: Words("下月开始上市", "In season from next month"),
    Section.LATER: Words("其他月份上市", "In season in other months"),
    Section.ALL_YEAR: Words("全年有售", "Sold all year"),
    Section.UNKNOWN: Words("上市月份未知", "Season unknown"),
}


@dataclass(frozen=True, slots=True)
class Market:
    """How a product comes to market in a week.

    Attributes:
        phase: where it stands.
        begins: first day of the season meant; None for goods sold all year.
        ends: last day of it.
        festival: one within three weeks, if there is one.
    """

    phase: Phase
    begins: date | None = None
    ends: date | None = None
    festival: Festival | None = None


def market(mask: int, week: Week, festivals: Sequence[Festival]) -> Market | None:
    """Say how a product comes to market in a week; None if it does not.

    Args:
        mask: months of its season, bit 0 January; 0 if nothing is known of it.
        week: the week.
        festivals: of the year and the next one.
    """
    if mask == 0:
        return Market(Phase.UNKNOWN)
    near = next_within(festivals, week.monday, days=FESTIVAL_DAYS)
    if mask == YEAR_ROUND:
        return Market(Phase.FESTIVAL, festival=near) if near else None
    for offset in range(AHEAD_DAYS + 1):
        day = week.monday + timedelta(days=offset)
        if mask & bit(day.month):
            begins, ends = season_around(mask, day)
            is_now = day <= week.sunday
            phase = Phase.IN_SEASON if is_now else Phase.OPENING
            return Market(phase, begins, ends, near)
    return None


def section(mask: int, month: int) -> Section:
    """Say in which part of the calendar a product stands in a month.

    Args:
        mask: months of its season, bit 0 January; 0 if nothing is known of it.
        month: 1 to 12.
    """
    if mask == 0:
        return Section.UNKNOWN
    if mask == YEAR_ROUND:
        return Section.ALL_YEAR
    if mask & bit(month):
        return Section.NOW
    return Section.NEXT if mask & bit(month % _MONTHS + 1) else Section.LATER


def season_around(mask: int, day: date) -> tuple[date, date]:
    """Return first and last day of the season that a day lies in.

    Args:
        mask: some but not all months, bit 0 January; the day's is among them.
        day: in season.
    """
    first = day.replace(day=1)
    while mask & bit((before := first - timedelta(days=1)).month):
        first = before.replace(day=1)
    after = _next_month(day)
    while mask & bit(after.month):
        after = _next_month(after)
    return first, after - timedelta(days=1)


def season_end(mask: int, year: int) -> date:
    """Return the day on which the season of a production year is over.

    That is the end of the season whose last month lies in the year or, for one
    over the turn of the year, in the next; for goods sold all year, and where
    nothing is known, the end of the year.

    Args:
        mask: months of the season, bit 0 January.
        year: production year.
    """
    months = [month for month in range(1, _MONTHS + 1) if mask & bit(month)]
    if not months or mask == YEAR_ROUND:
        return date(year, _MONTHS, 31)
    return season_around(mask, date(year, months[-1], 1))[1]


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
