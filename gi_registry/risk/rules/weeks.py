"""Weeks of ISO 8601: they begin on Monday and are named by it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gi_registry.core.words import Language, Words, long_day
from gi_registry.risk.errors import WeekError

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
"""Years that can be asked for."""

_PATTERN = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One week.

    Attributes:
        year: ISO year; the last days of December may lie in the next one.
        number: from 1 to 52 or 53.
    """

    year: int
    number: int

    @property
    def monday(self) -> date:
        """First day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def words(self) -> Words:
        """The week as people say it."""
        zh, en = (long_day(self.monday, tongue) for tongue in Language)
        return Words(f"{zh}（周一）起的一周", f"Week of Monday {en}")

    def after(self, weeks: int) -> "Week":
        """Return the week so many weeks later; earlier if negative."""
        return week_of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"


def week_of(day: date) -> Week:
    """Return the week of a day."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def week_from(text: str) -> Week:
    """Read a week, such as 2026-W47.

    Raises:
        WeekError: it names none.
    """
    found = _PATTERN.fullmatch(text.strip())
    if found is None:
        raise WeekError(text)
    week = Week(int(found[1]), int(found[2]))
    if not FIRST_YEAR <= week.year <= LAST_YEAR:
        raise WeekError(text)
    try:
        date.fromisocalendar(week.year, week.number, 1)
    except ValueError as error:
        raise WeekError(text) from error
    return week
