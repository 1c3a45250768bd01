"""Deliveries of households to the business that lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple
from unicodedata import normalize

from gi_registry.core.words import Words

DELIVERY_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("农户", "姓名", "户主", "户主姓名", "成员", "交售人", "person"),
    "product": ("产品", "产品名称", "product"),
    "day": ("交售日期", "日期", "day"),
    "kg": ("重量（千克）", "重量(千克)", "重量", "数量（千克）", "净重", "kg"),
    "slip": ("磅单号", "过磅单号", "单号", "票号", "slip"),
    "note": ("备注", "note"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

DELIVERY_NEEDED: Final = ("person", "day", "kg")
MOST_DELIVERIES: Final = 5_000
"""Lines of one list."""

LONGEST_SLIP: Final = 40
LONGEST_NOTE: Final = 200

_UNITS: Final = {
    "": 1_000,
    "千克": 1_000,
    "公斤": 1_000,
    "kg": 1_000,
    "斤": 500,
    "吨": 1_000_000,
    "t": 1_000_000,
    "克": 1,
    "g": 1,
}
"""Grams in one of each; kilograms where none is written."""
_MOST_G: Final = 10**12
_WEIGHT: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,9})?\s*(\D*)")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class DeliveryOutcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    SAME = "same"
    """Recorded already."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    DeliveryOutcome.NEW: Words("新增", "New"),
    DeliveryOutcome.SAME: Words("已登记", "Recorded already"),
    DeliveryOutcome.REFUSED: Words("不能登记", "Refused"),
}


class NewDelivery(NamedTuple):
    """A delivery that can be recorded; ids of rows, and grams."""

    individual_id: int
    gi_id: int
    on_day: date
    grams: int
    slip: str
    note: str

    @property
    def facts(self) -> tuple[int, int, date, int]:
        """Who brought how much of what, and when."""
        return self[:4]


@dataclass(slots=True)
class DeliveryLine:
    """One line of a list, judged.

    Attributes:
        row: its number in the file, from 1.
        cells: as they stand there.
        wrong: column and sentence of all that it is refused for.
        new: what is recorded; none where nothing is.
    """

    row: int
    cells: Mapping[str, str]
    outcome: DeliveryOutcome = DeliveryOutcome.NEW
    words: list[Words] = field(default_factory=list)
    wrong: list[tuple[str, Words]] = field(default_factory=list)
    new: NewDelivery | None = None

    def refuse(self, column: str, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = DeliveryOutcome.REFUSED
        self.new = None
        self.words.append(words)
        self.wrong.append((column, words))

    def repeat(self, words: Words) -> None:
        """Say that it is recorded already."""
        self.outcome = DeliveryOutcome.SAME
        self.new = None
        self.words.append(words)


def key_of(new: NewDelivery) -> str:
    """Return what makes a delivery the same as another of the business.

    The number of its slip; without one, who brought how much of what on which day.
    """
    if new.slip:
        return f"n{new.slip}"
    return ".".join(str(each) for each in new.facts)


def grams_in(text: str) -> int | None:
    """Return a weight as people write it, such as 1,250.5 or 300 斤, in grams.

    None where it is none, not a whole number of grams, or beyond a million tons.
    """
    found = _WEIGHT.fullmatch(normalize("NFKC", text).strip().lower())
    unit = _UNITS.get(found[3].strip()) if found else None
    if found is None or unit is None:
        return None
    grams = Decimal(found[1].replace(",", "") + (found[2] or "")) * unit
    return int(grams) if grams == int(grams) and 0 < grams <= _MOST_G else None


def day_in(text: str) -> date | None:
    """Return a day as people write it, such as 2026-9-8 or 2026年9月8日."""
    found = _DAY.fullmatch(normalize("NFKC", text).strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
