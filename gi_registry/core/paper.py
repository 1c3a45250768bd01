"""Pages of A4 that we draw ourselves: PDF, with the glyphs that they need inside."""

from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from gi_registry.core.fonts import truetype_of
from gi_registry.core.words import Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ACCENT: Final = "#1f5c4a"
STOP: Final = "#8c2f22"
MUTED: Final = "#5c5c5c"
LINE: Final = "#d9d5ce"
MARGIN_MM: Final = 22.0
QR_MM: Final = 54.0
"""Side of a printed QR code with its quiet zone."""

_FONT: Final = "gi-chinese"
_INK: Final = "#1a1a1a"
_LABEL_MM: Final = 50.0
_QUIET: Final = 4
_ONE_AT_A_TIME: Final = Lock()
"""The library's fonts are named for the whole process; ours changes each time."""


def pdf_of(
    title: Words, number: str, texts: Iterable[str], draw: "Callable[[Page], None]"
) -> bytes:
    """Return a PDF file; the same content, the same file.

    Args:
        title: of the document.
        number: of what it is about.
        texts: everything that is drawn, for the glyphs.
        draw: draws it.

    Raises:
        GlyphMissingError: a text has a character that the font cannot draw.
    """
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 -- seldom needed
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    glyphs = truetype_of("".join(texts))
    file = BytesIO()
    with _ONE_AT_A_TIME:
        font = TTFont(_FONT, BytesIO(glyphs))
        pdfmetrics.registerFont(font)
        try:
            canvas = Canvas(file, A4, invariant=True, lang="zh-CN")
            canvas.setTitle(f"{title.zh} {number}")
            canvas.setSubject(title.en)
            draw(Page(canvas))
            canvas.save()
        finally:
            font.unregister()  # else the next one is drawn with these glyphs
    return file.getvalue()


class Page:
    """A page, drawn from its top downwards; lengths in millimetres.

    Attributes:
        canvas: of the library.
        y: how far up from the foot the pen stands.
        width: between the margins.
    """

    def __init__(self, canvas: "Canvas") -> None:
        from reportlab.lib.units import mm  # noqa: PLC0415

        self.canvas, self.mm = canvas, mm
        self.y = 297 - MARGIN_MM
        self.width = 210 - 2 * MARGIN_MM

    def head(self, title: Words, number: str) -> None:
        """Draw the title in both languages, and the number."""
        self.rule(ACCENT, 0.7)
        self.y -= 13
        self.text(MARGIN_MM, title.zh, 21)
        self.y -= 7
        self.text(MARGIN_MM, title.en, 9.5, MUTED)
        self.y -= 6
        self.text(MARGIN_MM, number, 9.5, MUTED)
        self.y -= 11

    def row(self, label: Words, value: str) -> None:
        """Draw a label in both languages with its value beside, and go below."""
        self.rule(LINE, 0.3)
        top = self.y
        self.y -= 5.5
        self.text(MARGIN_MM, label.zh, 10)
        self.y -= 4
        self.text(MARGIN_MM, label.en, 7.5, MUTED)
        under_label, self.y = self.y, top - 1.4
        left = MARGIN_MM + _LABEL_MM
        self.block(left, self.width - _LABEL_MM, value, 10.5)
        self.y = min(self.y, under_label) - 2.5

    def qr(
        self, modules: tuple[bytes, ...], left: float, *, side_mm: float = QR_MM
    ) -> None:
        """Draw the code at the foot of its square, a path of whole runs."""
        side = side_mm / (len(modules) + 2 * _QUIET)
        path = self.canvas.beginPath()
        for at, row in enumerate(modules, start=_QUIET):
            bottom = (self.y + side_mm - (at + 1) * side) * self.mm
            x = row.find(1)
            while x >= 0:
                end = row.find(0, x)
                end = len(row) if end < 0 else end
                start = (left + (x + _QUIET) * side) * self.mm
                path.rect(start, bottom, (end - x) * side * self.mm, side * self.mm)
                x = row.find(1, end)
        self.canvas.setFillColor("#000000")
        self.canvas.drawPath(path, stroke=0, fill=1)

    def rule(self, colour: str, width_mm: float) -> None:
        """Draw a line from margin to margin."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width_mm * self.mm)
        ends = (MARGIN_MM, self.y, MARGIN_MM + self.width, self.y)
        self.canvas.line(*(end * self.mm for end in ends))

    def text(self, x: float, text: str, size: float, colour: str = _INK) -> None:
        """Draw one line of text."""
        self.canvas.setFont(_FONT, size)
        self.canvas.setFillColor(colour)
        self.canvas.drawString(x * self.mm, self.y * self.mm, text)

    def right(self, x: float, text: str, size: float) -> None:
        """Draw one line of text that ends at a place."""
        self.canvas.setFont(_FONT, size)
        self.canvas.setFillColor(_INK)
        self.canvas.drawRightString(x * self.mm, self.y * self.mm, text)

    def box(self, x: float, width: float, height: float, colour: str) -> None:
        """Fill a box that stands on the pen's height."""
        self.canvas.setFillColor(colour)
        sides = (x, self.y, width, height)
        self.canvas.rect(*(side * self.mm for side in sides), stroke=0, fill=1)

    def turn(self) -> None:
        """Begin a new page."""
        self.canvas.showPage()
        self.y = 297 - MARGIN_MM

    def centred(self, x: float, text: str, size: float) -> None:
        """Draw one line of text around a place."""
        self.canvas.setFont(_FONT, size)
        self.canvas.setFillColor(MUTED)
        self.canvas.drawCentredString(x * self.mm, self.y * self.mm, text)

    def block(
        self, x: float, width: float, text: str, size: float, colour: str = _INK
    ) -> None:
        """Draw a text in lines of a width, and go below it."""
        from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
        from reportlab.platypus import Paragraph  # noqa: PLC0415

        style = ParagraphStyle(
            "block",
            fontName=_FONT,
            fontSize=size,
            leading=size * 1.5,
            textColor=colour,
            wordWrap=None if text.isascii() else "CJK",
        )
        block = Paragraph(escape(text), style)
        _, height = block.wrapOn(self.canvas, width * self.mm, 297 * self.mm)
        self.y -= height / self.mm
        block.drawOn(self.canvas, x * self.mm, self.y * self.mm)
