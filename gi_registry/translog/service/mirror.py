"""The log as files that any web server can serve, and how such a log is read."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from sqlalchemy.orm import Session

from gi_registry.translog.errors import LogUnreachableError
from gi_registry.translog.rules.audit import Fetch
from gi_registry.translog.rules.notes import opened
from gi_registry.translog.rules.tiles import LONGEST_ENTRY, TileName, tiles_of
from gi_registry.translog.rules.tree import WIDTH
from gi_registry.translog.service.reading import tile
from gi_registry.translog.service.signing import LogKey, checkpoint

_MOST_BYTES: Final = WIDTH * (LONGEST_ENTRY + 2)
_PATIENCE_S: Final = 30
_ASKED: Final = {"Accept-Encoding": "identity"}


def export(
    session: Session, folder: Path, key: LogKey, note: str | None = None
) -> Iterator[TileName]:
    """Write the log's files, the checkpoint last; full tiles that are there stay.

    Args:
        session: to read with.
        folder: is made if it is not there.
        key: that of the log.
        note: the checkpoint; the newest by default, which nobody has cosigned.

    Yields:
        Each tile when its file is there.

    Raises:
        LogBrokenError: the tables lack a row.
    """
    note = note or checkpoint(session, key)
    for name in tiles_of(opened(note, key.public).size):
        file = folder / "tile" / name.path
        if name.width < WIDTH or not file.exists():
            _write(file, tile(session, name))
        yield name
    _write(folder / "key", f"{key.public}\n".encode())
    _write(folder / "checkpoint", note.encode())


def source(where: str) -> Fetch:
    """Return how the log at an address or in a folder is read.

    The address of a site alone stands for its `/log`.

    Raises:
        LogUnreachableError: neither an http(s) address nor a folder.
    """
    parts = urlsplit(where)
    if parts.scheme in ("http", "https"):
        base = where.rstrip("/") + ("" if parts.path.strip("/") else "/log")
        return lambda path: _asked(f"{base}/{path}")
    folder = Path(where)
    if not folder.is_dir():
        raise LogUnreachableError(where, "")
    return lambda path: _stored(folder / path)


def _asked(address: str) -> bytes:
    request = Request(address, headers=_ASKED)  # noqa: S310 -- its scheme is checked
    try:
        with urlopen(request, timeout=_PATIENCE_S) as answer:  # noqa: S310 -- the same
            found: bytes = answer.read(_MOST_BYTES)
    except HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:
            raise LookupError(address) from error
        raise LogUnreachableError(address, _said(error)) from error
    except (URLError, OSError) as error:
        raise LogUnreachableError(address, str(error)) from error
    return found


def _said(error: HTTPError) -> str:
    """Return status and, if there is one, the sentence of a problem document."""
    try:
        title = json.loads(error.read(_MOST_BYTES))["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return f"HTTP {error.code}"
    return f"HTTP {error.code}: {title}"


def _stored(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise LookupError(str(file)) from error


def _write(file: Path, data: bytes) -> None:
    """Put a file in its place whole; a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)
