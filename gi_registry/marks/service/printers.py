"""The register of printers, their papers, and what they answer for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Organisation
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.core import uscc
from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    PrinterEndedError,
    PrinterKnownError,
    PrinterNotFoundError,
)
from gi_registry.marks.models import Printer, PrinterPaper
from gi_registry.marks.rules import PaperKind, PartKind, PrinterBalance, papers_hold
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class NewPrinter:
    """A printer to be put on the register.

    Attributes:
        uscc: credit code.
        name: of the business.
        division: GB/T 2260 prefix of the office that keeps it.
        address: where it prints.
    """

    uscc: str
    name: str
    division: str
    address: str


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that a printer showed; its last day, none where it has no end."""

    kind: PaperKind
    number: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """A printer with its papers and the labels that went to it.

    Attributes:
        printer: of the register.
        papers: the newest of each kind.
        balance: of all its print lots.
    """

    printer: Printer
    papers: list[PrinterPaper]
    balance: PrinterBalance


def register_printer(
    session: Session, new: NewPrinter, *, now: datetime, account_id: int
) -> Printer:
    """Put a printer on the register, and log it; its people get accounts apart.

    Raises:
        GiError: the credit code is none; see `core.uscc.check`.
        PrinterKnownError: one of that code or name is there.
    """
    code = uscc.check(new.uscc).code
    name = new.name.strip()
    known = select(Printer.id).where(or_(Printer.uscc == code, Printer.name == name))
    other = select(Organisation.id).where(
        Organisation.name == name, Organisation.kind != OrganisationKind.PRINTER
    )
    if session.scalar(known) is not None or session.scalar(other) is not None:
        raise PrinterKnownError
    organisation = accounts.create_organisation(
        session,
        kind=OrganisationKind.PRINTER,
        name=name,
        division=new.division,
        now=now,
    )
    made = Printer(
        organisation_id=organisation.id,
        uscc=code,
        name=name,
        division=new.division,
        address=new.address.strip(),
        registered_at=now,
        registered_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {"name": made.name, "division": made.division}
    _log(session, "printer.registered", made, body, now=now, account_id=account_id)
    return made


def add_paper(
    session: Session, printer: Printer, new: NewPaper, *, now: datetime, account_id: int
) -> PrinterPaper:
    """Record a paper that a printer showed; it takes the place of one of its kind."""
    made = PrinterPaper(
        printer_id=printer.id,
        kind=new.kind,
        number=new.number.strip(),
        valid_to=new.valid_to,
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    last = new.valid_to and new.valid_to.isoformat()
    body = {"kind": new.kind.value, "number": made.number, "valid_to": last}
    _log(session, "printer.paper", printer, body, now=now, account_id=account_id)
    return made


def end_printer(
    session: Session, printer: Printer, reason: str, *, now: datetime, account_id: int
) -> None:
    """Take a printer off the register; what it has in hand it still hands over.

    Raises:
        PrinterEndedError: it is off the register already.
    """
    if printer.ended_on is not None:
        raise PrinterEndedError
    printer.ended_on, printer.ended_reason = china_day(now), reason.strip()
    session.flush()
    body = {"reason": printer.ended_reason}
    _log(session, "printer.ended", printer, body, now=now, account_id=account_id)


def printer(session: Session, printer_id: int) -> Printer:
    """Return a printer.

    Raises:
        PrinterNotFoundError: there is none.
    """
    found = session.get(Printer, printer_id)
    if found is None:
        raise PrinterNotFoundError
    return found


def printer_of(session: Session, organisation_id: int) -> Printer:
    """Return the printer that an organisation is.

    Raises:
        PrinterNotFoundError: it is none that is on the register.
    """
    found = session.scalar(
        select(Printer).where(Printer.organisation_id == organisation_id)
    )
    if found is None:
        raise PrinterNotFoundError
    return found


def printer_by_code(session: Session, code: str) -> Printer:
    """Return a printer by its credit code.

    Raises:
        PrinterNotFoundError: none on the register has it.
    """
    found = session.scalar(select(Printer).where(Printer.uscc == code))
    if found is None:
        raise PrinterNotFoundError
    return found


def printers(
    session: Session, divisions: Collection[str] | None = None
) -> list[PrinterLine]:
    """Return printers with papers and balance, by name; a few queries for all.

    Args:
        session: to read with.
        divisions: prefixes of the offices that keep them; none is all.
    """
    return _lines(session, queries.registered(session, divisions))


def printer_line(session: Session, found: Printer) -> PrinterLine:
    """Return a printer with papers and balance."""
    return _lines(session, [found])[0]


def printers_open(session: Session, *, on: date) -> list[Printer]:
    """Return the printers to whom labels may be sent on a day, by name."""
    return [
        line.printer
        for line in printers(session)
        if line.printer.ended_on is None and may_print(line.papers, on=on)
    ]


def may_print(papers: Sequence[PrinterPaper], *, on: date) -> bool:
    """Whether the papers that a printer needs are on record and hold on a day."""
    return papers_hold([(each.kind, each.valid_to) for each in papers], on=on)


def _lines(session: Session, found: Sequence[Printer]) -> list[PrinterLine]:
    ids = [each.id for each in found]
    papers = queries.papers_of(session, ids)
    counted: dict[int, dict[PartKind, int]] = {each: {} for each in ids}
    for row in queries.printer_balances(session, ids):
        counted[row[0]][row[1]] = int(row[2])
    return [
        PrinterLine(each, papers[each.id], PrinterBalance(counted[each.id]))
        for each in found
    ]


def _log(
    session: Session,
    kind: str,
    of: Printer,
    body: dict[str, Any],
    *,
    now: datetime,
    account_id: int,
) -> None:
    translog.append(session, kind, of.uscc, body, now=now, account_id=account_id)
