import contextlib
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.sheets import (
    SheetError,
    SheetHeadError,
    SheetMergedError,
    SheetTooLargeError,
    SheetUnreadableError,
    read_rows,
)

COLUMNS = {"name": ("使用人", "企业名称"), "code": ("信用代码",), "day": ("日期",)}
NEEDED = ("name", "code")


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_with_a_title_above_its_head() -> None:
    data = workbook(
        ["示例省用标主体名单"],
        [],
        ["序号", "企业名称", "信用代码 ", "日期"],
        [1, " 示例醋业 ", "ＭＡ０１", date(2026, 3, 4)],
        [None, None, None, None],
        [2, "示例小米", 1234, None],
    )

    rows = read_rows(data, COLUMNS, needed=NEEDED)

    assert [(row.number, dict(row.cells)) for row in rows] == [
        (4, {"name": "示例醋业", "code": "MA01", "day": "2026-03-04"}),
        (6, {"name": "示例小米", "code": "1234", "day": ""}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_every_encoding_that_excel_writes(encoding: str) -> None:
    data = "使用人,信用代码\r\n示例醋业,'=1+1\r\n".encode(encoding)

    (row,) = read_rows(data, COLUMNS, needed=NEEDED)

    assert row.cells == {"name": "示例醋业", "code": "=1+1"}


def test_a_number_that_lost_its_digits_is_told() -> None:
    data = workbook(["使用人", "信用代码"], ["甲", 911407270000000345])

    (row,) = read_rows(data, COLUMNS, needed=NEEDED)

    assert not row.exact


def test_missing_heads_and_merged_cells_are_refused_by_name() -> None:
    with pytest.raises(SheetHeadError, match="信用代码"):
        read_rows(workbook(["使用人"], ["甲"]), COLUMNS, needed=NEEDED)
    data = workbook(["使用人", "信用代码"], ["甲", "1"], ["乙", "2"], merge="A2:A3")
    with pytest.raises(SheetMergedError, match="2"):
        read_rows(data, COLUMNS, needed=NEEDED)


def test_a_head_on_the_second_sheet_is_found() -> None:
    book = openpyxl.Workbook()
    second = book.create_sheet()
    second.append(["使用人", "信用代码"])
    second.append(["甲", "1"])
    file = io.BytesIO()
    book.save(file)

    assert len(read_rows(file.getvalue(), COLUMNS, needed=NEEDED)) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(401):
            member.write(bytes(1024 * 1024))

    with pytest.raises(SheetTooLargeError):
        read_rows(file.getvalue(), COLUMNS, needed=NEEDED)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0x"]
)
def test_what_is_no_list_is_told(data: bytes) -> None:
    with pytest.raises((SheetUnreadableError, SheetHeadError)):
        read_rows(data, COLUMNS, needed=NEEDED)


@given(st.binary(max_size=300), st.integers(0, 8_000), st.integers(0, 255))
def test_a_damaged_file_is_refused_or_read_but_never_breaks(
    tail: bytes, at: int, value: int
) -> None:
    whole = bytearray(_SOUND)
    whole[at % len(whole)] = value
    for data in (bytes(whole), bytes(whole[: at % len(whole)]) + tail, tail):
        with contextlib.suppress(SheetError):
            read_rows(data, COLUMNS, needed=NEEDED)


_SOUND = workbook(["使用人", "信用代码"], ["甲", "1"])
