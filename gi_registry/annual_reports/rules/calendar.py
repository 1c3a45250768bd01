"""When a year's report is due; data, because each year's notice may differ.

No national form or date for users was found: CNIPA asks the *province* for its
report between 15 January and 31 March (国知办函保字〔2023〕1072号). What stands
here is the province's own arrangement, chosen so that it can keep that date.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 2024
"""First year for which users report here."""

WARNED: Final = timedelta(days=14)
"""So long before the last day whoever has not reported is told once more."""

_CALENDAR: Final = {
    "opens_on": (0, 12, 1),
    "users_by": (1, 1, 31),
    "county_by": (1, 2, 20),
    "prefecture_by": (1, 3, 5),
    "province_by": (1, 3, 20),
}
"""Step to (years after the year reported, month, day)."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """The days of one year's reports; each the last one, inclusive.

    Attributes:
        year: the year reported on.
        opens_on: first day on which a report may be begun.
        users_by: users hand in.
        county_by: the county has checked.
        prefecture_by: the prefecture has summed up.
        province_by: the province closes its figures.
    """

    year: int
    opens_on: date
    users_by: date
    county_by: date
    prefecture_by: date
    province_by: date

    @property
    def begins(self) -> date:
        """First day of the year reported on."""
        return date(self.year, 1, 1)

    @property
    def ends(self) -> date:
        """Last day of the year reported on."""
        return date(self.year, 12, 31)


def campaign(year: int) -> Campaign:
    """Return the days of the reports on a year."""
    days = {
        step: date(year + after, month, day)
        for step, (after, month, day) in _CALENDAR.items()
    }
    return Campaign(year=year, **days)


def newest_year(on: date) -> int:
    """Return the newest year whose reports may be begun on a day."""
    return on.year if on >= campaign(on.year).opens_on else on.year - 1


def years(on: date) -> list[int]:
    """Return every year that can be reported on, newest first."""
    return list(range(newest_year(on), FIRST_YEAR - 1, -1))


class Reminder(StrEnum):
    """How the time of a report stands, of which who owes it is told."""

    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"


def reminder(campaign: Campaign, on: date) -> Reminder | None:
    """Return how the time of a year's reports stands on a day.

    None before they can be begun, and after the province has closed its figures.
    """
    if not campaign.opens_on <= on <= campaign.province_by:
        return None
    if on > campaign.users_by:
        return Reminder.OVERDUE
    is_near = on >= campaign.users_by - WARNED
    return Reminder.DUE if is_near else Reminder.OPEN
