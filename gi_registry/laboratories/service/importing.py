"""A list of laboratories, judged line by line, then recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow, day_of
from gi_registry.core.words import Words
from gi_registry.laboratories.models import Laboratory
from gi_registry.laboratories.rules import check_period, checked_number
from gi_registry.laboratories.service.keeping import NewLaboratory, register
from gi_registry.producers.rules.batches import LineOutcome
from gi_registry.producers.service import By

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("名称", "机构名称", "检验机构", "检验检测机构", "name"),
    "cma": (
        "资质认定编号",
        "CMA编号",
        "资质认定证书编号",
        "证书编号",
        "cma number",
    ),
    "address": ("地址", "检验地址", "address"),
    "valid_from": ("有效期起", "发证日期", "valid from"),
    "valid_to": ("有效期止", "有效期至", "valid to"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

NEEDED: Final = tuple(COLUMNS)

_LONGEST: Final = {"name": 120, "address": 200}


@dataclass(slots=True)
class LabLine:
    """One line of the list, judged.

    Attributes:
        row: its number in the file, from 1.
        words: why, and what to do; one sentence each.
        new: what it means; none where it is refused.
    """

    row: int
    name: str
    cma: str
    outcome: LineOutcome = LineOutcome.NEW
    words: list[Words] = field(default_factory=list)
    new: NewLaboratory | None = None

    def refuse(self, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = LineOutcome.REFUSED
        self.words.append(words)


def judge_list(session: Session, rows: Sequence[SheetRow]) -> list[LabLine]:
    """Say of each line what would become of it; nothing is written."""
    going = select(Laboratory).where(Laboratory.ended_on.is_(None))
    known = {each.cma: each for each in session.scalars(going)}
    seen: dict[str, int] = {}
    lines = []
    for row in rows:
        line = _read(row)
        if line.new is not None:
            _compare(line, line.new, known.get(line.cma))
            first = seen.setdefault(line.cma, line.row)
            if first != line.row:
                line.refuse(
                    Words(
                        f"与第 {first} 行编号相同；请删去一行",
                        f"The number is that of row {first}; take one out",
                    )
                )
        lines.append(line)
    return lines


def record_list(
    session: Session, lines: Sequence[LabLine], division: str, *, by: By
) -> int:
    """Register what is new on a list judged in the same transaction; say how many."""
    new = [
        line.new
        for line in lines
        if line.outcome is LineOutcome.NEW and line.new is not None
    ]
    for each in new:
        register(session, each, division, by=by)
    return len(new)


def _read(row: SheetRow) -> LabLine:
    cells = row.cells
    line = LabLine(row.number, cells.get("name", ""), cells.get("cma", ""))
    for key, longest in _LONGEST.items():
        if not 0 < len(cells.get(key, "")) <= longest:
            head = COLUMNS[key][0]
            line.refuse(
                Words(
                    f"{head}要写，最多 {longest} 个字；请补齐",
                    f"{head} is needed, {longest} characters at most; fill it in",
                )
            )
    if not row.exact:
        line.refuse(
            Words(
                "编号是数字格式，已丢位；请把该列设为文本重填",
                "The number lost digits as a numeric cell; make the column text",
            )
        )
    first, last = _day(line, "valid_from", cells), _day(line, "valid_to", cells)
    try:
        line.cma = checked_number(line.cma)
        if first and last:
            check_period(first, last)
    except GiError as error:
        line.refuse(error.words)
    if first and last and line.outcome is not LineOutcome.REFUSED:
        line.new = NewLaboratory(line.name, line.cma, cells["address"], first, last)
    return line


def _day(line: LabLine, key: str, cells: Mapping[str, str]) -> date | None:
    text = cells.get(key, "")
    try:
        return day_of(text)
    except ValueError:
        line.refuse(
            Words(
                f"“{text}”不是日期；请写成 2027-12-31",
                f"“{text}” is no day; write 2027-12-31",
            )
        )
        return None


def _compare(line: LabLine, new: NewLaboratory, found: Laboratory | None) -> None:
    if found is None:
        return
    line.outcome = LineOutcome.SAME
    for zh, en, there, here in (
        ("名称", "name", found.name, new.name),
        ("地址", "address", found.address, new.address),
        ("有效期起", "valid from", found.valid_from, new.valid_from),
        ("有效期止", "valid to", found.valid_to, new.valid_to),
    ):
        if there != here:
            line.outcome = LineOutcome.DIFFERS
            line.words.append(
                Words(
                    f"{zh}：在册为 {there}，名单为 {here}；请在该机构上更正",
                    f"{en}: {there} on record, {here} in the list; correct it there",
                )
            )
