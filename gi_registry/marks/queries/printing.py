"""Reads of labels at printers."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    and_,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.marks.models import (
    LabelRange,
    LabelRun,
    Printer,
    PrinterPaper,
    PrintLot,
    PrintLotPart,
)
from gi_registry.marks.rules import Part, PartKind, PrintLotState
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import GiRight

_WHOLE = (
    joinedload(PrintLot.printer),
    joinedload(PrintLot.run).options(
        joinedload(LabelRun.authorization).options(
            joinedload(Authorization.entity),
            joinedload(Authorization.gi),
            joinedload(Authorization.right),
            joinedload(Authorization.announcement),
        )
    ),
    selectinload(PrintLot.parts),
)


def print_lots(where: ColumnElement[bool]) -> Select[PrintLot]:
    """Select print lots with all that belongs to them, newest first."""
    return select(PrintLot).where(where).options(*_WHOLE).order_by(PrintLot.id.desc())


def of_organisation(organisation_id: int) -> ColumnElement[bool]:
    """Return the condition of print lots of a producer's labels."""
    own = (
        select(LabelRun.id)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(Entity.organisation_id == organisation_id)
    )
    return PrintLot.run_id.in_(own)


def held_over(
    session: Session, run_id: int, first: int, end: int, *, on: date
) -> PrintLotPart | None:
    """Return labels of [first, end) that a printer held on or after a day, if any."""
    return session.scalar(
        select(PrintLotPart)
        .where(
            PrintLotPart.run_id == run_id,
            PrintLotPart.first < end,
            PrintLotPart.end > first,
            PrintLotPart.kind != PartKind.RETURNED,
            or_(PrintLotPart.out_on.is_(None), PrintLotPart.out_on > on),
        )
        .order_by(PrintLotPart.first)
        .limit(1)
    )


def sent_over(
    session: Session, run_id: int, first: int, end: int
) -> PrintLotPart | None:
    """Return labels of [first, end) that were printed or are to be, if any."""
    return session.scalar(
        select(PrintLotPart)
        .where(
            PrintLotPart.run_id == run_id,
            PrintLotPart.first < end,
            PrintLotPart.end > first,
            PrintLotPart.kind != PartKind.RETURNED,
        )
        .order_by(PrintLotPart.first)
        .limit(1)
    )


def parts_of_runs(session: Session, run_ids: Collection[int]) -> Sequence[PrintLotPart]:
    """Return the labels of runs that went to a printer and were not called off."""
    return session.scalars(
        select(PrintLotPart)
        .where(PrintLotPart.run_id.in_(run_ids), PrintLotPart.kind != PartKind.RETURNED)
        .order_by(PrintLotPart.run_id, PrintLotPart.first)
    ).all()


def parts_of_holder(
    authorization_id: int,
) -> Select[int, int, int, date, date | None, date | None]:
    """Select a holder's labels that went to printers, by roll."""
    return (
        select(
            PrintLotPart.run_id,
            PrintLotPart.first,
            PrintLotPart.end,
            PrintLotPart.sent_on,
            PrintLotPart.out_on,
            PrintLotPart.kept_on,
        )
        .join(LabelRun, LabelRun.id == PrintLotPart.run_id)
        .where(LabelRun.authorization_id == authorization_id)
        .order_by(PrintLotPart.run_id, PrintLotPart.first)
    )


def registered(
    session: Session, divisions: Collection[str] | None = None
) -> Sequence[Printer]:
    """Return printers by name.

    Args:
        session: to read with.
        divisions: prefixes of offices that keep them; none is all.
    """
    statement = select(Printer).order_by(Printer.name)
    if divisions is not None:
        begins = [Printer.division.startswith(each) for each in divisions]
        statement = statement.where(or_(*begins))
    return session.scalars(statement).all()


def papers_of(
    session: Session, printer_ids: Collection[int]
) -> dict[int, list[PrinterPaper]]:
    """Return the newest paper of each kind, by printer."""
    newest = (
        select(func.max(PrinterPaper.id))
        .where(PrinterPaper.printer_id.in_(printer_ids))
        .group_by(PrinterPaper.printer_id, PrinterPaper.kind)
    )
    found: dict[int, list[PrinterPaper]] = {each: [] for each in printer_ids}
    statement = select(PrinterPaper).where(PrinterPaper.id.in_(newest))
    for row in session.scalars(statement.order_by(PrinterPaper.id)):
        found[row.printer_id].append(row)
    return found


def printer_balances(
    session: Session, printer_ids: Collection[int]
) -> Sequence[Row[int, PartKind, int]]:
    """Return how many labels are what, by printer and kind."""
    size = func.sum(cast(PrintLotPart.end - PrintLotPart.first, BigInteger))
    return session.execute(
        select(PrintLot.printer_id, PrintLotPart.kind, size)
        .join(PrintLot, PrintLot.id == PrintLotPart.print_lot_id)
        .where(PrintLot.printer_id.in_(printer_ids))
        .group_by(PrintLot.printer_id, PrintLotPart.kind)
    ).all()


def different(caller: Caller) -> Select[PrintLot]:
    """Select the print lots of a jurisdiction in which the two sides differ."""
    return (
        select(PrintLot)
        .join(PrintLot.run)
        .join(LabelRun.authorization)
        .join(Authorization.right)
        .where(
            PrintLot.state == PrintLotState.DIFFERENT,
            reach(
                caller,
                Permission.DESK,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            ),
        )
        .options(
            contains_eager(PrintLot.run)
            .contains_eager(LabelRun.authorization)
            .joinedload(Authorization.entity),
            joinedload(PrintLot.printer),
            selectinload(PrintLot.parts),
        )
        .order_by(PrintLot.id)
    )


def lots_in_parts(session: Session) -> Iterator[tuple[int, int, int, list[Part]]]:
    """Give each print lot: its id, first, end, and its parts in order."""
    rows = session.execute(
        select(
            PrintLot.id,
            PrintLot.first,
            PrintLot.end,
            PrintLotPart.first,
            PrintLotPart.end,
            PrintLotPart.kind,
        )
        .join(PrintLotPart, PrintLotPart.print_lot_id == PrintLot.id)
        .order_by(PrintLot.id, PrintLotPart.first)
    )
    for lot, group in groupby(rows, key=lambda row: row[:3]):
        yield lot[0], lot[1], lot[2], [Part(*row[3:]) for row in group]


def used_at_printers(session: Session) -> Sequence[Row[int, int]]:
    """Return print lot and run where labels were used that a printer held then."""
    return session.execute(
        select(PrintLotPart.print_lot_id, PrintLotPart.run_id)
        .join(
            LabelRange,
            and_(
                LabelRange.run_id == PrintLotPart.run_id,
                LabelRange.undone_at.is_(None),
                LabelRange.first < PrintLotPart.end,
                LabelRange.end > PrintLotPart.first,
            ),
        )
        .where(
            PrintLotPart.kind != PartKind.RETURNED,
            or_(
                PrintLotPart.out_on.is_(None),
                PrintLotPart.out_on > LabelRange.on_day,
            ),
        )
        .distinct()
    ).all()
