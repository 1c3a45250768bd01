"""One class for each refusal of item codes."""

from typing import Self

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words


class CodeFormatError(InvalidError):
    """What was typed is not 20 symbols of the code alphabet."""

    slug = "code-format"

    @classmethod
    def of_length(cls, symbols: int) -> Self:
        """Say that there are too few symbols or too many."""
        words = Words(
            "编码有 20 位数字和字母，这里是 {symbols} 位。"
            "请对照标签重新输入，空格和连字符可以省略。",
            "A code has 20 letters and digits, and this one has {symbols}. "
            "Type it again from the label; spaces and hyphens may be left out.",
        )
        return cls(words.filled(symbols=symbols), field="code", symbols=symbols)

    @classmethod
    def of_symbol(cls, symbol: str, *, position: int) -> Self:
        """Say which symbol no code has.

        Args:
            symbol: one character.
            position: where it stands, counted from 1, spaces and hyphens left out.
        """
        words = Words(
            "第 {position} 位“{symbol}”不是编码用的符号。"
            "编码只用数字和 I、L、O、U 以外的字母，请对照标签改正这一位。",
            "Symbol {position}, “{symbol}”, is in no code. Codes use digits and "
            "letters without I, L, O and U; correct this one from the label.",
        )
        return cls(
            words.filled(symbol=symbol, position=position),
            field="code",
            symbol=symbol,
            position=position,
        )


class RunSizeError(InvalidError):
    """More labels than the indexes of one run can count."""

    slug = "run-size"

    def __init__(self, *, end: int, limit: int) -> None:
        words = Words(
            "一个批次最多 {limit} 枚标签，这里要到 {end} 枚。请分成几个批次。",
            "One run holds at most {limit} labels, and this asks for {end}. "
            "Split it into several runs.",
        )
        super().__init__(words.filled(end=end, limit=limit), end=end, limit=limit)
