"""What came back in the workbook of one report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gi_registry.annual_reports.errors import BookMovedError
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import BY_NAME, Answers, Draft, Unit
from gi_registry.annual_reports.rules.workbooks import (
    FilledCell,
    answered,
    filled,
    odd_place,
)
from gi_registry.annual_reports.service import drafting, reading
from gi_registry.annual_reports.service.workbooks.drawing import (
    ANSWER,
    NAME,
    STAMP_SHEET,
    stamp_of,
)
from gi_registry.core.books import Sheet, read_book


@dataclass(frozen=True, slots=True)
class Filled:
    """The workbook of a draft as it came back.

    Attributes:
        cells: every answer that it holds, in the order of the form.
        answers: the draft's answers with these in their place.
        changed: names of those that are unlike the draft's.
        revision: of the draft for which the workbook was made.
    """

    cells: tuple[FilledCell, ...]
    answers: Answers
    changed: frozenset[str]
    revision: int

    @property
    def refused(self) -> tuple[FilledCell, ...]:
        """The cells that cannot be taken."""
        return tuple(each for each in self.cells if each.is_refused)


def read_filled(report: AnnualReport, data: bytes) -> Filled:
    """Read the workbook of a draft; nothing is written.

    Args:
        report: authorization loaded.
        data: the file's content.

    Raises:
        SheetError: see `core.books.read_book`.
        BookUnknownError, BookOutdatedError, BookOfOtherReportError: see
            `rules.workbooks.Stamp.meet`.
        BookMovedError: a question is in it twice, or none is.
    """
    sheets = read_book(data)
    stamp = next((each for each in sheets if each.name == STAMP_SHEET), None)
    revision = stamp_of(report).meet(stamp_lines(stamp.rows) if stamp else ())
    cells = [cell for each in sheets if not each.is_hidden for cell in _cells(each)]
    _once(cells)
    before = reading.answers_of(report)
    draft = Draft(revision, answered(before, cells))
    answers = drafting.named(report, draft).answers
    cells = [
        replace(each, value=answers.plots) if each.figure.unit is Unit.PLOTS else each
        for each in cells
    ]
    return Filled(tuple(cells), answers, frozenset(before.unlike(answers)), revision)


def _once(cells: Sequence[FilledCell]) -> None:
    """Refuse a workbook that has a question twice, or none."""
    known = set[str]()
    for each in cells:
        if each.figure.name in known:
            raise BookMovedError(each.figure.words)
        known.add(each.figure.name)
    if not known:
        raise BookMovedError(None)


def stamp_lines(rows: Sequence[Sequence[object]]) -> list[str]:
    """Return what a hidden sheet says, one text a row."""
    return [_text(row[0]) for row in rows if row]


def _text(cell: object) -> str:
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if is_whole else str(cell)  # type: ignore[call-overload]  # a float by is_whole


def _cells(sheet: Sheet) -> Iterator[FilledCell]:
    for at, row in enumerate(sheet.rows):
        if len(row) <= NAME or row[NAME] not in BY_NAME:
            continue
        odd = odd_place(
            is_formula=(at, ANSWER) in sheet.formulas,
            is_merged=sheet.is_merged(at, ANSWER),
            is_error=(at, ANSWER) in sheet.errors,
        )
        yield filled(row[NAME], row[ANSWER] if len(row) > ANSWER else "", odd)
