"""Many reports in one sheet, a row each: the columns, the rows, what they mean."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from unicodedata import normalize

from gi_registry.annual_reports.errors import (
    BookOfOtherYearError,
    BookOutdatedError,
    TableHeadError,
    TableUnitError,
)
from gi_registry.annual_reports.rules.amounts import AmountError
from gi_registry.annual_reports.rules.cells import Cell, Odd, Reader, reader
from gi_registry.annual_reports.rules.checks import Check
from gi_registry.annual_reports.rules.figures import (
    BY_NAME,
    FIGURES,
    FORMS,
    Answers,
    headed,
)
from gi_registry.annual_reports.rules.workbooks import layout, odd_place
from gi_registry.core.sheets import text_of
from gi_registry.core.words import Words

KIND: Final = "GI-REGISTRY-ANNUAL-REPORTS"
"""What the hidden sheet of a table begins with."""
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("用标编号", "Permission", "authorization"),
    "holder": ("使用人", "Authorized user", "使用人名称"),
    "uscc": ("统一社会信用代码", "Credit code", "信用代码"),
    "product": ("产品", "Product", "产品名称"),
    "year": ("年度", "Year", "报告年度"),
    "change_reason": ("有出入的原因", "Reason for differences", "原因说明"),
    "signatory": ("签署人", "Declared true by", "负责人签字"),
}
"""What a row says beside the answers, by the names that its head may have; the
first is ours in Chinese, the second in English."""
BEFORE: Final = ("number", "holder", "uscc", "product", "year")
AFTER: Final = ("change_reason", "signatory")

_HEAD_WITHIN: Final = 20
_LEAST_HEADS: Final = 4
_LONGEST: Final = {"change_reason": 2_000, "signatory": 60}
_UNIT: Final = re.compile(r"^(?P<name>[^（(]+?)\s*[（(](?P<unit>[^（）()]*)[)）]$")
_HEAD_NAMES: Final = {
    **{name: key for key, names in HEADS.items() for name in (key, *names)},
    **{each.words.zh: each.name for each in FIGURES},
    **{each.words.en: each.name for each in FIGURES},
    **{said: each.name for each in FIGURES for said in headed(each)},
    **{each.name: each.name for each in FIGURES},
}
"""Some questions differ by their unit alone, so heads with it come before them."""


class LineOutcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    """The first report of that user and year."""
    CHANGED = "changed"
    """A further version takes the place of the one that stands."""
    SAME = "same"
    """It says what stands already; nothing is done."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    LineOutcome.NEW: Words("新报", "New"),
    LineOutcome.CHANGED: Words("更正", "Corrected"),
    LineOutcome.SAME: Words("无变化", "The same"),
    LineOutcome.REFUSED: Words("不能录入", "Refused"),
}


@dataclass(frozen=True, slots=True)
class Filing:
    """The version that a row becomes.

    Attributes:
        authorization_id, number: of which user.
        version: from 1.
        former_id: the version that there is, whose files it keeps; None if none.
        is_draft: whether that is an open draft, which becomes it.
        form: version of the form.
        answers, prefilled, change_reason, signatory, reasons: as of any report.
    """

    authorization_id: int
    number: str
    version: int
    former_id: int | None
    is_draft: bool
    form: int
    answers: Answers
    prefilled: Mapping[str, Any]
    change_reason: str
    signatory: str
    reasons: None = None


@dataclass(slots=True)
class Row:
    """One row as it was read.

    Attributes:
        at: its number in the sheet, from 1.
        said: what stands beside the answers, by the keys of `HEADS`.
        answers: of the questions that have a column, in their order.
        odd: column from 0 and what is said of its cell.
    """

    at: int
    said: dict[str, str]
    answers: list[Any]
    odd: list[tuple[int, Odd]] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One row, judged.

    Attributes:
        row: its number in the sheet, from 1.
        number, holder, product: as the sheet has them, or as they are on record.
        outcome: what becomes of it.
        words: why, and what to look at; one sentence each.
        checks: the differences found, which the row explains.
        columns: columns, from 0, of the cells that cannot be taken.
        filing: what is to be recorded, if anything.
    """

    row: int
    number: str
    holder: str
    product: str
    outcome: LineOutcome = LineOutcome.NEW
    words: list[Words] = field(default_factory=list)
    checks: tuple[Check, ...] = ()
    columns: list[int] = field(default_factory=list)
    filing: Filing | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the row with what became of it, JSON values."""
        return {
            "row": self.row,
            "number": self.number,
            "holder": self.holder,
            "product": self.product,
            "outcome": self.outcome.value,
            "words": [
                words._asdict()
                for words in (*self.words, *(each.words for each in self.checks))
            ],
        }

    def refuse(self, zh: str, en: str) -> None:
        """Say why it cannot be taken."""
        self.outcome = LineOutcome.REFUSED
        self.words.append(Words(zh, en))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a report in each row.

    Attributes:
        head: number of the row of heads, from 0.
        beside: column of each key of `HEADS` that is there.
        names: questions that have a column, in the order of `columns`.
        columns: their columns.
        readers: what reads each of them.
    """

    head: int
    beside: Mapping[str, int]
    names: tuple[str, ...]
    columns: tuple[int, ...]
    readers: tuple[Reader, ...]

    def read(
        self, at: int, cells: Sequence[Cell], places: Mapping[int, Odd]
    ) -> Row | None:
        """Read one row; None if it is empty, or a head.

        Args:
            at: its number, from 0.
            cells: of the row.
            places: by column, what is to be said of a cell whatever it holds.
        """
        if not any(cell != "" for cell in cells):
            return None
        said = {key: text_of(cells[i]) for key, i in self.beside.items()}
        if _HEAD_NAMES.get(said.get("number", "")) == "number":
            return None
        answers = [
            read(cells[i]) for i, read in zip(self.columns, self.readers, strict=True)
        ]
        row = Row(at + 1, said, answers)
        if places or Odd in map(type, answers):
            self._tell(row, places)
        return row

    def _tell(self, row: Row, places: Mapping[int, Odd]) -> None:
        for index, column in enumerate(self.columns):
            read = places.get(column, row.answers[index])
            if isinstance(read, Odd):
                row.odd.append((column, read))
                row.answers[index] = read.value
        for column in self.beside.values():
            if column in places:
                row.odd.append((column, places[column]))

    def named(self, column: int) -> Words:
        """Return what a column asks."""
        for key, at in self.beside.items():
            if at == column:
                return Words(*HEADS[key][:2])
        return BY_NAME[self.names[self.columns.index(column)]].words


def find_table(rows: Sequence[Sequence[Cell]]) -> Table | None:
    """Return the table that a sheet holds, if its head is within the first rows.

    Raises:
        TableUnitError: a head names a unit that does not fit its question.
    """
    heads = [_head(row) for row in rows[:_HEAD_WITHIN]]
    if not heads:
        return None
    at = max(range(len(heads)), key=lambda index: len(heads[index]))
    while at + 1 < len(heads) and len(heads[at + 1]) == len(heads[at]):
        at += 1  # a hidden row of names stands above the heads of our own tables
    found = heads[at]
    if len(found) < _LEAST_HEADS:
        return None
    beside = {key: column for key, (column, _) in found.items() if key in HEADS}
    asked = [(key, *place) for key, place in found.items() if key in BY_NAME]
    if not asked or not ("number" in beside or {"uscc", "product"} <= beside.keys()):
        raise TableHeadError
    return Table(
        at,
        beside,
        tuple(name for name, _, _ in asked),
        tuple(column for _, column, _ in asked),
        tuple(_reader(name, unit) for name, _, unit in asked),
    )


def meet(lines: Sequence[str], year: int) -> None:
    """Refuse a table that was made here for another form or year.

    Args:
        lines: of the hidden sheet; none where somebody made the table himself.
        year: the year reported on.

    Raises:
        BookOutdatedError, BookOfOtherYearError: it was.
    """
    if not lines or lines[0] != KIND:
        return
    if len(lines) < 3 or lines[1] not in map(layout, FORMS):  # noqa: PLR2004 -- kind, layout, year
        raise BookOutdatedError
    if lines[2] != str(year):
        raise BookOfOtherYearError(year)


def digest(lines: Iterable[Line]) -> str:
    """Return what names a judgement: rows, outcomes and versions, SHA-256, hex."""
    whole = hashlib.sha256()
    for line in lines:
        version = line.filing.version if line.filing else 0
        whole.update(f"{line.row} {line.number} {line.outcome} {version}\n".encode())
    return whole.hexdigest()


def too_long(said: Mapping[str, str]) -> Iterable[Words]:
    """Give what is too long of what stands beside the answers."""
    for key, longest in _LONGEST.items():
        if len(said.get(key, "")) > longest:
            zh, en, *_ = HEADS[key]
            yield Words(
                f"{zh}：最多 {longest} 个字", f"{en}: at most {longest} characters"
            )


def places_of(
    formulas: Iterable[tuple[int, int]],
    errors: Iterable[tuple[int, int]],
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]],
    columns: int,
) -> dict[int, dict[int, Odd]]:
    """Return what is to be said of cells by where they stand: row, then column."""
    found: dict[int, dict[int, Odd]] = {}
    blocks = (
        (row, column)
        for (top, left), (bottom, right) in merged
        for row in range(top, bottom + 1)
        for column in range(left, min(right, columns) + 1)
    )
    for cells, odd in (
        (errors, odd_place(is_error=True)),
        (formulas, odd_place(is_formula=True)),
        (blocks, odd_place(is_merged=True)),
    ):
        for row, column in cells:
            if odd is not None:
                found.setdefault(row, {})[column] = odd
    return found


def _head(row: Sequence[Cell]) -> dict[str, tuple[int, str]]:
    """Return the columns of a row that are heads: by key, column and unit."""
    found: dict[str, tuple[int, str]] = {}
    for column, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        text = cell.strip().removesuffix("*").strip()
        key, unit = _HEAD_NAMES.get(text), ""
        if key is None and (split := _UNIT.match(text)):
            key, unit = _HEAD_NAMES.get(split["name"].strip()), split["unit"]
        if key is not None:
            found.setdefault(key, (column, unit))
    return found


def _reader(name: str, unit: str) -> Reader:
    figure = BY_NAME[name]
    plain = normalize("NFKC", unit).strip().lower()
    own = {normalize("NFKC", words).lower() for words in figure.unit_words}
    if not plain or plain in own or not figure.unit.is_number:
        return reader(figure)
    try:
        return reader(figure, plain)
    except AmountError:
        raise TableUnitError(figure.words, unit, figure.unit_words) from None
