"""China's working days: weekends, statutory holidays and make-up days.

Source:
    The yearly notices of the General Office of the State Council, as the package
    `chinesecalendar` carries them; `NOTICES` names those that its days were held
    against. A year whose notice is not out is answered by weekdays and the
    holidays of fixed date, and every answer that needs it is provisional.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chinese_calendar.constants import holidays as _days_off
from chinese_calendar.constants import workdays as _made_up

from gi_registry.core.words import Words

_OFF: Final[frozenset[date]] = frozenset(_days_off)
_MADE_UP: Final[frozenset[date]] = frozenset(_made_up)
_FIRST: Final = min(_OFF).year
LAST_YEAR: Final = max(_OFF).year
"""Last year whose notice the package carries."""

NOTICES: Final = {
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}
"""Year to the notice on its holidays."""

PROVISIONAL = Words("暂定", "provisional")
"""Said beside a day that a notice still to come may move."""

_FIXED: Final = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Month and day of the statutory holidays that do not follow the moon."""

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period.

    Attributes:
        day: last day on which the act is in time.
        is_provisional: whether a notice on holidays that is still to come may
            move it.
    """

    day: date
    is_provisional: bool = False


def is_published(year: int) -> bool:
    """Whether the notice on the holidays of a year is known here."""
    return _FIRST <= year <= LAST_YEAR


def is_working_day(day: date) -> bool:
    """Whether offices work on a day; of a year without a notice, provisionally."""
    if is_published(day.year):
        return day in _MADE_UP or (day.weekday() < _SATURDAY and day not in _OFF)
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED


def add_working_days(day: date, days: int) -> Deadline:
    """Return the working day that is so many after a day.

    Args:
        day: from which it counts, such as that of receipt; it does not count.
        days: 0 or more; 0 is the day itself, whether or not offices work.
    """
    last, left = day, days
    while left > 0:
        last += _DAY
        left -= is_working_day(last)
    return Deadline(last, days > 0 and not _are_published(day, last))


def working_days_between(first: date, last: date) -> int:
    """Return the working days after a day up to another, negative if that is past."""
    if last < first:
        return -working_days_between(last, first)
    count, day = 0, first
    while day < last:
        day += _DAY
        count += is_working_day(day)
    return count


def latest_start(day: date, days: int) -> date:
    """Return the last day from which a period in working days ends by a day.

    Args:
        day: by which it ends.
        days: working days, 1 to 250.
    """
    start = day - timedelta(days=2 * days + 30)  # no year has so few working days
    span = range((day - start).days + 1)
    ends = bisect_right(
        span, day, key=lambda n: add_working_days(start + n * _DAY, days).day
    )
    return start + (ends - 1) * _DAY


def _are_published(first: date, last: date) -> bool:
    return is_published(first.year) and is_published(last.year)
