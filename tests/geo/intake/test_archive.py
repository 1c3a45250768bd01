import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from gi_registry.geo.intake import archive
from tests.geo.intake.files import (
    PLOT,
    collection,
    entry,
    named,
    read,
    reasons,
    shapefile,
    zipped,
)

PLOTS = collection(entry(PLOT))


def packed(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members:
            opened.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_an_archive_of_geojson_is_read(tmp_path: Path) -> None:
    file = read(tmp_path, "a.zip", zipped({"docs/说明.txt": "x", "a/b.geojson": PLOTS}))

    assert (file.kind, len(file.features)) == ("GeoJSON", 1)


@pytest.mark.parametrize(
    "name",
    [
        "../a.geojson",
        "a/../../b.geojson",
        "/etc/a.geojson",
        "C:/a.geojson",
        "C:a.geojson",
        "..\\a.geojson",
        "a\\b.geojson",
        "a\x1b.geojson",
        "./",
        ".",
    ],
)
def test_a_path_that_leaves_its_folder_refuses_the_whole(
    tmp_path: Path, name: str
) -> None:
    content = packed(("good.geojson", PLOTS.encode()), (zipfile.ZipInfo(name), b"x"))

    file = read(tmp_path, "a.zip", content)

    assert reasons(file) == ["archive_unsafe_path"]
    assert file.features == ()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_refuses_the_whole(tmp_path: Path, kind: int) -> None:
    link = zipfile.ZipInfo("a.geojson")
    link.external_attr = (kind | 0o777) << 16

    file = read(tmp_path, "a.zip", packed((link, b"/etc/passwd")))

    assert reasons(file) == ["archive_unsafe_path"]


def test_a_member_of_very_many_bytes_is_not_unpacked(tmp_path: Path) -> None:
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as opened:
        for part in range(3):
            with opened.open(f"{part}.shp", "w") as member:
                for _ in range(70):
                    member.write(bytes(1_000_000))

    assert reasons(read(tmp_path, "a.zip", zeros.getvalue())) == [
        "archive_too_large_or_ratio"
    ]


def test_a_ratio_that_is_not_natural_is_refused(tmp_path: Path) -> None:
    content = packed(("a.shp", bytes(archive.SMALL_BYTES + 1)))

    assert reasons(read(tmp_path, "a.zip", content)) == ["archive_too_large_or_ratio"]


def test_blanks_of_a_small_table_are_no_bomb(tmp_path: Path) -> None:
    parts = shapefile(
        tmp_path / "a", *[PLOT] * 300, columns={"note": ["备注" + " " * 200] * 300}
    )
    content = zipped({**named(parts), "blanks.txt": " " * 5_000_000})

    assert reasons(read(tmp_path, "a.zip", content)) == []


def test_a_size_that_lies_is_found_while_reading(tmp_path: Path) -> None:
    content = packed(("a.geojson", PLOTS.encode() + b" " * 300_000))
    size = struct.pack("<I", len(PLOTS.encode()) + 300_000)
    lying = content.replace(size, struct.pack("<I", 900))

    assert lying != content
    assert reasons(read(tmp_path, "a.zip", lying)) == ["unreadable"]


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {f"{number}.txt": "" for number in range(archive.MOST_MEMBERS + 1)}

    file = read(tmp_path, "a.zip", zipped(members))

    assert reasons(file) == ["archive_too_large_or_ratio"]


def test_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(packed(("a.geojson", PLOTS.encode())))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert reasons(read(tmp_path, "a.zip", bytes(content))) == ["archive_encrypted"]


@pytest.mark.parametrize("inner", ["b.zip", "b.kmz", "b.rar", "a/b.7z"])
def test_an_archive_in_an_archive_is_refused(tmp_path: Path, inner: str) -> None:
    content = zipped({"a.geojson": PLOTS, inner: b"PK"})

    file = read(tmp_path, "a.zip", content)

    assert reasons(file) == ["unreadable"]
    assert inner in file.findings[0].words.zh


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_uncommon_method_is_refused(tmp_path: Path, method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as opened:
        opened.writestr("a.geojson", PLOTS)

    file = read(tmp_path, "a.zip", stream.getvalue())

    assert reasons(file) == ["unreadable"]
    assert "Deflate" in file.findings[0].words.en


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_members_may_be_in_gbk(tmp_path: Path, encoding: str) -> None:
    parts = shapefile(tmp_path / "a", PLOT, columns={"name": ["甲"]})
    # 珐's second byte in GBK is a backslash; a Chinese Windows sets no UTF-8 flag
    stand_in = "珐地块".encode(encoding).hex()[: len("珐地块".encode(encoding))]
    content = zipped(named(parts, stand_in))
    content = content.replace(stand_in.encode(), "珐地块".encode(encoding))

    file = read(tmp_path, "a.zip", content)

    assert (reasons(file), len(file.features)) == ([], 1)


def test_what_macos_adds_is_left_out(tmp_path: Path) -> None:
    members = {"__MACOSX/._a.geojson": b"\0\5\x16", ".DS_Store": b"\0"}

    file = read(tmp_path, "a.zip", zipped({**members, "a.geojson": PLOTS}))

    assert (reasons(file), len(file.features)) == ([], 1)


def test_data_of_two_formats_leaves_open_which_counts(tmp_path: Path) -> None:
    parts = named(shapefile(tmp_path / "a", PLOT))

    file = read(tmp_path, "a.zip", zipped({**parts, "a.geojson": PLOTS}))

    assert reasons(file) == ["unreadable"]
    assert "GeoJSON, Shapefile" in file.findings[0].words.en


def test_a_table_beside_a_map_is_no_map(tmp_path: Path) -> None:
    parts = named(shapefile(tmp_path / "a", PLOT))

    file = read(tmp_path, "a.zip", zipped({**parts, "清单.csv": "a,b"}))

    assert (file.kind, len(file.features)) == ("Shapefile", 1)


def test_an_archive_of_no_data_says_what_to_put_in(tmp_path: Path) -> None:
    file = read(tmp_path, "a.zip", zipped({"照片.jpg": b"x"}))

    assert reasons(file) == ["unreadable"]
    assert "Shapefile" in file.findings[0].words.zh


@pytest.mark.parametrize(
    ("member", "says"),
    [("县.gdb/a00000001.gdbtable", "ArcGIS"), ("a/b.dwg", "DXF"), ("b.TAB", "MapInfo")],
)
def test_an_archive_of_what_is_not_read_names_it(
    tmp_path: Path, member: str, says: str
) -> None:
    file = read(tmp_path, "a.zip", zipped({member: b"x", "b.txt2": b""}))

    assert reasons(file) == ["unreadable"]
    assert says in file.findings[0].words.zh


def test_a_torn_archive_is_refused(tmp_path: Path) -> None:
    content = zipped({"a.geojson": PLOTS})

    for length in (4, 30, len(content) // 2, len(content) - 1):
        assert reasons(read(tmp_path, "a.zip", content[:length])) == ["unreadable"]
