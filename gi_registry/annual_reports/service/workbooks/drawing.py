"""The workbook of one report: protected but for the answers, which are filled in."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    GROUP_WORDS,
    SOURCE_WORDS,
    Figure,
    Unit,
    figures_of,
    in_cell,
    read_out,
    scaled,
)
from gi_registry.annual_reports.rules.workbooks import Stamp
from gi_registry.annual_reports.service import reading
from gi_registry.annual_reports.service.last_year import LastYear, last_year
from gi_registry.core.words import Language, Words
from gi_registry.marks.rules import CapacityBasis

STAMP_SHEET: Final = "_gi"
"""Hidden; says what the workbook was made for."""
NAME, ANSWER = 0, 3
"""Columns, from 0: the question's name, which is hidden, and its answer."""

_WIDTHS: Final = (4, 34, 12, 24, 24, 24, 48, 48)
_HEADS: Final = (
    Words("", ""),
    Words("项目", "Question"),
    Words("单位", "Unit"),
    Words("填报", "Answer"),
    Words("本系统数据", "The registry's own"),
    Words("说明", "How to answer"),
    Words("问题", "What to correct"),
)
_LAST: Final = 5
"""Column of last year's answers, from 0; its head says in which state they are."""
_HOW_TO: Final = Words(
    "只填白色的“填报”一列，没有的填 0。可以写单位，如“1,234.5 吨”“3万斤”。"
    "不要合并单元格，不要用公式。填好后在年报页面上传。",
    "Fill in the white column alone; where there is none, write 0. A unit may stand "
    "beside a number, such as 1,234.5 t. No merged cells, no formulas. Upload it on "
    "the report's page.",
)
_CHOICES: Final = Words("从这些中选，多个用分号隔开：", "Some of: ")
NUMBER_ASKED: Final = Words(
    "这里应是数字。写了单位（如“3 吨”）也可以，按“是”继续。",
    "A number is expected here. With a unit, such as 3 t, choose Yes to go on.",
)
_MOST: Final = "1000000000000"

_PAPER: Final = PatternFill("solid", fgColor="F1F3F0")
_GROUP: Final = PatternFill("solid", fgColor="DDE6DF")
_WRONG: Final = PatternFill("solid", fgColor="FBE3E0")
_LINE: Final = Border(bottom=Side(style="thin", color="C9CDC9"))
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_OPEN: Final = Protection(locked=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said beside an answer that was handed in.

    Attributes:
        text: the answer as it was written.
        words: what to do about it; empty if nothing.
    """

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the answers of a draft: last year's, and what is said."""

    last: LastYear
    basis: CapacityBasis | None
    remarks: Mapping[str, Remark]
    language: Language


def stamp_of(report: AnnualReport) -> Stamp:
    """Return what marks the workbook of a draft; authorization loaded."""
    number = reading.number_of(report)
    return Stamp(number, report.version, report.revision, report.form)


def workbook_of(
    session: Session,
    report: AnnualReport,
    language: Language,
    remarks: Mapping[str, Remark] | None = None,
) -> bytes:
    """Return the workbook of a draft, xlsx.

    Args:
        session: to read with.
        report: authorization, entity and product loaded.
        language: of all words in it.
        remarks: by the name of the question, what was written and what is wrong
            with it, in a copy that is given back.
    """
    beside = _Beside(
        last_year(session, report),
        reading.basis_of(session, report),
        remarks or {},
        language,
    )
    return _drawn(report, beside)


def _drawn(report: AnnualReport, beside: _Beside) -> bytes:
    language = beside.language
    book = Workbook()
    sheet = book.active
    sheet.title = Words("年报", "Annual report").said_in(language)
    for line in _head(report, beside):
        _append(sheet, "", line)
    sheet["B1"].font = Font(bold=True, size=14)
    _append(sheet, *(words.said_in(language) for words in _heads(beside.last)))
    _figures(sheet, report, beside)
    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGH"[at]].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["H"].hidden = not beside.remarks
    sheet.freeze_panes = "C5"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "4:4"
    sheet.protection.enable()
    sheet.protection.formatColumns = False
    hidden = book.create_sheet(STAMP_SHEET)
    hidden.sheet_state = "veryHidden"
    for line in stamp_of(report).lines():
        hidden.append([line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(report: AnnualReport, beside: _Beside) -> tuple[str, ...]:
    held, language = report.authorization, beside.language
    title = Words(
        f"{report.year} 年度专用标志使用情况年报",
        f"Annual report on the special mark, {report.year}",
    )
    product = Words(held.gi.name_zh, held.gi.name_en).said_in(language)
    number = reading.number_of(report)
    return (
        title.said_in(language),
        f"{held.entity.name} · {product} · {number}",
        f"{_HOW_TO.said_in(language)} {beside.last.words.said_in(language)}",
    )


def _heads(last: LastYear) -> tuple[Words, ...]:
    return (*_HEADS[:_LAST], last.head, *_HEADS[_LAST:])


def _figures(
    sheet: Any,  # noqa: ANN401 -- untyped library
    report: AnnualReport,
    beside: _Beside,
) -> None:
    answers, group = reading.answers_of(report), None
    bounds: dict[Unit, DataValidation] = {}
    for figure in figures_of(report.form):
        if not figure.applies(beside.basis) and answers.is_open(figure.name):
            continue
        if figure.group is not group:
            group = figure.group
            for cell in _append(sheet, "", GROUP_WORDS[group].said_in(beside.language)):
                cell.fill, cell.font = _GROUP, Font(bold=True)
        _row(sheet, figure, report, beside)
        if figure.unit.is_number:
            found = bounds.get(figure.unit) or _bounds(figure.unit, beside.language)
            bounds[figure.unit] = found
            found.add(f"D{sheet.max_row}")
    for found in bounds.values():
        sheet.add_data_validation(found)


def _row(
    sheet: Any,  # noqa: ANN401 -- untyped library
    figure: Figure,
    report: AnnualReport,
    beside: _Beside,
) -> None:
    language = beside.language
    remark = beside.remarks.get(figure.name)
    last = beside.last.report
    before = getattr(last, figure.name) if last else None
    is_known = figure.name in report.prefilled
    needed = " *" if figure.is_required else ""
    cells = _append(
        sheet,
        figure.name,
        figure.words.said_in(language) + needed,
        figure.unit_words.said_in(language),
        "",
        _ours(figure, report, language) if is_known else "",
        read_out(before, figure).said_in(language) if last else "",
        _hint(figure, language),
        remark.words if remark else "",
    )
    for cell in cells:
        cell.fill, cell.border, cell.alignment = _PAPER, _LINE, _WRAPPED
    answer = cells[ANSWER]
    answer.fill = _WRONG if remark and remark.words else PatternFill()
    answer.protection = _OPEN
    value = getattr(report, figure.name)
    if remark is None and figure.unit.is_number:
        _write(answer, figure, value)
        return
    text = in_cell(value, figure).said_in(language) if remark is None else remark.text
    _text(answer, text)
    if not figure.unit.is_number:
        answer.number_format = "@"


def _append(sheet: Any, *texts: str) -> Any:  # noqa: ANN401 -- untyped library
    """Add a row of texts, none of which is ever run as a formula."""
    sheet.append([""] * len(texts))
    cells = sheet[sheet.max_row]
    for cell, text in zip(cells, texts, strict=False):
        _text(cell, text)
    return cells


def _text(cell: Any, text: str) -> None:  # noqa: ANN401 -- untyped library
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if text:
        cell.data_type = "s"


def _write(cell: Any, figure: Figure, value: Any) -> None:  # noqa: ANN401 -- untyped library
    cell.value = None if value is None else scaled(value, figure.unit)
    cell.number_format = "#,##0" if figure.unit is Unit.COUNT else "#,##0.####"


def _ours(figure: Figure, report: AnnualReport, language: Language) -> str:
    given = read_out(report.prefilled[figure.name], figure).said_in(language)
    if figure.source is None:
        return given
    return f"{given} · {SOURCE_WORDS[figure.source].said_in(language)}"


def _hint(figure: Figure, language: Language) -> str:
    hint = figure.hint.said_in(language) if figure.hint else ""
    if not figure.choices:
        return hint
    stop = Words("；", "; ").said_in(language)
    listed = stop.join(words.said_in(language) for _, words in figure.choices)
    return f"{hint} {_CHOICES.said_in(language)}{listed}".strip()


def _bounds(unit: Unit, language: Language) -> DataValidation:
    """Return what a spreadsheet itself asks of a number; it warns and lets pass."""
    found = DataValidation(
        type="whole" if unit is Unit.COUNT else "decimal",
        operator="between",
        formula1="0",
        formula2=_MOST,
        allow_blank=True,
    )
    found.errorStyle, found.showErrorMessage = "warning", True
    found.error = NUMBER_ASKED.said_in(language)
    return found
