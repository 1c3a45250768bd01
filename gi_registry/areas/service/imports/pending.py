"""Files that were handed in and await their owner's word; nothing refers to them.

Each lies in a folder of the account that brought it, so that nobody else can name
it, and goes after a day, or when it is kept.
"""

import shutil
import time
from pathlib import Path
from typing import IO, Final

from gi_registry.core import blobs

MOST_UPLOAD_BYTES: Final = 20 * 1024 * 1024
"""Of a file that comes through a page; larger ones come by the command line."""

_DAY_S = 24 * 60 * 60
_LONGEST_NAME = 80


def put(data_dir: Path, account_id: int, stream: IO[bytes], name: str) -> str:
    """Hold a file for its owner.

    Args:
        data_dir: the installation's data directory.
        account_id: who brings it.
        stream: read to its end, or until it is too large.
        name: what it is called; its ending tells text formats apart.

    Returns:
        Its SHA-256, hex.

    Raises:
        FileEmptyError: nothing came.
        FileTooLargeError: more than `MOST_UPLOAD_BYTES`.
    """
    _forget_old(data_dir)
    folder = _folder(data_dir, account_id)
    blob = blobs.put_data(folder, stream, most=MOST_UPLOAD_BYTES, field="file")
    _name(folder, blob.sha256).write_text(name[-_LONGEST_NAME:], encoding="utf-8")
    return blob.sha256


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
