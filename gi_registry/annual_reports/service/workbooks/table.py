"""The table of a jurisdiction: a row for each report that is due, filled in."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.queries import Standing, User
from gi_registry.annual_reports.rules import (
    FIGURES,
    Figure,
    Unit,
    headed,
    in_cell,
    scaled,
)
from gi_registry.annual_reports.rules.imports import (
    AFTER,
    BEFORE,
    HEADS,
    KIND,
    Line,
    LineOutcome,
)
from gi_registry.annual_reports.rules.workbooks import layout
from gi_registry.annual_reports.service import grounds
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.grounds import Holder
from gi_registry.annual_reports.service.imports.judging import Book
from gi_registry.annual_reports.service.workbooks.drawing import (
    NUMBER_ASKED,
    STAMP_SHEET,
)
from gi_registry.core.words import Language, Words

_SHEET: Final = Words("年报", "Annual reports")
_REMARK: Final = Words("问题", "What to correct")
_HEAD: Final = PatternFill("solid", fgColor="DDE6DF")
_PAPER: Final = PatternFill("solid", fgColor="F1F3F0")
_WRONG: Final = PatternFill("solid", fgColor="FBE3E0")
_OPEN: Final = Protection(locked=False)
_MOST: Final = "1000000000000"
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_WIDE, _NARROW, _REMARK_WIDTH = 22, 14, 50


def table_of(
    session: Session,
    year: int,
    where: ColumnElement[bool],
    language: Language,
) -> bytes:
    """Return a table with a row for each report that is due, xlsx.

    A row holds the answers of the newest version, else what the registry knows.
    Only answers can be changed.

    Args:
        session: to read with.
        year: the year reported on.
        where: condition on authorizations.
        language: of its heads.
    """
    users = queries.users(session, year, where)
    ids = [user.id for user in users]
    standings = queries.standings(session, ids, year)
    holders = [
        Holder(user.id, user.organisation_id, user.gi_id, user.standard_number)
        for user in users
    ]
    ledgers = grounds.ledgers(session, holders, year)
    days = campaigns(session)
    forms = {
        standings[user.id].form
        if user.id in standings
        else days.of(year, user.division[:2]).form
        for user in users
    } or {days.of(year).form}
    figures = [each for each in FIGURES if any(map(each.stands_in, forms))]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET.said_in(language))
    _layout(sheet, figures, len(users))
    sheet.append([_text(sheet, name) for name in _names(figures)])
    sheet.append(
        [
            *(_text(sheet, HEADS[k][_of(language)], _HEAD) for k in BEFORE),
            *(_text(sheet, headed(f).said_in(language), _HEAD) for f in figures),
            *(_text(sheet, HEADS[k][_of(language)], _HEAD) for k in AFTER),
        ]
    )
    for user in users:
        ledger = ledgers[user.id]
        begun = _Begun(figures, standings.get(user.id), ledger, language)
        sheet.append(list(_row(sheet, user, year, begun)))
    hidden = book.create_sheet(STAMP_SHEET)
    hidden.sheet_state = "veryHidden"
    for line in (KIND, layout(max(forms)), str(year)):
        hidden.append([line])
    return _saved(book)


def copy_of(book: Book, lines: Sequence[Line], language: Language) -> bytes:
    """Return a table as it came, with what is wrong before each row, xlsx.

    The remarks stand in the first column, which stays in sight, and take the place of
    those of a copy before it; they are no part of the table when it comes back.

    Args:
        book: as it was read.
        lines: as it was judged.
        language: of what is said.
    """
    made = Workbook(write_only=True)
    sheet = made.create_sheet(_SHEET.said_in(language))
    sheet.freeze_panes = f"B{book.table.head + 2}"
    sheet.column_dimensions["A"].width = _REMARK_WIDTH
    judged = {line.row: line for line in lines}
    heads = book.cells[book.table.head]
    former = {at for at, head in enumerate(heads) if head in _REMARK}
    for at, cells in enumerate(book.cells):
        line = judged.get(at + 1)
        wrong = line.columns if line else ()
        said = _REMARK.said_in(language) if at == book.table.head else ""
        remark = _text(sheet, _remark(line, language) if line else said)
        remark.alignment = _WRAPPED
        shown = (
            _shown(sheet, value, _WRONG if column in wrong else None)
            for column, value in enumerate(cells)
            if column not in former
        )
        sheet.append([remark, *shown])
    return _saved(made)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, and of what."""

    letter: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a row is filled in with: the questions, and their answers so far."""

    figures: Sequence[Figure]
    standing: Standing | None
    ledger: dict[str, Any]
    language: Language


def _layout(
    sheet: Any,  # noqa: ANN401 -- untyped library
    figures: Sequence[Figure],
    count: int,
) -> None:
    """Protect all but the answers, and let the spreadsheet ask for numbers."""
    sheet.protection.enable()
    sheet.protection.formatColumns = False
    sheet.freeze_panes = "C3"
    sheet.row_dimensions[1].hidden = True
    bounds: dict[bool, DataValidation] = {}
    for at, _ in enumerate(_names(figures), 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDE if at <= len(BEFORE) else _NARROW
    for place in _numbers(figures):
        is_counted = place.unit is Unit.COUNT
        found = bounds.setdefault(is_counted, _bound(is_counted=is_counted))
        found.add(f"{place.letter}3:{place.letter}{max(count, 1) + 2}")
    for found in bounds.values():
        sheet.data_validations.append(found)


def _numbers(figures: Sequence[Figure]) -> Iterator[_Place]:
    for at, figure in enumerate(figures, len(BEFORE) + 1):
        if figure.unit.is_number:
            yield _Place(get_column_letter(at), figure.unit)


def _bound(*, is_counted: bool) -> DataValidation:
    found = DataValidation(
        type="whole" if is_counted else "decimal",
        operator="between",
        formula1="0",
        formula2=_MOST,
        allow_blank=True,
    )
    found.errorStyle, found.showErrorMessage = "warning", True
    found.error = "\n".join(NUMBER_ASKED)
    return found


def _names(figures: Sequence[Figure]) -> tuple[str, ...]:
    return (*BEFORE, *(figure.name for figure in figures), *AFTER)


def _row(
    sheet: Any,  # noqa: ANN401 -- untyped library
    user: User,
    year: int,
    begun: _Begun,
) -> Iterable[Any]:
    standing = begun.standing
    for text in (user.number, user.holder, user.uscc, user.product):
        yield _text(sheet, text, _PAPER)
    yield _shown(sheet, year, _PAPER)
    for figure in begun.figures:
        if standing is not None:
            value = getattr(standing.answers, figure.name)
        else:
            value = begun.ledger.get(figure.name)
        is_number = figure.unit.is_number and value is not None
        words = in_cell(value, figure).said_in(begun.language)
        shown = scaled(value, figure.unit) if is_number else words
        cell = _shown(sheet, shown, None)
        cell.protection = _OPEN
        yield cell
    for key in AFTER:
        cell = _text(sheet, getattr(standing, key) if standing else "")
        cell.protection = _OPEN
        yield cell


def _remark(line: Line, language: Language) -> str:
    stop = Words("。", ". ").said_in(language)
    words = (*line.words, *(each.words for each in line.checks))
    said = stop.join(each.said_in(language) for each in words)
    if line.outcome is LineOutcome.REFUSED:
        return said
    return f"{line.outcome.words.said_in(language)}{stop}{said}"


def _shown(sheet: Any, value: Any, fill: PatternFill | None) -> Any:  # noqa: ANN401 -- untyped library
    """Return a cell with a value; text of it is never run as a formula."""
    if isinstance(value, str):
        return _text(sheet, value, fill)
    cell = WriteOnlyCell(sheet, value)
    if fill:
        cell.fill = fill
    return cell


def _text(sheet: Any, text: str, fill: PatternFill | None = None) -> Any:  # noqa: ANN401 -- untyped library
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text:
        cell.data_type = "s"
    if fill:
        cell.fill = fill
    return cell


def _of(language: Language) -> int:
    return 0 if language is Language.ZH else 1


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
