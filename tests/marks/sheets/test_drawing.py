"""Sheets as a phone sees them: rendered, blurred, damaged, and read by zbar.

The codes are written by zxing-cpp; zbar shares nothing with it.
"""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from gi_registry.core.codes import CodeKeys
from gi_registry.marks import sheets
from gi_registry.marks.qr import qr_modules
from gi_registry.marks.sheets import ArtworkError, LabelText, Sheets
from gi_registry.marks.sheets.joining import draw_long

KEYS = CodeKeys(bytes(32))
ADDRESS = "HTTPS://GI.EXAMPLE.CN/T/"
TEXT = LabelText("山西老陈醋", "500 mL 瓶装", "91140727MA0H00000X", "GB/T 19777-2013")


def labels(first: int, count: int) -> list[tuple[int, str]]:
    return [(n, KEYS.encode(1, 7, n)) for n in range(first, first + count)]


def drawn(key: str, count: int, text: LabelText = TEXT) -> bytes:
    file = BytesIO()
    wanted = Sheets("run 7", sheets.TEMPLATES[key][1], text, ADDRESS)
    sheets.draw_sheets(file, wanted, labels(0, count))
    return file.getvalue()


def rendered(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = (
            document[page].render(scale=dpi / 72, grayscale=True).to_pil()
        )
        return picture


def read_by_zbar(picture: Image.Image, folder: Path) -> set[str]:
    if shutil.which("zbarimg") is None:
        if os.environ.get("CI"):
            pytest.fail("zbar-tools is not installed")
        pytest.skip("needs zbarimg of zbar-tools")
    path = folder / "page.png"
    picture.save(path)
    done = subprocess.run(  # noqa: S603 -- a file of ours
        ["zbarimg", "--raw", "-q", "-Sdisable", "-Sqr.enable", path],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return set(done.stdout.split())


def damaged(label: Image.Image, share: float) -> Image.Image:
    """Wipe out a share of a QR code's modules, a square away from its corners."""
    picture = label.copy()
    module = picture.width / 37  # 29 modules and the quiet zone
    wiped = round(29 * share**0.5 * module)
    at = round(33 * module) - wiped
    ImageDraw.Draw(picture).rectangle((at, at, at + wiped, at + wiped), fill=255)
    return picture


@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_every_label_of_a_sheet_is_read_by_another_decoder(
    dpi: int, tmp_path: Path
) -> None:
    wanted = {ADDRESS + code for _, code in labels(0, 24)}
    page = rendered(drawn("a4-24", 24), dpi)

    sharp = read_by_zbar(page, tmp_path)
    found = {code.text for code in zxingcpp.read_barcodes(page)}

    assert sharp <= wanted
    # zbar passes over a code now and then on a full page; alone it reads each.
    assert len(sharp) >= 22
    assert found == wanted


@pytest.mark.parametrize("dpi", [150, 203, 300])
@pytest.mark.parametrize("change", ["sharp", "blurred", "damaged"])
def test_a_label_is_read_sharp_blurred_and_with_15_percent_lost(
    dpi: int, change: str, tmp_path: Path
) -> None:
    template = sheets.TEMPLATES["roll-60"][1]
    page = rendered(drawn("roll-60", 1), dpi)
    dots = dpi / 25.4
    side = template.qr_mm * dots
    left, top = 2 * dots, (page.height - side) / 2
    code = page.crop((round(left), round(top), round(left + side), round(top + side)))
    if change == "blurred":
        # A fifth of a module: what a thermal head or a shaking hand does.
        code = code.filter(ImageFilter.GaussianBlur(0.2 * side / 37))
    if change == "damaged":
        code = damaged(code, 0.15)

    assert read_by_zbar(code, tmp_path) == {ADDRESS + labels(0, 1)[0][1]}


def test_both_writers_of_qr_codes_make_codes_of_the_same_size() -> None:
    for text in (ADDRESS + "0" * 20, "HTTP://127.0.0.1:8000/T/" + "Z" * 20):
        assert sheets.qr_side(text) == len(qr_modules(text, level="Q"))


def test_sheets_hold_their_text_and_the_last_one_may_be_part_full() -> None:
    pdf = drawn("a4-14", 17)

    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]

    assert len(pages) == 2
    assert pages[0].count("山西老陈醋") == 14
    assert pages[1].count("GB/T 19777-2013") == 3
    number, code = labels(16, 1)[0]
    assert str(number) in pages[1].split()
    assert "-".join(code[at : at + 4] for at in range(0, 20, 4)) in pages[1]


def test_a_long_run_is_drawn_in_parts_and_joined_without_a_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gi_registry.marks.sheets.joining.PART_LABELS", 50)
    wanted = Sheets("run 7", sheets.TEMPLATES["a4-24"][1], TEXT, ADDRESS)
    file = BytesIO()

    draw_long(file, wanted, iter(labels(0, 100)))

    with pypdfium2.PdfDocument(file.getvalue()) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert [text.count("序号") for text in texts] == [24, 24, 24, 24, 4]
    assert [[n for n in text.split() if n.isdigit()][-1] for text in texts] == [
        "23",
        "47",
        "71",
        "95",
        "99",
    ]


def test_the_place_of_the_mark_is_empty_or_holds_the_artwork_in_proportion() -> None:
    picture = BytesIO()
    Image.new("RGB", (200, 100), "#ff0000").save(picture, "PNG")
    artwork = sheets.read_artwork(BytesIO(picture.getvalue()))
    boxes = []
    for given in (None, artwork):
        text = LabelText(TEXT.product, TEXT.pack, TEXT.uscc, TEXT.basis, given)
        page = np.asarray(rendered(drawn("roll-80", 1, text), 254))
        right = page[:, 560:]  # 56 mm and more from the left edge: the mark's place
        rows, columns = np.nonzero(right < 200)
        sizes = (int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1) if len(rows) else None
        boxes.append(sizes)

    assert boxes[0] is None
    assert boxes[1] is not None
    height, wide = boxes[1]
    # 20 mm wide at 10 dots a millimetre, half as high.
    assert wide == pytest.approx(200, abs=2)
    assert height == pytest.approx(100, abs=2)


def test_what_is_no_picture_is_not_placed() -> None:
    with pytest.raises(ArtworkError):
        sheets.read_artwork(BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_are_named_by_number_and_code(kind: sheets.Kind) -> None:
    file = BytesIO()

    sheets.zip_pictures(file, ADDRESS, iter(labels(8, 3)), kind)

    with ZipFile(file) as archive:
        names = archive.namelist()
        data = archive.read(names[0])
    assert names == [f"{n:09d}-{code}.{kind}" for n, code in labels(8, 3)]
    if kind == "png":
        with Image.open(BytesIO(data)) as picture:
            read = zxingcpp.read_barcodes(picture.convert("L"))
        assert [code.text for code in read] == [ADDRESS + labels(8, 1)[0][1]]
    else:
        assert data.startswith(b"<svg")


@pytest.mark.parametrize("key", list(sheets.TEMPLATES))
def test_a_pin_stands_once_on_each_label_of_a_run_that_has_them(key: str) -> None:
    text = replace(TEXT, has_pin=True)
    wanted = Sheets(
        "run 7",
        sheets.TEMPLATES[key][1],
        text,
        ADDRESS,
        pin_of=lambda number: KEYS.pin(1, 7, number),
    )
    file = BytesIO()
    sheets.draw_sheets(file, wanted, labels(0, 3))

    with pypdfium2.PdfDocument(file.getvalue()) as document:
        words = " ".join(
            page.get_textpage().get_text_bounded() for page in document
        ).split()
    assert [words.count(KEYS.pin(1, 7, number)) for number in range(3)] == [1, 1, 1]
