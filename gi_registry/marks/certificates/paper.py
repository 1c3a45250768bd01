"""A certificate on paper: one page of A4, PDF, with its fonts inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from gi_registry.core.fonts import truetype_of
from gi_registry.core.words import Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

QR_MM: Final = 54.0
"""Side of the printed QR code with its quiet zone."""

_FONT: Final = "gi-chinese"
_ACCENT: Final = "#1f5c4a"
_STOP: Final = "#8c2f22"
_MUTED: Final = "#5c5c5c"
_LINE: Final = "#d9d5ce"
_MARGIN_MM: Final = 22.0
_LABEL_MM: Final = 50.0
_QUIET: Final = 4
_ONE_AT_A_TIME: Final = Lock()
"""The library's fonts are named for the whole process; ours changes each time."""

_TITLE: Final = Words(
    "地理标志专用标志使用凭证",
    "Certificate of authorized use of the special mark of a geographical indication",
)
_PLACE: Final = Words("专用标志位置", "Place of the special mark")
_MARK: Final = Words(
    "标志由使用人自国家知识产权局下载，本系统不绘制",
    "The holder takes the mark from CNIPA; it is not drawn here",
)
_SIGNED: Final = Words("带签名的二维码，可离线核验", "Signed QR code; verifies offline")
_WHO_DECIDES: Final = Words(
    "地理标志的认定和专用标志的核准由国家知识产权局作出，本凭证如实反映登记内容。"
    "现在是否有效，以下列网址所示状态为准：",
    "CNIPA decides on GIs and on the use of the mark; this certificate mirrors what "
    "is registered. Whether it still stands is what this address says:",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a printed certificate shows.

    Attributes:
        number: of the authorization.
        state: whether the mark may be used on the day of printing, a sentence.
        may_use: whether it may.
        rows: labels and values, in their order.
        address: of the certificate's page.
        modules: of the signed QR code without its quiet zone, 1 for dark.
    """

    number: str
    state: Words
    may_use: bool
    rows: tuple[tuple[Words, str], ...]
    address: str
    modules: tuple[bytes, ...]

    def texts(self) -> Iterator[str]:
        """Give every text that is drawn."""
        for words in (_TITLE, _PLACE, _MARK, _SIGNED, _WHO_DECIDES, self.state):
            yield from words
        for label, value in self.rows:
            yield from (*label, value)
        yield from (self.number, self.address)


@lru_cache(maxsize=32)
def certificate_pdf(paper: Paper) -> bytes:
    """Return a certificate as a PDF file of one page; the same paper, the same file.

    Raises:
        GlyphMissingError: a text has a character that the font cannot draw.
    """
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 -- seldom needed
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    glyphs = truetype_of("".join(paper.texts()))
    file = BytesIO()
    with _ONE_AT_A_TIME:
        font = TTFont(_FONT, BytesIO(glyphs))
        pdfmetrics.registerFont(font)
        try:
            canvas = Canvas(file, A4, invariant=True, lang="zh-CN")
            canvas.setTitle(f"{_TITLE.zh} {paper.number}")
            canvas.setSubject(_TITLE.en)
            _Page(canvas).draw(paper)
            canvas.save()
        finally:
            font.unregister()  # else the next one is drawn with these glyphs
    return file.getvalue()


class _Page:
    """The one page, drawn from its top downwards; lengths in millimetres."""

    def __init__(self, canvas: "Canvas") -> None:
        from reportlab.lib.units import mm  # noqa: PLC0415

        self._canvas, self._mm = canvas, mm
        self._y = 297 - _MARGIN_MM
        self._width = 210 - 2 * _MARGIN_MM

    def draw(self, paper: Paper) -> None:
        """Draw the page."""
        self._rule(_ACCENT, 0.7)
        self._y -= 13
        self._text(_MARGIN_MM, _TITLE.zh, 21)
        self._y -= 7
        self._text(_MARGIN_MM, _TITLE.en, 9.5, _MUTED)
        self._y -= 6
        self._text(_MARGIN_MM, paper.number, 9.5, _MUTED)
        self._y -= 11
        colour = _ACCENT if paper.may_use else _STOP
        for words in paper.state:
            self._block(_MARGIN_MM, self._width, words, 10, colour)
        self._y -= 3
        for label, value in paper.rows:
            self._row(label, value)
        self._rule(_LINE, 0.3)
        self._codes(paper.modules)
        for words in _WHO_DECIDES:
            self._block(_MARGIN_MM, self._width, words, 8.5, _MUTED)
        self._block(_MARGIN_MM, self._width, paper.address, 9.5)

    def _row(self, label: Words, value: str) -> None:
        self._rule(_LINE, 0.3)
        top = self._y
        self._y -= 5.5
        self._text(_MARGIN_MM, label.zh, 10)
        self._y -= 4
        self._text(_MARGIN_MM, label.en, 7.5, _MUTED)
        under_label, self._y = self._y, top - 1.4
        left = _MARGIN_MM + _LABEL_MM
        self._block(left, self._width - _LABEL_MM, value, 10.5)
        self._y = min(self._y, under_label) - 2.5

    def _codes(self, modules: tuple[bytes, ...]) -> None:
        self._y -= 8 + QR_MM
        self._qr(modules, _MARGIN_MM)
        right = _MARGIN_MM + self._width - QR_MM
        self._canvas.setDash(2, 2)
        self._canvas.setStrokeColor(_MUTED)
        box = (right, self._y, QR_MM, QR_MM)
        self._canvas.rect(*(side * self._mm for side in box))
        self._canvas.setDash()
        below = self._y - 1
        self._y += QR_MM / 2 + 2
        for words in _PLACE:
            self._centred(right + QR_MM / 2, words, 8.5)
            self._y -= 4.5
        half = self._width / 2 - 6
        bottoms = []
        for left, caption in ((_MARGIN_MM, _SIGNED), (right, _MARK)):
            self._y = below
            width = QR_MM if left == right else half
            for words in caption:
                self._block(left, width, words, 8, _MUTED)
            bottoms.append(self._y)
        self._y = min(bottoms) - 6

    def _qr(self, modules: tuple[bytes, ...], left: float) -> None:
        """Draw the code at the foot of its square, a path of whole runs."""
        side = QR_MM / (len(modules) + 2 * _QUIET)
        path = self._canvas.beginPath()
        for at, row in enumerate(modules, start=_QUIET):
            bottom = (self._y + QR_MM - (at + 1) * side) * self._mm
            x = row.find(1)
            while x >= 0:
                end = row.find(0, x)
                end = len(row) if end < 0 else end
                start = (left + (x + _QUIET) * side) * self._mm
                path.rect(start, bottom, (end - x) * side * self._mm, side * self._mm)
                x = row.find(1, end)
        self._canvas.setFillColor("#000000")
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _rule(self, colour: str, width_mm: float) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(width_mm * self._mm)
        ends = (_MARGIN_MM, self._y, _MARGIN_MM + self._width, self._y)
        self._canvas.line(*(end * self._mm for end in ends))

    def _text(self, x: float, text: str, size: float, colour: str = "#1a1a1a") -> None:
        self._canvas.setFont(_FONT, size)
        self._canvas.setFillColor(colour)
        self._canvas.drawString(x * self._mm, self._y * self._mm, text)

    def _centred(self, x: float, text: str, size: float) -> None:
        self._canvas.setFont(_FONT, size)
        self._canvas.setFillColor(_MUTED)
        self._canvas.drawCentredString(x * self._mm, self._y * self._mm, text)

    def _block(
        self, x: float, width: float, text: str, size: float, colour: str = "#1a1a1a"
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
        _, height = block.wrapOn(self._canvas, width * self._mm, 297 * self._mm)
        self._y -= height / self._mm
        block.drawOn(self._canvas, x * self._mm, self._y * self._mm)
