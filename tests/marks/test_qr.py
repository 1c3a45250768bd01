import re
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from gi_registry.marks.certificates import sign, verify
from gi_registry.marks.qr import Level, qr_modules, qr_png, qr_svg, qr_version
from tests.marks.certificates.examples import CLAIMS, KEY, KEYS

TEXT = sign(CLAIMS, KEY)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str, *, module_px: int) -> Image.Image:
    """Draw the rectangles of our SVG; it has nothing else."""
    root = ET.fromstring(svg)  # noqa: S314 -- our own text
    side = int(root.get("viewBox", "").split()[2])
    picture = Image.new("L", (side * module_px, side * module_px), 255)
    pen = ImageDraw.Draw(picture)
    path = root.findall(f"{SVG}path")[1].get("d", "")
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        left, top = int(x) * module_px, int(y) * module_px
        right, bottom = left + int(width) * module_px, top + module_px
        pen.rectangle((left, top, right - 1, bottom - 1), fill=0)
    return picture


def scanned(picture: Image.Image) -> zxingcpp.Barcode:
    """Read the one code in a picture."""
    (code,) = zxingcpp.read_barcodes(picture)
    return code


def test_a_certificate_is_scanned_from_png() -> None:
    picture = Image.open(BytesIO(qr_png(TEXT, module_px=4)))

    code = scanned(picture)

    assert code.text == TEXT
    assert verify(code.text, KEYS).claims == CLAIMS
    assert code.format == zxingcpp.BarcodeFormat.QRCode


def test_a_certificate_is_scanned_from_svg() -> None:
    picture = drawn(qr_svg(TEXT, title="用标凭证 MA-2026-000042"), module_px=4)

    assert scanned(picture).text == TEXT


def test_svg_and_png_are_the_same_picture() -> None:
    png = Image.open(BytesIO(qr_png(TEXT, module_px=2))).convert("L")

    assert drawn(qr_svg(TEXT, title="x"), module_px=2).tobytes() == png.tobytes()


@pytest.mark.parametrize(("level", "version"), [("M", 13), ("Q", 16)])
def test_the_size_of_a_certificate_is_known(level: Level, version: int) -> None:
    # ISO/IEC 18004, table 7, alphanumeric characters: 12-M holds 419 and 13-M
    # 483; 15-Q holds 426 and 16-Q 470.
    assert 426 < len(TEXT) <= 470
    assert qr_version(TEXT, level=level) == version


def test_the_size_of_an_item_code_address_is_version_four() -> None:
    # Version 4-Q holds 67 alphanumeric characters; in bytes it would hold 46.
    address = "HTTPS://GI.SHANXI.EXAMPLE.CN/T/CBQYZAWQ2FNFJK4459A1"

    assert qr_version(address, level="Q") == 4
    assert len(qr_modules(address, level="Q")) == 33
    assert qr_version(address.lower(), level="Q") > 4


@pytest.mark.parametrize("text", ["01234567890123", "山西老陈醋 https://例子"])
def test_other_texts_are_scanned_too(text: str) -> None:
    picture = Image.open(BytesIO(qr_png(text, module_px=3, level="H")))

    assert scanned(picture).text == text


def test_four_light_modules_surround_the_code() -> None:
    picture = Image.open(BytesIO(qr_png("GI", module_px=1))).convert("L")
    side = picture.width

    box = picture.point(lambda shade: 255 - shade).getbbox()

    assert box == (4, 4, side - 4, side - 4)
    assert f'viewBox="0 0 {side} {side}"' in qr_svg("GI", title="x")


def test_a_screen_reader_is_told_what_it_is() -> None:
    root = ET.fromstring(qr_svg("GI", title='<凭证> & "码"'))  # noqa: S314 -- ours

    assert root.get("role") == "img"
    assert root.get("aria-label") == '<凭证> & "码"'
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == '<凭证> & "码"'


def test_what_no_qr_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        qr_modules("A" * 4_297, level="L")


def test_the_longest_certificate_still_fits_at_level_m() -> None:
    longest = sign(
        type(CLAIMS)(
            issuer="g" * 60,
            number="MA-2026-000042",
            gi_name="醋" * 20,
            gi_code="GI-140000-0001",
            right_number="号" * 40,
            uscc="91140727MA0ABCDE12",
            holder="司" * 120,
            valid_from=date(2026, 1, 1),
            valid_to=date(2031, 1, 1),
            issued_at=CLAIMS.issued_at,
        ),
        KEY,
    )

    assert qr_version(longest, level="M") <= 40
    assert scanned(Image.open(BytesIO(qr_png(longest, module_px=4)))).text == longest
