"""What follows on a hand-over: a difference, waste and samples; and finding lots."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.core.access import Caller
from gi_registry.core.paging import PAGE_SIZE, Page, count_of, page_of
from gi_registry.marks import queries
from gi_registry.marks.errors import NoWasteError, PrintLotNotFoundError
from gi_registry.marks.models import PrintLot
from gi_registry.marks.rules import (
    Part,
    PartKind,
    PrintLotState,
    RangeRequest,
    RangeState,
    check_printing_day,
)
from gi_registry.marks.service.printlots import (
    Act,
    begin,
    end,
    figures_of,
    parts_of,
    restate,
)
from gi_registry.marks.service.ranges import mark_range

_PRINTED = (
    PrintLotState.HANDED_OVER,
    PrintLotState.DIFFERENT,
    PrintLotState.RECEIVED,
)


def settle(
    session: Session, lot: PrintLot, *, is_found: bool, reason: str, act: Act
) -> None:
    """Settle a difference: the missing labels were found, or they are lost.

    Lost labels give no share of the capacity back.

    Raises:
        PrintLotStateError: the two sides do not differ.
        YearClosedError: the books of the year are closed.
    """
    begin(session, lot, act, PrintLotState.DIFFERENT)
    kind = PartKind.DELIVERED if is_found else PartKind.LOST
    gone = _become(session, lot, (PartKind.MISSING, kind), act.today)
    if not is_found:
        lost = _request(lot, RangeState.LOST, act.today, reason)
        _mark(session, gone, lost, act)
    how = "found" if is_found else "lost"
    lot.settled = {"as": how, "reason": reason.strip(), "on": act.today.isoformat()}
    body = figures_of(lot) | {"as": how, "reason": reason.strip()}
    end(session, lot, PrintLotState.RECEIVED, "settled", body, act)


def file_sample(
    session: Session, lot: PrintLot, day: date, place: str, act: Act
) -> None:
    """Record that a printer filed a sample with the papers.

    Raises:
        PrintLotStateError: nothing is printed yet.
        PrintingDayError: in the future, or before it was printed.
    """
    begin(session, lot, act, *_PRINTED)
    earliest = lot.printed_on or lot.sent_on
    check_printing_day(day, field="sampled_on", earliest=earliest, today=act.today)
    lot.sampled_on, lot.sample_place = day, place.strip()
    body = {"on": day.isoformat(), "place": lot.sample_place}
    end(session, lot, lot.state, "sample-filed", body, act)


def destroy_waste(
    session: Session, lot: PrintLot, day: date, witness: str, act: Act
) -> None:
    """Record that a lot's waste was destroyed before a witness; it is void then.

    Raises:
        PrintLotStateError: nothing is printed yet.
        PrintingDayError: in the future, or before it was printed.
        NoWasteError: there is none.
        YearClosedError: the books of that day's year are closed.
    """
    begin(session, lot, act, *_PRINTED)
    earliest = lot.printed_on or lot.sent_on
    check_printing_day(day, field="destroyed_on", earliest=earliest, today=act.today)
    gone = _become(session, lot, (PartKind.SPOILED, PartKind.DESTROYED), day)
    if not gone:
        raise NoWasteError
    lot.destroyed_on, lot.witness = day, witness.strip()
    reason = f"印制废品销毁，见证人{lot.witness}（印制批 {lot.id}）"
    _mark(session, gone, _request(lot, RangeState.VOID, day, reason), act)
    body = figures_of(lot) | {"on": day.isoformat(), "witness": lot.witness}
    end(session, lot, lot.state, "waste-destroyed", body, act)


def print_lot(
    session: Session,
    lot_id: int,
    *,
    organisation_id: int | None = None,
    printer_id: int | None = None,
) -> PrintLot:
    """Return a print lot with all that belongs to it.

    Args:
        session: to read with.
        lot_id: which.
        organisation_id: whose labels they must be; None is for others.
        printer_id: of the printer that it must be with; None is for others.

    Raises:
        PrintLotNotFoundError: there is none, or it is another's.
    """
    where = PrintLot.id == lot_id
    if organisation_id is not None:
        where &= queries.of_organisation(organisation_id)
    if printer_id is not None:
        where &= PrintLot.printer_id == printer_id
    found = session.scalar(queries.print_lots(where))
    if found is None:
        raise PrintLotNotFoundError
    return found


def lots_of_producer(
    session: Session,
    organisation_id: int,
    *,
    number: int,
    run_id: int | None = None,
    size: int = PAGE_SIZE,
) -> Page[PrintLot]:
    """Return a page of the print lots of a producer's labels, newest first."""
    where = queries.of_organisation(organisation_id)
    if run_id is not None:
        where &= PrintLot.run_id == run_id
    return page_of(session, queries.print_lots(where), number=number, size=size)


def lots_of_printer(
    session: Session, printer_id: int, *, number: int
) -> Page[PrintLot]:
    """Return a page of what was sent to a printer, newest first."""
    where = PrintLot.printer_id == printer_id
    return page_of(session, queries.print_lots(where), number=number)


def different_lots(
    session: Session, caller: Caller, *, number: int = 1
) -> Page[PrintLot]:
    """Return the print lots of a caller's jurisdiction in which the sides differ."""
    return page_of(session, queries.different(caller), number=number)


def different_count(session: Session, caller: Caller, _on: date) -> int:
    """Return how many print lots of a jurisdiction wait to be settled."""
    return count_of(session, queries.different(caller))


def _become(
    session: Session, lot: PrintLot, change: tuple[PartKind, PartKind], day: date
) -> list[Part]:
    """Make one kind of parts another that has left the printer; return them."""
    before, after = change
    gone = [part for part in parts_of(lot) if part.kind is before]
    now = [
        part._replace(kind=after) if part.kind is before else part
        for part in parts_of(lot)
    ]
    restate(session, lot, now, {after: day})
    return gone


def _mark(session: Session, gone: list[Part], each: RangeRequest, act: Act) -> None:
    """Record the same of some parts; `each` gives all but first and end."""
    for part in gone:
        request = replace(each, first=part.first, end=part.end)
        mark_range(session, request, now=act.now, account_id=act.account_id)


def _request(lot: PrintLot, state: RangeState, day: date, reason: str) -> RangeRequest:
    return RangeRequest(lot.run_id, lot.first, lot.end, state, None, day, reason)
