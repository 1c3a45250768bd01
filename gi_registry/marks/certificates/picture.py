"""The certificate in a photograph, a scan or a PDF file."""

from collections.abc import Iterator
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

MAX_PAGES: Final = 20
"""Of a PDF file that are looked at."""

_PDF: Final = b"%PDF-"
_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", _PDF)
_DOTS_PER_POINT: Final = 300 / 72
_BROKEN: Final = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def is_picture(data: bytes) -> bool:
    """Return whether a file's first bytes are those of a PNG, JPEG or PDF file."""
    return data.startswith(_SIGNATURES)


def text_in_file(data: bytes) -> str:
    """Return the text of the certificate whose QR code is in a picture or a PDF.

    Other codes in it are passed over.

    Args:
        data: a PNG, JPEG or PDF file; of a PDF the first 20 pages count.

    Raises:
        PictureError: it is no such file, too large, or has no certificate in it.
    """
    for text in texts_in_file(data):
        if text.startswith(PREFIX):
            return text
    raise PictureError


def texts_in_file(data: bytes) -> Iterator[str]:
    """Give what every QR code in a picture or a PDF says.

    Raises:
        PictureError: it is no such file, or too large.
    """
    if len(data) > MAX_BYTES:
        raise PictureError
    pages = _pages(data) if data.startswith(_PDF) else iter([_grey(data)])
    for page in pages:
        yield from _codes(page)


def _codes(picture: Image.Image) -> Iterator[str]:
    for code in zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    ):
        yield code.text


def _grey(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureError
            return picture.convert("L")
    except _BROKEN as error:
        raise PictureError from error


def _pages(data: bytes) -> Iterator[Image.Image]:
    """Give the pages of a PDF file at 300 dpi, or coarser where they are large."""
    import pypdfium2  # noqa: PLC0415 -- only the verifier of files needs it

    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in list(document)[:MAX_PAGES]:
                fits = (MAX_PIXELS / (page.get_width() * page.get_height())) ** 0.5
                scale = min(_DOTS_PER_POINT, fits)
                yield page.render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
        raise PictureError from error
