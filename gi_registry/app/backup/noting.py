"""`last-backup.json` in the data directory: when and where; and one at a time."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gi_registry.app.backup.errors import BackupFolderError, BackupRunsError


@dataclass(frozen=True, slots=True)
class Last:
    """The backup that was made last.

    Attributes:
        at: its instant.
        folder: where it was put.
    """

    at: datetime
    folder: Path


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Let one backup of an installation be made at a time.

    Raises:
        BackupRunsError: another is being made.
        BackupFolderError: the data directory cannot be written.
    """
    try:
        lock = _file(data_dir).open("a")
    except OSError as error:
        raise BackupFolderError(str(_file(data_dir)), str(error.strerror)) from error
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRunsError from error
        yield


def note(data_dir: Path, last: Last) -> None:
    """Keep that a backup was made."""
    facts = {"at": last.at.isoformat(), "folder": str(last.folder)}
    text = json.dumps(facts, ensure_ascii=False)
    _file(data_dir).write_text(text + "\n", encoding="utf-8")


def made_last(data_dir: Path) -> Last | None:
    """Return the last backup, None if none was made or its note cannot be read."""
    try:
        facts = json.loads(_file(data_dir).read_bytes())
        return Last(datetime.fromisoformat(facts["at"]), Path(facts["folder"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file(data_dir: Path) -> Path:
    return data_dir / "last-backup.json"
