"""Lists as an Excel workbook in which nothing is ever a formula."""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(file: IO[bytes], sheets: Mapping[str, Iterator[Sequence[object]]]) -> None:
    """Write a workbook, row by row, without keeping it in memory.

    Text stays text though it begins with an equals sign; numbers and days are
    numbers and days.

    Args:
        file: open for writing.
        sheets: names to rows.
    """
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _cell(sheet: Any, value: object) -> object:  # noqa: ANN401 -- untyped library
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
