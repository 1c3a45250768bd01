"""A workbook made for one report: how it is recognised, and what was filled in."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gi_registry.annual_reports.errors import (
    BookOfOtherReportError,
    BookOutdatedError,
    BookUnknownError,
)
from gi_registry.annual_reports.rules.cells import Cell, Odd, reader
from gi_registry.annual_reports.rules.figures import (
    BY_NAME,
    FORMS,
    Answers,
    Figure,
    figures_of,
)
from gi_registry.core.words import Words

KIND: Final = "GI-REGISTRY-ANNUAL-REPORT"
"""What the hidden sheet begins with."""


def layout(form: int) -> str:
    """Name the questions of a version of the form; others make another layout."""
    asked = [
        (each.name, each.unit, [code for code, _ in each.choices])
        for each in figures_of(form)
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which report a workbook was made for, and how that stood.

    Attributes:
        number: public number of the report.
        version: of the report.
        revision: of the draft.
        form: version of the form.
    """

    number: str
    version: int
    revision: int
    form: int = max(FORMS)

    def lines(self) -> tuple[str, ...]:
        """Return what the hidden sheet holds, one a row."""
        said = (
            *(KIND, layout(self.form), self.number),
            *(str(self.version), str(self.revision)),
        )
        return (*said, _digest(said))

    def meet(self, lines: Sequence[str]) -> int:
        """Return the revision that a workbook was made on, if it is this report's.

        Raises:
            BookUnknownError: it is no workbook of ours, or its mark was changed.
            BookOutdatedError: it asks other questions, or is of a former version.
            BookOfOtherReportError: it was made for another report.
        """
        *said, digest = lines or ("",)
        if len(said) != len(self.lines()) - 1 or digest != _digest(said):
            raise BookUnknownError
        kind, questions, number, version, revision = said
        if kind != KIND or not revision.isdecimal():
            raise BookUnknownError
        if number != self.number:
            raise BookOfOtherReportError(number)
        if questions != layout(self.form) or version != str(self.version):
            raise BookOutdatedError
        return int(revision)


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One answer of a workbook.

    Attributes:
        figure: the question.
        text: the cell as it was written.
        value: what it is taken for; None where it is blank or refused.
        words: how it was taken, or why not; None if it is plain.
        is_refused: whether it cannot be taken.
    """

    figure: Figure
    text: str
    value: Any
    words: Words | None = None
    is_refused: bool = False


_IS_FORMULA: Final = Odd(
    None,
    Words(
        "这一格是公式；请复制后“选择性粘贴—数值”，或直接填数字",
        "This cell holds a formula; paste its value, or write the number itself",
    ),
    is_refused=True,
)
_IS_MERGED: Final = Odd(
    None,
    Words(
        "这一格与别的单元格合并了；请取消合并后重填",
        "This cell was merged with others; unmerge it and write it again",
    ),
    is_refused=True,
)

_IS_ERROR: Final = Odd(
    None,
    Words(
        "这一格是出错值（如 #N/A、#VALUE!）；请直接填数字或文字",
        "This cell shows an error, such as #N/A or #VALUE!; write the answer itself",
    ),
    is_refused=True,
)


def odd_place(
    *, is_formula: bool = False, is_merged: bool = False, is_error: bool = False
) -> Odd | None:
    """Return what is to be said of where a cell stands, whatever it holds."""
    if is_merged:
        return _IS_MERGED
    if is_formula:
        return _IS_FORMULA
    return _IS_ERROR if is_error else None


def filled(name: str, cell: Cell, odd: Odd | None = None) -> FilledCell:
    """Read one cell.

    Args:
        name: of the question.
        cell: what the workbook holds.
        odd: what is to be said of its place, if anything.
    """
    figure = BY_NAME[name]
    read = odd or reader(figure)(cell)
    is_whole = isinstance(cell, float) and cell.is_integer()
    text = "" if cell is None else str(int(cell) if is_whole else cell)
    if isinstance(read, Odd):
        return FilledCell(figure, text, read.value, read.words, read.is_refused)
    return FilledCell(figure, text, read)


def answered(answers: Answers, cells: Iterable[FilledCell]) -> Answers:
    """Return answers with what cells say in their place."""
    blank = Answers()
    said: Mapping[str, Any] = {
        each.figure.name: getattr(blank, each.figure.name)
        if each.value is None
        else each.value
        for each in cells
    }
    return replace(answers, **said)


def _digest(said: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
