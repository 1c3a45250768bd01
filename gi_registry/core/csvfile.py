"""Lists as CSV that a spreadsheet opens well and cannot be harmed by."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

MEDIA_TYPE = "text/csv; charset=utf-8"

_BOM = "\ufeff"
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for a formula; the full-width ones too."""


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Give the lines of a CSV file (RFC 4180), the first with a byte order mark.

    Text that a spreadsheet would run as a formula gets an apostrophe before it;
    numbers stay numbers, and None is an empty cell.

    Args:
        rows: the head and the rows, each a sequence of cells.
    """
    start = _BOM
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([_cell(value) for value in row])
        yield start + buffer.getvalue()
        start = ""


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in _STARTS_A_FORMULA and value:
        return f"'{value}"
    return value
