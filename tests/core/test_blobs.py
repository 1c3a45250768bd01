import hashlib
import io
import stat
from pathlib import Path

import pytest
from PIL import Image

from gi_registry.core.blobs import (
    MAX_BYTES,
    BlobMissingError,
    FileEmptyError,
    FileKindError,
    FileTooLargeError,
    path_of,
    put,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
    ],
)
def test_a_file_is_kept_under_its_digest(
    tmp_path: Path, content: bytes, media_type: str
) -> None:
    blob = put(tmp_path, io.BytesIO(content))

    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    assert (blob.size, blob.media_type) == (len(content), media_type)
    kept = path_of(tmp_path, blob.sha256)
    assert kept.read_bytes() == content
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_same_content_is_one_file(tmp_path: Path) -> None:
    first = put(tmp_path, io.BytesIO(PDF))
    second = put(tmp_path, io.BytesIO(PDF))

    assert first == second
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program named report.pdf",
        b"<html>%PDF-1.4 %%EOF</html>",
        b"GIF89a" + b"\x00" * 40,
        PDF.replace(b"%%EOF", b""),
        picture("PNG")[:20],
        b"\xff\xd8\xff" + b"no picture",
        b"\x89PNG\r\n\x1a\n<script>",
    ],
)
def test_what_the_content_is_decides(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileKindError) as caught:
        put(tmp_path, io.BytesIO(content), field="report")

    assert caught.value.field == "report"
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_an_empty_file_and_a_too_large_one_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError):
        put(tmp_path, io.BytesIO(b""))
    with pytest.raises(FileTooLargeError):
        put(tmp_path, io.BytesIO(PDF + bytes(MAX_BYTES)))

    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_exactly_20_mb_is_taken(tmp_path: Path) -> None:
    content = PDF[:9] + b"%" * (MAX_BYTES - len(PDF)) + PDF[9:]

    assert put(tmp_path, io.BytesIO(content)).size == MAX_BYTES


@pytest.mark.parametrize(
    "asked", ["0" * 64, "../../registry.db", "", "A" * 64, "0" * 63]
)
def test_nothing_else_can_be_asked_for(tmp_path: Path, asked: str) -> None:
    with pytest.raises(BlobMissingError):
        path_of(tmp_path, asked)
