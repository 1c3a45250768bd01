"""What a photo says of itself: when and where it was taken, by its EXIF.

The camera may be wrong, and EXIF can be edited: it is a hint for a person, never a
proof.

Source:
    CIPA DC-008 (Exif 2.32), 4.6.4 and 4.6.6: DateTimeOriginal 0x9003; GPS IFD
    0x8825 with GPSLatitudeRef to GPSLongitude 1 to 4. Positions are WGS 84 unless
    GPSMapDatum (18) names another datum; then there is no position for us.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import IO, Any, Final

from PIL import Image, ImageOps

from gi_registry.core.blobs import FileKindError

_EXIF_IFD: Final = 0x8769
_GPS_IFD: Final = 0x8825
_TAKEN: Final = 0x9003
_DATUM: Final = 18
_LATITUDE: Final = (2, 1, "NS", 90)
"""Tags of value and reference, its letters, the most that it can be."""
_LONGITUDE: Final = (4, 3, "EW", 180)
_PARTS: Final = 3
_LONGEST_PX: Final = 1_600
"""Longer side of a photo that is kept plain."""
_MOST_PX: Final = 60_000_000
"""Pixels that are decoded at most; phones take 12 to 50 million."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a photo says.

    Attributes:
        taken_at: the camera's own time, without a zone.
        lon: WGS 84 (EPSG:4326), degrees; None where it says nothing.
        lat: the same.
    """

    taken_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None


def read_facts(stream: IO[bytes]) -> PhotoFacts:
    """Return what a JPEG or PNG says of itself; nothing where it cannot be read."""
    try:
        with Image.open(stream, formats=("JPEG", "PNG")) as image:
            exif = image.getexif()
            taken, gps = exif.get_ifd(_EXIF_IFD).get(_TAKEN), exif.get_ifd(_GPS_IFD)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return PhotoFacts()
    lat, lon = _degrees(gps, *_LATITUDE), _degrees(gps, *_LONGITUDE)
    datum = str(gps.get(_DATUM, "")).strip("\0 ").upper().replace(" ", "")
    known = datum in ("", "WGS-84", "WGS84")
    if lat is None or lon is None or not known or lat == lon == 0:
        return PhotoFacts(_time(taken))
    return PhotoFacts(_time(taken), lon, lat)


def plain(stream: IO[bytes], field: str | None = None) -> bytes:
    """Return a photo of a stranger as a small JPEG that says nothing of itself.

    Args:
        stream: a JPEG or PNG, at its start.
        field: the form field it came in, for the words of a refusal.

    Raises:
        FileKindError: it cannot be read as one, or has too many pixels.
    """
    made = BytesIO()
    try:
        with Image.open(stream, formats=("JPEG", "PNG")) as image:
            if image.width * image.height > _MOST_PX:
                raise FileKindError(field)
            image.draft("RGB", (_LONGEST_PX, _LONGEST_PX))
            image.thumbnail((_LONGEST_PX, _LONGEST_PX))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.info.clear()
            upright.save(made, "JPEG", quality=82)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileKindError(field) from error
    return made.getvalue()


def _time(text: object) -> datetime | None:
    try:
        return datetime.strptime(  # noqa: DTZ007 -- cameras write no zone
            str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S"
        )
    except ValueError:
        return None


def _degrees(
    gps: dict[int, Any], tag: int, ref: int, letters: str, most: int
) -> float | None:
    parts, letter = gps.get(tag), str(gps.get(ref, "")).strip("\0 ").upper()
    if letter not in tuple(letters):
        return None
    try:
        values = [float(part) for part in parts or ()]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if len(values) != _PARTS or not all(isfinite(value) for value in values):
        return None
    degrees = values[0] + values[1] / 60 + values[2] / 3600
    signed = -degrees if letter == letters[1] else degrees
    return signed if abs(signed) <= most else None
