"""Lists of labels that printers hand over and users receive: all lots or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks.models import PrintLot
from gi_registry.marks.rules import (
    HandOver,
    Part,
    PartKind,
    PrintLotState,
)
from gi_registry.marks.service import Act
from gi_registry.tracing.errors import DeliveryDaysError, ListCellError
from gi_registry.tracing.rules import check_all_named
from gi_registry.tracing.service.lines import day_in, each_line, whole_in

DELIVERY_COLUMNS: Final = {
    "lot": ("印制批", "lot"),
    "first": ("起始序号", "first"),
    "last": ("截止序号", "last"),
    "what": ("情况", "what"),
    "day": ("印制完毕日期", "日期", "day"),
}
DELIVERY_NEEDED: Final = ("lot", "first", "last")

_WORDS: Final = {
    PartKind.GOOD: Words("合格", "Good"),
    PartKind.DELIVERED: Words("收到", "Received"),
    PartKind.SPOILED: Words("废品", "Spoiled"),
    PartKind.SAMPLE: Words("留样", "Kept as sample"),
    PartKind.MISSING: Words("缺少", "Missing"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """Which side of print lots enters a list.

    Attributes:
        kinds: what a line may say; the first is what a line says by saying nothing.
        needs_day: whether each line says when printing ended.
        find: returns a print lot of that side's own.
        within: labels of a lot that all have to be named; none where it is not so far.
        enter: enters what the lines of a lot say.
    """

    kinds: tuple[PartKind, ...]
    needs_day: bool
    find: Callable[[Session, int], PrintLot]
    within: Callable[[PrintLot], list[Part]]
    enter: Callable[[Session, PrintLot, "Said", Act], None]


class Said(NamedTuple):
    """What the lines of a list say of one print lot."""

    parts: list[Part]
    days: set[date]

    def of(self, kind: PartKind) -> list[tuple[int, int]]:
        """Return the labels of a kind, [first, end) each."""
        return [(part.first, part.end) for part in self.parts if part.kind is kind]

    def count(self, kind: PartKind) -> int:
        """Return how many labels are of a kind."""
        return sum(end - first for first, end in self.of(kind))


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What came of one line of a list.

    Attributes:
        number: of the line in the file, from 1.
        cells: as they stood there.
        what: what it says of its labels; none where that cannot be read.
        labels: count; 0 where it is refused.
        is_missing: whether it makes a difference of the two sides.
        error: why it, or its print lot, is refused; none where it is right.
    """

    number: int
    cells: dict[str, str]
    what: Words | None
    labels: int
    is_missing: bool
    error: Words | None


class _Read(NamedTuple):
    lot: int
    part: Part
    day: date | None


def of_printer(printer_id: int) -> Side:
    """Return the printer's side: it hands over, and names what it keeps back."""

    def find(session: Session, lot: int) -> PrintLot:
        return marks.print_lot(session, lot, printer_id=printer_id)

    def within(lot: PrintLot) -> list[Part]:
        if lot.state is not PrintLotState.ACCEPTED:
            return []
        return [Part(lot.first, lot.end, PartKind.ORDERED)]

    def enter(session: Session, lot: PrintLot, said: Said, act: Act) -> None:
        if len(said.days) != 1:
            raise DeliveryDaysError
        kept = (said.of(kind) for kind in kinds[1:])
        (day,) = said.days
        over = HandOver(day, said.count(PartKind.GOOD), *kept)
        marks.hand_over(session, lot, over, act)

    kinds = (PartKind.GOOD, PartKind.SPOILED, PartKind.SAMPLE, PartKind.MISSING)
    return Side(kinds, needs_day=True, find=find, within=within, enter=enter)


def of_user(organisation_id: int) -> Side:
    """Return the user's side: it says what it received, and what was not there."""

    def find(session: Session, lot: int) -> PrintLot:
        return marks.print_lot(session, lot, organisation_id=organisation_id)

    def within(lot: PrintLot) -> list[Part]:
        if lot.state is not PrintLotState.HANDED_OVER:
            return []
        return [part for part in marks.parts_of(lot) if part.kind is PartKind.GOOD]

    def enter(session: Session, lot: PrintLot, said: Said, act: Act) -> None:
        counted, missing = said.count(PartKind.DELIVERED), said.of(PartKind.MISSING)
        marks.receive(session, lot, counted, missing, act)

    kinds = (PartKind.DELIVERED, PartKind.MISSING)
    return Side(kinds, needs_day=False, find=find, within=within, enter=enter)


def enter_deliveries(
    session: Session, rows: Sequence[SheetRow], side: Side, act: Act
) -> list[DeliveryLine]:
    """Enter each print lot that a list names, and say of each line what came of it.

    The lines of a lot name every label of it once. A lot that is refused changes
    nothing; the caller undoes all of it where there is one, or where it only wants
    to know.

    Args:
        session: a writing session.
        rows: as `core.sheets.read_rows` gives them by `DELIVERY_COLUMNS`.
        side: whose list it is.
        act: who and when.

    Raises:
        ListLengthError: no line at all, or too many.
    """
    lines = each_line(session, rows, lambda row: _read(row, side))
    lots: dict[int, Said] = {}
    for _, read, _ in lines:
        if read is not None:
            said = lots.setdefault(read.lot, Said([], set()))
            said.parts.append(read.part)
            if read.day is not None:
                said.days.add(read.day)
    refused = _entered(session, lots, side, act)
    return [
        _line(row, read, error or (refused.get(read.lot) if read else None), side)
        for row, read, error in lines
    ]


def _entered(
    session: Session, lots: Mapping[int, Said], side: Side, act: Act
) -> dict[int, Words]:
    """Enter each lot; return why those are refused that are."""
    refused = {}
    for number, said in sorted(lots.items()):
        try:
            with session.begin_nested():
                lot = side.find(session, number)
                marks.lock_ledger(session, lot.run.authorization_id)
                within = side.within(lot)
                if within:
                    check_all_named(said.parts, within)
                side.enter(session, lot, said, act)
        except GiError as error:
            refused[number] = error.words
    return refused


def _read(row: SheetRow, side: Side) -> _Read:
    kind = _kind(row, side)
    if kind is None:
        raise ListCellError("part", row.cells.get("what", ""))
    lot, first, last = (whole_in(row, key) for key in ("lot", "first", "last"))
    if last < first:
        raise ListCellError("last", row.cells["last"])
    day = day_in(row) if side.needs_day else None
    return _Read(lot, Part(first, last + 1, kind), day)


def _kind(row: SheetRow, side: Side) -> PartKind | None:
    said = row.cells.get("what", "").strip().lower()
    if not said:
        return side.kinds[0]
    return next(
        (
            kind
            for kind in side.kinds
            if said in (_WORDS[kind].zh, _WORDS[kind].en.lower(), kind.value)
        ),
        None,
    )


def _line(
    row: SheetRow, read: _Read | None, error: Words | None, side: Side
) -> DeliveryLine:
    kind = _kind(row, side)
    return DeliveryLine(
        number=row.number,
        cells=dict(row.cells),
        what=_WORDS[kind] if kind else None,
        labels=read.part.size if read and not error else 0,
        is_missing=kind is PartKind.MISSING,
        error=error,
    )
