"""Annual reports of the demonstration: accepted, waiting, returned, missing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import service as reports
from gi_registry.annual_reports.rules import (
    FIRST_YEAR,
    Answers,
    Decision,
    Declaration,
    Draft,
    Verdict,
)
from gi_registry.core.words import china_day
from gi_registry.demo.scenario import FEN_A_KG, SENT_BACK, UNFILED, WAITING
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary

_GRAMS = 1_000


class Report:
    """One authorized user's report for one year.

    Args:
        session: a writing session.
        story: whose.
        year: reported year.
        dice: seeded.
    """

    def __init__(self, session: Session, story: Story, year: int, dice: Random):
        self.session = session
        self.story = story
        self.year = year
        self.jobs = dice.randint(6, 60)
        self.beside = dice.randint(5, 40)
        """Output beyond the marked one, per cent."""
        self.is_short = dice.random() < 1 / 6
        self.report_id = 0

    def file(self, now: datetime) -> None:
        """Open, fill in and hand in."""
        authorization = self.story.permit
        opened = reports.open_report(
            self.session,
            authorization.id,
            self.year,
            now=now,
            account_id=self.story.person,
        )
        self.report_id = opened.id
        draft = Draft(opened.revision, self._answers(reports.answers_of(opened)))
        saved = reports.save(self.session, opened.id, draft)
        reports.submit(
            self.session,
            opened.id,
            Declaration(saved.revision, "示例负责人", "市场原因与盘点差异（示例）"),
            now=now,
            account_id=self.story.person,
        )

    def accept(self, now: datetime) -> None:
        """Let the county accept it."""
        self._decide(Decision(Verdict.ACCEPT), now)

    def send_back(self, now: datetime) -> None:
        """Let the county return it."""
        words = "出口额与上年相差较大，请补充说明（示例）。"
        self._decide(Decision(Verdict.RETURN, words), now)

    def _decide(self, decision: Decision, now: datetime) -> None:
        reports.decide(
            self.session,
            self.report_id,
            decision,
            now=now,
            account_id=self.story.office,
        )

    def _answers(self, ledger: Answers) -> Answers:
        marked = ledger.marked_output_g or 0
        if self.is_short:
            marked = marked * 97 // 100
        total = marked * (100 + self.beside) // 100
        price = FEN_A_KG[self.story.who.goods]
        sales = total // _GRAMS * price * 9 // 10
        return replace(
            ledger,
            contact_name="示例联系人",
            contact_phone="0354-5550100",
            households=self.jobs * 2,
            jobs=self.jobs,
            marked_output_g=marked,
            standard_output_g=(marked + total) // 2,
            total_output_g=total,
            sales_fen=sales,
            marked_sales_fen=min(sales, marked // _GRAMS * price * 9 // 10),
            export_fen=sales // 50,
            tests=12,
            tests_failed=0,
            complaints=0,
            **self._further(sales, marked, price),
        )

    def _further(self, sales: int, marked: int, price: int) -> dict[str, Any]:
        """Return what is answered of choice."""
        exported = sales // 50
        return {
            "cooperatives": self.jobs % 5,
            "output_value_fen": sales * 21 // 20,
            "online_sales_fen": sales // 4,
            "exports": [{"to": "日本（示例）", "hs": "2209", "fen": exported}]
            if exported
            else None,
            "marked_price": price * 9 // 10,
            "unmarked_price": price * 7 // 10,
            "mark_ways": ["sticker", "online"] if self.jobs % 2 else ["sticker"],
            "outside_tests": 2,
            "lab_name": "示例检验检测中心",
            "lab_cma": "示例-000000000000",
            "test_items": "感官、理化、污染物限量（示例）",
            "trace_systems": ["registry"],
            "infringements_found": self.jobs % 3,
            "infringement_acts": ["A5"] if self.jobs % 3 else None,
            "premium_fen": marked // _GRAMS * price // 10,
            "subsidies_fen": self.jobs * 10_000,
            "trainings": self.jobs % 4,
            "trained": self.jobs % 4 * 15,
            "publicity_events": self.jobs % 3,
            "problem_codes": ["sales", "funds"] if self.is_short else ["labels"],
            "problems": "无（示例）",
        }


def enter_reports(
    session: Session, diary: Diary, stories: list[Story], dice: Random
) -> None:
    """Enter the reports of each year that has ended."""
    last = china_day(diary.until).year - 1
    for story in stories:
        since = story.who.since  # type: ignore[union-attr]
        for year in range(max(FIRST_YEAR, since.year), last + 1):
            report = Report(session, story, year, dice)
            filed = date(year + 1, 1, 8) + timedelta(days=story.serial % 20)
            name = story.who.name if year == last else ""
            if name in UNFILED:
                continue
            diary.on(filed, report.file)
            if name in SENT_BACK:
                diary.on(filed + timedelta(days=9), report.send_back)
            elif name not in WAITING:
                diary.on(filed + timedelta(days=12), report.accept)
