"""QR codes by the thousand: modules as arrays, and as strokes of a path."""

from functools import cache
from typing import Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray

QUIET: Final = 4
"""Light modules around a code, as ISO/IEC 18004 wants them."""

LEVEL: Final = "Q"
"""Error correction of printed labels: a quarter of a code may be lost."""

_DARK: Final = 0
_FORMAT: Final = zxingcpp.BarcodeFormat.QRCode


def qr_array(text: str) -> NDArray[np.bool_]:
    """Return the modules of a QR code at level Q, true for dark.

    The smallest version that holds the text, without its quiet zone.

    Args:
        text: upper-case letters, digits and `$%*+-./: ` stay in the densest mode.

    Raises:
        ValueError: the text does not fit into the largest QR code.
    """
    code = zxingcpp.create_barcode(text, _FORMAT, ec_level=LEVEL)
    picture = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    dark: NDArray[np.bool_] = picture == _DARK
    return dark


def qr_side(text: str) -> int:
    """Return how many modules wide the QR code of a text is, without quiet zone."""
    return int(qr_array(text).shape[0])


def strokes(code: NDArray[np.bool_]) -> str:
    """Return a code as rectangles of a PDF path, a unit a module.

    The origin is the upper left corner of the quiet zone, y goes down; each run
    of dark modules in a row is one rectangle.
    """
    side = len(code)
    framed = np.zeros((side, side + 2), np.int8)
    framed[:, 1:-1] = code
    edges = np.diff(framed, axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    at = (rows * side + starts) * (side + 1) + (ends - starts)
    return "\n".join(_rectangles(side)[at].tolist())


@cache
def _rectangles(side: int) -> NDArray[np.object_]:
    """Return every run of modules that a code of a size can have, as PDF says it."""
    table = np.empty((side, side, side + 1), object)
    for y in range(side):
        for x in range(side):
            for width in range(1, side - x + 1):
                table[y, x, width] = f"{x + QUIET} {y + QUIET} {width} 1 re"
    return table.reshape(-1)
