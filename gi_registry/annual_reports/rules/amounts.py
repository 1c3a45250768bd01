"""Numbers as people write them into cells: “1,234.5 吨”, “约3万斤”, “１２３”.

What is written is taken at its word or refused in words; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from unicodedata import normalize

from gi_registry.core.words import Words

_TIMES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_ABOUT: Final = re.compile(r"^(?:大约为?|约为?|大概|将近|近|~|≈)|(?:左右|上下)$")
_MONEY: Final = re.compile(r"^(?:¥|人民币|rmb)|整$")
_PART: Final = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"(?P<times>[十百千万亿]*)(?P<more>[余多]?)"
    r"(?P<unit>[^\d,.]*?m[23]|[^\d,.]*)"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+")
_RANGE: Final = re.compile(r"\d\S*[-~—–至到]\s*\d")
_MOST_PARTS: Final = 3
_LONGEST: Final = 60


class AmountError(ValueError):
    """A text is no amount; `words` say why and what to write."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Measure:
    """The units that an amount may be written in.

    Attributes:
        units: name in small letters to what one of it is in the stored unit.
        plain: one of what is meant where no unit is written, in the stored unit.
        times_of: the unit meant by “1.2万” without one; `plain` if None.
        shown: the unit to write in.
    """

    units: Mapping[str, Fraction]
    plain: Fraction
    shown: Words
    times_of: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What a text says.

    Attributes:
        stored: in the stored unit, exact.
        is_about: whether it says “about”.
        is_turned: whether it was turned from another unit.
    """

    stored: Fraction
    is_about: bool
    is_turned: bool


def amount(text: str, measure: Measure) -> Amount:
    """Read an amount.

    Args:
        text: as written; full width, blanks and separators are allowed.
        measure: what it may be written in.

    Raises:
        AmountError: it is none.
    """
    plain = "".join(normalize("NFKC", text).split()).lower()
    if len(plain) > _LONGEST:
        raise _unreadable(text[:_LONGEST], measure)
    _refuse_signs(plain, measure)
    bare = _MONEY.sub("", _ABOUT.sub("", plain))
    is_about = _ABOUT.search(plain) is not None
    parts, at = [], 0
    while at < len(bare):
        part = _PART.match(bare, at)
        if part is None:
            raise _unreadable(text, measure)
        parts.append(part)
        at = part.end()
    if not 0 < len(parts) <= _MOST_PARTS:
        raise _unreadable(text, measure)
    if len(parts) > 1 and not all(part["unit"] for part in parts):
        raise _unreadable(text, measure)
    return Amount(
        sum((_stored(part, text, measure) for part in parts), Fraction()),
        is_about or any(part["more"] for part in parts),
        any(
            measure.units.get(part["unit"], measure.plain) != measure.plain
            for part in parts
        ),
    )


def _refuse_signs(plain: str, measure: Measure) -> None:
    if "%" in plain or "‰" in plain:
        raise AmountError(
            Words(
                f"不能填百分比；请填数量（{measure.shown.zh}）",
                f"This is a percentage; write the amount ({measure.shown.en})",
            )
        )
    if re.match(r"[-−–—]\.?\d", plain):
        raise AmountError(
            Words("不能为负数；请填 0 或正数", "It cannot be negative; write 0 or more")
        )
    if plain[:1] in tuple("=+-@"):
        raise AmountError(
            Words(
                "以 = + - @ 开头，可能是公式；请只填数字",
                "It begins with = + - or @, as a formula does; write the number alone",
            )
        )
    if _RANGE.search(plain):
        raise AmountError(
            Words("是一个范围；请只填一个数", "It is a range; write one number")
        )


def _stored(part: re.Match[str], text: str, measure: Measure) -> Fraction:
    number = Fraction(_digits(part["digits"], text))
    for each in part["times"]:
        number *= _TIMES[each]
    unit = part["unit"]
    if not unit:
        meant = measure.times_of if part["times"] else None
        return number * (meant or measure.plain)
    if unit not in measure.units:
        raise AmountError(
            Words(
                f"单位“{unit}”不能用于此项；请换算成{measure.shown.zh}再填",
                f"The unit “{unit}” does not fit here; write it in {measure.shown.en}",
            )
        )
    return number * measure.units[unit]


def _digits(digits: str, text: str) -> str:
    whole, _, _ = digits.partition(".")
    if "," in whole and not _GROUPED.fullmatch(whole):
        raise AmountError(
            Words(
                f"“{text}”中逗号的位置不对，看不出是多少；请去掉逗号重填",
                f"The commas in “{text}” are out of place; write it without them",
            )
        )
    return digits.replace(",", "")


def _unreadable(text: str, measure: Measure) -> AmountError:
    return AmountError(
        Words(
            f"看不懂“{text}”；请用阿拉伯数字填写，单位为{measure.shown.zh}",
            f"“{text}” cannot be read; write a number, in {measure.shown.en}",
        )
    )
