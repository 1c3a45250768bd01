from io import BytesIO

import pytest
from PIL import Image

from gi_registry.marks.certificates import PictureError, sign, text_in_file
from gi_registry.marks.certificates.picture import MAX_BYTES
from gi_registry.marks.qr import qr_png
from tests.marks.certificates.examples import CLAIMS, KEY

TEXT = sign(CLAIMS, KEY)


def photographed(*texts: str, kind: str = "JPEG") -> bytes:
    """Put codes beside each other on one sheet, turned a little."""
    codes = [Image.open(BytesIO(qr_png(text, module_px=5))) for text in texts]
    sheet = Image.new("RGB", (1_400, 800), "beige")
    for place, code in enumerate(codes):
        sheet.paste(code, (60 + place * 640, 100))
    file = BytesIO()
    sheet.rotate(3, fillcolor="beige").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_certificate_is_found_beside_another_code(kind: str) -> None:
    data = photographed("HTTPS://GI.EXAMPLE.CN/T/CBQYZAWQ2FNFJK4459A1", TEXT, kind=kind)

    assert text_in_file(data) == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\nrubbish",
        b"\xff\xd8\xff" + bytes(100),
        photographed("HTTPS://GI.EXAMPLE.CN/"),
        photographed(TEXT)[:20_000],
        photographed(TEXT, kind="GIF"),
        bytes(MAX_BYTES + 1),
    ],
)
def test_a_picture_without_a_certificate_is_told(data: bytes) -> None:
    with pytest.raises(PictureError) as refusal:
        text_in_file(data)

    assert "PNG" in refusal.value.words.zh


def test_a_picture_that_would_fill_the_memory_is_not_unpacked() -> None:
    file = BytesIO()
    Image.new("1", (8_000, 8_000)).save(file, "PNG")

    with pytest.raises(PictureError):
        text_in_file(file.getvalue())
