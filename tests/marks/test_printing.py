"""Labels go to a printer and come back; two sides count, and nothing is lost."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.marks import service
from gi_registry.marks.errors import (
    AtPrinterError,
    NumbersError,
    PartsOverlapError,
    PartsSumError,
    PrintChecksError,
    PrinterPaperError,
    PrintLotStateError,
    SentBeforeError,
)
from gi_registry.marks.models import LabelRun, Printer, PrintLot, RunExpiry
from gi_registry.marks.rules import (
    Balance,
    HandOver,
    PaperKind,
    Part,
    PartKind,
    PrintCheck,
    PrinterBalance,
    PrintLotState,
    RangeState,
    handed_over,
    keep_until,
    labels_of,
    read_numbers,
    received,
    sample_due,
)
from gi_registry.marks.service import Act, NewPaper, NewPrinter, NewPrintLot, PrintFile
from tests import factories as make
from tests.marks import asked

K = PartKind
FILE = PrintFile("labels-1-0-99.csv", "a" * 64)
USCC = "91140727MA0GK0019F"


def test_numbers_are_read_as_people_write_them() -> None:
    assert read_numbers(" 120-139, 500；7至9\n", "spoiled") == [
        (120, 140),
        (500, 501),
        (7, 10),
    ]
    assert read_numbers("", "spoiled") == []
    for wrong in ("12-", "9-3", "twelve"):
        with pytest.raises(NumbersError):
            read_numbers(wrong, "spoiled")


SAID = HandOver(date(2026, 11, 20), 85, [(10, 20)], [(99, 100)], [(40, 44)])


def test_every_label_of_a_lot_is_in_one_part() -> None:
    # 100 = 85 good + 10 spoiled + 1 sample + 4 missing
    parts = handed_over(0, 100, SAID)
    counted = {kind: labels_of(parts, kind) for kind in {p.kind for p in parts}}
    assert counted == {K.GOOD: 85, K.SPOILED: 10, K.SAMPLE: 1, K.MISSING: 4}

    found = received(parts, counted=80, missing=[(50, 55)])
    assert labels_of(found, K.DELIVERED) == 80
    assert [p for p in found if p.kind is K.MISSING] == [
        Part(40, 44, K.MISSING),
        Part(50, 55, K.MISSING),
    ]


@pytest.mark.parametrize(
    ("spoiled", "sample", "good", "refusal"),
    [
        ([(0, 10)], [(9, 11)], 89, PartsOverlapError),
        ([(95, 101)], [], 95, PartsOverlapError),
        ([(0, 10), (0, 10)], [], 90, PartsOverlapError),
        ([(0, 10)], [], 91, PartsSumError),
    ],
)
def test_numbers_that_do_not_fit_are_refused(
    spoiled: Sequence[tuple[int, int]],
    sample: Sequence[tuple[int, int]],
    good: int,
    refusal: type[GiError],
) -> None:
    with pytest.raises(refusal):
        handed_over(0, 100, HandOver(date(2026, 11, 20), good, spoiled, sample))


def test_days_follow_from_the_rule_of_printing() -> None:
    assert sample_due(date(2026, 11, 20)) == date(2026, 12, 5)  # 15 days
    assert keep_until(date(2026, 2, 28)) == date(2028, 2, 28)  # 2 years


def test_a_printers_balance_shows_what_it_cannot_account_for() -> None:
    kinds = {K.ORDERED: 5, K.DELIVERED: 60, K.SPOILED: 4, K.DESTROYED: 6}
    balance = PrinterBalance(
        kinds | {K.SAMPLE: 1, K.MISSING: 2, K.LOST: 3, K.RETURNED: 9}
    )

    assert balance.sent == 5 + 60 + 4 + 6 + 1 + 2 + 3
    assert (balance.difference, balance.open_difference) == (5, 2)


@pytest.fixture
def run(session: Session) -> LabelRun:
    """Give 1,000 labels of 500 g, within a capacity of 1,000 t."""
    return a_run(session)


def a_run(session: Session) -> LabelRun:
    holder = make.authorization(session)
    make.capacity(session, holder)
    return make.run(session, holder)


def a_printer(session: Session, by: Account) -> Printer:
    new = NewPrinter(USCC, "示例印刷厂", "14", "示例路2号")
    found = service.register_printer(session, new, now=make.NOW, account_id=by.id)
    for kind in (PaperKind.BUSINESS_LICENCE, PaperKind.PRINTING_LICENCE):
        paper = NewPaper(kind, "示例", date(2027, 1, 1))
        service.add_paper(session, found, paper, now=make.NOW, account_id=by.id)
    return found


def _sent(session: Session, run: LabelRun, **given: Any) -> tuple[PrintLot, Act]:
    by = make.officer(session)
    act = Act(make.NOW, by.id)
    values = {"printer_id": a_printer(session, by).id, "first": 0, "end": 100}
    new = NewPrintLot(run.id, **values | given, note="")
    made = service.send_lot(session, new, FILE, act)
    return service.print_lot(session, made.id), act


def _printed(session: Session, run: LabelRun) -> tuple[PrintLot, Act]:
    lot, act = _sent(session, run)
    service.take_on(session, lot, list(PrintCheck), "示例-1", act)
    service.hand_over(session, lot, HandOver(make.TODAY, 85, *_kept()), act)
    return lot, act


def _kept() -> tuple[list[tuple[int, int]], ...]:
    return [(10, 20)], [(99, 100)], [(40, 44)]


def _use(session: Session, run: LabelRun, first: int, end: int) -> None:
    held = service.run(session, run.id).authorization
    lot = make.lot(session, held)
    request = asked.used(run.id, first, end, lot.id, on_day=make.TODAY)
    service.mark_range(session, request, now=make.NOW, account_id=1)


def _at_printers(session: Session, run: LabelRun) -> int:
    entries = service.movements(session, run.authorization_id, today=make.TODAY)
    account = service.year_account_of(
        session, run.authorization_id, 2026, today=make.TODAY
    )
    assert entries
    return account.at_printer.labels


def test_labels_come_back_from_a_printer_and_only_then_go_to_use(
    session: Session, run: LabelRun
) -> None:
    lot, act = _printed(session, run)
    assert _at_printers(session, run) == 99  # and a sample
    with pytest.raises(AtPrinterError):
        _use(session, run, 0, 10)
    service.receive(session, lot, 80, [(50, 55)], act)

    assert lot.state is PrintLotState.DIFFERENT
    assert _at_printers(session, run) == 19
    _use(session, run, 0, 10)
    with pytest.raises(AtPrinterError):
        _use(session, run, 54, 56)
    before = asked.spoilt(run.id, 60, 61, on_day=date(2026, 11, 21))
    with pytest.raises(AtPrinterError):  # it was there on that day
        service.mark_range(session, before, now=make.NOW, account_id=1)
    found = service.stretches_of(
        session, service.run(session, run.id), today=make.TODAY
    )
    assert [(p.first, p.end, p.state) for p in found][:4] == [
        (0, 10, RangeState.ACTIVATED),
        (10, 20, RangeState.AT_PRINTER),
        (20, 40, RangeState.DELIVERED),
        (40, 44, RangeState.AT_PRINTER),
    ]
    assert service.audit(session, today=make.TODAY).faults == []


def test_waste_is_void_once_destroyed_and_what_is_lost_stays_counted(
    session: Session, run: LabelRun
) -> None:
    lot, act = _printed(session, run)
    service.receive(session, lot, 80, [(50, 55)], act)
    drawn = service.capacity(session, run.authorization_id, 2026).drawn_g

    service.destroy_waste(session, lot, make.TODAY, "示例见证人", act)
    service.settle(session, lot, is_found=False, reason="示例", act=act)
    service.file_sample(session, lot, make.TODAY, "档案室", act)

    # 10 destroyed labels of 500 g give their share back; 9 lost ones do not
    after = service.capacity(session, run.authorization_id, 2026).drawn_g
    assert drawn - after == 10 * 500
    states = {
        (each.first, each.end): each.state
        for each in service.ranges_of(session, run.id)
    }
    assert states == {
        (10, 20): RangeState.VOID,
        (40, 44): RangeState.LOST,
        (50, 55): RangeState.LOST,
    }
    assert lot.state is PrintLotState.RECEIVED
    assert _at_printers(session, run) == 0
    assert service.audit(session, today=make.TODAY).faults == []
    [line] = service.printers(session)
    assert (line.balance.sent, line.balance.delivered) == (100, 80)
    assert (line.balance.difference, line.balance.open_difference) == (9, 0)


def test_a_sample_stays_one_when_its_run_ends(session: Session, run: LabelRun) -> None:
    _printed(session, run)
    of, late = run.authorization_id, date(2028, 2, 1)
    then = datetime(2028, 2, 1, tzinfo=UTC)

    service.note_expired(session, run.id, now=then)

    # 1,000 issued: one is a sample from 2026 on, 999 expire with 2027
    assert service.balance(session, of, 2026) == Balance(0, 1_000, 0, 0, 0, 999, 1)
    assert service.balance(session, of, 2027) == Balance(999, 0, 0, 0, 999, 0, 0)
    assert session.get_one(RunExpiry, run.id).labels == 999
    found = service.stretches_of(session, service.run(session, run.id), today=late)
    assert [(each.first, each.end) for each in found if each.is_kept] == [(99, 100)]
    assert {each.state for each in found if not each.is_kept} == {RangeState.EXPIRED}
    assert service.audit(session, today=late).faults == []


def test_a_printer_checks_all_and_has_its_papers(
    session: Session, run: LabelRun
) -> None:
    lot, act = _sent(session, run)
    with pytest.raises(PrintChecksError):
        service.take_on(session, lot, [PrintCheck.CLIENT], "示例-1", act)
    with pytest.raises(PrintLotStateError):
        service.hand_over(session, lot, SAID, act)
    again = NewPrintLot(run.id, lot.printer_id, 99, 120, "")
    with pytest.raises(SentBeforeError):
        service.send_lot(session, again, FILE, act)
    service.refuse_lot(session, lot, "图样不符", act)

    assert _at_printers(session, run) == 0
    service.send_lot(session, again, FILE, act)
    paper = NewPaper(PaperKind.PRINTING_LICENCE, "示例", date(2026, 11, 1))
    by = act.account_id
    service.add_paper(session, lot.printer, paper, now=make.NOW, account_id=by)
    with pytest.raises(PrinterPaperError):
        service.send_lot(
            session, NewPrintLot(run.id, lot.printer_id, 500, 600, ""), FILE, act
        )


def test_delivery_and_void_at_once_leave_the_books_sound(database: Database) -> None:
    with database.write() as session:
        run = a_run(session)
        lot, act = _printed(session, run)
        run_id, lot_id = run.id, lot.id
    barrier = Barrier(4)
    done: list[str] = []

    def deliver(session: Session) -> None:
        found = service.print_lot(session, lot_id)
        service.receive(session, found, 85, [], act)

    def void(session: Session) -> None:
        request = asked.spoilt(run_id, 0, 10, on_day=make.TODAY)
        service.mark_range(session, request, now=make.NOW, account_id=act.account_id)

    def attempt(what: str, work: Callable[[Session], None]) -> None:
        barrier.wait()
        try:
            with database.write() as session:
                work(session)
        except GiError as refused:
            done.append(refused.slug)
        else:
            done.append(what)

    threads = [
        Thread(target=attempt, args=each)
        for each in (("delivered", deliver), ("void", void)) * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done.count("delivered") == 1
    assert done.count("print-lot-state") == 1
    assert done.count("void") <= 1
    assert set(done) <= {"delivered", "print-lot-state"} | {
        "void",
        "at-printer",
        "range-taken",
    }
    with database.read() as session:
        assert service.audit(session, today=make.TODAY).faults == []
