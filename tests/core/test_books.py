"""Workbooks as Excel, WPS and other programs write them, part by part."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from gi_registry.core.books import (
    BookKindError,
    BookLockedError,
    BookOldError,
    BookTooLargeError,
    BookUnreadableError,
    Sheet,
    read_book,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;'
    'd&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="176"/></cellXfs>'
)
TEXTS = (
    '<si><r><rPr><b/></rPr><t>示例</t></r><r><t xml:space="preserve"> 中心</t></r>'
    '<rPh sb="0" eb="2"><t>シレイ</t></rPh><phoneticPr fontId="1"/></si>'
    "<si><t>第一行_x000D_\n第二行</t></si>"
)
INLINE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>示例</t></r><r><t>中心</t></r>'
    "</is></c></row>"
)
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _workbook(
    rows: str,
    *,
    settings: str = "",
    spaces: tuple[str, str] = (MAIN, OFFICE),
    members: dict[str, str] | None = None,
) -> bytes:
    """Return a workbook whose parts are written as given.

    Args:
        rows: of its one sheet, XML.
        settings: of the workbook, XML.
        spaces: namespaces of the content and of its relations.
        members: further members of the ZIP.
    """
    main, office = (f'xmlns="{spaces[0]}"', spaces[1])
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            {
                "worksheet": "worksheets/sheet1.xml",
                "sharedStrings": "sharedStrings.xml",
                "styles": "styles.xml",
            }.items(),
            1,
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship '
        f'Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}">{settings}<sheets>'
        '<sheet name="年报" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f"{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><dimension ref="A1"/>'
        f"<sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{TEXTS}</sst>",
        "xl/styles.xml": f"<styleSheet {main}>{STYLES}</styleSheet>",
        **(members or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def _sheet(data: bytes) -> Sheet:
    (sheet,) = read_book(data)
    return sheet


def _row(*cells: tuple[str, object]) -> str:
    inside = "".join(
        f'<c r="{chr(65 + at)}1"{kind}><v>{value}</v></c>'
        for at, (kind, value) in enumerate(cells)
    )
    return f'<row r="1">{inside}</row>'


@pytest.mark.parametrize(
    ("rows", "settings", "read"),
    [
        # runs of a text are one; the phonetic guide beside it is no part of it
        (_row((' t="s"', 0), (' t="s"', 1)), "", ["示例 中心", "第一行\r\n第二行"]),
        (
            INLINE,
            "",
            ["示例中心"],
        ),
        # 45000 days after 30 December 1899 are 15 March 2023
        (
            _row((' s="1"', 45000), (' s="2"', 45000)),
            "",
            [date(2023, 3, 15), date(2023, 3, 15)],
        ),
        # counted from 1 January 1904 the same day is 1,462 days less
        (
            _row((' s="1"', 43538)),
            '<workbookPr date1904="1"/>',
            [date(2023, 3, 15)],
        ),
        (
            _row((' t="d"', "2025-03-01T08:30:00")),
            "",
            [datetime(2025, 3, 1, 8, 30)],  # noqa: DTZ001 -- cells have no zone
        ),
        # the dimension says A1, as WPS writes it; the cells say more
        (_row(("", 1), ("", "1.5E3"), (' t="b"', 1)), "", [1.0, 1500.0, True]),
    ],
)
def test_cells_are_read_as_they_are_meant(
    rows: str, settings: str, read: list[Any]
) -> None:
    assert _sheet(_workbook(rows, settings=settings)).rows == [read]


def test_strict_workbooks_and_names_with_backslashes_are_read() -> None:
    strict = _workbook(ONE, spaces=(STRICT, STRICT_OFFICE))
    back = strict.replace(b"xl/_rels/", b"xl\\_rels\\").replace(
        b"xl/worksheets/", b"xl\\worksheets\\"
    )

    assert _sheet(strict).rows == _sheet(back).rows == [[1.0]]


def test_what_hides_in_a_sheet_is_told() -> None:
    sheet = _sheet(
        _workbook(
            '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c s="0" r="B1"><f>1+1</f>'
            '<v>2</v></c></row><row hidden="1" r="2"><c r="B2"><f t="shared" si="0"/>'
            "<v>3</v></c></row>"
        )
    )

    assert sheet.errors == {(0, 0)}
    assert sheet.formulas == {(0, 1), (1, 1)}
    assert sheet.hidden == {1}
    assert sheet.rows == [["", 2.0], ["", 3.0]]


def test_cells_that_are_only_styled_count_for_nothing_however_far_out() -> None:
    styled = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'
        '<row r="70000"><c r="A70000" s="1"></c></row>'
        '<row r="1048576" s="1" customFormat="1"/>'
    )
    valued = styled.replace('s="1"></c>', 's="1"><v>0</v></c>')

    assert _sheet(_workbook(styled)).rows == [[1.0]]
    with pytest.raises(BookTooLargeError):
        read_book(_workbook(valued))


def _archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "refusal", "said"),
    [
        (OLE + "Workbook".encode("utf-16-le"), BookOldError, ".et"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), BookLockedError, "打开密码"),
        ("\ufeff <HTML><table>".encode(), BookKindError, "网页"),
        (b'<?xml version="1.0"?><Workbook/>', BookKindError, "XML"),
        ("用标编号,产品\n1,示例".encode("gb18030"), BookKindError, "CSV"),
        (_archive("mimetype", "content.xml"), BookKindError, ".ods"),
        (_archive("xl/workbook.bin"), BookKindError, ".xlsb"),
        (_archive("word/document.xml"), BookKindError, "Word"),
        (_archive("年报.xlsx"), BookKindError, "压缩包"),
        (_workbook(ONE)[:-40], BookUnreadableError, "损坏"),
        (
            _workbook(ONE, members={"xl\\workbook.xml": "<x/>"}),
            BookUnreadableError,
            "损坏",
        ),
        (b"", BookUnreadableError, "损坏"),
    ],
)
def test_something_else_under_the_name_is_called_what_it_is(
    data: bytes, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        read_book(data)

    assert said in refused.value.words.zh  # type: ignore[attr-defined]  # as all ours
