"""A receipt on paper: one page of A4, PDF, with its fonts inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gi_registry.core.paper import LINE, MARGIN_MM, MUTED, QR_MM, Page, pdf_of
from gi_registry.core.words import Words

_TITLE: Final = Words(
    "专用标志使用情况年报提交回执",
    "Receipt of an annual report on the special mark of a geographical indication",
)
_SIGNED: Final = Words(
    "带签名的二维码；内容以 GR1: 开头，可在下列网址核验：",
    "Signed QR code, which begins with GR1:; it is checked at this address:",
)
_PROVINCIAL: Final = Words(
    "国家未规定使用人年报的表式和期限，本表由省级安排。本回执只证明所列版本已提交，"
    "不表示内容已经审核。",
    "No national form or date exists for users' reports; this one is a provincial "
    "arrangement. The receipt proves that this version was handed in, not that it "
    "was accepted.",
)
_ENTRY: Final = Words(
    "日志条目原文。在其前加一个零字节后取 SHA-256，应等于上面的日志叶摘要：",
    "The log's entry. The SHA-256 of a zero byte and it is the hash of the leaf above:",
)
_OPENING: Final = Words(
    "条目中的承诺值，是盐（salt）的字节与下列 record 原文相连后的 SHA-256；"
    "公众看不到这些内容：",
    "The entry's commitment is the SHA-256 of the salt's bytes and the record below; "
    "the public does not see these:",
)


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What a printed receipt shows.

    Attributes:
        number: of the report.
        rows: labels and values, in their order.
        entry: the log's entry, as it was hashed.
        opening: record and salt, to which the entry commits.
        address: where receipts are checked.
        modules: of the signed QR code without its quiet zone, 1 for dark.
    """

    number: str
    rows: tuple[tuple[Words, str], ...]
    entry: str
    opening: str
    address: str
    modules: tuple[bytes, ...]

    def texts(self) -> Iterator[str]:
        """Give every text that is drawn."""
        for words in (_TITLE, _SIGNED, _PROVINCIAL, _ENTRY, _OPENING):
            yield from words
        for label, value in self.rows:
            yield from (*label, value)
        yield from (self.number, self.entry, self.opening, self.address)


@lru_cache(maxsize=32)
def receipt_pdf(paper: ReceiptPaper) -> bytes:
    """Return a receipt as a PDF file of one page; the same paper, the same file.

    Raises:
        GlyphMissingError: a text has a character that the font cannot draw.
    """
    return pdf_of(_TITLE, paper.number, paper.texts(), lambda page: _draw(page, paper))


def _draw(page: Page, paper: ReceiptPaper) -> None:
    page.head(_TITLE, paper.number)
    for label, value in paper.rows:
        page.row(label, value)
    page.rule(LINE, 0.3)
    page.y -= 4
    for said, text in ((_ENTRY, paper.entry), (_OPENING, paper.opening)):
        for words in said:
            page.block(MARGIN_MM, page.width, words, 7.5, MUTED)
        page.block(MARGIN_MM, page.width, text, 7.5)
    page.y -= 4 + QR_MM
    foot = page.y
    page.qr(paper.modules, MARGIN_MM)
    left, width = MARGIN_MM + QR_MM + 6, page.width - QR_MM - 6
    page.y = foot + QR_MM - 6
    for words in _SIGNED:
        page.block(left, width, words, 8.5, MUTED)
    page.block(left, width, paper.address, 9.5)
    page.y -= 3
    for words in _PROVINCIAL:
        page.block(left, width, words, 8, MUTED)
