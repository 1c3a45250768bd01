"""Lines of a list, entered in their order: each right, or refused by itself."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import Words
from gi_registry.tracing.errors import ListCellError, ListLengthError

T = TypeVar("T")

MOST_LINES: Final = 1_000
_MOST_DIGITS: Final = 10


def each_line(
    session: Session, rows: Sequence[SheetRow], enter: Callable[[SheetRow], T]
) -> list[tuple[SheetRow, T | None, Words | None]]:
    """Enter each line, and give of each what was entered or why it is refused.

    A line that is refused changes nothing; the caller undoes all of it where there
    is one, or where it only wants to know.

    Args:
        session: a writing session.
        rows: as `core.sheets.read_rows` gives them.
        enter: enters one line.

    Raises:
        ListLengthError: no line at all, or too many.
    """
    if not 1 <= len(rows) <= MOST_LINES:
        raise ListLengthError(MOST_LINES)
    lines: list[tuple[SheetRow, T | None, Words | None]] = []
    for row in rows:
        try:
            with session.begin_nested():
                entered = enter(row)
        except GiError as refused:
            lines.append((row, None, refused.words))
        else:
            lines.append((row, entered, None))
    return lines


def whole_in(row: SheetRow, key: str) -> int:
    """Return a whole number of a line.

    Raises:
        ListCellError: there is none.
    """
    text = row.cells.get(key, "").strip().replace(",", "")
    if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise ListCellError(key, row.cells.get(key, ""))
    return int(text)


def day_in(row: SheetRow) -> date:
    """Return the day of a line.

    Raises:
        ListCellError: there is none.
    """
    try:
        return date.fromisoformat(row.cells["day"].strip().replace("/", "-"))
    except ValueError:
        raise ListCellError("day", row.cells["day"]) from None
