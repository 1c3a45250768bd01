"""Files that people hand in, kept under their SHA-256 in the data directory.

What a file is, is read from its content, never from its name. A file is written
whole or not at all, and never changed: the same content is the same file.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from PIL import Image, UnidentifiedImageError

from gi_registry.core.errors import InvalidError, NotFoundError
from gi_registry.core.words import Words

MAX_BYTES: Final = 20 * 1024 * 1024
PDF: Final = "application/pdf"
DATA: Final = "application/octet-stream"
"""Of what only its own reader knows, such as a file of plots."""
EXTENSIONS = {PDF: ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
"""What is taken, by media type, with the ending that a download gets."""

_CHUNK: Final = 256 * 1024
_TAIL: Final = 2048
_HEX = frozenset("0123456789abcdef")
_PILLOW = {"JPEG": "image/jpeg", "PNG": "image/png"}
_STARTS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


@dataclass(frozen=True, slots=True)
class Blob:
    """A file that is kept.

    Attributes:
        sha256: of its content, hex; its name in the store.
        size: bytes, at least 1.
        media_type: by content, a key of `EXTENSIONS`; or `DATA`.
    """

    sha256: str
    size: int
    media_type: str


class FileTooLargeError(InvalidError):
    """More than is taken."""

    slug = "file-too-large"

    def __init__(self, field: str | None, most: int = MAX_BYTES):
        megabytes = most // (1024 * 1024)
        super().__init__(
            Words(
                f"文件超过 {megabytes} MB；请压缩或分批后重新上传"
                "（扫描件可降低分辨率）",
                f"The file is larger than {megabytes} MB; make it smaller or split it, "
                "and upload it again (scan papers at a lower resolution)",
            ),
            field=field,
        )


class FileEmptyError(InvalidError):
    """Not a single byte, or no file at all."""

    slug = "file-empty"

    def __init__(self, field: str | None):
        super().__init__(
            Words(
                "没有收到文件内容；请选择文件后重新上传",
                "No file has arrived; choose one and upload it again",
            ),
            field=field,
        )


class FileKindError(InvalidError):
    """The content is neither PDF nor JPEG nor PNG, whatever the name says."""

    slug = "file-kind"

    def __init__(self, field: str | None):
        super().__init__(
            Words(
                "文件内容不是完整的 PDF、JPEG 或 PNG（改后缀名没有用）；"
                "请另存为其中一种再上传",
                "The content is no complete PDF, JPEG or PNG, whatever its name; "
                "save it as one of these and upload that",
            ),
            field=field,
        )


class BlobMissingError(NotFoundError):
    """No file of that digest is in the store."""

    slug = "file-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这个文件；请从申请页面的链接进入",
                "There is no such file; follow the link on the application's page",
            )
        )


def put(data_dir: Path, stream: IO[bytes], *, field: str | None = None) -> Blob:
    """Keep a file.

    Args:
        data_dir: the installation's data directory.
        stream: read to its end, or until it is too large.
        field: the form field it came in, for the words of a refusal.

    Raises:
        FileEmptyError: nothing came.
        FileTooLargeError: more than 20 MB.
        FileKindError: neither PDF nor JPEG nor PNG.
    """
    return _keep(data_dir, stream, field, MAX_BYTES, _media_type)


def put_data(
    data_dir: Path, stream: IO[bytes], *, most: int, field: str | None = None
) -> Blob:
    """Keep a file of plots or polygons; what it is, its reader finds out.

    Args:
        data_dir: the installation's data directory.
        stream: read to its end, or until it is too large.
        most: bytes.
        field: the form field it came in, for the words of a refusal.

    Raises:
        FileEmptyError: nothing came.
        FileTooLargeError: more than `most` bytes.
    """
    return _keep(data_dir, stream, field, most, lambda _file, _field: DATA)


def _keep(
    data_dir: Path,
    stream: IO[bytes],
    field: str | None,
    most: int,
    media_type_of: Callable[[IO[bytes], str | None], str],
) -> Blob:
    folder = data_dir / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix="incoming-")
    incoming = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            digest, size = _copy(stream, file, field, most)
            media_type = media_type_of(file, field)
            file.flush()
            os.fsync(file.fileno())
        target = place(data_dir, digest)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        incoming.replace(target)
    finally:
        incoming.unlink(missing_ok=True)
    return Blob(digest, size, media_type)


def path_of(data_dir: Path, sha256: str) -> Path:
    """Return where a kept file lies.

    Raises:
        BlobMissingError: none of that digest is kept, or it is no digest.
    """
    if len(sha256) != hashlib.sha256().digest_size * 2 or not _HEX.issuperset(sha256):
        raise BlobMissingError
    path = place(data_dir, sha256)
    if not path.is_file():
        raise BlobMissingError
    return path


def kept(data_dir: Path) -> set[str]:
    """Return the digests of all files that are kept."""
    found = (data_dir / "files").glob("??/*")
    return {path.name for path in found if path == place(data_dir, path.name)}


def place(data_dir: Path, sha256: str) -> Path:
    """Return where the file of a digest lies, if it is kept.

    Args:
        data_dir: the installation's data directory, or a backup of it.
        sha256: of its content, hex.
    """
    return data_dir / "files" / sha256[:2] / sha256


def _copy(
    stream: IO[bytes], file: IO[bytes], field: str | None, most: int
) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > most:
            raise FileTooLargeError(field, most)
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise FileEmptyError(field)
    return digest.hexdigest(), size


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _media_type(file: IO[bytes], field: str | None) -> str:
    file.seek(0)
    head = file.read(_TAIL)
    media_type = next((t for start, t in _STARTS.items() if head.startswith(start)), "")
    is_whole = _ends_as_pdf(file) if media_type == PDF else _is_image(file, media_type)
    if not is_whole:
        raise FileKindError(field)
    return media_type


def _ends_as_pdf(file: IO[bytes]) -> bool:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    return b"%%EOF" in file.read()


def _is_image(file: IO[bytes], media_type: str) -> bool:
    """Say whether Pillow reads it as that kind of picture, of a sane size."""
    if not media_type:
        return False
    file.seek(0)
    try:
        with Image.open(file, formats=list(_PILLOW)) as image:
            found = _PILLOW.get(image.format or "")
            image.verify()
    except (OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return False
    return found == media_type
