"""Lists that people hand in as Excel or CSV, read as rows of text by column.

Columns are found by their heads, under any of the names that people give them,
wherever the head stands; what a cell holds comes as text. Formulas are never
run: what Excel last computed is what counts. Macros are not read at all.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from unicodedata import normalize

from gi_registry.core import personal
from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ROWS: Final = 50_000
IDENTITY: Final = "identity"
"""Key of the one column in which identity numbers are expected, to be concealed."""
_SAID: Final = 5
_MAX_UNPACKED: Final = 400 * 1024 * 1024
_HEAD_WITHIN: Final = 20
"""Rows from the top among which the head is looked for."""
_EXACT_TO: Final = 10**15
"""From here on Excel's numbers have lost digits."""
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class SheetError(InvalidError):
    """A file is no list that can be read."""

    slug = "sheet"

    def __init__(self, words: Words):
        super().__init__(words, field="file")


class SheetUnreadableError(SheetError):
    """It is neither Excel nor CSV, or broken."""

    slug = "sheet-unreadable"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "读不出这个文件；请另存为 Excel（.xlsx）或 CSV 后重新上传",
                "This file cannot be read; save it as Excel (.xlsx) or CSV and send "
                "it again",
            )
        )


class SheetTooLargeError(SheetError):
    """More than is taken at once."""

    slug = "sheet-too-large"

    def __init__(self) -> None:
        super().__init__(
            Words(
                f"文件过大：最多 20 MB、{MAX_ROWS:,} 行；请分成几个文件上传",
                f"The file is too large: 20 MB and {MAX_ROWS:,} rows at most; send it "
                "in parts",
            )
        )


class SheetHeadError(SheetError):
    """Columns are missing."""

    slug = "sheet-head"

    def __init__(self, missing: Sequence[str]):
        zh = "、".join(missing)
        super().__init__(
            Words(
                f"没有找到这些列：{zh}。请在前 {_HEAD_WITHIN} 行内写明列名，"
                "也可以下载模板填写",
                f"These columns were not found: {zh}. Put the heads within the first "
                f"{_HEAD_WITHIN} rows, or use the template",
            )
        )


class SheetMergedError(SheetError):
    """Cells of the list are merged, so that it is not sure what belongs where."""

    slug = "sheet-merged"

    def __init__(self, row: int):
        super().__init__(
            Words(
                f"第 {row} 行有合并单元格；请取消合并、逐行填写后重新上传",
                f"Cells in row {row} are merged; unmerge them, fill each row, and "
                "send it again",
            )
        )


class SheetPersonalError(SheetError):
    """Identity numbers of citizens stand where none belongs."""

    slug = "sheet-personal"

    def __init__(self, cells: Sequence[str]):
        zh, en = "、".join(cells), ", ".join(cells)
        super().__init__(
            Words(
                f"文件中有公民身份号码（{zh}），登记簿不保存这类号码，文件没有留下。"
                "请删除所在的列（或只留后四位）后重新上传",
                f"The file holds identity numbers of citizens ({en}). The register "
                "keeps none, and the file was not kept. Delete the column, or leave "
                "the last four characters, and send it again",
            )
        )


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a list.

    Attributes:
        number: in the file, from 1, as Excel counts.
        cells: text by column key; empty where the cell is.
        exact: whether no number in it has lost digits.
    """

    number: int
    cells: Mapping[str, str]
    exact: bool = True


def read_rows(
    data: bytes, columns: Mapping[str, Sequence[str]], *, needed: Iterable[str]
) -> list[SheetRow]:
    """Read a list.

    Args:
        data: the file's content: xlsx, xls, ods or CSV (UTF-8 or GB18030).
        columns: key of each column to the names that its head may have.
        needed: keys of columns that must be there.

    Returns:
        The rows below the head that are not empty, in the order of the file; of a
        workbook, those of the first sheet that has the head.

    Raises:
        SheetTooLargeError: more than 20 MB, or 50,000 rows.
        SheetUnreadableError: no file of these kinds, or broken.
        SheetHeadError: a needed column is missing.
        SheetMergedError: cells below the head are merged.
        SheetPersonalError: an identity number in a column other than `IDENTITY`.
    """
    if len(data) > MAX_BYTES:
        raise SheetTooLargeError
    names = {_plain(name): key for key, given in columns.items() for name in given}
    best: dict[str, int] = {}
    for table in _tables(data):
        at, head = _head(table.rows, names)
        if set(needed) <= head.keys():
            merged = min((row for row in table.merged if row > at + 1), default=None)
            if merged is not None:
                raise SheetMergedError(merged)
            return list(_read(table.rows, at, head))
        best = max(best, head, key=len)
    raise SheetHeadError([columns[key][0] for key in needed if key not in best])


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Sequence[Sequence[object]]
    merged: Sequence[int] = ()
    """Numbers of rows with merged cells, from 1."""
    name: str = ""
    """Of the sheet; empty where the file is none of several."""


def _tables(data: bytes) -> Iterator[_Table]:
    if not data.startswith((_ZIP, _OLE)):
        yield _Table(_csv_rows(data))
        return
    from python_calamine import (  # noqa: PLC0415 -- only where a workbook is read
        CalamineError,
        load_workbook,
    )

    if data.startswith(_ZIP):
        _check_unpacked(data)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.height > MAX_ROWS + _HEAD_WITHIN:
                    raise SheetTooLargeError
                ranges = sheet.merged_cell_ranges or []
                merged = [first[0] + 1 for first, last in ranges]
                yield _Table(sheet.to_python(skip_empty_area=False), merged, name)
    except (CalamineError, OSError, ValueError) as error:
        raise SheetUnreadableError from error


def _check_unpacked(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SheetUnreadableError from error
    if size > _MAX_UNPACKED:
        raise SheetTooLargeError


def _csv_rows(data: bytes) -> list[list[object]]:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        try:
            rows: list[list[object]] = [
                list(row) for row in csv.reader(io.StringIO(text, newline=""))
            ]
        except csv.Error:
            break
        if len(rows) > MAX_ROWS + _HEAD_WITHIN:
            raise SheetTooLargeError
        return rows
    raise SheetUnreadableError


def _head(
    rows: Sequence[Sequence[object]], names: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    """Return the row that is most like a head, and its columns by key."""
    at, found = 0, dict[str, int]()
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = names.get(_plain(str(cell)))
            if key is not None:
                columns.setdefault(key, column)
        if len(columns) > len(found):
            at, found = number, columns
    return at, found


def _read(
    rows: Sequence[Sequence[object]], at: int, head: Mapping[str, int]
) -> Iterator[SheetRow]:
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        held = {key: row[i] for key, i in head.items() if i < len(row)}
        cells = {key: text_of(held.get(key, "")) for key in head}
        for key, text in cells.items():
            if key != IDENTITY and personal.is_found(text):
                raise SheetPersonalError([_cell(number - 1, head[key])])
        if any(cells.values()):
            yield SheetRow(number, cells, all(map(_is_exact, held.values())))


def refuse_personal(tables: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> None:
    """Refuse a file that names citizens by their identity numbers.

    Args:
        tables: name and rows of each sheet, seen or hidden.

    Raises:
        SheetPersonalError: says in which columns.
    """
    found = dict[tuple[str, int], str]()
    for name, rows in tables:
        for row, column in personal.cells(rows):
            cell = f"{name} {_cell(row, column)}".strip()
            found.setdefault((name, column), cell)
    if found:
        raise SheetPersonalError(list(found.values())[:_SAID])


def refuse_personal_list(data: bytes) -> None:
    """Refuse a list that is to be kept as it came and holds identity numbers.

    Args:
        data: the file's content: xlsx, xls, ods or CSV.

    Raises:
        SheetPersonalError: see `refuse_personal`.
        SheetTooLargeError, SheetUnreadableError: see `read_rows`.
    """
    refuse_personal((table.name, table.rows) for table in _tables(data))


def _cell(row: int, column: int) -> str:
    """Return how a spreadsheet calls a cell; both count from 0."""
    letters, left = "", column + 1
    while left:
        left, last = divmod(left - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row + 1}"


def carried(rows: Iterable[SheetRow]) -> str:
    """Return a list as the text that a form carries from its preview to its record."""
    whole = [[row.number, dict(row.cells), row.exact] for row in rows]
    return json.dumps(whole, ensure_ascii=False)


def taken_up(text: str, columns: Iterable[str]) -> list[SheetRow]:
    """Read what `carried` gave; nothing but texts of these columns comes back.

    Raises:
        SheetUnreadableError: it is something else.
    """
    keys = frozenset(columns)
    try:
        return [
            SheetRow(
                int(number),
                {str(key): str(value) for key, value in cells.items() if key in keys},
                bool(exact),
            )
            for number, cells, exact in json.loads(text)
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise SheetUnreadableError from error


def day_of(text: str) -> date:
    """Return the day that a cell names, such as 2027-12-31; also 2027/12/31.

    Raises:
        ValueError: it names none.
    """
    return date.fromisoformat(text.replace("/", "-").replace(".", "-"))


def text_of(value: object) -> str:
    """Return what a cell holds as text: NFKC, without blanks around it.

    Days come as 2026-11-23, whole numbers without a decimal point, and the
    apostrophe before what a spreadsheet might take for a formula is left out.
    """
    if not isinstance(value, str):
        value = _in_words(value)
    text = normalize("NFKC", value).replace("\x00", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _is_exact(value: object) -> bool:
    return not (isinstance(value, float) and abs(value) >= _EXACT_TO)


def _plain(head: str) -> str:
    """Return a head without blanks, brackets and marks of necessity."""
    text = normalize("NFKC", head)
    return "".join(c for c in text if c.isalnum()).lower()
