"""Workbooks that strangers fill in, opened with care: values alone, nothing run.

Only .xlsx is taken, and none with macros or links to other files. Where formulas
and merged cells are is told, so that their reader can say what to do about them.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError, fromstring

from gi_registry.core.sheets import (
    SheetError,
    SheetTooLargeError,
    SheetUnreadableError,
    refuse_personal,
)
from gi_registry.core.words import Words

MAX_BYTES: Final = 24 * 1024 * 1024
MAX_ROWS: Final = 59_999
MAX_COLUMNS: Final = 104
"""CZ is the last."""

_MAX_UNPACKED: Final = 400 * 1024 * 1024
_MAX_MEMBERS: Final = 2_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MACROS: Final = ("vbaproject", "macrosheets/", "activex/", "ctrlprops/vba")
_LINKS: Final = "externallinks/"
_BEYOND: Final = rb"(?:[ABC]?+[A-Z]?+(?:[6-9]\d{4}|\d{6}|[A-Z]))"
_FAR: Final = (re.compile(b'"' + _BEYOND), re.compile(b"'" + _BEYOND))
"""What looks like a cell or row beyond the bounds; quick, for it sees whole sheets."""
_TOO_FAR: Final = re.compile(rb"\sr\s*=\s*[\"']" + _BEYOND)
"""What is one; what reads the sheet would make room for all before it."""
_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s/>]"
)
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class BookMacroError(SheetError):
    """It holds macros, or is of a kind that may."""

    slug = "book-macros"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "文件带有宏、控件，或是旧格式 .xls / 加密文件；"
                "请另存为不带宏、不加密的 .xlsx 后重新上传",
                "The file holds macros or controls, or is an old .xls or encrypted; "
                "save it as .xlsx without macros and password, and send it again",
            )
        )


class BookLinkedError(SheetError):
    """It takes values from other files."""

    slug = "book-linked"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "文件引用了其他文件的数据；请断开链接、粘贴为数值后重新上传",
                "The file takes values from other files; break the links, paste the "
                "values, and send it again",
            )
        )


class BookTooLargeError(SheetTooLargeError):
    """More than is taken at once, or cells far outside."""

    slug = "book-too-large"

    def __init__(self) -> None:
        SheetError.__init__(
            self,
            Words(
                f"文件过大：最多 24 MB、{MAX_ROWS:,} 行、{MAX_COLUMNS} 列；"
                "请删去表外的多余单元格，或分成几个文件上传",
                f"The file is too large: 24 MB, {MAX_ROWS:,} rows and {MAX_COLUMNS} "
                "columns at most; delete cells outside the table, or send it in parts",
            ),
        )


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
    """

    name: str
    is_hidden: bool
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    formulas: frozenset[tuple[int, int]]

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
        SheetUnreadableError: it is no .xlsx, or broken.
        BookMacroError: it has macros, or is an old or encrypted file.
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
    if data.startswith(_OLE):
        raise BookMacroError
    if not data.startswith(_ZIP):
        raise SheetUnreadableError
    with _archive(data) as archive:
        _check_members(archive)
        formulas = _formulas(archive)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            read = [
                Sheet(
                    each.name,
                    each.visible != SheetVisibleEnum.Visible,
                    sheet.to_python(skip_empty_area=False),
                    sheet.merged_cell_ranges or [],
                    formulas.get(each.name, frozenset()),
                )
                for each in book.sheets_metadata
                for sheet in [book.get_sheet_by_name(each.name)]
            ]
    except (CalamineError, OSError, ValueError) as error:
        raise SheetUnreadableError from error
    refuse_personal((sheet.name, sheet.rows) for sheet in read)
    return read


@contextmanager
def _archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        ParseError,
    ) as error:
        raise SheetUnreadableError from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if (
        len(members) > _MAX_MEMBERS
        or sum(member.file_size for member in members) > _MAX_UNPACKED
    ):
        raise BookTooLargeError
    names = [member.filename.lower() for member in members]
    if any(sign in name for name in names for sign in _MACROS):
        raise BookMacroError
    if any(_LINKS in name for name in names):
        raise BookLinkedError
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise BookMacroError


def _formulas(archive: zipfile.ZipFile) -> dict[str, frozenset[tuple[int, int]]]:
    """Return where formulas are, by sheet; refuse sheets with cells too far out."""
    found = {}
    for name, member in _sheet_members(archive).items():
        content = archive.read(member)
        if any(each.search(content) for each in _FAR) and _TOO_FAR.search(content):
            raise BookTooLargeError
        has_formulas = b"<f" in content or b":f" in content
        found[name] = frozenset(
            (int(row) - 1, _column(letters))
            for letters, row in (_FORMULA.findall(content) if has_formulas else ())
        )
    return found


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member that holds each sheet, by the sheet's name."""
    known = set(archive.namelist())
    targets = {}
    for rel in _xml(archive, "xl/_rels/workbook.xml.rels"):
        target = rel.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[rel.get("Id")] = posixpath.normpath(path)
    sheets = (
        (each.get("name", ""), targets.get(each.get(_REL), ""))
        for each in _xml(archive, "xl/workbook.xml").iter()
        if each.tag.endswith("}sheet")
    )
    members = {name: member for name, member in sheets if member in known}
    strange = {name for name in known if name.startswith("xl/worksheets/sheet")}
    if not members or strange - set(members.values()):
        raise SheetUnreadableError
    return members


def _xml(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 -- an element
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise SheetUnreadableError
    return fromstring(content)  # noqa: S314 -- no document type, no entities


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
