"""Periods of months, as the law counts them.

The Civil Code's way (Arts 201, 202, from memory): the first day does not count, and
the last is the corresponding day, or the last of its month. A real case fits: a
preliminary announcement of 2024-04-19, two months, protected from 2024-06-20.
"""

import calendar
from datetime import date
from typing import Final

_DECEMBER: Final = 12


def months_after(day: date, months: int) -> date:
    """Return the corresponding day some months later, or the last of its month.

    Args:
        day: counted from.
        months: 0 or more.
    """
    years, month = divmod(day.month - 1 + months, _DECEMBER)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
