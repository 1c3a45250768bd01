"""QR codes as pictures: SVG for pages and print, PNG for everything else."""

from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Final, Literal, TypeAlias

import qrcode
from PIL import Image, ImageOps
from qrcode.exceptions import DataOverflowError

Level: TypeAlias = Literal["L", "M", "Q", "H"]
"""Error correction: about 7, 15, 25 or 30 % of the picture may be lost."""

QUIET_ZONE: Final = 4
"""Light modules around the code, as ISO/IEC 18004 wants them."""

_LEVELS: Final = {
    "L": qrcode.ERROR_CORRECT_L,
    "M": qrcode.ERROR_CORRECT_M,
    "Q": qrcode.ERROR_CORRECT_Q,
    "H": qrcode.ERROR_CORRECT_H,
}
_KEPT: Final = 64
_LIGHT: Final = 255
_SHADES: Final = bytes((_LIGHT, 0)).ljust(256, b"\0")


@lru_cache(maxsize=_KEPT)
def qr_modules(text: str, *, level: Level = "Q") -> tuple[bytes, ...]:
    """Return the modules of a QR code, without its quiet zone.

    The text goes in whole in the densest mode that holds it: digits, upper-case
    alphanumeric (`0-9 A-Z $%*+-./:` and space), or bytes.

    Args:
        text: what the code says; UTF-8 where it is not alphanumeric.
        level: error correction.

    Returns:
        Rows of bytes, 1 for dark. Version v has 17 + 4 v rows.

    Raises:
        ValueError: the text does not fit into the largest QR code.
    """
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=0)
    code.add_data(text, optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        msg = f"{len(text)} characters do not fit into a QR code at level {level}"
        raise ValueError(msg) from error
    return tuple(bytes(map(bool, row)) for row in code.modules)


def qr_version(text: str, *, level: Level = "Q") -> int:
    """Return the version, 1 to 40, of the smallest QR code that holds a text."""
    return (len(qr_modules(text, level=level)) - 17) // 4


def qr_svg(text: str, *, level: Level = "Q", title: str) -> str:
    """Return a QR code as an SVG element for a page.

    It has no size of its own, so the page's style gives one; a module is one
    unit, and its edges stay crisp.

    Args:
        text: what the code says.
        level: error correction.
        title: what a screen reader says of it.
    """
    return modules_svg(qr_modules(text, level=level), title=title)


def modules_svg(rows: tuple[bytes, ...], *, title: str) -> str:
    """Return modules as an SVG element; see `qr_svg`.

    Args:
        rows: 1 for dark, without the quiet zone.
        title: what a screen reader says of it.
    """
    side = len(rows) + 2 * QUIET_ZONE
    name = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'role="img" aria-label="{name}" shape-rendering="crispEdges">'
        f"<title>{name}</title>"
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{_path(rows)}"/></svg>'
    )


def qr_png(text: str, *, module_px: int, level: Level = "Q") -> bytes:
    """Return a QR code as a black and white PNG file.

    Args:
        text: what the code says.
        module_px: pixels of a module's side, 1 or more.
        level: error correction.
    """
    rows = qr_modules(text, level=level)
    side = len(rows) + 2 * QUIET_ZONE
    shades = b"".join(rows).translate(_SHADES)
    code = Image.frombytes("L", (len(rows), len(rows)), shades)
    picture = ImageOps.expand(code, border=QUIET_ZONE, fill=_LIGHT)
    size = (side * module_px, side * module_px)
    picture = picture.resize(size, Image.Resampling.NEAREST).convert("1")
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _path(rows: tuple[bytes, ...]) -> str:
    """Return the dark modules as rectangles, one for each run in a row."""
    pieces = []
    for y, row in enumerate(rows, start=QUIET_ZONE):
        x = row.find(1)
        while x >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            width = end - x
            pieces.append(f"M{x + QUIET_ZONE} {y}h{width}v1h-{width}z")
            x = row.find(1, end)
    return "".join(pieces)
