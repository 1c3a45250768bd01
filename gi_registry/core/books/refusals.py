"""Why a file is not taken as a workbook, and what to do about it."""

from typing import Final

from gi_registry.core.sheets import (
    SheetError,
    SheetTooLargeError,
    SheetUnreadableError,
)
from gi_registry.core.words import Words

MAX_ROWS: Final = 59_999
MAX_COLUMNS: Final = 104
"""CZ is the last."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which a workbook with a password lies."""
_PAGE: Final = Words("网页（HTML）", "a web page (HTML)")
_BEGINS: Final = {
    b"<html": _PAGE,
    b"<!doctype html": _PAGE,
    b"<table": _PAGE,
    b"<meta": _PAGE,
    b"<?xml": Words("XML 表格", "an XML sheet"),
    b"%pdf": Words("PDF", "a PDF"),
    b"rar!": Words("压缩包（RAR）", "a RAR archive"),
    b"7z\xbc\xaf": Words("压缩包（7z）", "a 7z archive"),
}
_HOLDS: Final = {
    "xl/workbook.bin": Words("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
    "content.xml": Words("OpenDocument 文件（.ods）", "an OpenDocument file (.ods)"),
    "word/document.xml": Words("Word 文档", "a Word document"),
    "index/document.iwa": Words("Numbers 表格", "a Numbers sheet"),
}
_ARCHIVE: Final = Words("压缩包（ZIP）", "a ZIP archive")
_TEXT: Final = Words("文本或 CSV 文件", "a text or CSV file")
_LOOKED_AT: Final = 4_096


class BookMacroError(SheetError):
    """It holds macros, or is of a kind that may."""

    slug = "book-macros"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "文件带有宏或控件；请另存为不带宏的 .xlsx 后重新上传",
                "The file holds macros or controls; save it as .xlsx without macros, "
                "and send it again",
            )
        )


class BookOldError(SheetError):
    """It is of the time before .xlsx."""

    slug = "book-old"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这是旧格式 .xls 或 WPS 的 .et 文件（改扩展名不会改变格式）；"
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传",
                "This is an old .xls, or an .et of WPS, whatever its name ends with; "
                "open it in Excel or WPS, save it as .xlsx, and send it again",
            )
        )


class BookLockedError(SheetError):
    """It opens with a password only."""

    slug = "book-locked"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "文件设有打开密码，读不到内容；请取消打开密码后另存为 .xlsx 重新上传",
                "The file opens with a password only; take the password off, save it "
                "as .xlsx, and send it again",
            )
        )


class BookKindError(SheetError):
    """It is something else under the name of a workbook."""

    slug = "book-kind"

    def __init__(self, what: Words):
        super().__init__(
            Words(
                f"这个文件其实是{what.zh}，不是 .xlsx 表格（改扩展名不会改变格式）；"
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传",
                f"This file is {what.en}, no .xlsx, whatever its name ends with; open "
                "it in Excel or WPS, save it as .xlsx, and send it again",
            )
        )


class BookUnreadableError(SheetUnreadableError):
    """It is broken, or nobody knows what it is."""

    slug = "book-unreadable"

    def __init__(self) -> None:
        SheetError.__init__(
            self,
            Words(
                "读不出这个文件，可能没有传完或已损坏；"
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传",
                "This file cannot be read, perhaps it is broken; open it in Excel or "
                "WPS, save it as .xlsx, and send it again",
            ),
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


def check_beginning(data: bytes) -> None:
    """Refuse what is no .xlsx by its first bytes.

    Raises:
        BookOldError, BookLockedError, BookKindError: it is something else.
        BookUnreadableError: nobody knows what it is.
    """
    if data.startswith(_ZIP):
        return
    if data.startswith(_OLE):
        raise BookLockedError if _ENCRYPTED in data else BookOldError
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, what in _BEGINS.items():
        if head.startswith(sign):
            raise BookKindError(what)
    if head and _is_text(data[:_LOOKED_AT]):
        raise BookKindError(_TEXT)
    raise BookUnreadableError


def check_names(names: set[str]) -> None:
    """Refuse a ZIP that holds something else than an .xlsx.

    Args:
        names: of its members, in small letters.

    Raises:
        BookKindError: it does.
    """
    for name, what in _HOLDS.items():
        if name in names:
            raise BookKindError(what)
    if "xl/workbook.xml" not in names and any(
        name.endswith((".xlsx", ".xls", ".et")) for name in names
    ):
        raise BookKindError(_ARCHIVE)


def _is_text(head: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head[: len(head) // 4 * 4].decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(c < " " and c not in "\t\r\n" for c in text)
    return False
