"""Lists of what happened to outer packs: many lines, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.packs.models import PackRun
from gi_registry.packs.rules import (
    PACK_STATE_WORDS,
    Nesting,
    PackActivation,
    PackChange,
    Packing,
    PackKind,
    PackState,
)
from gi_registry.packs.service.changing import activate_packs, change
from gi_registry.packs.service.nesting import nest
from gi_registry.packs.service.packing import fill
from gi_registry.packs.service.runs import run
from gi_registry.tracing.errors import ListCellError
from gi_registry.tracing.service import day_in, each_line, lot_by_number, whole_in

LIST_COLUMNS: Final = {
    "packs": ("外包装批", "箱码批", "packs"),
    "first": ("起始箱号", "first"),
    "last": ("截止箱号", "last"),
    "day": ("日期", "day"),
    "what": ("办理", "what"),
    "labels": ("标识批", "labels"),
    "inner": ("内装外包装批", "内装批", "inner"),
    "label_first": ("起始标识序号", "起始内装箱号", "label_first", "inner_first"),
    "each": ("每件枚数", "each"),
    "lot": ("批次", "批号", "lot"),
    "content": ("连同内装", "content"),
    "reason": ("原因", "reason"),
}
LIST_NEEDED: Final = ("packs", "first", "last", "day")

_FILL: Final = ("", "装箱", "分装", "fill")
_ACTIVATE: Final = ("启用", "activate")
_CHANGES: Final = {
    "开箱": PackState.OPENED,
    "召回": PackState.RECALLED,
    "作废": PackState.VOID,
    "遗失": PackState.LOST,
    "被盗": PackState.STOLEN,
} | {state.value: state for state in PackState}
_YES: Final = ("是", "yes", "1")
_FILL_WORDS: Final = Words("装箱或分装", "Filled or cut")
_ACTIVATE_WORDS: Final = Words("启用", "Put to use")


@dataclass(frozen=True, slots=True)
class ListLine:
    """What came of one line of a list.

    Attributes:
        number: of the line in the file, from 1.
        cells: as they stood there.
        what: what it is about; none where that cannot be read.
        error: why it is refused, and what to do; none where it is right.
    """

    number: int
    cells: dict[str, str]
    what: Words | None
    error: Words | None


def carry_out(
    session: Session,
    rows: Sequence[SheetRow],
    *,
    organisation_id: int,
    now: datetime,
    account_id: int,
) -> list[ListLine]:
    """Enter each line in order, and say of each what came of it.

    Lines that are refused change nothing; the caller undoes all of it where there
    is one, or where it only wants to know.

    Args:
        session: a writing session.
        rows: as `core.sheets.read_rows` gives them by `LIST_COLUMNS`.
        organisation_id: whose packs they must be.
        now: the present instant.
        account_id: who enters them.

    Raises:
        ListLengthError: no line at all, or too many.
    """
    by = (organisation_id, account_id)

    def enter(row: SheetRow) -> None:
        _enter(session, row, by, now)

    return [
        ListLine(row.number, dict(row.cells), _words(row), error)
        for row, _, error in each_line(session, rows, enter)
    ]


def _what(row: SheetRow) -> str:
    return row.cells.get("what", "").strip().lower()


def _words(row: SheetRow) -> Words | None:
    what = _what(row)
    if what in _FILL:
        return _FILL_WORDS
    if what in _ACTIVATE:
        return _ACTIVATE_WORDS
    return PACK_STATE_WORDS[_CHANGES[what]] if what in _CHANGES else None


def _enter(session: Session, row: SheetRow, by: tuple[int, int], now: datetime) -> None:
    organisation_id, account_id = by
    what, day = _what(row), day_in(row)
    packs = run(session, whole_in(row, "packs"), organisation_id=organisation_id)
    first, end = whole_in(row, "first"), whole_in(row, "last") + 1
    if what in _FILL:
        _pack(session, row, packs, by, now)
    elif what in _ACTIVATE:
        held = packs.authorization_id
        lot = lot_by_number(session, held, row.cells.get("lot", ""))
        wanted = PackActivation(packs.id, first, end, lot.id, day)
        activate_packs(session, wanted, now=now, account_id=account_id)
    elif what in _CHANGES:
        asked = PackChange(
            packs.id,
            first,
            end,
            _CHANGES[what],
            day,
            row.cells.get("reason", ""),
            with_content=row.cells.get("content", "").strip().lower() in _YES,
        )
        change(session, asked, now=now, account_id=account_id)
    else:
        raise ListCellError("what", row.cells.get("what", ""))


def _pack(
    session: Session, row: SheetRow, packs: PackRun, by: tuple[int, int], now: datetime
) -> None:
    """Enter what goes into packs: labels, or packs where these are pallets."""
    organisation_id, account_id = by
    first, end = whole_in(row, "first"), whole_in(row, "last") + 1
    numbers = (whole_in(row, "label_first"), whole_in(row, "each"), day_in(row))
    if packs.kind is PackKind.PALLET:
        inner = run(session, whole_in(row, "inner"), organisation_id=organisation_id)
        wanted = Nesting(packs.id, first, end, inner.id, *numbers)
        nest(session, wanted, now=now, account_id=account_id)
        return
    number = whole_in(row, "labels")
    labels = marks.run(session, number, organisation_id=organisation_id)
    packing = Packing(packs.id, first, end, labels.id, *numbers)
    fill(session, packing, now=now, account_id=account_id)
