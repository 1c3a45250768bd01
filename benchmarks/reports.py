"""Thirty thousand annual reports in one workbook, checked and recorded."""

import io
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from python_calamine import load_workbook
from sqlalchemy import func, insert, select, true

from benchmarks._rows import Row, at_least, at_most, told
from benchmarks.desk import fill
from gi_registry.accounts.models import Account
from gi_registry.annual_reports import queries
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.queries import User
from gi_registry.annual_reports.rules import (
    FORMS,
    Figure,
    ReportState,
    Unit,
    figures_of,
    stored,
)
from gi_registry.annual_reports.rules.imports import AFTER, BEFORE
from gi_registry.annual_reports.service import imports
from gi_registry.annual_reports.service.imports import By, Scope
from gi_registry.app import create_app, tables
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings

_REPORTS: Final = 30_000
_YEAR: Final = 2026
_NOW: Final = datetime(2027, 1, 20, 4, 0, tzinfo=UTC)
_LEAST_A_SECOND: Final = 2_000
_MOST_TIMES: Final = 10
_SMALLER: Final = frozenset(
    {"standard_output_g", "marked_sales_fen", "export_fen", "tests_failed"}
)
"""Parts of a whole, which must not be larger than it."""
_LETTERS: Final = [get_column_letter(at) for at in range(1, 105)]
_SHEET: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns='
    '"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>ROWS</sheetData></worksheet>"
)
_TEXTS: Final = {
    "exports": "日本, 2209, {}",
    "lab_cma": "240012345678",
    "plots": "",
    "standard_number": "",
}
_QUESTIONS: Final = figures_of(max(FORMS))
"""Of the newest form, which the year is on."""
_LOTS: Final = [each.name for each in _QUESTIONS].index("lots")


def run() -> list[Row]:
    """Time the import of a province's year, on SQLite, in processor time of one core.

    Every user has a report of the year before to be compared with. One in fifty
    writes a number as text with its unit, one in five differs from the ledger, one in
    five hundred is refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        database: Database = app.extensions["gi"].database
        tables.upgrade(database)
        with database.write() as session:
            fill(session, _REPORTS * 4 // 3)
        with database.write() as session:
            users = queries.users(session, _YEAR, true())[:_REPORTS]
            session.execute(insert(AnnualReport), [_last_year(each) for each in users])
            account_id = session.scalars(select(func.min(Account.id))).one()
        data = _workbook(users)
        alone, _ = _seconds(lambda: _read_alone(data))
        taken, recorded = _seconds(lambda: _import(database, data, account_id))
        again, nothing = _seconds(lambda: _import(database, data, account_id))
        database.engine.dispose()
    refused = -(-_REPORTS // 500)
    if (recorded, nothing) != (_REPORTS - refused, 0):
        raise LookupError((recorded, nothing))
    return [
        at_least(
            f"reports: {_REPORTS:,} of {len(_QUESTIONS)} questions imported with all "
            "checks",
            _REPORTS / taken,
            _LEAST_A_SECOND,
            "reports/s",
        ),
        at_most(
            "reports: the same, of python-calamine's time to read the workbook alone",
            taken / alone,
            _MOST_TIMES,
            "ratio",
        ),
        told("reports: python-calamine alone", _REPORTS / alone, "rows/s"),
        told("reports: imported again, nothing to do", _REPORTS / again, "reports/s"),
    ]


def _import(database: Database, data: bytes, account_id: int) -> int:
    book = imports.read_table(data, _YEAR)
    scope = Scope(true(), is_own=False)
    by = By(account_id, _NOW, "0" * 64, is_on_paper=True)
    with database.write() as session:
        lines = imports.take(session, book, scope, by=by)
        return sum(line.filing is not None for line in lines)


def _read_alone(data: bytes) -> int:
    with load_workbook(io.BytesIO(data)) as book:
        return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))


def _seconds(do: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    found = do()
    return time.process_time() - began, found


def _workbook(users: list[User]) -> bytes:
    """Return the table as Excel keeps one; openpyxl takes a minute to write it."""
    heads = [*BEFORE, *(each.name for each in _QUESTIONS), *AFTER]
    rows = [_xml_row(1, heads)]
    for n, user in enumerate(users):
        before = [user.number, user.holder, user.uscc, user.product, _YEAR]
        answers = [_cell(each, n) for each in _QUESTIONS]
        if n % 5 == 0:
            answers[_LOTS] = 3
        if n % 500 == 0:
            answers[_LOTS] = "三批"
        after = ["示例：盘点差异", "示例签署人"]
        rows.append(_xml_row(n + 2, [*before, *answers, *after]))
    file, empty = io.BytesIO(), io.BytesIO()
    Workbook().save(empty)
    with ZipFile(empty) as known, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name in known.namelist():
            content = known.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = _SHEET.replace("ROWS", "".join(rows)).encode()
            made.writestr(name, content)
    return file.getvalue()


def _xml_row(at: int, cells: list[Any]) -> str:
    inside = "".join(
        f'<c r="{letters}{at}"><v>{cell}</v></c>'
        if isinstance(cell, int)
        else f'<c r="{letters}{at}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letters, cell in zip(_LETTERS, cells, strict=False)
    )
    return f'<row r="{at}">{inside}</row>'


def _cell(figure: Figure, n: int) -> Any:  # noqa: ANN401 -- as a workbook holds it
    if figure.unit.is_number:
        size = _size(figure, n % 10)
        is_told = figure.unit is Unit.GRAM and size and n % 50 == 0
        return f"{size:,} 公斤" if is_told else size
    if figure.choices:
        return ",".join(code for code, _ in figure.choices[:2])
    return _TEXTS.get(figure.name, "示例").format(1_000 + n % 10)


def _size(figure: Figure, more: int) -> int:
    """Return what is typed: none of what the empty ledger fills in."""
    if figure.source is not None:
        return 0
    return (1_000 if figure.name in _SMALLER else 2_000) + more


def _last_year(user: User) -> dict[str, Any]:
    answers = {
        each.name: stored(Decimal(_size(each, 0)), each.unit)
        if each.unit.is_number
        else None
        for each in _QUESTIONS
        if each.name != "problems"
    }
    return answers | {
        "authorization_id": user.id,
        "year": _YEAR - 1,
        "version": 1,
        "state": ReportState.ACCEPTED,
        "prefilled": {},
        "signatory": "示例",
        "opened_at": _NOW,
    }
