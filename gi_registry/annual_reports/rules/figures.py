"""The figures of a report: names, units, groups, and how they are written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

from gi_registry.core.words import Words


class Unit(StrEnum):
    """What a stored whole number counts."""

    GRAM = "gram"
    """Typed in kg."""
    FEN = "fen"
    """Typed in 万元, 10,000 yuan."""
    SQUARE_METRE = "square_metre"
    """Typed in mu; 1 mu is 2000/3 m2."""
    COUNT = "count"


class Group(StrEnum):
    """A part of the form."""

    BASE = "base"
    OUTPUT = "output"
    VALUE = "value"
    MARK = "mark"
    QUALITY = "quality"


GROUP_WORDS: Final = {
    Group.BASE: Words("生产基地", "Production base"),
    Group.OUTPUT: Words("产量", "Output"),
    Group.VALUE: Words("产值与销售", "Sales"),
    Group.MARK: Words("专用标志使用", "Use of the mark"),
    Group.QUALITY: Words("标准与质量", "Standard and quality"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the form.

    Attributes:
        name: its column in `annual_report`.
        words: the question.
        unit: what the stored number counts.
        unit_words: the unit as it stands beside the field.
        hint: how to answer, if that is not plain.
        is_required: whether a report cannot be handed in without it.
    """

    name: str
    words: Words
    unit: Unit
    unit_words: Words
    group: Group
    hint: Words | None = None
    is_required: bool = True


_KG = Words("千克", "kg")
_WAN_YUAN = Words("万元", "万元 (10,000 yuan)")
_MU = Words("亩", "mu")
_LABELS = Words("枚", "labels")

FIGURES: Final = (
    Figure(
        "base_m2",
        Words("生产基地面积", "Area of the production base"),
        Unit.SQUARE_METRE,
        _MU,
        Group.BASE,
        Words(
            "1 亩约合 666.67 平方米；加工、酿造类没有地块的填 0",
            "1 mu is about 666.67 m2; workshops without land answer 0",
        ),
    ),
    Figure(
        "households",
        Words("带动农户", "Households supplying or employed"),
        Unit.COUNT,
        Words("户", "households"),
        Group.BASE,
        is_required=False,
    ),
    Figure(
        "jobs",
        Words("从业人数", "Jobs"),
        Unit.COUNT,
        Words("人", "people"),
        Group.BASE,
        is_required=False,
    ),
    Figure(
        "total_output_g",
        Words("本产品总产量", "Total output of this product"),
        Unit.GRAM,
        _KG,
        Group.OUTPUT,
        Words("1 吨填 1000；1 斤填 0.5", "1 tonne is 1000; 1 jin is 0.5"),
    ),
    Figure(
        "standard_output_g",
        Words("符合地理标志标准的产量", "Output that meets the GI standard"),
        Unit.GRAM,
        _KG,
        Group.OUTPUT,
    ),
    Figure(
        "marked_output_g",
        Words("使用专用标志销售的产量", "Output sold with the special mark"),
        Unit.GRAM,
        _KG,
        Group.OUTPUT,
        Words("当年没有用标的填 0", "Answer 0 if the mark was not used"),
    ),
    Figure(
        "sales_fen",
        Words("本产品销售额", "Sales of this product"),
        Unit.FEN,
        _WAN_YUAN,
        Group.VALUE,
        Words("5000 元填 0.5", "5,000 yuan is 0.5"),
    ),
    Figure(
        "marked_sales_fen",
        Words("其中用标销售额", "of which sold with the mark"),
        Unit.FEN,
        _WAN_YUAN,
        Group.VALUE,
    ),
    Figure(
        "export_fen",
        Words("其中出口额", "of which exported"),
        Unit.FEN,
        _WAN_YUAN,
        Group.VALUE,
    ),
    Figure(
        "labels_issued",
        Words("当年签发", "Issued in the year"),
        Unit.COUNT,
        _LABELS,
        Group.MARK,
    ),
    Figure(
        "labels_activated",
        Words("当年启用", "Activated in the year"),
        Unit.COUNT,
        _LABELS,
        Group.MARK,
    ),
    Figure(
        "labels_void",
        Words("作废、遗失、被盗、退回和过期", "Void, lost, stolen, returned, expired"),
        Unit.COUNT,
        _LABELS,
        Group.MARK,
    ),
    Figure(
        "labels_closing",
        Words("年末结存", "Left at the end of the year"),
        Unit.COUNT,
        _LABELS,
        Group.MARK,
        Words("既未启用也未作废的枚数", "Neither activated nor void"),
    ),
    Figure(
        "tests",
        Words("质量检验次数", "Quality tests"),
        Unit.COUNT,
        Words("次", "tests"),
        Group.QUALITY,
    ),
    Figure(
        "tests_failed",
        Words("其中不合格", "of which failed"),
        Unit.COUNT,
        Words("次", "tests"),
        Group.QUALITY,
    ),
    Figure(
        "complaints",
        Words("收到投诉", "Complaints received"),
        Unit.COUNT,
        Words("件", "complaints"),
        Group.QUALITY,
    ),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one version of a report says; the names are those of its columns.

    A figure is None while it is not answered; an answer of none is 0.
    """

    base_m2: int | None = None
    households: int | None = None
    jobs: int | None = None
    total_output_g: int | None = None
    standard_output_g: int | None = None
    marked_output_g: int | None = None
    sales_fen: int | None = None
    marked_sales_fen: int | None = None
    export_fen: int | None = None
    labels_issued: int | None = None
    labels_activated: int | None = None
    labels_void: int | None = None
    labels_closing: int | None = None
    tests: int | None = None
    tests_failed: int | None = None
    complaints: int | None = None
    standard_number: str | None = None
    problems: str = ""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all answers."""
        return tuple(field.name for field in fields(cls))

    def figure(self, name: str) -> int | None:
        """Return one figure by its name."""
        value: int | None = getattr(self, name)
        return value

    def unlike(self, other: "Answers") -> Iterable[str]:
        """Give the names of answers that differ."""
        return [n for n in self.names() if getattr(self, n) != getattr(other, n)]


_TYPED_PER_STORED: Final = {
    Unit.GRAM: Decimal(1) / 1000,
    Unit.FEN: Decimal(1) / 1_000_000,
    Unit.SQUARE_METRE: Decimal(3) / 2000,
    Unit.COUNT: Decimal(1),
}
_MU_STEPS: Final = tuple(Decimal(1).scaleb(-places) for places in range(5))
"""1 mu down to 0.0001 mu, which is 0.07 m2."""


def scaled(value: int, unit: Unit) -> Decimal:
    """Return a stored number in the unit that people type.

    Mu come with as few digits as `stored` needs to turn them back exactly.
    """
    if unit is not Unit.SQUARE_METRE:
        return (Decimal(value) * _TYPED_PER_STORED[unit]).normalize()
    exact = Decimal(value) * 3 / 2000
    rounded = (exact.quantize(step, ROUND_HALF_UP) for step in _MU_STEPS)
    shortest = next(mu for mu in rounded if stored(mu, unit) == value)
    return shortest.normalize()


def stored(number: Decimal, unit: Unit) -> int:
    """Return a typed number as grams, fen, m2 or a count, rounded half up."""
    if unit is Unit.SQUARE_METRE:
        exact = number * 2000 / 3
    else:
        exact = number / _TYPED_PER_STORED[unit]
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def typed(value: int | None, unit: Unit) -> str:
    """Return a stored number as a field shows it; "" where there is none."""
    return "" if value is None else f"{scaled(value, unit):f}"


def read_out(value: int | None, figure: Figure) -> Words:
    """Return a stored number with separators and its unit."""
    if value is None:
        return Words("未填", "not answered")
    if figure.unit is Unit.FEN:
        yuan = Decimal(value) / 100
        wan = scaled(value, Unit.FEN)
        digits = 0 if value % 100 == 0 else 2
        return Words(f"{wan:,f} 万元", f"{yuan:,.{digits}f} yuan")
    number = f"{scaled(value, figure.unit):,f}"
    return Words(f"{number} {figure.unit_words.zh}", f"{number} {figure.unit_words.en}")


def fingerprint(number: str, version: int, answers: Answers, more: Any) -> str:  # noqa: ANN401 -- JSON values
    """Return the SHA-256 of one version, hex, as the log holds it.

    Args:
        number: of the report, such as AR-2025-MA-2026-000042.
        version: from 1.
        answers: every figure and text of the version.
        more: whatever else was declared with it, JSON values.
    """
    content = {"number": number, "version": version, "more": more} | asdict(answers)
    canonical = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
