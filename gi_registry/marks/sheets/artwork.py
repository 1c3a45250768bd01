"""The user's own file of the special mark, looked at before it is placed."""

from io import BytesIO
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

from gi_registry.marks.sheets.errors import ArtworkError

MAX_BYTES: Final = 5 * 2**20
_MAX_PIXELS: Final = 25_000_000
_BROKEN: Final = (
    OSError,
    SyntaxError,
    UnidentifiedImageError,
    Image.DecompressionBombError,
)


def read_artwork(stream: IO[bytes]) -> bytes:
    """Return a picture of the mark as it came; nothing about it is changed.

    Source:
        Order 80 Art. 22: scaled in proportion only; shape, composition, type and
        colours stay.

    Raises:
        ArtworkError: no PNG or JPEG, broken, or larger than 5 MB or 25 megapixels.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ArtworkError
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise ArtworkError
            picture.load()
    except _BROKEN as error:
        raise ArtworkError from error
    return data
