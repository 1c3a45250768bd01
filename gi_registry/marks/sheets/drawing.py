"""Labels drawn on sheets: what is the same on all of them once, the rest each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import IO, TYPE_CHECKING, Final

from gi_registry.core.codes import LENGTH, PIN_DIGITS, grouped
from gi_registry.core.fonts import truetype_of
from gi_registry.marks.sheets.modules import QUIET, qr_array, qr_side, strokes
from gi_registry.marks.sheets.template import EDGE_MM, LabelText, Template
from gi_registry.marks.sheets.typesetting import (
    MM,
    NUMBER,
    PIN,
    Line,
    lines_of,
    typeset,
)

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

_FONT: Final = "gi-label"
_FORM: Final = "label"
_CODE_SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ-, "
_GROUP: Final = 5
"""Symbols of a group of a printed code, its hyphen included."""

_ONE_AT_A_TIME: Final = Lock()
"""The library's fonts are named for the whole process; ours changes each time."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A part of a run as it is to be drawn.

    Attributes:
        title: of the file, such as the run and its range.
        template: where labels lie.
        text: what stands on each.
        address: of a label's page without its code, upper case.
        pin_of: the PIN of a label by its number; needed where the text has a place
            for it.
    """

    title: str
    template: Template
    text: LabelText
    address: str
    pin_of: Callable[[int], str] | None = None


def draw_sheets(
    file: IO[bytes], sheets: Sheets, labels: Iterable[tuple[int, str]]
) -> int:
    """Write labels as a PDF file.

    Memory follows the number of labels, some 4 kB each: long runs are drawn in
    parts and joined.

    Args:
        file: written once, when all is drawn.
        sheets: what is drawn.
        labels: sequence number and code of each, in the order of the roll.

    Returns:
        How many pages.

    Raises:
        TemplateError: the measures cannot be printed.
        LabelTextTooLongError: a line would be too small to be read.
        GlyphMissingError: the font lacks a character.
    """
    from reportlab import rl_config  # noqa: PLC0415 -- seldom needed
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    template = sheets.template
    template.check()
    glyphs = _glyphs("".join((*lines_of(sheets.text), _CODE_SYMBOLS, NUMBER, PIN)))
    with _ONE_AT_A_TIME:
        rl_config.useA85 = 0  # the file is binary; text would be a quarter longer
        font = TTFont(_FONT, BytesIO(glyphs))
        pdfmetrics.registerFont(font)
        try:
            size = (template.page_width_mm * MM, template.page_height_mm * MM)
            canvas = Canvas(file, size, pageCompression=1, invariant=True, lang="zh-CN")
            canvas.setTitle(sheets.title)
            pages = _Labels(canvas, font, sheets).draw(labels)
            canvas.save()
        finally:
            font.unregister()  # else the next file is drawn with these glyphs
    return pages


def check_sheets(sheets: Sheets) -> None:
    """Refuse what `draw_sheets` would refuse, by drawing a label for nobody."""
    blank = replace(sheets, pin_of=lambda _: "0" * PIN_DIGITS)
    draw_sheets(BytesIO(), blank, [(0, "0" * LENGTH)])


@lru_cache(maxsize=8)
def _glyphs(text: str) -> bytes:
    """Return the font with the glyphs of a text; parts of a run have the same."""
    return truetype_of(text)


class _Labels:
    """The labels of one file; points, from the lower left corner of each label."""

    def __init__(self, canvas: "Canvas", font: "TTFont", sheets: Sheets) -> None:
        self._canvas, self._font, self._sheets = canvas, font, sheets
        template = sheets.template
        self._height = template.label_height_mm * MM
        self._width = template.label_width_mm * MM
        self._x = template.text_left_mm * MM
        lines = typeset(template, sheets.text, lambda text: self._width_of(text, 1))
        self._shared = [line for line in lines if line.groups is None]
        self._code = [line for line in lines if line.groups is not None]

    def draw(self, labels: Iterable[tuple[int, str]]) -> int:
        """Draw them all; return the pages."""
        self._draw_shared()
        template, address = self._sheets.template, self._sheets.address
        own, at = self._own(), 0
        pin_of = self._sheets.pin_of if self._sheets.text.has_pin else None
        for at, (number, code) in enumerate(labels):
            place = at % template.per_page
            if place == 0 and at:
                self._canvas.showPage()
            x, y = template.corner(place)
            self._canvas.addLiteral(f"q 1 0 0 1 {x * MM:.3f} {y * MM:.3f} cm")
            self._canvas.doForm(_FORM)
            printed = grouped(code)
            parts = (printed[first:end] for first, end in self._slices)
            path = strokes(qr_array(address + code))
            tails = [f"{number:,}", pin_of(number)] if pin_of else [f"{number:,}"]
            self._canvas.addLiteral(own % (*parts, *tails, path))
        self._canvas.showPage()
        return at // template.per_page + 1

    def _draw_shared(self) -> None:
        """Draw what all labels share, once, as a form."""
        canvas, sheets = self._canvas, self._sheets
        canvas.beginForm(_FORM, 0, 0, self._width, self._height)
        for line in self._shared:
            canvas.setFont(_FONT, line.size)
            canvas.drawString(self._x, line.y, line.text)
            if line.is_pin:
                self._draw_scratch_place(line)
        if sheets.template.place_mm and sheets.text.artwork is not None:
            self._draw_artwork(sheets.text.artwork, sheets.template.place_mm * MM)
        canvas.endForm()

    def _draw_scratch_place(self, line: Line) -> None:
        """Draw the frame that the scratch layer goes onto."""
        left = self._x + self._width_of(f"{line.text} ", line.size)
        width = self._width_of("0" * (PIN_DIGITS + 1), line.size)
        self._canvas.setLineWidth(0.3)
        self._canvas.rect(
            left - line.size / 4, line.y - line.size / 4, width, line.size * 1.2
        )

    def _draw_artwork(self, picture: bytes, side: float) -> None:
        """Place the user's artwork, in proportion, in the middle of its square."""
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415

        self._canvas.drawImage(
            ImageReader(BytesIO(picture)),
            self._width - EDGE_MM * MM - side,
            (self._height - side) / 2,
            side,
            side,
            preserveAspectRatio=True,
            mask="auto",
        )

    @property
    def _slices(self) -> list[tuple[int, int]]:
        """Which symbols of a printed code stand on its lines."""
        groups = (line.groups or (0, 0) for line in self._code)
        return [(first * _GROUP, end * _GROUP - 1) for first, end in groups]

    def _own(self) -> str:
        """Return how a label's code, number and QR code are drawn, to be filled."""
        # Subset 0 of the library's fonts holds ASCII at its own places.
        document = self._canvas._doc  # noqa: SLF001 -- no public way to a font's name
        font = self._font.getSubsetInternalName(0, document)
        tails = [line for line in self._shared if line.is_number or line.is_pin]
        texts = "".join(
            f"BT {font} {line.size:.2f} Tf {x:.3f} {line.y:.3f} Td (%s) Tj ET "
            for line, x in (
                *((line, self._x) for line in self._code),
                *(
                    (line, self._x + self._width_of(f"{line.text} ", line.size))
                    for line in tails
                ),
            )
        )
        side = self._sheets.template.qr_mm * MM
        module = side / (qr_side(self._sheets.address + "0" * LENGTH) + 2 * QUIET)
        top = (self._height + side) / 2
        left = EDGE_MM * MM
        matrix = f"{module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm"
        return f"{texts}{matrix}\n%s f Q"

    @staticmethod
    def _width_of(text: str, size: float) -> float:
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

        return float(pdfmetrics.stringWidth(text, _FONT, size))
