"""A draft goes out as a protected workbook and comes back cell by cell."""

import html
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gi_registry.annual_reports import service
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.books import BookLinkedError, BookMacroError, BookTooLargeError
from gi_registry.core.books import read_book as read_content
from gi_registry.core.db import Database
from gi_registry.core.sheets import SheetError
from tests import factories
from tests.annual_reports.rows import YEAR, report
from tests.conftest import signed_in

one_engine = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def draft(database: Database) -> tuple[int, str, str]:
    """Give a draft of a vinegar maker, his login, and another producer's."""
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(
            session, factories.entity(session, holder, name="=示例醋业")
        )
        last = {"year": YEAR - 1, "state": ReportState.ACCEPTED}
        report(session, held, **last, sales_fen=432_100)
        made = report(session, held, state=ReportState.DRAFT)
        mine, theirs = factories.producer(session, holder), factories.producer(session)
        return made.id, mine.login, theirs.login


def _book(client: FlaskClient, at: str, edit: Edit | None = None) -> bytes:
    """Download the workbook of a draft, and change it as a person would."""
    content = client.get(f"{at}.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    if edit:
        edit(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _answers(book: openpyxl.Workbook, **given: object) -> None:
    for row in book.worksheets[0].iter_rows():
        if row[0].value in given:
            row[3].value = given[row[0].value]


def _send(client: FlaskClient, at: str, content: bytes) -> TestResponse:
    return client.post(at, data={"file": (io.BytesIO(content), "年报.xlsx")})


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


@one_engine
def test_only_answers_of_the_workbook_are_open_and_last_years_stand_beside(
    app: Flask, draft: tuple[int, str, str]
) -> None:
    report_id, login, _ = draft
    client = signed_in(app, login)

    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/producer/reports/{report_id}/workbook.xlsx").data)
    )

    sheet, hidden = book.worksheets
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    assert sheet.protection.sheet
    assert hidden.sheet_state == "veryHidden"
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {each.column for each in cells if not each.protection.locked} == {4}
    assert rows["total_output_g"][3].value == 1_000  # kg of 1,000,000 g
    assert "0.4321" in str(rows["sales_fen"][5].value)  # 万元 of 432,100 fen
    assert {each.type for each in sheet.data_validations.dataValidation} == {
        "whole",
        "decimal",
    }
    assert all(each.showErrorMessage for each in sheet.data_validations.dataValidation)
    assert "f" not in {each.data_type for each in cells}


@one_engine
def test_what_was_filled_in_is_shown_then_taken_over_whole(
    app: Flask, database: Database, draft: tuple[int, str, str]
) -> None:
    report_id, login, _ = draft
    client, at = signed_in(app, login), f"/producer/reports/{draft[0]}/workbook"
    content = _book(
        client,
        at,
        lambda book: _answers(
            book, total_output_g="约3万斤", jobs="１２ 人", problems="招工难"
        ),
    )

    shown = _send(client, at, content)
    with database.read() as session:
        untouched = service.answers_of(service.get(session, report_id))
    taken = client.post(
        f"{at}/fill",
        data={
            "cells": _hidden(shown.text, "cells"),
            "revision": _hidden(shown.text, "revision"),
        },
    )

    with database.read() as session:
        answers = service.answers_of(service.get(session, report_id))
    assert (shown.status_code, taken.status_code) == (200, 303)
    assert untouched.total_output_g == 1_000_000
    assert (answers.total_output_g, answers.jobs) == (15_000_000, 12)
    assert list(untouched.unlike(answers)) == ["total_output_g", "jobs", "problems"]


@one_engine
def test_what_cannot_be_read_changes_nothing_and_is_said_beside_the_cell(
    app: Flask, draft: tuple[int, str, str]
) -> None:
    client, at = signed_in(app, draft[1]), f"/producer/reports/{draft[0]}/workbook"

    def spoil(book: openpyxl.Workbook) -> None:
        _answers(book, sales_fen="三美元", jobs="=1+1", tests="-3")
        cell = next(r for r in book.worksheets[0] if r[0].value == "households")[3]
        book.worksheets[0].merge_cells(f"D{cell.row}:E{cell.row}")

    shown = _send(client, at, _book(client, at, spoil))
    copy = client.post(f"{at}/copy", data={"cells": _hidden(shown.text, "cells")})

    rows = {
        row[0].value: row
        for row in openpyxl.load_workbook(io.BytesIO(copy.data)).worksheets[0]
    }
    assert shown.status_code == 422
    assert "/fill" not in shown.text
    assert rows["sales_fen"][3].value == "三美元"
    said = {name: str(row[7].value) for name, row in rows.items() if name}
    assert "看不懂" in said["sales_fen"]
    assert "公式" in said["jobs"]
    assert "负数" in said["tests"]
    assert "合并" in said["households"]
    assert not rows["complaints"][7].value


@one_engine
def test_a_workbook_is_taken_for_its_own_report_alone(
    app: Flask, database: Database, draft: tuple[int, str, str]
) -> None:
    client, at = signed_in(app, draft[1]), f"/producer/reports/{draft[0]}/workbook"
    good = _book(client, at)

    def other(book: openpyxl.Workbook) -> None:
        book["_gi"]["A3"] = "AR-2020-MA-2020-000001"

    forged = _send(client, at, _book(client, at, other))
    foreign = signed_in(app, draft[2]).get(at)
    with database.write() as session:
        session.get_one(AnnualReport, draft[0]).version = 2
    outdated = _send(client, at, good)

    assert (forged.status_code, foreign.status_code) == (422, 404)
    assert "不是本系统生成的年报表" in forged.text
    assert "旧版" in outdated.text


@one_engine
def test_a_workbook_with_moved_rows_or_columns_says_so(
    app: Flask, draft: tuple[int, str, str]
) -> None:
    client, at = signed_in(app, draft[1]), f"/producer/reports/{draft[0]}/workbook"

    def twice(book: openpyxl.Workbook) -> None:
        book.worksheets[0].append(["jobs", "", "", 3])

    repeated = _send(client, at, _book(client, at, twice))
    moved = _send(
        client, at, _book(client, at, lambda b: b.worksheets[0].insert_cols(1))
    )

    assert (repeated.status_code, moved.status_code) == (422, 422)
    assert "“从业人数”在表中出现两次" in repeated.text
    assert "列被移动或删除过" in moved.text


@one_engine
def test_numbers_come_back_as_they_were_written_and_numbers_to_dial_too(
    app: Flask, draft: tuple[int, str, str]
) -> None:
    client, at = signed_in(app, draft[1]), f"/producer/reports/{draft[0]}/workbook"

    shown = _send(
        client,
        at,
        _book(client, at, lambda b: _answers(b, jobs=7, contact_phone="+86 354 1")),
    )

    assert shown.status_code == 200
    assert ">7<" in re.sub(r"\s", "", shown.text)
    assert "+86 354 1" in html.unescape(shown.text)


def _zipped(change: dict[str, bytes]) -> bytes:
    file, made = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.pop(name, old.read(name)))
        for name, content in change.items():
            new.writestr(name, content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SPACED = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row><c r\t= "XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


def _far() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["XFD1048576"] = 1
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (_zipped({"xl/vbaProject.bin": b"macro"}), BookMacroError),
        (_zipped({"xl/externalLinks/externalLink1.xml": b"<x/>"}), BookLinkedError),
        (_far(), BookTooLargeError),
        (_zipped({SHEET: SPACED}), BookTooLargeError),
        (
            _zipped({SHEET: SPACED.replace(b'"XFD1048576"', b"'DA1'")}),
            BookTooLargeError,
        ),
        (_zipped({"xl/workbook.xml": b"<!DOCTYPE x><x/>"}), SheetError),
        (_zipped({SHEET: b"<!DOCTYPE x>" + SPACED}), SheetError),
        (b"PK\x03\x04 not a workbook", SheetError),
        (b"<html>", SheetError),
    ],
)
def test_a_file_that_could_do_harm_is_not_opened(
    content: bytes, refusal: type[SheetError]
) -> None:
    with pytest.raises(refusal):
        read_content(content)
