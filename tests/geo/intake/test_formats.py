from pathlib import Path

import pytest

from gi_registry.geo.intake import reading
from tests.geo.intake.files import PLOT, collection, entry, read, reasons, zipped

PLOTS = collection(entry(PLOT))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.rar", b"Rar!\x1a\x07\x01\x00", "RAR"),
        ("a.zip", b"Rar!\x1a\x07\x01\x00", "RAR"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "7z"),
        ("a.dwg", b"AC1032\0\0", "DXF"),
        ("a.dxf", b"AC1032\0\0", "DWG"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
        ("a.xlsx", zipped({"[Content_Types].xml": ""}), "Excel"),
        ("a.tab", b"!table", "MapInfo"),
        ("a.gdb", b"x", "ArcGIS"),
        ("a.ovobj", b"x", "KML"),
        ("a.pdf", b"%PDF-1.4", "PDF"),
        ("a.tar.gz", b"\x1f\x8b\x08", "zip"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "JPEG"),
        ("a.bin", b"\x01\x02\x03", ".bin"),
        ("noname", b"\xff\xff", "?"),
        ("a.gpkg", b"text", "GeoPackage"),
        ("a.zip", b"text", "ZIP"),
        ("a.geojson", b"", "空"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file = read(tmp_path, name, content)

    assert reasons(file) == ["unreadable"]
    assert says in file.findings[0].words.zh
    assert "提交" in file.findings[0].words.zh


@pytest.mark.parametrize("name", ["a.geojson", "a.json", "地块", "a", "a.dat"])
def test_a_text_is_known_by_how_it_begins(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, f"\ufeff\n {PLOTS}").kind == "GeoJSON"


def test_names_lose_their_folders(tmp_path: Path) -> None:
    assert read(tmp_path, "C:\\用户\\a.geojson", PLOTS).name == "a.geojson"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with path.open("wb") as stream:
        stream.truncate(reading.MOST_BYTES + 1)

    file = reading.read_file(path, name="a.geojson", crs=None)

    assert reasons(file) == ["too_large"]
