"""Papers of the demonstration: plain sheets that say that they are examples."""

import io
from datetime import datetime

from PIL import Image, ImageDraw, ImageFont

from gi_registry.core.fonts import chinese_font

_A4_72DPI = (595, 842)
_PHOTO = (480, 320)
_EXIF_IFD, _TAKEN = 0x8769, 0x9003
_GPS_IFD = 0x8825


def sheet(title: str, lines: list[str]) -> io.BytesIO:
    """Return a one-page PDF with a title and some lines, marked 示例.

    Args:
        title: at the top.
        lines: below it, one a line.
    """
    page = Image.new("RGB", _A4_72DPI, "white")
    draw = ImageDraw.Draw(page)
    large = ImageFont.truetype(str(chinese_font()), 22)
    small = ImageFont.truetype(str(chinese_font()), 14)
    draw.text((60, 60), title, fill="black", font=large)
    for number, line in enumerate([*lines, "", "示例文件，非真实公文。"]):
        draw.text((60, 120 + number * 26), line, fill="black", font=small)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=72, creationDate=None, modDate=None)
    out.seek(0)
    return out


def photo(lines: list[str], taken_at: datetime, lon: float, lat: float) -> io.BytesIO:
    """Return an invented photo (JPEG) with time and place in its EXIF, marked 示例.

    Args:
        lines: written on it.
        taken_at: of the camera, which knows no zone.
        lon: WGS 84, degrees east.
        lat: WGS 84, degrees north.
    """
    picture = Image.new("RGB", _PHOTO, "#cfd8cc")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _PHOTO[1] * 0.6, *_PHOTO), fill="#8d7b5e")
    font = ImageFont.truetype(str(chinese_font()), 18)
    for number, line in enumerate([*lines, "示例图片，非实地拍摄。"]):
        draw.text((20, 20 + number * 28), line, fill="black", font=font)
    exif = Image.Exif()
    exif.get_ifd(_EXIF_IFD)[_TAKEN] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(_GPS_IFD).update({1: "N", 2: _dms(lat), 3: "E", 4: _dms(lon)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def _dms(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(degrees * 3600, 3600)
    return whole, *divmod(rest, 60)
