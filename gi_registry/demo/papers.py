"""Papers of the demonstration: plain sheets that say that they are examples."""

import io

from PIL import Image, ImageDraw, ImageFont

from gi_registry.core.fonts import chinese_font

_A4_72DPI = (595, 842)


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
