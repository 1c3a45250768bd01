"""A certificate on paper: one page of A4, PDF, with its fonts inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gi_registry.core.paper import (
    ACCENT,
    LINE,
    MARGIN_MM,
    MUTED,
    QR_MM,
    STOP,
    Page,
    pdf_of,
)
from gi_registry.core.words import Words

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
    return pdf_of(_TITLE, paper.number, paper.texts(), lambda page: _draw(page, paper))


def _draw(page: Page, paper: Paper) -> None:
    page.head(_TITLE, paper.number)
    colour = ACCENT if paper.may_use else STOP
    for words in paper.state:
        page.block(MARGIN_MM, page.width, words, 10, colour)
    page.y -= 3
    for label, value in paper.rows:
        page.row(label, value)
    page.rule(LINE, 0.3)
    _codes(page, paper.modules)
    for words in _WHO_DECIDES:
        page.block(MARGIN_MM, page.width, words, 8.5, MUTED)
    page.block(MARGIN_MM, page.width, paper.address, 9.5)


def _codes(page: Page, modules: tuple[bytes, ...]) -> None:
    page.y -= 8 + QR_MM
    page.qr(modules, MARGIN_MM)
    right = MARGIN_MM + page.width - QR_MM
    page.canvas.setDash(2, 2)
    page.canvas.setStrokeColor(MUTED)
    box = (right, page.y, QR_MM, QR_MM)
    page.canvas.rect(*(side * page.mm for side in box))
    page.canvas.setDash()
    below = page.y - 1
    page.y += QR_MM / 2 + 2
    for words in _PLACE:
        page.centred(right + QR_MM / 2, words, 8.5)
        page.y -= 4.5
    half = page.width / 2 - 6
    bottoms = []
    for left, caption in ((MARGIN_MM, _SIGNED), (right, _MARK)):
        page.y = below
        width = QR_MM if left == right else half
        for words in caption:
            page.block(left, width, words, 8, MUTED)
        bottoms.append(page.y)
    page.y = min(bottoms) - 6
