"""The certificate in a photograph or a scan."""

from io import BytesIO
from typing import Final

import zxingcpp
from PIL import Image

from gi_registry.marks.certificates.errors import PictureError
from gi_registry.marks.certificates.token import PREFIX

MAX_BYTES: Final = 24 * 1024 * 1024
"""Size of a picture's file; longer ones are refused."""

MAX_PIXELS: Final = 60_000_000
"""Width times height; larger pictures are refused before they are unpacked."""

_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_BROKEN: Final = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def is_picture(data: bytes) -> bool:
    """Return whether a file's first bytes are those of a PNG or JPEG file."""
    return data.startswith(_SIGNATURES)


def text_in_picture(data: bytes) -> str:
    """Return the text of the certificate whose QR code is in a picture.

    Other codes in the picture are passed over.

    Args:
        data: a PNG or JPEG file.

    Raises:
        PictureError: it is no such file, too large, or has no certificate in it.
    """
    if len(data) > MAX_BYTES:
        raise PictureError
    for code in zxingcpp.read_barcodes(
        _grey(data),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    ):
        text: str = code.text
        if text.startswith(PREFIX):
            return text
    raise PictureError


def _grey(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureError
            return picture.convert("L")
    except _BROKEN as error:
        raise PictureError from error
