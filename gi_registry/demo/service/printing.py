"""A printer, and four lots of labels on their way to it and back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from gi_registry.core.access import Grant, Role
from gi_registry.core.codes import CodeKeys
from gi_registry.core.words import china_day
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary
from gi_registry.demo.service.people import SHANXI, account
from gi_registry.demo.service.stage import Stage
from gi_registry.marks import service as marks
from gi_registry.marks.models import LabelRun, PrintLot
from gi_registry.marks.rules import (
    HandOver,
    PaperKind,
    PrintCheck,
    Stretch,
)
from gi_registry.marks.service import Act, NewPaper, NewPrinter, NewPrintLot

_USCC = "91140727MA0GK0019F"
_NAME = "示例印务有限公司"
_LOT = 100
"""Labels of each lot."""
_DAY = timedelta(days=1)


class Printing:
    """What a printer does for one user of the mark in the last two weeks.

    Args:
        session: a writing session.
        story: whose labels go to the printer.
        stage: time, secrets and a voice.
        officer_id: who keeps the register of printers.
    """

    def __init__(
        self, session: Session, story: Story, stage: Stage, *, officer_id: int
    ):
        self.session = session
        self.story = story
        self.stage = stage
        self.officer_id = officer_id
        self.person = 0
        self.lots: list[int] = []

    def enter(self, diary: Diary) -> None:
        """Enter it in the diary."""
        today = china_day(self.stage.now)
        diary.on(today - 20 * _DAY, self._register)
        diary.on(today - 14 * _DAY, self._send)
        for at in range(3):
            diary.on(today - 12 * _DAY, self._each(at, self._take_on))
        for at in range(2):
            diary.on(today - 7 * _DAY, self._each(at, self._hand_over))
        diary.on(today - 6 * _DAY, self._each(0, self._receive))
        diary.on(today - 6 * _DAY, self._each(1, self._receive_less))
        diary.on(today - 5 * _DAY, self._each(0, self._finish))

    def _register(self, now: datetime) -> None:
        self.person = _registered(self.session, self.stage, now, self.officer_id)

    def _send(self, now: datetime) -> None:
        act = Act(now, self.story.person)
        self.lots = _sent(self.session, self.story, self.stage, act)

    def _each(
        self, at: int, work: Callable[[PrintLot, Act], None]
    ) -> Callable[[datetime], None]:
        def do(now: datetime) -> None:
            if self.lots:
                lot = marks.print_lot(self.session, self.lots[at])
                work(lot, Act(now, self.person))

        return do

    def _take_on(self, lot: PrintLot, act: Act) -> None:
        form = f"示例登记表-{lot.id}"
        marks.take_on(self.session, lot, tuple(PrintCheck), form, act)

    def _hand_over(self, lot: PrintLot, act: Act) -> None:
        said = HandOver(
            printed_on=act.today - _DAY,
            good=_LOT - 4,
            spoiled=[(lot.first, lot.first + 3)],
            sample=[(lot.end - 1, lot.end)],
        )
        marks.hand_over(self.session, lot, said, act)

    def _receive(self, lot: PrintLot, act: Act) -> None:
        user = Act(act.now, self.story.person)
        marks.receive(self.session, lot, _LOT - 4, [], user)

    def _receive_less(self, lot: PrintLot, act: Act) -> None:
        user = Act(act.now, self.story.person)
        missing = [(lot.first + 50, lot.first + 52)]
        marks.receive(self.session, lot, _LOT - 6, missing, user)

    def _finish(self, lot: PrintLot, act: Act) -> None:
        witness = "示例见证人（祁县）"
        marks.destroy_waste(self.session, lot, act.today, witness, act)
        marks.file_sample(self.session, lot, act.today, "示例档案室 A-1", act)


def _registered(session: Session, stage: Stage, now: datetime, officer_id: int) -> int:
    new = NewPrinter(_USCC, _NAME, SHANXI, "晋中市示例路8号")
    printer = marks.register_printer(session, new, now=now, account_id=officer_id)
    for kind in (PaperKind.BUSINESS_LICENCE, PaperKind.PRINTING_LICENCE):
        paper = NewPaper(kind, "示例证 001", date(china_day(now).year + 2, 12, 31))
        marks.add_paper(session, printer, paper, now=now, account_id=officer_id)
    grant = Grant(Role.PRINTER, SHANXI)
    made = account(
        session, "printer@demo", _NAME, [grant], password=stage.password, now=now
    )
    return made.id


def _sent(session: Session, story: Story, stage: Stage, act: Act) -> list[int]:
    """Send four lots out of the longest unused piece of a run; return their ids."""
    printer = marks.printers_open(session, on=act.today)[0]
    found = _unused(session, story, act.today)
    if found is None:
        return []
    labels, piece = found
    labels = marks.run(session, labels.id)
    job = marks.print_job(labels, base_url=stage.base_url)
    keys = CodeKeys(stage.master, [job.key_epoch])
    lots = []
    for first in range(piece.first, piece.first + 4 * _LOT, _LOT):
        end = first + _LOT
        file = marks.print_file(keys, job, first, end)
        new = NewPrintLot(labels.id, printer.id, first, end, "每卷 100 枚（示例）")
        lots.append(marks.send_lot(session, new, file, act).id)
    return lots


def _unused(
    session: Session, story: Story, today: date
) -> tuple[LabelRun, Stretch] | None:
    """Return a run with enough labels that nothing has happened to, newest first."""
    return next(
        (
            (line.run, piece)
            for line, _ in marks.usable_runs(session, story.permit.id, on=today)
            for piece in marks.stretches_of(session, line.run, today=today)
            if piece.state is None and piece.size >= 4 * _LOT
        ),
        None,
    )
