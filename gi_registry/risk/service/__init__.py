"""Use cases of seasons and risk."""

from gi_registry.risk.service.calendar import Calendar, CalendarRow, calendar
from gi_registry.risk.service.festivals import festivals
from gi_registry.risk.service.listing import Row, WeekList, week_list

__all__ = [
    "Calendar",
    "CalendarRow",
    "Row",
    "WeekList",
    "calendar",
    "festivals",
    "week_list",
]
