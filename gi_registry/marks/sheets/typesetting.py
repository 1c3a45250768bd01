"""Where the lines of a label stand, and how large they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gi_registry.core.words import Words
from gi_registry.marks.sheets.errors import LabelTextTooLongError, TemplateError
from gi_registry.marks.sheets.template import EDGE_MM, LabelText, Template

MM: Final = 72 / 25.4
"""Points in a millimetre."""

NUMBER: Final = "序号"
PIN: Final = "刮开验证码"

_LEAST_PT: Final = 4.5
_GOOD_PT: Final = 5.5
"""Below this a line is broken, if it can be, before it is made smaller."""

_NAME_PT: Final = 11.0
_LINE_PT: Final = 7.0
_LEADING: Final = 1.45
_SYMBOL: Final = "M"
"""The widest of those in a code."""

_GROUPS: Final = ((0, 5), (0, 3), (3, 5))
"""A code in one line, or in two: its groups of four, first and one past the last."""

Width = Callable[[str], float]
"""Width of a text in points, at a size of one point."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; points.

    Attributes:
        text: what it says; of a line of the code, what is as wide at least.
        size: of the type.
        y: of the baseline, from the label's lower edge.
        groups: of a line of the code, which groups of four; else none.
        is_number: whether the label's sequence number follows.
        is_pin: whether its PIN follows.
    """

    text: str
    size: float
    y: float
    groups: tuple[int, int] | None = None
    is_number: bool = False
    is_pin: bool = False


def lines_of(text: LabelText) -> tuple[str, ...]:
    """Return the lines that all labels share, the name first."""
    return (
        text.product,
        f"{'外包装' if text.is_outer else '净含量'} {text.pack}",
        f"统一社会信用代码 {text.uscc}",
        f"执行标准 {text.basis}",
    )


def typeset(template: Template, text: LabelText, width: Width) -> list[Line]:
    """Set the lines of a label into its middle.

    Returns:
        The shared lines, those of the code, the one of the number, and last that
        of the PIN, if there is one.

    Raises:
        LabelTextTooLongError: a line would be too small to be read.
        TemplateError: the label is too low for its lines.
    """
    room = template.text_mm * MM
    name, *others = lines_of(text)
    pieces: list[tuple[str, float, tuple[int, int] | None]] = [
        (name, _fitted(name, _NAME_PT, room, width), None)
    ]
    for line in others:
        pieces += ((part, size, None) for part, size in _broken(line, room, width))
    pieces += _code(room, width)
    pieces.append((NUMBER, pieces[-1][1], None))
    if text.has_pin:
        pieces.append((PIN, pieces[-1][1], None))
    height = sum(size for _, size, _ in pieces) * _LEADING
    shrunk = min(1.0, (template.label_height_mm - 2 * EDGE_MM) * MM / height)
    smallest = min(size for _, size, _ in pieces)
    if smallest * shrunk < _LEAST_PT:
        least = height * _LEAST_PT / smallest / MM + 2 * EDGE_MM
        raise TemplateError(
            "label_height_mm",
            Words(
                f"文字共需标签高 {least:.1f} 毫米；请改用更高或更宽的标签",
                f"The lines need a label of {least:.1f} mm; take a higher or wider one",
            ),
        )
    y = (template.label_height_mm * MM + height * shrunk) / 2
    set_lines = []
    for piece, full, groups in pieces:
        size = full * shrunk
        y -= size * _LEADING
        set_lines.append(
            Line(
                piece,
                size,
                y + size * (_LEADING - 1),
                groups,
                is_number=piece is NUMBER,
                is_pin=piece is PIN,
            )
        )
    return set_lines


def _code(
    room: float, width: Width
) -> Iterator[tuple[str, float, tuple[int, int] | None]]:
    """Give the code's line, or its two where the label is narrow."""
    whole, *halves = ((_widest(*groups), groups) for groups in _GROUPS)
    size = min(_LINE_PT, room / width(whole[0]))
    if size >= _GOOD_PT:
        yield whole[0], size, whole[1]
        return
    for piece, groups in halves:
        yield piece, _fitted(piece, _LINE_PT, room, width), groups


def _widest(first: int, end: int) -> str:
    return "-".join([_SYMBOL * 4] * (end - first))


def _broken(line: str, room: float, width: Width) -> Iterator[tuple[str, float]]:
    """Give a line whole, or its label and its value apart where it is narrow."""
    if room / width(line) >= _GOOD_PT:
        yield line, min(_LINE_PT, room / width(line))
        return
    for part in line.split(" ", 1):
        yield part, _fitted(part, _LINE_PT, room, width)


def _fitted(line: str, most: float, room: float, width: Width) -> float:
    """Return the size in which a line fits, points.

    Raises:
        LabelTextTooLongError: it would be too small to be read.
    """
    size = min(most, room / width(line))
    if size < _LEAST_PT:
        raise LabelTextTooLongError(line, room_mm=room / MM, least_pt=_LEAST_PT)
    return size
