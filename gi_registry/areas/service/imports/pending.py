"""Files that were handed in and await their owner's word; nothing refers to them.

Each lies in a folder of the account that brought it, so that nobody else can name
it, and goes after a day, or when it is kept.
"""

import shutil
import tempfile
import time
from pathlib import Path
from typing import IO, Final, NamedTuple

from gi_registry.areas.errors import ImportUnreadableError
from gi_registry.areas.service.imports.examining import MOST_BYTES
from gi_registry.areas.service.imports.private import keepable
from gi_registry.core import blobs
from gi_registry.core.words import Words

MOST_UPLOAD_BYTES: Final = 20 * 1024 * 1024
"""Of a file that comes through a page; larger ones come by the command line."""

_DAY_S = 24 * 60 * 60
_LONGEST_NAME = 80


class Held(NamedTuple):
    """A file that is held.

    Attributes:
        sha256: hex; of the copy where one is held in its place.
        told: what to say of a copy.
    """

    sha256: str
    told: Words | None


def put(data_dir: Path, account_id: int, stream: IO[bytes], name: str) -> Held:
    """Hold a file for its owner, or a copy without identity numbers.

    Args:
        data_dir: the installation's data directory.
        account_id: who brings it.
        stream: read to its end, or until it is too large.
        name: what it is called; its ending tells text formats apart.

    Raises:
        FileEmptyError: nothing came.
        FileTooLargeError: more than `MOST_UPLOAD_BYTES`.
        ImportUnreadableError: nobody can tell what is in it; it is not held.
    """
    _forget_old(data_dir)
    folder = _folder(data_dir, account_id)
    with tempfile.TemporaryDirectory(prefix="gi-incoming-") as place:
        came = blobs.put_data(Path(place), stream, most=MOST_UPLOAD_BYTES, field="file")
        with keepable(blobs.path_of(Path(place), came.sha256), name) as file:
            if file.refused is not None:
                raise ImportUnreadableError(file.refused)
            with file.path.open("rb") as content:
                blob = blobs.put_data(folder, content, most=MOST_BYTES, field="file")
            called = file.name[-_LONGEST_NAME:]
            _name(folder, blob.sha256).write_text(called, encoding="utf-8")
            return Held(blob.sha256, file.told)


def find(data_dir: Path, account_id: int, sha256: str) -> tuple[Path, str]:
    """Return where a file is held, and its name.

    Raises:
        BlobMissingError: its owner holds none of that digest any more.
    """
    folder = _folder(data_dir, account_id)
    path = blobs.path_of(folder, sha256)
    return path, _name(folder, sha256).read_text(encoding="utf-8")


def drop(data_dir: Path, account_id: int, sha256: str) -> None:
    """Hold a file no longer."""
    folder = _folder(data_dir, account_id)
    blobs.path_of(folder, sha256).unlink()
    _name(folder, sha256).unlink()


def _folder(data_dir: Path, account_id: int) -> Path:
    return data_dir / "pending" / str(account_id)


def _name(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256}.name"


def _forget_old(data_dir: Path) -> None:
    """Drop whole folders that nobody has touched for a day."""
    for folder in (data_dir / "pending").glob("*"):
        if time.time() - _touched(folder) > _DAY_S:
            shutil.rmtree(folder, ignore_errors=True)


def _touched(folder: Path) -> float:
    return max((it.stat().st_mtime for it in folder.glob("*.name")), default=0.0)
