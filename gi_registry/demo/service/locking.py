"""Years of reports in the demonstration: decided, summed up, locked, put right."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import service as reports
from gi_registry.annual_reports.errors import NothingToSumError
from gi_registry.annual_reports.rules import FIRST_YEAR, FORM, proposed
from gi_registry.core.access import Caller
from gi_registry.core.words import china_day
from gi_registry.demo.service.diary import Diary
from gi_registry.demo.service.people import SHANXI, Staff
from gi_registry.demo.service.reporting import Report
from gi_registry.overrides import service as overrides
from gi_registry.overrides.rules import Outcome

_PUBLISHED = range(1, 7)
"""Months in which figures of the year before are looked at."""


class Years:
    """What the offices do with all reports of a year.

    Args:
        session: a writing session.
        office: who takes the steps.
    """

    def __init__(self, session: Session, office: Staff):
        self.session = session
        self.office = office
        self.asked = 0

    def enter(self, diary: Diary, corrected: Report) -> None:
        """Enter the days of each year, and the first year's way to its end.

        Args:
            diary: what happens.
            corrected: the report of the first year that is put right once locked.
        """
        for year in range(FIRST_YEAR, china_day(diary.until).year + 1):
            diary.on(date(year, 11, 12), partial(self._decide, year))
            for month in _PUBLISHED:
                diary.on(date(year + 1, month, 26), partial(self._publish, year))
        after = FIRST_YEAR + 1
        diary.on(date(after, 3, 3), self._sum_up)
        diary.on(date(after, 3, 18), self._lock)
        diary.on(date(after, 4, 8), partial(self._ask, corrected))
        diary.on(date(after, 4, 10), self._approve)
        diary.on(date(after, 4, 15), corrected.correct)
        diary.on(date(after, 4, 18), corrected.accept)
        diary.on(date(after, 4, 21), self._sum_up)
        diary.on(date(after, 4, 25), self._lock)

    def _decide(self, year: int, now: datetime) -> None:
        # The new form comes in with the second year, and shows beside the former.
        form = FORM if year > FIRST_YEAR else FORM - 1
        reports.decide_campaign(
            self.session,
            reports.NewCampaign(
                replace(proposed(year), division=SHANXI, form=form),
                f"示例〔{year}〕11 号",
                "按年度工作安排（示例）。",
            ),
            now=now,
            account_id=self.office.province,
        )

    def _publish(self, year: int, now: datetime) -> None:
        planned = reports.plan(self.session, year, now=now)
        if planned is not None:
            reports.publish(self.session, planned)

    def _sum_up(self, now: datetime) -> None:
        for account_id in self.office.prefecture.values():
            try:
                reports.sum_up(
                    self.session, self._caller(account_id), FIRST_YEAR, now=now
                )
            except NothingToSumError:
                continue

    def _lock(self, now: datetime) -> None:
        province = self._caller(self.office.province)
        reports.lock_year(self.session, province, FIRST_YEAR, now=now)

    def _ask(self, corrected: Report, now: datetime) -> None:
        self.asked = reports.ask_reopening(
            self.session,
            reports.get(self.session, corrected.report_id),
            "使用人来函：检验次数少计两次（示例）。",
            now=now,
            by=self.office.province,
        ).id

    def _approve(self, now: datetime) -> None:
        overrides.decide(
            self.session,
            self.asked,
            Outcome.APPROVED,
            "来函属实，准予更正（示例）。",
            self._caller(self.office.second),
            now=now,
        )

    def _caller(self, account_id: int) -> Caller:
        return accounts.caller_of(accounts.account_by_id(self.session, account_id))
