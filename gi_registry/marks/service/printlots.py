"""Labels that go to a printer and come back: each side says what it has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    LedgerBrokenError,
    PrintChecksError,
    PrinterEndedError,
    PrintLotStateError,
    RangeTakenError,
    RunExpiredError,
    SentBeforeError,
)
from gi_registry.marks.models import PrintLot, PrintLotPart
from gi_registry.marks.rules import (
    PRINT_LOT_WORDS,
    RANGE_STATE_WORDS,
    HandOver,
    Part,
    PartKind,
    PrintCheck,
    PrintLotState,
    check_lot,
    check_papers,
    check_printing_day,
    handed_over,
    is_whole,
    received,
)
from gi_registry.marks.service import telling
from gi_registry.marks.service.accounts import demand_open
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.printers import printer
from gi_registry.marks.service.printing import PrintFile
from gi_registry.marks.service.runs import demand_use, run
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class NewPrintLot:
    """Labels [first, end) of a run that go to a printer, with what it is told."""

    run_id: int
    printer_id: int
    first: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who enters something, and when."""

    now: datetime
    account_id: int

    @property
    def today(self) -> date:
        """The day in China."""
        return china_day(self.now)


def send_lot(session: Session, new: NewPrintLot, file: PrintFile, act: Act) -> PrintLot:
    """Send labels to a printer, and log it.

    Args:
        session: a writing session.
        new: which labels, to whom.
        file: with their codes, as the printer will get it.
        act: who and when.

    Raises:
        RunNotFoundError, PrinterNotFoundError: there is none.
        PrintLotRangeError: beyond the run, or too many at once.
        PrinterEndedError, PrinterPaperError: nothing may be sent to the printer.
        AuthorizationNotUsableError: the mark may not be used today.
        RunExpiredError: the last day of the run is past.
        RangeTakenError: something has happened to one of the labels already.
        SentBeforeError: one of them went to a printer before.
        YearClosedError: the books of the year are closed.
    """
    labels = run(session, new.run_id)
    check_lot(new.first, new.end, run_size=labels.size)
    _demand_printer(session, new.printer_id, act.today)
    lock_ledger(session, labels.authorization_id)
    demand_open(session, labels.authorization_id, act.today.year)
    demand_use(session, labels.authorization_id, act.today)
    if act.today > labels.expires_on:
        raise RunExpiredError(labels.expires_on)
    _demand_free(session, new)
    made = PrintLot(
        run_id=new.run_id,
        printer_id=new.printer_id,
        first=new.first,
        end=new.end,
        state=PrintLotState.SENT,
        file_name=file.name,
        file_sha256=file.sha256,
        note=new.note.strip(),
        sent_on=act.today,
        sent_at=act.now,
        sent_by_id=act.account_id,
        last_entry_on=act.today,
    )
    session.add(made)
    session.flush()
    whole = [Part(new.first, new.end, PartKind.ORDERED)]
    session.add_all(_row(made, part, None) for part in whole)
    session.flush()
    body = {"printer": made.printer_id, "file": file.name, "sha256": file.sha256}
    number = labels.authorization.number
    _log(session, "sent", (made, number), body, act)
    return made


def take_on(
    session: Session,
    lot: PrintLot,
    checks: Collection[PrintCheck],
    form_number: str,
    act: Act,
) -> None:
    """Record that a printer has checked everything and prints, and log it.

    Raises:
        PrintChecksError: something is not checked, or no form is named.
        PrintLotStateError: it is further already, or called off.
    """
    begin(session, lot, act, PrintLotState.SENT)
    if set(checks) != set(PrintCheck) or not form_number.strip():
        raise PrintChecksError
    lot.checks = [each.value for each in PrintCheck]
    lot.form_number = form_number.strip()
    body = {"checks": lot.checks, "form": lot.form_number}
    end(session, lot, PrintLotState.ACCEPTED, "accepted", body, act)


def refuse_lot(session: Session, lot: PrintLot, reason: str, act: Act) -> None:
    """Record that a printer does not take an order on; the user has the labels again.

    Raises:
        PrintLotStateError: it is taken on already, or called off.
    """
    begin(session, lot, act, PrintLotState.SENT)
    _back(session, lot, PrintLotState.REFUSED, reason, act)


def call_off(session: Session, lot: PrintLot, reason: str, act: Act) -> None:
    """Call an order off that no printer has taken on.

    Raises:
        PrintLotStateError: it is taken on already, or called off.
    """
    begin(session, lot, act, PrintLotState.SENT)
    _back(session, lot, PrintLotState.RETURNED, reason, act)


def give_back(session: Session, lot: PrintLot, reason: str, act: Act) -> None:
    """Record that a printer gives an order back of which nothing was printed.

    Raises:
        PrintLotStateError: it is not being printed.
    """
    begin(session, lot, act, PrintLotState.ACCEPTED)
    _back(session, lot, PrintLotState.RETURNED, reason, act)


def hand_over(session: Session, lot: PrintLot, said: HandOver, act: Act) -> None:
    """Record what a printer hands over, and what it keeps back; log it.

    Raises:
        PrintLotStateError: it is not being printed.
        PrintingDayError: printed in the future, or before it was sent.
        PartsOverlapError, PartsSumError: the numbers do not fit together.
    """
    begin(session, lot, act, PrintLotState.ACCEPTED)
    check_printing_day(
        said.printed_on, field="printed_on", earliest=lot.sent_on, today=act.today
    )
    parts = handed_over(lot.first, lot.end, said)
    restate(session, lot, parts, {PartKind.SAMPLE: act.today})
    lot.printed_on, lot.handed_over_on = said.printed_on, act.today
    body = figures_of(lot) | {"printed_on": said.printed_on.isoformat()}
    end(session, lot, PrintLotState.HANDED_OVER, "handed-over", body, act)
    telling.of_hand_over(session, lot, now=act.now)


def receive(
    session: Session,
    lot: PrintLot,
    counted: int,
    missing: Sequence[tuple[int, int]],
    act: Act,
) -> None:
    """Record what the user got; where the two sides differ the matter stays open.

    Args:
        session: a writing session.
        lot: handed over.
        counted: labels received, count.
        missing: numbers that were not there, [first, end) each.
        act: who and when.

    Raises:
        PrintLotStateError: it is not handed over, or received already.
        PartsOverlapError, PartsSumError: the numbers do not fit together.
    """
    begin(session, lot, act, PrintLotState.HANDED_OVER)
    found = received(parts_of(lot), counted=counted, missing=missing)
    restate(session, lot, found, {PartKind.DELIVERED: act.today})
    lot.received_on = act.today
    differs = any(part.kind is PartKind.MISSING for part in found)
    state = PrintLotState.DIFFERENT if differs else PrintLotState.RECEIVED
    end(session, lot, state, "received", figures_of(lot), act)
    if differs:
        telling.of_difference(session, lot, now=act.now, account_id=act.account_id)


def _demand_printer(session: Session, printer_id: int, today: date) -> None:
    found = printer(session, printer_id)
    if found.ended_on is not None:
        raise PrinterEndedError
    papers = queries.papers_of(session, [printer_id])[printer_id]
    check_papers([(each.kind, each.valid_to) for each in papers], on=today)


def _demand_free(session: Session, new: NewPrintLot) -> None:
    taken = queries.range_over(session, new.run_id, new.first, new.end)
    if taken is not None:
        raise RangeTakenError(
            first=taken.first, last=taken.end - 1, state=RANGE_STATE_WORDS[taken.state]
        )
    sent = queries.sent_over(session, new.run_id, new.first, new.end)
    if sent is not None:
        raise SentBeforeError(
            lot=sent.print_lot_id, first=sent.first, last=sent.end - 1
        )


def begin(session: Session, lot: PrintLot, act: Act, *states: PrintLotState) -> None:
    """Take the turn, and refuse a lot that is not so far, or further.

    Raises:
        PrintLotStateError: its state is none of those.
        YearClosedError: the books of the year are closed.
    """
    lock_ledger(session, lot.run.authorization_id)
    session.refresh(lot, ["state", "parts", "sampled_on", "destroyed_on"])
    if lot.state not in states:
        raise PrintLotStateError(PRINT_LOT_WORDS[lot.state])
    demand_open(session, lot.run.authorization_id, act.today.year)


def _back(
    session: Session, lot: PrintLot, state: PrintLotState, reason: str, act: Act
) -> None:
    whole = [Part(lot.first, lot.end, PartKind.RETURNED)]
    restate(session, lot, whole, {PartKind.RETURNED: act.today})
    lot.closed_reason = reason.strip()
    end(session, lot, state, state.value, {"reason": lot.closed_reason}, act)


def end(
    session: Session,
    lot: PrintLot,
    state: PrintLotState,
    what: str,
    body: dict[str, Any],
    act: Act,
) -> None:
    """Note how far a lot is now, and log what was entered."""
    lot.state, lot.last_entry_on = state, act.today
    session.flush()
    _log(session, what, (lot, lot.run.authorization.number), body, act)


def _log(
    session: Session,
    what: str,
    of: tuple[PrintLot, str],
    body: dict[str, Any],
    act: Act,
) -> None:
    lot, number = of
    facts = {"lot": lot.id, "run": lot.run_id, "first": lot.first, "end": lot.end}
    translog.append(
        session,
        f"print-lot.{what}",
        number,
        facts | body,
        now=act.now,
        account_id=act.account_id,
    )


def demand_printing(lot: PrintLot) -> None:
    """Refuse codes of a lot that is not being printed.

    Raises:
        PrintLotStateError: it is not taken on, or handed over already.
    """
    if lot.state is not PrintLotState.ACCEPTED:
        raise PrintLotStateError(PRINT_LOT_WORDS[lot.state])


def parts_of(lot: PrintLot) -> list[Part]:
    """Return the parts of a lot as values, in order."""
    return [Part(row.first, row.end, row.kind) for row in lot.parts]


def figures_of(lot: PrintLot) -> dict[str, int]:
    """Return how many labels of a lot are of each kind, counts."""
    counted = dict.fromkeys((part.kind.value for part in parts_of(lot)), 0)
    for part in parts_of(lot):
        counted[part.kind.value] += part.size
    return counted


def restate(
    session: Session,
    lot: PrintLot,
    parts: Sequence[Part],
    since: Mapping[PartKind, date],
) -> None:
    """Say anew what is true of the labels of a lot; what stays keeps its day.

    Args:
        session: a writing session.
        lot: locked.
        parts: all of its labels.
        since: from which day on those that left the printer did, and samples are.

    Raises:
        LedgerBrokenError: a label would be in no part, or in two.
    """
    if not is_whole(parts, lot.first, lot.end):
        msg = f"print lot {lot.id}: {parts}"
        raise LedgerBrokenError(msg)
    known = {(row.first, row.end, row.kind): row for row in lot.parts}
    lot.parts = [
        known.get(part) or _row(lot, part, since.get(part.kind)) for part in parts
    ]
    session.flush()


def _row(lot: PrintLot, part: Part, since: date | None) -> PrintLotPart:
    is_sample = part.kind is PartKind.SAMPLE
    return PrintLotPart(
        print_lot_id=lot.id,
        run_id=lot.run_id,
        first=part.first,
        end=part.end,
        kind=part.kind,
        sent_on=lot.sent_on,
        out_on=None if is_sample else since,
        kept_on=since if is_sample else None,
    )
