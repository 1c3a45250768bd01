"""What cells of a workbook say, as answers to the questions of the form.

Every cell is read as an answer, or something is said of it: a note of how it was
taken, or a refusal that tells what to write.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final
from unicodedata import category, is_normalized, normalize

from gi_registry.annual_reports.errors import UnreadableError
from gi_registry.annual_reports.rules.amounts import AmountError, Measure, amount
from gi_registry.annual_reports.rules.figures import (
    MOST_PLOTS,
    Figure,
    Unit,
    codes_in,
    exports_in,
    plots_in,
    read_out,
    typed,
)
from gi_registry.core.words import Words

Cell = Any
"""What a workbook holds: text, a number, a truth value, a day or a time."""

BLANK: Final = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "无", "没有"})
"""What people write where there is no answer."""
_DASHES: Final = BLANK - {"无", "没有"}
"""The same where text is asked for: 无 is an answer there."""
_LONGEST_DASH: Final = max(map(len, _DASHES))
"""A longer text is none of them; NFKC makes none of their characters of two."""
_DAYS: Final = (date, datetime, time, timedelta)
_FORMULA: Final = frozenset("=+-@＝＋－＠")
_DIALLED: Final = re.compile(r"\+\d[\d ()-]+")
"""A telephone number as it is dialled from abroad."""
_EXACT_TO: Final = 10**15
"""From here on numbers of a workbook have lost digits."""
_MOST_COUNTED: Final = 2_000_000_000
_MOST: Final = 10**15
"""Beyond it an answer is a slip of the pen: 1,000 million tonnes, 10 trillion yuan."""
_MOST_KEPT: Final = 1_000
"""Combinations of codes."""
_SURE: Final = 0.49
"""A product of floats nearer than this to a whole number is that number, rounded."""

_MU: Final = Fraction(2000, 3)
_UNITS: Final[Mapping[Unit, Mapping[str, Fraction | int]]] = {
    Unit.GRAM: {
        **dict.fromkeys(("克", "g"), 1),
        **dict.fromkeys(("千克", "公斤", "kg"), 1_000),
        **dict.fromkeys(("斤", "市斤"), 500),
        "两": 50,
        **dict.fromkeys(("吨", "公吨", "t"), 1_000_000),
    },
    Unit.MILLILITRE: {
        **dict.fromkeys(("毫升", "ml"), 1),
        **dict.fromkeys(("升", "公升", "l"), 1_000),
        **dict.fromkeys(("立方米", "立方", "m3"), 1_000_000),
    },
    Unit.FEN: {"分": 1, "角": 10, "元": 100, "yuan": 100, "块": 100, "块钱": 100},
    Unit.FEN_PER_KG: {
        **dict.fromkeys(("元/千克", "元/公斤", "元/kg", "元每公斤", "元每千克"), 100),
        **dict.fromkeys(("元/斤", "元/市斤", "元每斤"), 200),
        "元/吨": Fraction(1, 10),
    },
    Unit.SQUARE_METRE: {
        **dict.fromkeys(("亩", "市亩", "mu"), _MU),
        "分": _MU / 10,
        **dict.fromkeys(("平方米", "平米", "m2"), 1),
        **dict.fromkeys(("公顷", "hm2", "ha"), 10_000),
        **dict.fromkeys(("平方公里", "平方千米", "km2"), 1_000_000),
    },
    Unit.COUNT: dict.fromkeys(
        "个枚张件户人次批头只株棵块家名项套场起位片尾羽瓶盒袋", 1
    ),
}
"""What people write beside a number, in the stored unit."""
_PLAIN: Final[Mapping[Unit, Fraction]] = {
    Unit.GRAM: Fraction(1_000),
    Unit.MILLILITRE: Fraction(1_000),
    Unit.FEN: Fraction(1_000_000),
    Unit.FEN_PER_KG: Fraction(100),
    Unit.SQUARE_METRE: _MU,
    Unit.COUNT: Fraction(1),
}
"""One of what a field is typed in, in the stored unit."""
_TIMES_OF: Final = {Unit.FEN: Fraction(100)}
"""“1.2万” of money is 1.2万元, not 1.2万 of 万元."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell of which something is to be said.

    Attributes:
        value: the answer that it is taken for; None where it is refused or blank.
        words: how it was taken, or what to write instead.
        is_refused: whether it cannot be taken.
    """

    value: Any
    words: Words
    is_refused: bool = False


Reader = Callable[[Cell], Any]
"""Returns the answer, None where there is none, or an `Odd`."""


def reader(figure: Figure, unit: str = "") -> Reader:
    """Return what reads the cells of a question.

    Args:
        figure: the question.
        unit: the unit that the head of its column names, if not the form's own.

    Raises:
        AmountError: the head's unit does not fit the question.
    """
    if figure.unit.is_number:
        return _number_reader(figure, measure_of(figure, unit))
    if figure.unit is Unit.CODES:
        return _code_reader(figure)
    return _text_reader(figure)


def measure_of(figure: Figure, unit: str = "") -> Measure:
    """Return the units that a question may be answered in.

    Args:
        figure: the question.
        unit: the one that is meant where none is written; its own if empty.

    Raises:
        AmountError: that unit does not fit.
    """
    units = {name: Fraction(one) for name, one in _UNITS[figure.unit].items()}
    plain, times_of = _PLAIN[figure.unit], _TIMES_OF.get(figure.unit)
    for words in figure.unit_words:
        units.setdefault(normalize("NFKC", words).lower(), plain)
    if unit:
        one = amount(f"1{unit}", Measure(units, plain, figure.unit_words)).stored
        plain, times_of = one, times_of and one
    return Measure(units, plain, figure.unit_words, times_of)


def _number_reader(figure: Figure, measure: Measure) -> Reader:
    """Return a reader whose usual case, a plain number, is a few operations."""
    factor = float(measure.plain)
    is_counted = figure.unit is Unit.COUNT
    most = _MOST_COUNTED if is_counted else _MOST
    sure = 0.0 if is_counted else _SURE

    def read(cell: Cell) -> Any:  # noqa: ANN401 -- an answer or an Odd
        kind = type(cell)
        if kind is float or kind is int:
            exact = cell * factor
            if 0 <= exact <= most:
                whole = round(exact)
                if -sure <= exact - whole <= sure:
                    return whole
        elif cell == "" or cell is None:
            return None
        return _number(cell, figure, measure)

    return read


def _code_reader(figure: Figure) -> Reader:
    """Return a reader that reads each combination of codes once."""
    known: dict[Cell, Any] = {"": None}

    def read(cell: Cell) -> Any:  # noqa: ANN401 -- an answer or an Odd
        if cell not in known:
            if len(known) > _MOST_KEPT:
                known.clear()
            known[cell] = _text(cell, figure)
        answer = known[cell]
        return [*answer] if isinstance(answer, list) else answer

    return read


def _text_reader(figure: Figure) -> Reader:
    """Return a reader whose usual case, some plain words, is a few operations."""
    longest = figure.longest if figure.unit not in _TEXTS else 0

    def read(cell: Cell) -> Any:  # noqa: ANN401 -- an answer or an Odd
        if type(cell) is str:
            if not cell:
                return None
            if len(cell) <= longest and _is_plain(cell):
                return cell
        return _text(cell, figure)

    return read


def _is_plain(text: str) -> bool:
    """Whether a text is taken as it stands."""
    return (
        (len(text) > _LONGEST_DASH or normalize("NFKC", text) not in _DASHES)
        and text.isprintable()
        and is_normalized("NFC", text)
        and text[0] not in _FORMULA
        and not (text[0].isspace() or text[-1].isspace())
    )


def _number(cell: Cell, figure: Figure, measure: Measure) -> Any:  # noqa: ANN401 -- an answer or an Odd
    if isinstance(cell, _DAYS):
        return _refused(
            "Excel 把这个数字变成了日期；请把单元格设为“数值”，再填一次",
            "Excel turned this number into a date; format the cell as a number and "
            "write it again",
        )
    if isinstance(cell, bool):
        return _refused("不是数字；请填数字", "This is no number; write one")
    is_float = isinstance(cell, float)
    text = f"{Decimal(repr(cell)):f}" if is_float else str(cell).strip()
    if normalize("NFKC", text) in BLANK:
        return _blank(text)
    if text.startswith("#"):
        return _refused(
            f"是 Excel 的出错值 {text}；请直接填数字",
            f"Excel shows an error here, {text}; write the number itself",
        )
    try:
        read = amount(text, measure)
    except AmountError as error:
        return Odd(None, error.words, is_refused=True)
    return _whole(text, figure, read.stored, is_told=read.is_about or read.is_turned)


def _whole(text: str, figure: Figure, exact: Fraction, *, is_told: bool) -> Any:  # noqa: ANN401 -- an answer or an Odd
    is_counted = figure.unit is Unit.COUNT
    if is_counted and exact.denominator != 1:
        return _refused(
            "应为整数，如 1200", "This must be a whole number, such as 1200"
        )
    if exact > (_MOST_COUNTED if is_counted else _MOST):
        return _refused(
            "数字过大；请核对单位和小数点",
            "The number is too large; check its unit and the decimal point",
        )
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    whole = int(quotient.quantize(Decimal(1), ROUND_HALF_UP))
    if not is_told:
        return whole
    shown = read_out(whole, figure)
    return Odd(
        whole,
        Words(f"“{text}”按 {shown.zh} 收下", f"“{text}” was taken for {shown.en}"),
    )


def _text(cell: Cell, figure: Figure) -> Any:  # noqa: ANN401 -- an answer or an Odd
    if isinstance(cell, float) and abs(cell) >= _EXACT_TO:
        return _refused(
            "Excel 把这串数字存成了数值，已丢失末几位；请设为文本格式后重填",
            "Excel kept these digits as a number and lost the last ones; format the "
            "cell as text and write them again",
        )
    text = _plain(cell)
    if normalize("NFKC", text) in _DASHES:
        return _blank(text) if text else None
    if text[0] in _FORMULA and not _DIALLED.fullmatch(text):
        return _refused(
            "不能以 = + - @ 开头，表格软件会当作公式；请在前面加文字",
            "It must not begin with = + - or @, which spreadsheets run as a formula; "
            "put a word before it",
        )
    return _TEXTS.get(figure.unit, _written)(text, figure)


def _written(text: str, figure: Figure) -> str | Odd:
    if len(text) > figure.longest:
        return _refused(
            f"最多 {figure.longest} 个字；请写短一些",
            f"At most {figure.longest} characters; make it shorter",
        )
    return text


def _plain(cell: Cell) -> str:
    """Return a cell as text, without characters that nobody sees."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = normalize("NFC", "" if cell is None else str(cell))
    if not text.isprintable():
        text = "".join(c for c in text if c == "\n" or category(c) != "Cc")
    return text.strip()


def _coded(text: str, figure: Figure) -> list[str] | Odd:
    try:
        return codes_in(text, figure)
    except UnreadableError:
        zh = "；".join(words.zh for _, words in figure.choices)
        en = "; ".join(words.en for _, words in figure.choices)
        return _refused(
            f"“{text[:40]}”不在选项中；请从下列选项中填，用分号隔开：{zh}",
            f"“{text[:40]}” is not among the choices; write some of these, with "
            f"semicolons between: {en}",
        )


def _exports(text: str, _figure: Figure) -> list[dict[str, Any]] | Odd:
    try:
        return exports_in(text)
    except UnreadableError:
        example = typed([{"to": "日本", "hs": "2209", "fen": 12_500_000}], Unit.EXPORTS)
        return _refused(
            f"每行应为：目的地, 海关编码, 万元，如“{example}”；请照此重填",
            f"Each line must be place, HS code, 万元, such as “{example}”; write it so",
        )


def _plots(text: str, _figure: Figure) -> list[dict[str, Any]] | Odd:
    found = plots_in(text)
    if len(found) > MOST_PLOTS:
        return _refused(
            f"最多 {MOST_PLOTS} 块；请核对", f"At most {MOST_PLOTS} plots; check them"
        )
    return found


_TEXTS: Final[Mapping[Unit, Callable[[str, Figure], Any]]] = {
    Unit.CODES: _coded,
    Unit.EXPORTS: _exports,
    Unit.PLOTS: _plots,
}


def _blank(text: str) -> Odd:
    return Odd(
        None,
        Words(
            f"“{text}”按未填处理；没有的请填 0",
            f"“{text}” counts as not answered; where there is none, write 0",
        ),
    )


def _refused(zh: str, en: str) -> Odd:
    return Odd(None, Words(zh, en), is_refused=True)
