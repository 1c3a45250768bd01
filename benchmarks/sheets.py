"""How fast sheets of labels are drawn, on one core, and in how much memory."""

import json
import subprocess
import sys
from io import BytesIO
from itertools import chain
from time import process_time
from typing import Final

from benchmarks._rows import Row, at_least, at_most, told
from gi_registry.core.codes import CodeKeys
from gi_registry.core.fonts import truetype_of
from gi_registry.marks import sheets
from gi_registry.marks.sheets import LabelText, Sheets

PER_S: Final = 2_000
TIMES_WIDGET: Final = 30
MEMORY_MB: Final = 300
LABELS: Final = 100_000
_FEW: Final = 6_000
_WIDGET: Final = 72
_TRIES: Final = 3
KEYS: Final = CodeKeys.of_key(bytes(range(32)))
_TEXT: Final = LabelText(
    "山西老陈醋", "500 mL 瓶装", "91140727MA0H00000X", "GB/T 19777-2013"
)
SHEETS: Final = Sheets(
    "run 7", sheets.TEMPLATES["a4-24"][1], _TEXT, "HTTPS://GI.EXAMPLE.CN/T/"
)


def run() -> list[Row]:
    """Measure processor time, and return each figure with its bound."""
    ours = max(_ours() for _ in range(_TRIES))
    widget = max(_widget() for _ in range(_TRIES))
    whole = _apart()
    return [
        at_least("sheets: labels drawn", ours, PER_S, "labels/s"),
        at_least("sheets: of reportlab's QR widget", ours / widget, TIMES_WIDGET),
        told("sheets: labels drawn with that widget", widget, "labels/s"),
        at_most("sheets: 100,000 labels, memory", whole["mb"], MEMORY_MB, "MB"),
        at_least("sheets: 100,000 labels, joined", whole["rate"], PER_S, "labels/s"),
        told("sheets: a label in the file", whole["bytes"], "bytes"),
    ]


def _codes(count: int) -> list[tuple[int, str]]:
    pieces = KEYS.encode_range(1, 7, 0, count)
    codes = chain.from_iterable(piece.decode().split() for piece in pieces)
    return list(enumerate(codes))


def _ours() -> float:
    codes = _codes(_FEW)
    start = process_time()
    sheets.draw_sheets(BytesIO(), SHEETS, codes)
    return _FEW / (process_time() - start)


def _widget() -> float:
    """Return how many labels a second the library's own QR code makes."""
    from reportlab.graphics import renderPDF  # noqa: PLC0415 -- slow to import
    from reportlab.graphics.barcode.qr import QrCodeWidget  # noqa: PLC0415
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    lines = (_TEXT.product, _TEXT.pack, f"统一社会信用代码 {_TEXT.uscc}", _TEXT.basis)
    codes = _codes(_WIDGET)
    glyphs = truetype_of("".join((*lines, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")))
    font = TTFont("gi-bench", BytesIO(glyphs))
    start = process_time()
    pdfmetrics.registerFont(font)
    canvas = Canvas(BytesIO(), pageCompression=1)
    for at, (_, code) in enumerate(codes):
        if at and at % 24 == 0:
            canvas.showPage()
        canvas.setFont("gi-bench", 7)
        for line_at, line in enumerate((*lines, code)):
            canvas.drawString(70, 700 - 9 * line_at, line)
        widget = QrCodeWidget(
            SHEETS.address + code, barLevel="Q", barWidth=60, barHeight=60
        )
        drawing = Drawing(60, 60)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, 0, 650)
    canvas.save()
    taken = process_time() - start
    font.unregister()
    return _WIDGET / taken


def _apart() -> dict[str, float]:
    """Draw many labels in a process of their own, for its memory."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._sheets"],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
