"""Workbooks that strangers fill in, opened with care: values alone, nothing run.

Only .xlsx is taken, of whatever program, and none with macros or links to other
files. Where formulas, errors and merged cells are is told, so that their reader can
say what to do about them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from gi_registry.core.books.refusals import (
    MAX_COLUMNS,
    MAX_ROWS,
    BookKindError,
    BookLinkedError,
    BookLockedError,
    BookMacroError,
    BookOldError,
    BookTooLargeError,
    BookUnreadableError,
    check_beginning,
)
from gi_registry.core.books.scanning import Marks, opened, rewritten, scanned
from gi_registry.core.sheets import refuse_personal

MAX_BYTES: Final = 24 * 1024 * 1024

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "BookKindError",
    "BookLinkedError",
    "BookLockedError",
    "BookMacroError",
    "BookOldError",
    "BookTooLargeError",
    "BookUnreadableError",
    "Sheet",
    "read_book",
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: as its tab has it.
        is_hidden: whether its tab is not shown.
        rows: cells by row and column, from the first; numbers are floats, an empty
            cell is "".
        merged: first and last cell of each merged block, row and column from 0.
        formulas: row and column, from 0, of the cells that hold a formula.
        errors: the same of cells that show an error such as #N/A; they read as "".
        hidden: rows, from 0, that are not shown.
    """

    name: str
    is_hidden: bool
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    formulas: frozenset[tuple[int, int]]
    errors: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()

    def is_merged(self, row: int, column: int) -> bool:
        """Whether a cell is one of several that were merged."""
        return any(
            top <= row <= bottom and left <= column <= right
            for (top, left), (bottom, right) in self.merged
        )


def read_book(data: bytes) -> list[Sheet]:
    """Read all sheets of a workbook.

    Args:
        data: the file's content.

    Raises:
        BookUnreadableError: it is broken.
        BookKindError, BookOldError, BookLockedError: it is no .xlsx, or has a password.
        BookMacroError: it has macros.
        BookLinkedError: it refers to other files.
        BookTooLargeError: it is larger than the bounds of this module.
        SheetPersonalError: identity numbers of citizens are in it.
    """
    from python_calamine import (  # noqa: PLC0415 -- only where a workbook is read
        CalamineError,
        SheetVisibleEnum,
        load_workbook,
    )

    if len(data) > MAX_BYTES:
        raise BookTooLargeError
    check_beginning(data)
    with opened(data) as archive:
        found = scanned(archive)
    if found.cleared:
        data = rewritten(data, found.cleared)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            read = [
                _sheet(
                    each.name,
                    each.visible != SheetVisibleEnum.Visible,
                    book.get_sheet_by_name(each.name),
                    found.marks.get(each.name, Marks()),
                )
                for each in book.sheets_metadata
            ]
    except (CalamineError, OSError, ValueError) as error:
        raise BookUnreadableError from error
    refuse_personal((sheet.name, sheet.rows) for sheet in read)
    return read


def _sheet(name: str, is_hidden: bool, sheet: Any, marks: Marks) -> Sheet:  # noqa: ANN401, FBT001 -- untyped library
    return Sheet(
        name,
        is_hidden,
        sheet.to_python(skip_empty_area=False),
        sheet.merged_cell_ranges or [],
        marks.formulas,
        marks.errors,
        marks.hidden,
    )
