"""What law and offices set by number: lengths of time with their last day; points."""

import calendar
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules.workdays import (
    Deadline,
    add_working_days,
    latest_start,
)

_DECEMBER: Final = 12


class Unit(StrEnum):
    """What a setting is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    """Calendar days."""
    MONTHS = "months"
    POINTS = "points"
    """No time: the weight of a signal in the week's list of inspections."""

    @property
    def words(self) -> Words:
        """The unit after a number."""
        return _UNITS[self]


_UNITS = {
    Unit.WORKING_DAYS: Words("个工作日", "working days"),
    Unit.DAYS: Words("日（自然日）", "calendar days"),
    Unit.MONTHS: Words("个月", "months"),
    Unit.POINTS: Words("分", "points"),
}

MOST: Final = {
    Unit.WORKING_DAYS: 250,
    Unit.DAYS: 366,
    Unit.MONTHS: 36,
    Unit.POINTS: 100,
}
"""The most that is taken, by unit."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, or a weight.

    Attributes:
        amount: 1 to `MOST` of the unit.
    """

    amount: int
    unit: Unit

    @property
    def words(self) -> Words:
        """As people say it, such as 10个工作日."""
        return Words(
            f"{self.amount}{self.unit.words.zh}", f"{self.amount} {self.unit.words.en}"
        )


def deadline(received_on: date, span: Span) -> Deadline:
    """Return the last day of a period that runs from receipt (自收到之日起).

    The day of receipt does not count. A last day in calendar days or months is
    not moved when it is a day off: the rule that would move it was not read.

    Args:
        received_on: day in China on which it was received, not sent.
        span: how long.
    """
    if span.unit is Unit.WORKING_DAYS:
        return add_working_days(received_on, span.amount)
    if span.unit is Unit.DAYS:
        return Deadline(received_on + timedelta(days=span.amount))
    return Deadline(months_after(received_on, span.amount))


def received_by(day: date, span: Span) -> date:
    """Return the last day of receipt from which a period ends by a day.

    Args:
        day: by which it ends.
        span: how long.
    """
    if span.unit is Unit.WORKING_DAYS:
        return latest_start(day, span.amount)
    if span.unit is Unit.DAYS:
        return day - timedelta(days=span.amount)
    start = day - timedelta(days=31 * span.amount)
    return start + timedelta(
        days=bisect_right(
            range((day - start).days + 1),
            day,
            key=lambda n: months_after(start + timedelta(days=n), span.amount),
        )
        - 1
    )


def months_after(day: date, months: int) -> date:
    """Return the corresponding day some months later, or the last of its month.

    Args:
        day: counted from.
        months: 0 or more.
    """
    years, month = divmod(day.month - 1 + months, _DECEMBER)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
