"""Files copied so that they are on the disk, and known by their digests."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Final

_CHUNK: Final = 1024 * 1024
_EACH_S: Final = 5.0


class Pulse:
    """Says how far something is, but not all the time.

    Args:
        say: told at most every 5 s.
    """

    def __init__(self, say: Callable[[str], None]):
        self._say = say
        self._said = time.monotonic()

    def __call__(self, words: str) -> None:
        """Say it, unless something was said a moment ago."""
        if time.monotonic() - self._said > _EACH_S:
            self._said = time.monotonic()
            self._say(words)


def measured(path: Path) -> tuple[int, str]:
    """Return a file's size in bytes and its SHA-256, hex, by reading all of it.

    The digest of a file that the disk cannot give is empty.
    """
    try:
        with path.open("rb") as file:
            return _drained(chunks_of(file), None)
    except OSError:
        return 0, ""


def copied(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file onto the disk; return the size and SHA-256 of what was read.

    Args:
        source: is not changed.
        target: readable by its owner alone; what lay there is gone.
    """
    with source.open("rb") as file:
        return written(chunks_of(file), target)


def written(chunks: Iterable[bytes], target: Path) -> tuple[int, str]:
    """Write a file onto the disk; return its size and SHA-256.

    Args:
        chunks: its content.
        target: readable by its owner alone; what lay there is gone.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
        found = _drained(chunks, file)
        file.flush()
        os.fsync(file.fileno())
    return found


def linked(source: Path, target: Path) -> bool:
    """Give a file a second name; say whether the disk can do that."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def settle(folder: Path) -> None:
    """See that the names of a folder, and of those below it, are on the disk."""
    for path, _folders, _files in os.walk(folder):
        settle_names(Path(path))


def settle_names(folder: Path) -> None:
    """See that the names of one folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def chunks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Give what a stream holds, a MiB at a time."""
    while chunk := stream.read(_CHUNK):
        yield chunk


def _drained(chunks: Iterable[bytes], file: IO[bytes] | None) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        digest.update(chunk)
        if file is not None:
            file.write(chunk)
    return size, digest.hexdigest()
