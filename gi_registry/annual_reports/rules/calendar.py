"""When a year's report is due; the province decides it year by year.

No national form or date for users was found: CNIPA asks the *province* for its
report between 15 January and 31 March (国知办函保字〔2023〕1072号). What stands
here is proposed until the province decides, chosen so that it can keep that date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from gi_registry.annual_reports.errors.campaigns import (
    CampaignFormError,
    CampaignOrderError,
    CampaignPastError,
    CampaignShorterError,
    CampaignYearError,
)
from gi_registry.annual_reports.rules.figures import FORMS
from gi_registry.core.words import Language, Words, long_day

FIRST_YEAR: Final = 2024
"""First year for which users report here."""

WARNED: Final = timedelta(days=14)
"""So long before the last day whoever has not reported is told once more."""

_LATEST_OPENING: Final = timedelta(days=31)
"""So long after the year reported on its reports may open."""

_REPORTED_BY: Final = (3, 31)
"""Month and day until which CNIPA asked the provinces for their reports."""

_CALENDAR: Final = ((0, 12, 1), (1, 1, 31), (1, 2, 20), (1, 3, 5), (1, 3, 20))
"""Proposed days, as years after the year reported on, month, day."""

FORM: Final = max(FORMS)
"""Newest version of the form, which is filled in where the province decided nothing."""

_FORMER: Final = range(FIRST_YEAR, 2026)
"""Years whose reports had opened, on the version before, when the newest came."""

STEPS: Final = ("opens_on", "users_by", "county_by", "prefecture_by", "province_by")
"""The days of a campaign, in their order."""

STEP_WORDS: Final = {
    "opens_on": Words("开始填报", "Reports open"),
    "users_by": Words("使用人提交截止", "Users by"),
    "county_by": Words("县级审核截止", "County check by"),
    "prefecture_by": Words("市级汇总截止", "Prefecture sums up by"),
    "province_by": Words("省级锁定", "Province locks by"),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """What a province should know of its days, and may leave as it is.

    Attributes:
        code: stable name.
        field: the day that it is about.
    """

    code: str
    field: str
    words: Words


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
        form: version of the form.
        division: of the province that decided it, two digits; "" where it is only
            proposed.
    """

    year: int
    opens_on: date
    users_by: date
    county_by: date
    prefecture_by: date
    province_by: date
    form: int = FORM
    division: str = ""

    @property
    def begins(self) -> date:
        """First day of the year reported on."""
        return date(self.year, 1, 1)

    @property
    def ends(self) -> date:
        """Last day of the year reported on."""
        return date(self.year, 12, 31)

    @property
    def is_decided(self) -> bool:
        """Whether the province decided these days."""
        return bool(self.division)

    @property
    def days(self) -> tuple[date, ...]:
        """The days, in the order of `STEPS`."""
        return tuple(getattr(self, step) for step in STEPS)

    @property
    def reported_by(self) -> date:
        """Last day of the province's own report to CNIPA.

        Source: 国知办函保字〔2023〕1072号, which is about 2023; `notice1072.window`.
        """
        return date(self.year + 1, *_REPORTED_BY)

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """What the province should know of these days."""
        if self.province_by <= self.reported_by:
            return ()
        return (Caution("locks-after-report", "province_by", _late(self)),)


def _late(days: Campaign) -> Words:
    locks, last = days.province_by, days.reported_by
    return Words(
        f"省级锁定日（{long_day(locks, Language.ZH)}）晚于省级向国家知识产权局填报的"
        f"截止日（{long_day(last, Language.ZH)}，国知办函保字〔2023〕1072号；该通知针对"
        "2023年度，其后年度的通知未见）：填报时数字可能还没有锁定",
        f"The province locks on {long_day(locks, Language.EN)}, after the last day of "
        f"its own report to CNIPA, {long_day(last, Language.EN)} (国知办函保字〔2023〕"
        "1072号, on 2023; notices on later years were not found): its figures may not "
        "be locked yet when it reports",
    )


def proposed(year: int) -> Campaign:
    """Return the days of the reports on a year that hold until a province decides."""
    opens, users, county, prefecture, province = (
        date(year + after, month, day) for after, month, day in _CALENDAR
    )
    form = FORM - 1 if year in _FORMER else FORM
    return Campaign(year, opens, users, county, prefecture, province, form)


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The days of all years, as provinces decided them.

    Attributes:
        decided: in the order of decision; a later one takes the place of a former.
    """

    decided: Sequence[Campaign] = ()

    def of(self, year: int, division: str = "") -> Campaign:
        """Return the days of a year's reports.

        Args:
            year: the year reported on.
            division: GB/T 2260 code of whose report it is, "" for whatever
                province decided last.
        """
        fitting = (
            each
            for each in reversed(self.decided)
            if each.year == year
            and (not division or division.startswith(each.division))
        )
        return next(fitting, None) or proposed(year)

    def newest_year(self, on: date, division: str = "") -> int:
        """Return the newest year whose reports may be begun on a day."""
        year = on.year
        while on < self.of(year, division).opens_on:
            year -= 1
        return year

    def years(self, on: date, division: str = "") -> list[int]:
        """Return every year that can be reported on, newest first."""
        return list(range(self.newest_year(on, division), FIRST_YEAR - 1, -1))


def check_campaign(new: Campaign, before: Campaign, *, today: date) -> None:
    """Refuse days that cannot be, or that would take time away from anybody.

    Before the reports open any day may be set; after that only later ones.

    Args:
        new: the days to be set.
        before: those that hold.
        today: the present day in China.

    Raises:
        CampaignOrderError: a day does not come after that of the level before it.
        CampaignYearError: users could not hand in after the year has ended, or the
            days lie too far from it.
        CampaignFormError: there is no such version of the form, or the reports are
            open and it would be another.
        CampaignPastError: the reports would have opened already.
        CampaignShorterError: the reports are open, and a day is moved forward.
    """
    _must_fit(new)
    is_open = today >= before.opens_on
    if new.form not in FORMS or (is_open and new.form != before.form):
        raise CampaignFormError(tuple(FORMS), before.form if is_open else None)
    if is_open:
        _must_be_longer(new, before)
    elif new.opens_on < today:
        raise CampaignPastError(today)


def _must_fit(new: Campaign) -> None:
    for before, step in pairwise(STEPS):
        day = getattr(new, before)
        if day >= getattr(new, step):
            raise CampaignOrderError(step, STEP_WORDS[step], STEP_WORDS[before], day)
    if not new.begins < new.opens_on <= new.ends + _LATEST_OPENING:
        raise CampaignYearError(new.year)
    if not new.ends < new.users_by < new.province_by <= date(new.year + 1, 12, 31):
        raise CampaignYearError(new.year)


def _must_be_longer(new: Campaign, before: Campaign) -> None:
    if new.opens_on != before.opens_on:
        raise CampaignShorterError("opens_on", STEP_WORDS["opens_on"])
    for step in STEPS[1:]:
        if getattr(new, step) < getattr(before, step):
            raise CampaignShorterError(step, STEP_WORDS[step])


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
