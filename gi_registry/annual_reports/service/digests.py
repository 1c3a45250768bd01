"""Officers are told, once a level and last day, what is overdue in their place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import queries
from gi_registry.annual_reports.rules import Campaign, Campaigns, ReportState
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice

TOLD_FOR: Final = timedelta(days=60)
"""So long after its day a level is told; who was told already is not told again."""


class Level(StrEnum):
    """Whose day has passed."""

    USERS = "users"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"

    def last(self, days: Campaign) -> date:
        """Return the level's last day."""
        found: date = getattr(days, f"{self.value}_by")
        return found


@dataclass(frozen=True, slots=True)
class _Told:
    permission: Permission
    states: tuple[ReportState, ...]
    words: Words


_LEVELS: Final = {
    Level.USERS: _Told(
        Permission.REPORT_REVIEW, (), Words("使用人提交", "users' reports")
    ),
    Level.COUNTY: _Told(
        Permission.REPORT_REVIEW,
        (ReportState.SUBMITTED,),
        Words("县级审核", "the county's check"),
    ),
    Level.PREFECTURE: _Told(
        Permission.REPORT_SUM,
        (ReportState.ACCEPTED,),
        Words("市级汇总", "the prefecture's summing up"),
    ),
    Level.PROVINCE: _Told(
        Permission.REPORT_LOCK,
        (ReportState.SUMMED, ReportState.REOPENED),
        Words("省级锁定", "the province's lock"),
    ),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """What one officer is told.

    Attributes:
        count: reports in his jurisdiction that the level has not done.
        due_on: the level's last day.
    """

    account_id: int
    year: int
    level: Level
    count: int
    due_on: date


def to_tell(session: Session, *, on: date) -> list[Digest]:
    """Return what officers are to be told on a day: one digest each, of however many.

    Args:
        session: to read with.
        on: the present day in China.
    """
    known = campaigns(session)
    return [
        each
        for year in known.years(on)
        if on <= date(year + 1, 12, 31) + TOLD_FOR  # beyond any day of its campaign
        for level in Level
        for each in _digests(session, known, year, level, on)
    ]


def tell(session: Session, digests: Sequence[Digest], *, now: datetime) -> None:
    """Tell officers of what is overdue; nobody twice of the same day."""
    for each in digests:
        is_users = each.level is Level.USERS
        told = notice(
            Kind.REPORTS_MISSING if is_users else Kind.REPORTS_BEHIND,
            link=_link(each),
            subject=f"AR-{each.year}",
            once=f"{each.level.value} {each.due_on}",
            year=each.year,
            count=each.count,
            level=_LEVELS[each.level].words,
            due_on=each.due_on,
        )
        notices.tell(session, {each.account_id}, told, now=now)


def _digests(
    session: Session, known: Campaigns, year: int, level: Level, on: date
) -> list[Digest]:
    told = _LEVELS[level]
    officers = accounts.officers(session, told.permission, on=on)
    counts: Counter[int] = Counter()
    due_on: dict[int, date] = {}
    for heap in queries.heaps(session, year, told.states):
        last = level.last(known.of(year, heap.place.division))
        if last < on <= last + TOLD_FOR:
            for who in officers.at(heap.place):
                counts[who] += heap.count
                due_on[who] = last
    return [
        Digest(who, year, level, count, due_on[who])
        for who, count in sorted(counts.items())
    ]


def _link(each: Digest) -> str:
    if each.level is Level.USERS:
        return f"/desk/reports?year={each.year}&state=not-filed"
    if each.level is Level.COUNTY:
        return f"/desk/reports?year={each.year}&state=review"
    return f"/desk/report-levels?year={each.year}"
