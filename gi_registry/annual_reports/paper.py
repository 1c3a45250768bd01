"""A receipt on paper: PDF with its fonts inside, the proof on a second page."""

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
_PROOF: Final = Words("日志证明", "Proof of the log")
_PROVES: Final = Words(
    "登记机关签署的检查点，以及本条目在其中的证明（C2SP tlog-proof）。请保存：登记机关"
    "以后改动或删去日志中的这一条，就与本证明矛盾。extra 一行内有条目所承诺的原文和盐，"
    "公众看不到。二维码与下列文字相同。核验："
    "gi-registry reports verify-receipt 本文件.pdf --keys gi-keys.json",
    "A checkpoint that the registry signed, and the proof that this entry is in it "
    "(C2SP tlog-proof). Keep it: if the registry changes or removes the entry later, "
    "it contradicts this. The line extra has record and salt, to which the entry "
    "commits; the public does not see these. The QR code says what the text says. To "
    "check: gi-registry reports verify-receipt THIS.pdf --keys gi-keys.json",
)
_PROOF_QR_MM: Final = 96.0


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What a printed receipt shows.

    Attributes:
        number: of the report.
        rows: labels and values, in their order.
        entry: the log's entry, as it was hashed.
        address: where receipts are checked.
        modules: of the signed QR code without its quiet zone, 1 for dark.
        proof: the .tlog-proof.
        proof_modules: of its QR code.
    """

    number: str
    rows: tuple[tuple[Words, str], ...]
    entry: str
    address: str
    modules: tuple[bytes, ...]
    proof: str
    proof_modules: tuple[bytes, ...]

    def texts(self) -> Iterator[str]:
        """Give every text that is drawn."""
        for words in (_TITLE, _SIGNED, _PROVINCIAL, _ENTRY, _PROOF, _PROVES):
            yield from words
        for label, value in self.rows:
            yield from (*label, value)
        yield from (self.number, self.entry, self.address, self.proof)


@lru_cache(maxsize=32)
def receipt_pdf(paper: ReceiptPaper) -> bytes:
    """Return a receipt as a PDF file of two pages; the same paper, the same file.

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
    for words in _ENTRY:
        page.block(MARGIN_MM, page.width, words, 7.5, MUTED)
    page.block(MARGIN_MM, page.width, paper.entry, 7.5)
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
    page.turn()
    _draw_proof(page, paper)


def _draw_proof(page: Page, paper: ReceiptPaper) -> None:
    page.head(_PROOF, paper.number)
    for words in _PROVES:
        page.block(MARGIN_MM, page.width, words, 8, MUTED)
    page.y -= 3
    for line in paper.proof.splitlines():
        page.block(MARGIN_MM, page.width, line or "\u00a0", 6)
    page.y -= 2 + _PROOF_QR_MM
    page.qr(paper.proof_modules, MARGIN_MM, side_mm=_PROOF_QR_MM)
