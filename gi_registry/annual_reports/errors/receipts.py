"""Refusals about receipts."""

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Words


class NotAReceiptError(RefusedError):
    """The text is no receipt of an annual report."""

    slug = "report-receipt-unreadable"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是年报提交回执；请粘贴回执上二维码的完整内容，以 GR1: 开头",
                "This is no receipt of an annual report; paste the whole text of its "
                "QR code, which begins with GR1:",
            ),
            field="receipt",
        )


class NoReceiptFileError(RefusedError):
    """What was named is neither a receipt's text nor a file."""

    slug = "report-receipt-input"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是以 GR1: 开头的回执文字，也没有这个名字的文件；"
                "请给出回执 PDF、二维码图片，或二维码的文字",
                "This is neither a receipt's text, which begins with GR1:, nor a file; "
                "give the receipt's PDF, a picture of its QR codes, or their text",
            ),
            field="receipt",
        )


class ReceiptProofMissingError(RefusedError):
    """A receipt is to be checked without the registry, and has no proof."""

    slug = "report-receipt-proof-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "只用公钥核验，还需要日志证明：请给出回执 PDF，或用 --proof 指定"
                ".tlog-proof 文件",
                "To check it with public keys alone the proof of the log is needed: "
                "give the receipt's PDF, or the .tlog-proof file with --proof",
            ),
            field="proof",
        )


class ReceiptNotLoggedError(RefusedError):
    """The signature is good, and the log holds no such leaf."""

    slug = "report-receipt-not-logged"

    def __init__(self, number: str, leaf_index: int):
        super().__init__(
            Words(
                f"签名有效，但日志第 {leaf_index} 条与回执不符（{number}）；"
                "请向省级管理机构核实，不要据此办事",
                f"The signature is good, but entry {leaf_index} of the log is unlike "
                f"the receipt ({number}); ask the province, and do not rely on it",
            ),
            field="receipt",
            number=number,
            leaf_index=leaf_index,
        )
