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
from gi_registry.demo.scenario import (
    FEN_A_KG,
    SENT_BACK,
    TALKED_OVER,
    UNFILED,
    WAITING,
)
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary
from gi_registry.demo.service.laboratories import NAMED, OTHER

_GRAMS = 1_000
_RETURNED = "有两项请核对后再报（示例）。"
_BY_ANSWER = (
    ("export_fen", "与上年相差较大，请附报关单并说明（示例）"),
    ("outside_tests", "检验报告只有一份，请核对次数（示例）"),
)
_QUESTION = "网上销售额是否包含平台代销？（示例）"
_ANSWER = "只含自营网店，代销没有计入（示例）。"


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
        self._hand_in(now)

    def _hand_in(self, now: datetime, tests: int = 12) -> None:
        authorization = self.story.permit
        opened = reports.open_report(
            self.session,
            authorization.id,
            self.year,
            now=now,
            account_id=self.story.person,
        )
        self.report_id = opened.id
        answers = self._answers(reports.answers_of(opened))
        draft = Draft(opened.revision, replace(answers, tests=tests))
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
        self._decide(Decision(Verdict.RETURN, _RETURNED, _BY_ANSWER), now)

    def correct(self, now: datetime) -> None:
        """Hand in a further version, with more tests than were counted before."""
        self._hand_in(now, tests=14)

    def ask(self, now: datetime) -> None:
        """Let the county ask about one answer."""
        self._say(_QUESTION, now, is_office=True)

    def answer(self, now: datetime) -> None:
        """Let the user answer that."""
        self._say(_ANSWER, now, is_office=False)

    def _say(self, words: str, now: datetime, *, is_office: bool) -> None:
        reports.comment(
            self.session,
            reports.get(self.session, self.report_id),
            reports.NewComment(words, "online_sales_fen", is_office=is_office),
            now=now,
            account_id=self.story.office if is_office else self.story.person,
        )

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
        in_lots = ledger.traced_output_g or 0
        total = max(marked * (100 + self.beside) // 100, in_lots)
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
            tests_failed=0,
            complaints=0,
            **self._further(sales, marked, price),
        )

    def _further(self, sales: int, marked: int, price: int) -> dict[str, Any]:
        """Return what is answered of choice."""
        exported = sales // 50
        lab = OTHER if self.is_short else NAMED
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
            "lab_name": lab[0],
            "lab_cma": lab[1],
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
) -> dict[tuple[str, int], Report]:
    """Enter the reports of each year that has ended; give them by name and year."""
    last = china_day(diary.until).year - 1
    entered = {}
    for story in stories:
        since = story.who.since  # type: ignore[union-attr]
        for year in range(max(FIRST_YEAR, since.year), last + 1):
            report = entered[story.who.name, year] = Report(session, story, year, dice)
            filed = date(year + 1, 1, 8) + timedelta(days=story.serial % 20)
            _enter(diary, report, filed, story.who.name if year == last else "")
    return entered


def _enter(diary: Diary, report: Report, filed: date, name: str) -> None:
    if name in UNFILED:
        return
    diary.on(filed, report.file)
    if name in SENT_BACK:
        diary.on(filed + timedelta(days=9), report.send_back)
    elif name not in WAITING:
        diary.on(filed + timedelta(days=12), report.accept)
    if name == TALKED_OVER:
        diary.on(filed + timedelta(days=3), report.ask)
        diary.on(filed + timedelta(days=5), report.answer)
